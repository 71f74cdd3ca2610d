import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { signUp } from './world.ts';

const DOCUMENT = new URL('../../docs/frontend.md', import.meta.url);
const FOLDER = new URL('../test-results/', import.meta.url);

// What a browser does by itself: it knows whose page it is on, and keeps the cookie.
const BROWSER = `
const { GATEWAY, STRIPE: STAND_IN } = process.env;
const node = globalThis.fetch;
let cookie = '';
globalThis.fetch = async (url, init = {}) => {
  const headers = { ...init.headers, ...(cookie && { cookie }) };
  const response = await node(new URL(url, GATEWAY), { ...init, headers });
  const set = response.headers.getSetCookie().find((one) => one.startsWith('ticketing_session='));
  cookie = set?.split(';')[0] ?? cookie;
  return response;
};
`;

test('the snippets of docs/frontend.md do what they say', async () => {
  const seller = await signUp();
  await seller.ask(
    'mutation { createTicket(input: { title: "Parsifal, row 7", price: { amount: 12050 } }) { id } }',
  );
  const markdown = readFileSync(DOCUMENT, 'utf8');
  const snippets = [...markdown.matchAll(/^```js\n(.*?)^```/gms)].map(([, code]) => code);
  expect(snippets.length).toBeGreaterThan(6);
  mkdirSync(FOLDER, { recursive: true });
  const program = new URL('frontend.mjs', FOLDER);
  writeFileSync(program, [BROWSER, ...snippets].join('\n'));

  const said = execFileSync('node', [program.pathname], { encoding: 'utf8', timeout: 45_000 });

  expect(said).toContain('COMPLETED');
  expect(said).not.toContain('CANCELLED');
});
