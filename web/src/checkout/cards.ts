/** Cards of Stripe's tests, for people to try: https://docs.stripe.com/testing */
export const TEST_CARDS = [
  { number: '4242 4242 4242 4242', does: 'pays' },
  { number: '4000 0000 0000 3220', does: 'your bank asks first (3-D Secure)' },
  { number: '4000 0000 0000 0002', does: 'is declined' },
  { number: '4000 0000 0000 0127', does: 'has a wrong security code' },
] as const;

export interface Card {
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
}

export type Field = keyof Card;

/** What is wrong with a card, by its field; empty where nothing is seen to be. */
export type Mistakes = { readonly [field in Field]?: string };

/** What needs nobody to be asked. */
export function mistakes(card: Card): Mistakes {
  const found: { [field in Field]?: string } = {};
  if (!/^\d{12,19}$/.test(digits(card.number))) {
    found.number = 'A card number has 12 to 19 digits.';
  } else if (!luhn(digits(card.number))) {
    found.number = 'The card number is not right: a digit is mistyped.';
  }
  if (!/^(0?[1-9]|1[0-2])\s*\/\s*(\d{2}|\d{4})$/.test(card.expiry.trim())) {
    found.expiry = 'Type month and year, as in 12 / 34.';
  }
  if (!/^\d{3,4}$/.test(card.cvc.trim())) {
    found.cvc = 'The security code has 3 or 4 digits.';
  }
  return found;
}

export function digits(number: string): string {
  return number.replace(/[\s-]/g, '');
}

/** Whether the check digit is right (ISO/IEC 7812-1, annex B). */
function luhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, at) => {
    const weighted = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}
