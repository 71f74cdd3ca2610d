import { useCallback, useEffect, useRef, useState } from 'react';
import { settings } from '../settings.ts';
import { stripe } from './stripe.ts';

/** 3-D Secure: the buyer's bank asks whether it is the buyer who pays. */
export function Bank({ clientSecret }: { clientSecret: string }) {
  const [open, setOpen] = useState(true);
  return (
    <section className="card">
      <h2>Your bank asks</h2>
      <p>
        Your bank wants to know that it is you who pays. Nothing has been charged yet. When you have
        answered, this page goes on by itself.
      </p>
      <button type="button" onClick={() => setOpen(true)}>
        Answer your bank
      </button>
      {open &&
        (settings.stripePublishableKey ? (
          <StripeAsks clientSecret={clientSecret} onEnd={() => setOpen(false)} />
        ) : (
          <BankDialog clientSecret={clientSecret} onClose={() => setOpen(false)} />
        ))}
    </section>
  );
}

/** The stand-in's page of the bank. */
function BankDialog({ clientSecret, onClose }: { clientSecret: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const show = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    if (element && !element.open) {
      element.showModal();
    }
  }, []);
  const url = `${settings.stripeStandIn}/bank?${new URLSearchParams({ client_secret: clientSecret })}`;
  return (
    <dialog ref={show} onClose={onClose} aria-labelledby="bank-title">
      <h2 id="bank-title">Your bank</h2>
      <iframe title="Your bank's question" src={url} />
      <button type="button" className="plain" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}

/** Stripe.js shows the bank's page by itself. */
function StripeAsks({ clientSecret, onEnd }: { clientSecret: string; onEnd: () => void }) {
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    stripe()
      .then((loaded) => loaded.handleNextAction({ clientSecret }))
      .finally(() => end.current());
  }, [clientSecret]);
  return null;
}
