import { Refused, Unanswered } from '../gateway.ts';

const CARDS: { readonly [code: string]: string } = {
  incorrect_cvc: 'The security code is not right. Check it on the back of the card.',
  incorrect_number: 'The card number is not right. Check it.',
  invalid_number: 'The card number is not right. Check it.',
  expired_card: 'The card has expired. Use another.',
  processing_error: 'The card could not be asked just now. Try again in a moment.',
};

/** What a refusal means to the buyer, and what to do. */
export function refusal(failure: unknown): string | undefined {
  if (failure instanceof Unanswered) {
    return 'The card could not be sent: no connection. You have not been charged. Try again.';
  }
  if (!(failure instanceof Refused)) {
    return 'Something went wrong in this page. Load it again: you pay once, whatever happens.';
  }
  switch (failure.code) {
    case 'PAYMENT_METHOD_INVALID': {
      const code = Object.keys(CARDS).find((known) => failure.message.includes(known));
      return `You have not been charged. ${
        code ? CARDS[code] : 'The card was not taken. Check it, or use another.'
      }`;
    }
    case 'PAYMENT_DECLINED':
    case 'ORDER_EXPIRED':
    case 'ORDER_NOT_PAYABLE':
    case 'PRICE_CHANGED':
    case 'TICKET_WITHDRAWN':
      // The order tells of it.
      return undefined;
    case 'UNAUTHENTICATED':
      return 'You were signed out. Sign in, and the payment goes on.';
    case 'IDEMPOTENCY_CONFLICT':
      return 'This payment was begun with another card. Press Pay once more.';
    default:
      return `The payment was refused (${failure.code}). You have not been charged.`;
  }
}

const ENDS: { readonly [reason: string]: string } = {
  BY_BUYER: 'You gave the ticket back.',
  EXPIRED:
    'The time was over before the payment went through. The ticket is for sale again: if it is still there, buy it anew.',
  PAYMENT_FAILED:
    'The card was declined, or your bank did not agree. The ticket is for sale again: buy it anew, with another card.',
  PRICE_CHANGED:
    'The seller changed the price just before you bought. If the new price suits you, buy the ticket anew.',
  TICKET_WITHDRAWN: 'The ticket was taken down just before you bought.',
  BY_ADMIN: 'An operator cancelled the order. Ask them why.',
};

/** Why an order is over, and what to do. */
export function ending(reason: string | null): string {
  return ENDS[reason ?? ''] ?? 'The order was cancelled.';
}

const DECLINES: { readonly [code: string]: string } = {
  insufficient_funds: 'There is not enough money on the card.',
  expired_card: 'The card has expired.',
  lost_card: 'The bank does not let this card pay.',
  stolen_card: 'The bank does not let this card pay.',
  payment_intent_authentication_failure: 'Your bank was not told that it is you who pays.',
};

/** What the bank said; empty where it gave no reason. */
export function decline(code: string | null | undefined): string {
  return DECLINES[code ?? ''] ?? '';
}
