import { request } from '@playwright/test';

const PASSWORD = 'correct horse battery';

export interface Buyer {
  readonly email: string;
  readonly password: string;
}

/** A seller's ticket, locked by a buyer, who is not signed in here. */
export async function anOrder(
  { gateway = process.env.GATEWAY, title = 'Tosca, row 3', amount = 12_050 } = {} as {
    gateway?: string | undefined;
    title?: string;
    amount?: number;
  },
) {
  const seller = await signUp(gateway);
  const ticket = await seller.ask(
    `mutation ($title: String!, $amount: Int!) {
      createTicket(input: { title: $title, price: { amount: $amount } }) { id }
    }`,
    { title, amount },
  );
  const buyer = await signUp(gateway);
  const order = await buyer.ask(
    'mutation ($id: ID!) { createOrder(input: { ticketId: $id }) { id } }',
    { id: ticket.createTicket.id },
  );
  return { orderId: order.createOrder.id as string, buyer };
}

export type Person = Awaited<ReturnType<typeof signUp>>;

/** Somebody new, with a cookie of their own. */
export async function signUp(gateway = process.env.GATEWAY) {
  const context = await request.newContext({ baseURL: gateway ?? 'http://127.0.0.1:8080' });
  const ask = async (query: string, variables: object = {}) => {
    const response = await context.post('/graphql', { data: { query, variables } });
    const { data, errors } = await response.json();
    if (errors) {
      throw new Error(JSON.stringify(errors));
    }
    return data;
  };
  const email = `someone-${crypto.randomUUID()}@example.com`;
  await ask(
    `mutation ($email: String!, $password: String!) {
      signUp(input: { email: $email, password: $password }) { user { id } }
    }`,
    { email, password: PASSWORD },
  );
  return { email, password: PASSWORD, ask, cookies: async () => context.storageState() };
}
