import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { EXAMPLES } from '../src/playground/examples.ts';
import { expect, test } from './fixtures.ts';

const PAY = `mutation ($id: ID!) {
  payOrder(input: { orderId: $id, paymentMethodId: "pm_card_visa" }) { status }
}`;

/** A playground in which examples are run by clicking, as people do. */
class Playground {
  readonly response: Locator;
  readonly trace: Locator;
  readonly who: Locator;

  constructor(readonly page: Page) {
    this.response = page.locator('.graphiql-response');
    this.trace = page.locator('.trace');
    this.who = page.locator('.examples .who');
  }

  static async open(page: Page): Promise<Playground> {
    await page.goto('/playground');
    return new Playground(page);
  }

  async show(title: string) {
    await this.page
      .getByRole('region', { name: 'Examples' })
      .getByRole('button', { name: title, exact: true })
      .click();
  }

  async execute() {
    await this.page.getByRole('button', { name: /^(Execute query|Stop query)/ }).click();
  }

  /** Runs an example as it stands; its answer's trace stands below. */
  async run(title: string, name: string): Promise<string> {
    const before = await this.trace.textContent();
    await this.show(title);
    await this.execute();
    await expect(this.trace).not.toHaveText(before ?? '');
    await expect(this.trace).toHaveText(new RegExp(`^${name}: trace [0-9a-f]{32}$`));
    await expect(this.response).toContainText('data');
    return this.answer();
  }

  /** The data of an example's answer. */
  async answers(title: string, name: string) {
    const response = this.page.waitForResponse(
      (answer) => answer.request().postData()?.includes(`mutation ${name}(`) ?? false,
    );
    await this.run(title, name);
    return (await (await response).json()).data;
  }

  /** The response as it is shown; Monaco writes spaces that break no line. */
  async answer(): Promise<string> {
    return ((await this.response.textContent()) ?? '').replaceAll('\u00a0', ' ');
  }

  async sell() {
    await this.run('Sign up to sell', 'SignUpToSell');
    await expect(this.who).toHaveText(/^Signed in as seller-.*@example\.com$/);
    await this.run('List tickets', 'ListTickets');
    await expect(this.response).toContainText('AVAILABLE');
  }
}

// Few tests, as each has to load the editor.

test('sells, searches, locks, pays, looks back and signs in and out', async ({ page }) => {
  const playground = await Playground.open(page);
  await expect(playground.who).toHaveText('Nobody is signed in.');
  await test.step('says what has to be run first', async () => {
    await playground.show('Pay by card');
    await expect(page.locator('.graphiql-editor-tool')).toContainText(/run.+Lock.a.ticket/);
  });
  await playground.sell();
  await playground.run('Search', 'Search');
  await expect(playground.response).toContainText('Tosca');
  await playground.run('Sign up to buy', 'SignUpToBuy');
  await playground.run('Lock a ticket', 'Lock');
  await expect(playground.response).toContainText('CREATED');
  await playground.run('Pay by card', 'Pay');
  await expect(playground.response).toContainText('COMPLETED');
  await playground.run('My orders', 'History');
  await expect(playground.response).toContainText('Tosca');
  await expect(playground.response).toContainText('COMPLETED');
  await playground.run('Sign in to sell', 'SignInToSell');
  await expect(playground.who).toHaveText(/^Signed in as seller-/);
  await playground.run('Who am I?', 'Me');
  await expect(playground.response).toContainText('seller-');
  await playground.run('Sign in to buy', 'SignInToBuy');
  await expect(playground.who).toHaveText(/^Signed in as buyer-/);
  await playground.run('Sign out', 'SignOut');
  await expect(playground.who).toHaveText('Nobody is signed in.');
  await test.step('keeps a history', async () => {
    await page.getByRole('button', { name: 'Show History' }).click();
    await expect(page.getByRole('region', { name: 'History' })).toContainText('SignInToSell');
  });
  await test.step('describes the schema', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Mutation' }).click();
    await expect(page.locator('.graphiql-doc-explorer')).toContainText('Locks a ticket');
  });
});

test('watches, asks the bank, is declined, and changes its mind', async ({ page, context }) => {
  const playground = await Playground.open(page);
  await playground.sell();
  await playground.run('Sign up to buy', 'SignUpToBuy');
  await test.step('watches an order and a ticket', async () => {
    const { createOrder } = await playground.answers('Lock a ticket', 'Lock');
    await playground.run('Watch an order', 'WatchOrder');
    await expect(playground.response).toContainText('CREATED');
    await page.request.post('/graphql', {
      data: { query: PAY, variables: { id: createOrder.id } },
    });
    await expect(playground.response).toContainText('COMPLETED');
    await playground.run('Watch a ticket', 'WatchTicket');
    await expect(playground.response).toContainText('SOLD');
  });
  await test.step('3-D Secure', async () => {
    await playground.run('Lock another ticket', 'LockForBank');
    await playground.run('Pay: the bank asks', 'PayAskedByBank');
    await expect(playground.response).toContainText('pi_');
    const [bank] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Answer the bank' }).click(),
    ]);
    await bank.getByRole('button', { name: 'Complete' }).click();
    await expect(bank.locator('body')).toContainText('requires_capture');
    await bank.close();
    await expect(async () => {
      await playground.run('After the bank', 'AfterTheBank');
      expect(await playground.answer()).toContain('COMPLETED');
    }).toPass();
  });
  await test.step('a declined card', async () => {
    await playground.run('Lock a third', 'LockForDecline');
    await playground.run('Pay: declined', 'PayDeclined');
    await expect(playground.response).toContainText('PAYMENT_DECLINED');
  });
  await test.step('a change of mind', async () => {
    await playground.run('Lock a fourth', 'LockToCancel');
    await playground.run('Cancel', 'Cancel');
    await expect(playground.response).toContainText('BY_BUYER');
  });
});

test('every example is tried above', () => {
  const said = readFileSync(new URL(import.meta.url), 'utf8');
  const untried = EXAMPLES.filter(({ title, name }) => !said.includes(`('${title}', '${name}')`));
  expect(untried.map(({ title }) => title)).toEqual([]);
});
