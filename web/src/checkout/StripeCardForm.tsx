import type { StripeCardElement } from '@stripe/stripe-js';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { stripe } from './stripe.ts';
import { refusal } from './words.ts';

export interface CardFormProps {
  readonly label: string;
  readonly busy: boolean;
  readonly pay: (paymentMethod: () => Promise<string>) => Promise<void>;
  readonly onProblem: (problem: string | undefined) => void;
}

class Mistyped extends Error {}

/** Stripe's own: what is typed there this page never sees. */
export function StripeCardForm({ label, busy, pay, onProblem }: CardFormProps) {
  const place = useRef<HTMLDivElement>(null);
  const card = useRef<StripeCardElement>(undefined);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    let gone = false;
    stripe()
      .then((loaded) => {
        if (!gone && place.current) {
          const dark = matchMedia('(prefers-color-scheme: dark)').matches;
          card.current = loaded
            .elements()
            .create('card', { style: { base: { color: dark ? '#e8eaf0' : '#1b1f2a' } } });
          card.current.mount(place.current);
          card.current.on('ready', () => setReady(true));
        }
      })
      .catch(() =>
        onProblem('Stripe could not be reached. Check your connection, and load again.'),
      );
    return () => {
      gone = true;
      card.current?.destroy();
    };
  }, [onProblem]);

  const paymentMethod = async () => {
    const loaded = await stripe();
    if (!card.current) {
      throw new Error('no card form');
    }
    const made = await loaded.createPaymentMethod({ type: 'card', card: card.current });
    if (made.error) {
      throw new Mistyped(made.error.message);
    }
    return made.paymentMethod.id;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await pay(paymentMethod);
    } catch (failure) {
      onProblem(failure instanceof Mistyped ? failure.message : refusal(failure));
      card.current?.focus();
    }
  };

  return (
    <form onSubmit={submit}>
      <p id="card-label">Card</p>
      <div ref={place} className="stripe-card" />
      <button type="submit" aria-disabled={busy || !ready}>
        {label}
      </button>
    </form>
  );
}
