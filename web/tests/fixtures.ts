import { test as base, expect } from '@playwright/test';

export { expect };

const ours = ['GATEWAY', 'HURRIED_GATEWAY', 'STRIPE'].flatMap((name) => {
  const address = process.env[name] ?? (name === 'GATEWAY' ? 'http://127.0.0.1:8080' : undefined);
  return address ? [new URL(address).origin] : [];
});

interface Options {
  /** What a test brings about on purpose, of what the console says. */
  mayFail: RegExp | undefined;
  /** Whom a page may ask beside us. */
  mayAsk: RegExp | undefined;
}

/** A page that says nothing in the console and asks nobody but us, or the test fails. */
export const test = base.extend<Options>({
  mayFail: [undefined, { option: true }],
  mayAsk: [undefined, { option: true }],

  page: async ({ page, mayFail, mayAsk }, use) => {
    const wrong: string[] = [];
    page.on('console', (message) => {
      const said = `${message.text()} ${message.location().url}`;
      if (['error', 'warning'].includes(message.type()) && !mayFail?.test(said)) {
        wrong.push(`console: ${said}`);
      }
    });
    page.on('pageerror', (error) => wrong.push(`error: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (
        /^(https?|wss?):$/.test(protocol) &&
        !ours.includes(origin) &&
        !mayAsk?.test(request.url())
      ) {
        wrong.push(`request: ${request.url()}`);
      }
    });
    await use(page);
    expect(wrong, 'errors in the console, or requests to others').toEqual([]);
  },
});
