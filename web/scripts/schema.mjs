// Writes src/graphql/schema.graphql: what clients see of the gateway's schema files, which also say
// by @rest how the gateway answers each field.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, GraphQLSchema, printSchema } from 'graphql';

const folder = new URL('../../gateway-graphql/src/main/resources/schema/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.graphqls'));
const whole = buildSchema(
  files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n'),
).toConfig();

const rest = whole.directives.find((directive) => directive.name === 'rest');
const internal = new Set(['RestService', 'RestMethod']);
const seen = new GraphQLSchema({
  ...whole,
  types: whole.types.filter((type) => !internal.has(type.name)),
  directives: whole.directives.filter((directive) => directive !== rest),
});
writeFileSync(new URL('../src/graphql/schema.graphql', import.meta.url), `${printSchema(seen)}\n`);
