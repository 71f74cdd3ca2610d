import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { anOrder, type Person } from './world.ts';

const PAY = /\/graphql$/;

async function signedIn(page: Page, buyer: Person) {
  const { cookies } = await buyer.cookies();
  await page.context().addCookies(cookies);
}

/** An order of somebody who is signed in here, on its page. */
async function open(page: Page, gateway?: string) {
  const { orderId, buyer } = await anOrder(gateway);
  await signedIn(page, buyer);
  await page.goto(`${gateway ?? ''}/checkout/${orderId}`);
  return { orderId, buyer };
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

async function isNotBought(page: Page, ...why: (string | RegExp)[]) {
  await expect(page.getByRole('heading', { name: 'Not bought' })).toBeFocused();
  for (const words of why) {
    await expect(page.getByRole('alert').filter({ hasText: 'Not bought' })).toContainText(words);
  }
  await expect(page.getByText('You have not been charged.')).toBeVisible();
}

/** How many payments the page asked for, by their keys. */
function keysOf(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    const key = PAY.test(request.url())
      ? request.postDataJSON()?.variables?.input?.idempotencyKey
      : undefined;
    if (key) {
      keys.push(key);
    }
  });
  return keys;
}

test('shows the order, pays it, and shows it again after a reload', async ({ page }) => {
  await open(page);
  await expect(page.getByText('Tosca, row 3')).toBeVisible();
  await expect(page.getByText('$120.50', { exact: true })).toBeVisible();
  await expect(page.getByRole('note')).toContainText('no money moves');
  await page.getByRole('button', { name: '4242 4242 4242 4242' }).click();
  await expect(page.getByLabel('Card number')).toHaveValue('4242 4242 4242 4242');
  await pay(page).click();
  await isPaid(page);
  await page.reload();
  await isPaid(page);
});

test('counts down by the server’s time, whatever the browser’s clock says', async ({ page }) => {
  await page.clock.setSystemTime(new Date('2031-01-01T00:00:00Z'));
  await open(page);
  await expect(page.getByRole('timer')).toHaveText(/^14:\d\d$/);
  const before = await page.getByRole('timer').textContent();
  await expect(page.getByRole('timer')).not.toHaveText(before ?? '');
});

test('asks the bank (3-D Secure), also after a reload', async ({ page }) => {
  await open(page);
  await typeCard(page, '4000 0000 0000 3220');
  await pay(page).click();
  const bank = page.frameLocator('iframe[title="Your bank\'s question"]');
  await expect(bank.getByRole('button', { name: 'Complete' })).toBeVisible();
  await page.reload();
  await bank.getByRole('button', { name: 'Complete' }).click();
  await isPaid(page);
});

test('tells when the bank does not agree', async ({ page }) => {
  await open(page);
  await typeCard(page, '4000 0000 0000 3220');
  await pay(page).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Answer your bank' }).click();
  const bank = page.frameLocator('iframe[title="Your bank\'s question"]');
  await bank.getByRole('button', { name: 'Fail' }).click();
  await isNotBought(page, 'Your bank was not told that it is you', 'for sale again');
});

test('tells of a decline', async ({ page }) => {
  await open(page);
  await typeCard(page, '4000 0000 0000 9995');
  await pay(page).click();
  await isNotBought(page, 'There is not enough money on the card.', 'with another card');
});

test('tells what was mistyped, and pays when it is put right', async ({ page }) => {
  await open(page);
  await pay(page).click();
  await expect(page.getByLabel('Card number')).toBeFocused();
  await expect(page.getByText('A card number has 12 to 19 digits.')).toBeVisible();
  await typeCard(page, '4242 4242 4242 4241');
  await pay(page).click();
  await expect(page.getByText('a digit is mistyped')).toBeVisible();
  await expect(page.getByLabel('Card number')).toBeFocused();
  // By its issuer, which says so only when it is asked to pay.
  await typeCard(page, '4000 0000 0000 0127');
  await pay(page).click();
  await expect(page.getByRole('alert').first()).toContainText('The security code is not right.');
  await expect(page.getByRole('alert').first()).toBeFocused();
  await typeCard(page, '4242 4242 4242 4242');
  await pay(page).click();
  await isPaid(page);
});

