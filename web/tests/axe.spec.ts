import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './fixtures.ts';
import { anOrder } from './world.ts';

// Put there by the browser's tools, which the page's policy does not hold.
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** What axe finds, light and dark, on a desktop and a phone. */
async function isAccessible(page: Page, what: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of SIZES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const { violations } = await page.evaluate<AxeResults>(
        "axe.run({ iframes: false, resultTypes: ['violations'] })",
      );
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
      expect(found, `${what}, ${colorScheme}, ${viewport.width} wide`).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${what} fits, ${viewport.width} wide`).toBeLessThanOrEqual(viewport.width);
    }
  }
}

test('axe finds nothing on the checkout page, whatever it shows', async ({ page }) => {
  const { orderId, buyer } = await anOrder();
  await page.addInitScript({ path: AXE });
  await page.goto(`/checkout/${orderId}`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await isAccessible(page, 'sign-in');

  await page.context().addCookies((await buyer.cookies()).cookies);
  await page.reload();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(page.getByText('A card number has 12 to 19 digits.')).toBeVisible();
  await isAccessible(page, 'a mistyped card');

  await page.getByRole('button', { name: '4000 0000 0000 3220' }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  const bank = page.frameLocator('iframe');
  await expect(bank.getByRole('button', { name: 'Complete' })).toBeVisible();
  await isAccessible(page, 'the bank');
  await bank.getByRole('button', { name: 'Complete' }).click();
  await expect(page.getByRole('heading', { name: /^Paid/ })).toBeVisible();
  await isAccessible(page, 'paid');

  const over = await anOrder();
  await over.buyer.ask('mutation ($id: ID!) { cancelOrder(id: $id) { id } }', { id: over.orderId });
  await page.context().addCookies((await over.buyer.cookies()).cookies);
  await page.goto(`/checkout/${over.orderId}`);
  await expect(page.getByRole('heading', { name: 'Not bought' })).toBeVisible();
  await isAccessible(page, 'not bought');
});
