import { useEffect, useRef } from 'react';
import { Countdown } from './Countdown.tsx';
import type { Order } from './documents.ts';
import { money } from './money.ts';

interface Props {
  readonly order: Order;
  readonly onEnd: () => void;
  /** Where what had the focus before is gone, as after signing in. */
  readonly takesFocus: boolean;
}

/** What is bought, for how much, and how long it is held. */
export function OrderSummary({ order, onEnd, takesFocus }: Props) {
  const section = useRef<HTMLElement>(null);

  useEffect(() => {
    if (takesFocus) {
      section.current?.focus();
    }
  }, [takesFocus]);

  return (
    <section className="order" aria-label="Your order" tabIndex={-1} ref={section}>
      <p className="title">{order.ticket?.title ?? 'Your ticket'}</p>
      <p className="price">{money(order.price)}</p>
      {order.status === 'CREATED' && <Countdown until={order.expiresAt} onEnd={onEnd} />}
    </section>
  );
}
