// Writes docs/images: the playground and the checkout page of what `make run` runs.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const gateway = process.env.GATEWAY ?? 'http://127.0.0.1:8080';
const file = (name) => fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const context = await browser.newContext({
  baseURL: gateway,
  viewport: { width: 1280, height: 800 },
});
const page = await context.newPage();

async function run(title) {
  await page.getByRole('button', { name: title, exact: true }).click();
  const answered = page.waitForResponse('**/graphql');
  await page.getByRole('button', { name: /^Execute query/ }).click();
  return (await answered).json();
}

await page.goto('/playground');
await run('Sign up to sell');
await run('List tickets');
await run('Sign up to buy');
const { data } = await run('Lock a ticket');
await page.locator('.graphiql-response').getByText('CREATED').waitFor();
await page.screenshot({ path: file('playground') });

await page.setViewportSize({ width: 640, height: 760 });
await page.goto(`/checkout/${data.createOrder.id}`);
await page.getByRole('button', { name: '4242 4242 4242 4242' }).click();
await page.screenshot({ path: file('checkout') });
await browser.close();
