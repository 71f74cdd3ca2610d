import { Unanswered } from '../gateway.ts';
import { settings } from '../settings.ts';
import { type Card, digits, type Field, type Mistakes } from './cards.ts';

/** A card was refused before anybody was asked to pay with it. */
export class Mistyped extends Error {
  constructor(readonly mistakes: Mistakes) {
    super('mistyped');
  }
}

const FIELDS: { readonly [param: string]: Field } = {
  number: 'number',
  exp_month: 'expiry',
  exp_year: 'expiry',
  cvc: 'cvc',
};

/** Has the stand-in make a payment method of a card, as Stripe.js has Stripe: its id. */
export async function paymentMethod(card: Card): Promise<string> {
  const [month = '', year = ''] = card.expiry.split('/');
  const form = new URLSearchParams({
    key: 'pk_test_standin',
    type: 'card',
    'card[number]': digits(card.number),
    'card[exp_month]': month.trim(),
    'card[exp_year]': year.trim(),
    'card[cvc]': card.cvc.trim(),
  });
  const { status, body } = await post(form);
  if (body.id) {
    return body.id;
  }
  const field = FIELDS[body.error?.param?.replace(/^card\[(.*)\]$/, '$1') ?? ''];
  if (status === 402 && body.error) {
    throw new Mistyped({ [field ?? 'number']: body.error.message });
  }
  throw new Unanswered(body.error?.message);
}

interface Answer {
  readonly id?: string;
  readonly error?: { readonly message: string; readonly param?: string };
}

async function post(form: URLSearchParams): Promise<{ status: number; body: Answer }> {
  try {
    const url = `${settings.stripeStandIn}/v1/payment_methods`;
    const response = await fetch(url, { method: 'POST', body: form, credentials: 'omit' });
    return { status: response.status, body: (await response.json()) as Answer };
  } catch (lost) {
    throw new Unanswered('no answer', { cause: lost });
  }
}
