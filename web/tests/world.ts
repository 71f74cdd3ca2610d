import { request } from '@playwright/test';

const PASSWORD = 'correct horse battery';

/** A seller's ticket, locked by a buyer. */
export async function anOrder(gateway?: string) {
  const seller = await signUp(gateway);
  const { createTicket } = await seller.ask(
    'mutation { createTicket(input: { title: "Tosca, row 3", price: { amount: 12050 } }) { id } }',
  );
  const buyer = await signUp(gateway);
  const { createOrder } = await buyer.ask(
    'mutation ($id: ID!) { createOrder(input: { ticketId: $id }) { id } }',
    { id: createTicket.id },
  );
  return { orderId: createOrder.id as string, buyer };
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
