import { useCallback, useState } from 'react';
import { settings } from '../settings.ts';
import { OrderSummary } from './OrderSummary.tsx';
import { Outcome } from './Outcome.tsx';
import { Payment } from './Payment.tsx';
import { SignIn } from './SignIn.tsx';
import { useOrder } from './useOrder.ts';
import { usePayment } from './usePayment.ts';

export function Checkout({ orderId }: { orderId: string }) {
  const { seen, connected, wrong, look, setConnected } = useOrder(orderId);
  const payment = usePayment({ orderId, look, setConnected });
  return (
    <main>
      <h1>Checkout</h1>
      {!settings.stripePublishableKey && settings.stripeStandIn && (
        <p className="banner" role="note">
          This is a test installation: no money moves. Use a test card, never a real one.
        </p>
      )}
      <p role="status" className={connected ? 'unseen' : 'banner lost'}>
        {connected
          ? ''
          : 'No connection. We keep trying; what you have begun is not lost, and you pay once.'}
      </p>
      {wrong !== undefined && (
        <p role="alert" className="problem">
          The order could not be read: {wrong} We keep trying.
        </p>
      )}
      {seen ? (
        <Body orderId={orderId} seen={seen} look={look} payment={payment} />
      ) : (
        <p role="status">Looking for your order.</p>
      )}
    </main>
  );
}

type BodyProps = {
  readonly orderId: string;
  readonly seen: NonNullable<ReturnType<typeof useOrder>['seen']>;
  readonly look: () => Promise<void>;
  readonly payment: ReturnType<typeof usePayment>;
};

function Body({ seen: { me, order }, look, payment }: BodyProps) {
  // By the server's time, which the order's own end may follow some moments later.
  const [overAt, setOverAt] = useState<string>();
  const expiresAt = order?.expiresAt;
  const onEnd = useCallback(() => setOverAt(expiresAt), [expiresAt]);

  const [signedInHere, setSignedInHere] = useState(false);
  const onSignedIn = () => {
    setSignedInHere(true);
    return look();
  };

  if (!me) {
    return <SignIn note="To see and pay your order." onSignedIn={onSignedIn} />;
  }
  if (!order) {
    return (
      <>
        <p role="alert">You ({me.email}) have no such order.</p>
        <SignIn note="As whoever bought the ticket." onSignedIn={onSignedIn} />
      </>
    );
  }
  const over = order.status === 'COMPLETED' || order.status === 'CANCELLED';
  return (
    <>
      <OrderSummary order={order} onEnd={onEnd} takesFocus={signedInHere} />
      {over ? (
        <Outcome order={order} />
      ) : (
        <Payment order={order} timeIsOver={overAt === order.expiresAt} payment={payment} />
      )}
      <p className="who">Signed in as {me.email}</p>
    </>
  );
}
