import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, Refused, Unanswered } from '../gateway.ts';
import type { ResultOf } from '../graphql/graphql.ts';
import { LOOK, type Order } from './documents.ts';
import { watch } from './watch.ts';

export type Seen = ResultOf<typeof LOOK>;

// What comes by itself is asked for as well, seldom: a connection may be dead and nobody know it.
const EVERY_MS = 2_000;
const SELDOM_MS = 10_000;

/** The order as the gateway tells it, until it is over. */
export function useOrder(id: string) {
  const [seen, setSeen] = useState<Seen>();
  const [connected, setConnected] = useState(true);
  const [wrong, setWrong] = useState<string>();

  const look = useCallback(async () => {
    try {
      setSeen(await ask(LOOK, { id }).catch(signedOut));
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

  const changed = useCallback((order: Order) => {
    setSeen((before) => before && { ...before, order });
  }, []);

  const order = seen?.order;
  const isLive = useWatch(id, order !== null && order !== undefined && !isOver(order), changed);
  const toBeAsked = seen === undefined || (order !== null && order !== undefined && !isOver(order));
  useRepeated(look, toBeAsked ? (isLive && connected ? SELDOM_MS : EVERY_MS) : undefined);

  useEffect(() => {
    const lost = () => setConnected(false);
    addEventListener('offline', lost);
    addEventListener('online', look);
    return () => {
      removeEventListener('offline', lost);
      removeEventListener('online', look);
    };
  }, [look]);

  return { seen, connected, wrong, look, setConnected };
}

/** Watches while there is something to be seen; tells whether changes come by themselves. */
function useWatch(id: string, isOpen: boolean, changed: (order: Order) => void): boolean {
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const end = watch(id, { changed, live: setLive });
    return () => {
      setLive(false);
      end();
    };
  }, [id, isOpen, changed]);
  return isLive;
}

/** Does it now, and again after each pause; not at all without one. */
function useRepeated(work: () => Promise<void>, pauseMs: number | undefined) {
  const done = useRef(0);
  useEffect(() => {
    if (pauseMs === undefined) {
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const again = async () => {
      await work();
      done.current = performance.now();
      if (!ended) {
        timer = setTimeout(again, pauseMs);
      }
    };
    const passed = done.current === 0 ? pauseMs : performance.now() - done.current;
    timer = setTimeout(again, Math.max(0, pauseMs - passed));
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [work, pauseMs]);
}

function isOver(order: Order): boolean {
  return order.status === 'COMPLETED' || order.status === 'CANCELLED';
}

function signedOut(failure: unknown): Seen {
  if (failure instanceof Refused && failure.code === 'UNAUTHENTICATED') {
    return { me: null, order: null };
  }
  throw failure;
}
