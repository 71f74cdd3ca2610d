import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { settings } from '../settings.ts';

let loading: Promise<Stripe> | undefined;

/** Stripe.js, from Stripe, loaded when it is first needed. */
export function stripe(): Promise<Stripe> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Stripe> {
  const loaded = await loadStripe(settings.stripePublishableKey);
  if (!loaded) {
    throw new Error('no Stripe.js');
  }
  return loaded;
}
