// node check.mjs <asyncapi.yaml>: prints what AsyncAPI's parser has to say of it, and how many
// operations it read. Ends with 1 when it had anything to say.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Parser } from '@asyncapi/parser';

const source = resolve(process.argv[2]);
const { document, diagnostics } = await new Parser().parse(await readFile(source, 'utf8'), { source });

for (const { path, message } of diagnostics) {
  console.error(`${path.join('.')}: ${message}`);
}
console.log(`AsyncAPI ${document?.version()}: ${document?.operations().all().length} operations`);
process.exitCode = document && diagnostics.length === 0 ? 0 : 1;
