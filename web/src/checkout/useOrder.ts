import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, Refused, Unanswered } from '../gateway.ts';
import type { ResultOf } from '../graphql/graphql.ts';
import { LOOK } from './documents.ts';

export type Seen = ResultOf<typeof LOOK>;

const OVER = new Set(['COMPLETED', 'CANCELLED']);
const EVERY_MS = 2_000;

/** The order as the gateway tells it, again and again until it is over. */
export function useOrder(id: string) {
  const [seen, setSeen] = useState<Seen>();
  const [connected, setConnected] = useState(true);
  const [wrong, setWrong] = useState<string>();
  const latest = useRef<Seen>(undefined);

  const look = useCallback(async () => {
    try {
      const next = await ask(LOOK, { id }).catch(signedOut);
      latest.current = next;
      setSeen(next);
      setConnected(true);
      setWrong(undefined);
    } catch (failure) {
      if (failure instanceof Unanswered) {
        setConnected(false);
      } else {
        setWrong(failure instanceof Error ? failure.message : String(failure));
      }
    }
  }, [id]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const again = async () => {
      const order = latest.current?.order;
      // Nothing to be seen while signed out, and nothing new when it is over.
      if (!latest.current || (order && !OVER.has(order.status))) {
        await look();
      }
      timer = setTimeout(again, EVERY_MS);
    };
    void again();
    return () => clearTimeout(timer);
  }, [look]);

  return { seen, connected, wrong, look, setConnected };
}

function signedOut(failure: unknown): Seen {
  if (failure instanceof Refused && failure.code === 'UNAUTHENTICATED') {
    return { me: null, order: null };
  }
  throw failure;
}
