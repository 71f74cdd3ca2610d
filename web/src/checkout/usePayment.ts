import { useCallback, useRef, useState } from 'react';
import { ask, Refused, Unanswered } from '../gateway.ts';
import { attempts } from './attempt.ts';
import { PAY } from './documents.ts';
import { refusal } from './words.ts';

/** What the buyer's last press on Pay is at. */
export type Progress = 'none' | 'asking' | 'confirming';

const AGAIN_MS = 1_500;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Surroundings {
  readonly orderId: string;
  readonly look: () => Promise<void>;
  readonly setConnected: (connected: boolean) => void;
}

/** Pays an order once, however often it is asked to. */
export function usePayment({ orderId, look, setConnected }: Surroundings) {
  const [progress, setProgress] = useState<Progress>('none');
  const [problem, setProblem] = useState<string>();
  const busy = useRef(false);

  /** Sends the attempt that is kept, until it is known what became of it. */
  const settle = useCallback(async () => {
    setProgress('asking');
    for (;;) {
      const attempt = attempts.of(orderId);
      if (!attempt) {
        return;
      }
      try {
        const { payOrder } = await ask(PAY, { input: { orderId, ...attempt } });
        setConnected(true);
        if (payOrder.status !== 'CREATED') {
          attempts.end(orderId);
        }
        if (payOrder.status !== 'CREATED' || payOrder.clientSecret) {
          return;
        }
        setProgress('confirming');
      } catch (failure) {
        if (!isPassing(failure)) {
          if (!(failure instanceof Refused && failure.code === 'UNAUTHENTICATED')) {
            attempts.end(orderId);
          }
          setProblem(refusal(failure));
          return;
        }
        setConnected(!(failure instanceof Unanswered));
        await pause(1_000 * ((failure instanceof Refused && failure.retryAfter) || 1));
      }
      await pause(AGAIN_MS);
    }
  }, [orderId, setConnected]);

  const once = useCallback(
    async (work: () => Promise<void>) => {
      // A second press while the first is under way does nothing.
      if (busy.current) {
        return;
      }
      busy.current = true;
      setProblem(undefined);
      try {
        await work();
        await look();
      } finally {
        busy.current = false;
        setProgress('none');
      }
    },
    [look],
  );

  /** Pays with what `paymentMethod` makes of the card; what it throws is thrown on. */
  const pay = useCallback(
    (paymentMethod: () => Promise<string>) =>
      once(async () => {
        setProgress('asking');
        attempts.begin(orderId, await paymentMethod());
        await settle();
      }),
    [once, orderId, settle],
  );

  /** Goes on with what was begun before: before a reload, or before the bank was asked. */
  const resume = useCallback(() => once(settle), [once, settle]);

  return { progress, problem, setProblem, pay, resume };
}

function isPassing(failure: unknown): boolean {
  return (
    failure instanceof Unanswered ||
    (failure instanceof Refused && failure.retryAfter !== undefined)
  );
}
