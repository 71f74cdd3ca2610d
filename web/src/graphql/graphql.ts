import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/** Writes a document whose answer and variables are typed by the gateway's schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string };
  disableMasking: true;
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
