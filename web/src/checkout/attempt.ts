/** A payment that was begun, and of whose end this browser does not know yet. */
export interface Attempt {
  readonly paymentMethodId: string;
  /** The same for every repetition, so that it pays once. */
  readonly idempotencyKey: string;
}

const name = (orderId: string) => `checkout-${orderId}`;

/** Kept by the browser's tab, over reloads. */
export const attempts = {
  of(orderId: string): Attempt | undefined {
    const kept = sessionStorage.getItem(name(orderId));
    return kept === null ? undefined : (JSON.parse(kept) as Attempt);
  },

  begin(orderId: string, paymentMethodId: string): Attempt {
    const attempt = { paymentMethodId, idempotencyKey: crypto.randomUUID() };
    sessionStorage.setItem(name(orderId), JSON.stringify(attempt));
    return attempt;
  },

  end(orderId: string) {
    sessionStorage.removeItem(name(orderId));
  },
};
