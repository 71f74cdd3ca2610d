// node audit.mjs <address>: holds a running server against GraphQL over HTTP. Prints a line an audit:
// its id, its status (ok, notice, warn, error), its name and, where it did not pass, why.
import { serverAudits } from 'graphql-http';

for (const { id, name, fn } of serverAudits({ url: process.argv[2] })) {
  const { status, reason = '' } = await fn();
  console.log([id, status, name, reason].join('\t'));
}
