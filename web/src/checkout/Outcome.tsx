import { useEffect, useRef } from 'react';
import type { Order } from './documents.ts';
import { money } from './money.ts';
import { decline, ending } from './words.ts';

/** What became of an order that is over. */
export function Outcome({ order }: { order: Order }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const paid = order.status === 'COMPLETED';

  // Whoever cannot see the page is where it changed.
  useEffect(() => heading.current?.focus(), []);

  return (
    <section className={`card ${paid ? 'paid' : 'over'}`} role={paid ? 'status' : 'alert'}>
      <h2 tabIndex={-1} ref={heading}>
        {paid ? 'Paid. The ticket is yours.' : 'Not bought'}
      </h2>
      {paid ? (
        <p>{money(order.price)} was taken from your card, once.</p>
      ) : (
        <>
          <p>
            {decline(order.charge?.failureCode)} {ending(order.cancelReason)}
          </p>
          <p>You have not been charged. What your bank may have set aside is let go.</p>
        </>
      )}
    </section>
  );
}
