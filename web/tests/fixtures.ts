import { test as base, expect } from '@playwright/test';

export { expect };

const ours = [process.env.GATEWAY ?? 'http://127.0.0.1:8080', process.env.STRIPE].map(
  (address) => address && new URL(address).origin,
);

/** A page that says nothing in the console and asks nobody but us, or the test fails. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        wrong.push(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => wrong.push(`error: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && !ours.includes(origin)) {
        wrong.push(`request: ${request.url()}`);
      }
    });
    await use(page);
    expect(wrong, 'errors in the console, or requests to others').toEqual([]);
  },
});
