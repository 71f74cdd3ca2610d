import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { anOrder } from './world.ts';

const CANCEL = 'mutation ($id: ID!) { cancelOrder(id: $id) { id } }';

async function open(page: Page) {
  const { orderId, buyer } = await anOrder();
  await page.context().addCookies((await buyer.cookies()).cookies);
  await page.goto(`/checkout/${orderId}`);
  await expect(page.getByLabel('Card number')).toBeVisible();
  return { orderId, buyer };
}

const isStream = (route: Route) =>
  route.request().headers().accept?.includes('text/event-stream') ?? false;

test('hears of a change by itself', async ({ page }) => {
  // Whoever asks is told what was so at first, so that only the subscription tells of the change.
  let first: string | undefined;
  await page.route('**/graphql', async (route) => {
    if (isStream(route) || !route.request().postData()?.includes('query Look')) {
      await route.continue();
    } else if (first) {
      await route.fulfill({ contentType: 'application/json', body: first });
    } else {
      const answer = await route.fetch();
      first = await answer.text();
      await route.fulfill({ response: answer, body: first });
    }
  });
  const { orderId, buyer } = await open(page);
  await buyer.ask(CANCEL, { id: orderId });
  await expect(page.getByText('You gave the ticket back.')).toBeVisible();
});

test.describe('where subscriptions are refused', () => {
  test.use({ mayFail: /404 .*\/graphql/ });

  test('asks again and again', async ({ page }) => {
    await page.route('**/graphql', (route) =>
      isStream(route) ? route.fulfill({ status: 404 }) : route.continue(),
    );
    const { orderId, buyer } = await open(page);
    await buyer.ask(CANCEL, { id: orderId });
    await expect(page.getByText('You gave the ticket back.')).toBeVisible();
  });
});
