import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { anOrder, type Person } from './world.ts';

async function open(page: Page, orderId: string, buyer: Person, gateway = '') {
  const { cookies } = await buyer.cookies();
  await page.context().addCookies(cookies);
  await page.goto(`${gateway}/checkout/${orderId}`);
}

async function typeCard(page: Page, number: string) {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expires').fill('12 / 34');
  await page.getByLabel('Security code').fill('123');
}

const pay = (page: Page) => page.getByRole('button', { name: /^Pay/ });

async function isPaid(page: Page) {
  await expect(page.getByRole('heading', { name: 'Paid. The ticket is yours.' })).toBeFocused();
}

test('pays', async ({ page }) => {
  const { orderId, buyer } = await anOrder();
  await open(page, orderId, buyer);
  await expect(page.getByText('Tosca, row 3')).toBeVisible();
  await expect(page.getByText('$120.50', { exact: true })).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^1[45]:\d\d$/);
  await expect(page.getByRole('note')).toContainText('no money moves');
  await typeCard(page, '4242 4242 4242 4242');
  await pay(page).click();
  await isPaid(page);
  await page.reload();
  await isPaid(page);
});
