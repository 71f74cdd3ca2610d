import { expect, test } from './fixtures.ts';

test('an example runs as it stands', async ({ page }) => {
  await page.goto('/playground');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await expect(page.locator('.graphiql-response')).toContainText('hasNextPage');
  await expect(page.locator('.trace')).toHaveText(/^Search: trace [0-9a-f]{32}$/);
});
