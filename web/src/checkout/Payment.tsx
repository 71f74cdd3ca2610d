import { useEffect, useRef } from 'react';
import { settings } from '../settings.ts';
import { attempts } from './attempt.ts';
import { Bank } from './Bank.tsx';
import { CardForm } from './CardForm.tsx';
import type { Order } from './documents.ts';
import { money } from './money.ts';
import { StripeCardForm } from './StripeCardForm.tsx';
import type { usePayment } from './usePayment.ts';

interface Props {
  readonly order: Order;
  readonly timeIsOver: boolean;
  readonly payment: ReturnType<typeof usePayment>;
}

/** Of an order that is not over: the card's form, or what is waited for. */
export function Payment({ order, timeIsOver, payment }: Props) {
  const { progress, problem, setProblem, pay, resume } = payment;
  const secret = order.charge?.clientSecret;
  const begun = attempts.of(order.id) !== undefined;

  // What was begun before a reload, or before the bank was asked, is gone on with.
  useEffect(() => {
    if (!secret && begun && progress === 'none') {
      void resume();
    }
  }, [secret, begun, progress, resume]);

  // Whoever cannot see the page is where the trouble is told.
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (problem) {
      alert.current?.focus();
    }
  }, [problem]);

  const Form = settings.stripePublishableKey ? StripeCardForm : CardForm;
  const busy = progress !== 'none';

  if (order.status === 'AWAITING_PAYMENT' || progress === 'confirming') {
    return <Waiting>Your payment is being taken. This can take a little while.</Waiting>;
  }
  if (secret && progress === 'none') {
    return <Bank key={secret} clientSecret={secret} />;
  }
  if (timeIsOver) {
    return <Waiting>The time is over. Looking what became of the order.</Waiting>;
  }
  if (!settings.stripePublishableKey && !settings.stripeStandIn) {
    return (
      <p role="alert" className="card problem">
        No card can be taken: STRIPE_PUBLISHABLE_KEY is not set.
      </p>
    );
  }
  return (
    <section className="card" aria-labelledby="pay-title">
      <h2 id="pay-title">Pay by card</h2>
      <p role="alert" ref={alert} tabIndex={-1} className="problem">
        {problem}
      </p>
      <Form
        label={busy ? 'Paying' : `Pay ${money(order.price)}`}
        busy={busy}
        pay={pay}
        onProblem={setProblem}
      />
      <p role="status" className="unseen">
        {busy ? 'Paying. Please wait.' : ''}
      </p>
    </section>
  );
}

function Waiting({ children }: { children: string }) {
  return (
    <section className="card">
      <p role="status" className="waiting">
        {children}
      </p>
      <p>You can close this page: nothing is lost, and you pay once.</p>
    </section>
  );
}