test.describe('with a card that the stand-in refuses', () => {
  // Chromium writes each answer that is an error into the console.
  test.use({ mayFail: /402 .*\/v1\/payment_methods/ });

  test('says so beside the number', async ({ page }) => {
    await open(page);
    await typeCard(page, '4111 1111 1111 1111');
    await pay(page).click();
    await expect(page.getByText('used a non test card')).toBeVisible();
    await expect(page.getByLabel('Card number')).toBeFocused();
  });
});

test('pays once on a double click', async ({ page }) => {
  const keys = keysOf(page);
  const { orderId, buyer } = await open(page);
  await typeCard(page, '4242 4242 4242 4242');
  await pay(page).dblclick();
  await isPaid(page);
  expect(new Set(keys).size).toBe(1);
  const { order } = await buyer.ask(
    'query ($id: ID!) { order(id: $id) { charge { status amount { amount } } } }',
    { id: orderId },
  );
  expect(order.charge).toEqual({ status: 'COMPLETED', amount: { amount: 12_050 } });
});

test('goes on with the same payment after a reload in the middle of it', async ({ page }) => {
  const keys = keysOf(page);
  await open(page);
  await typeCard(page, '4242 4242 4242 4242');
  // The gateway does as it is told, but its answer is lost.
  let lost = false;
  await page.route(PAY, async (route) => {
    if (!lost && route.request().postData()?.includes('idempotencyKey')) {
      lost = true;
      await route.fetch();
      return;
    }
    await route.continue();
  });
  await pay(page).click();
  await expect.poll(() => lost).toBe(true);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await isPaid(page);
  expect(new Set(keys).size).toBe(1);
});

test.describe('without a connection', () => {
  // Chromium writes each request that fails into the console.
  test.use({ mayFail: /net::ERR_INTERNET_DISCONNECTED/ });

  test('says so, and goes on by itself', async ({ page, context }) => {
    const keys = keysOf(page);
    await open(page);
    await typeCard(page, '4242 4242 4242 4242');
    await context.setOffline(true);
    await expect(page.getByText('No connection. We keep trying')).toBeVisible();
    await pay(page).click();
    await expect(page.getByText('You have not been charged. Try again.')).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText('No connection. We keep trying')).toBeHidden();
    await pay(page).click();
    await isPaid(page);
    expect(new Set(keys).size).toBe(1);
  });
});

test('tells of the time that ran out, also while it is being paid', async ({ page }) => {
  const gateway = process.env.HURRIED_GATEWAY;
  test.skip(!gateway, 'HURRIED_GATEWAY names one whose orders expire within seconds');
  await open(page, gateway);
  await typeCard(page, '4000 0000 0000 3220');
  await pay(page).click();
  // The bank is asked, and nobody answers.
  await expect(page.getByRole('heading', { name: 'Your bank', exact: true })).toBeVisible();
  await isNotBought(page, 'The time was over before the payment went through.');
});

test('signs in, on the page, as whoever bought the ticket', async ({ page }) => {
  const { orderId, buyer } = await anOrder();
  const { buyer: another } = await anOrder();
  await page.goto(`/checkout/${orderId}`);
  await signInWith(page, buyer.email, 'not the password');
  await expect(page.getByRole('alert')).toHaveText('Email or password is wrong.');
  await expect(page.getByLabel('Email')).toBeFocused();
  await signInWith(page, another.email, another.password);
  await expect(page.getByText(`You (${another.email}) have no such order.`)).toBeVisible();
  await signInWith(page, buyer.email, buyer.password);
  await expect(page.getByText('Tosca, row 3')).toBeVisible();
  await expect(page.getByText(`Signed in as ${buyer.email}`)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Your order' })).toBeFocused();
});

async function signInWith(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('is paid by keyboard alone', async ({ page }) => {
  await open(page);
  await expect(page.getByLabel('Card number')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Card number')).toBeFocused();
  await page.keyboard.type('4000000000003220');
  await page.keyboard.press('Tab');
  await page.keyboard.type('12/34');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  const bank = page.frameLocator('iframe[title="Your bank\'s question"]');
  const complete = bank.getByRole('button', { name: 'Complete' });
  await expect(complete).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(complete).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press('Enter');
  await isPaid(page);
});
