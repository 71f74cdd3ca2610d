import { expect, test } from './fixtures.ts';
import { anOrder } from './world.ts';

// As PagesResourceTest has the gateway say it where a publishable key is configured.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
  "connect-src 'self' https://api.stripe.com",
  'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What this page asks of Stripe.js; each payment method pays, but its bank asks. */
const STRIPE_JS = `
window.Stripe = (key) => ({
  elements: () => ({
    create: () => ({
      mount(place) { place.textContent = 'Stripe asks for the card, by ' + key; },
      on: (event, listener) => setTimeout(listener),
      destroy() {},
      focus() {},
    }),
  }),
  createPaymentMethod: async () =>
    ({ paymentMethod: { id: 'pm_card_threeDSecure2Required' } }),
  handleNextAction: async ({ clientSecret }) => { window.asked = clientSecret; return {}; },
  _registerWrapper() {},
});
window.Stripe.version = 'endive';`;

test.describe('with a publishable key', () => {
  test.use({ mayAsk: /^https:\/\/js\.stripe\.com\// });

  test("Stripe's own form takes the card, and Stripe asks the bank", async ({ page }) => {
    await page.route('**/checkout/*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(
        'name="stripe-publishable-key" content=""',
        'name="stripe-publishable-key" content="pk_test_page"',
      );
      const headers = { ...answer.headers(), 'content-security-policy': POLICY };
      await route.fulfill({ response: answer, body, headers });
    });
    await page.route('https://js.stripe.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: STRIPE_JS }),
    );
    const { orderId, buyer } = await anOrder();
    await page.context().addCookies((await buyer.cookies()).cookies);
    await page.goto(`/checkout/${orderId}`);
    await expect(page.getByText('Stripe asks for the card, by pk_test_page')).toBeVisible();
    await expect(page.getByText('no money moves')).toBeHidden();
    await page.getByRole('button', { name: 'Pay $120.50' }).click();
    await expect.poll(() => page.evaluate('window.asked')).toMatch(/^pi_.*_secret_/);
    await page.request.post(`${process.env.STRIPE}/bank`, {
      form: { client_secret: String(await page.evaluate('window.asked')), answer: 'complete' },
    });
    await expect(page.getByRole('heading', { name: /^Paid/ })).toBeVisible();
  });
});
