import { useSyncExternalStore } from 'react';

/** What answers told that stands beside the editors. */
export interface News {
  /** Of the last answer. */
  readonly trace?: { readonly operation: string; readonly id: string };
  /** Who is signed in: an email, or null for nobody. */
  readonly who?: string | null;
  /** Of a payment whose bank asks the buyer. */
  readonly clientSecret?: string | null;
}

let news: News = {};
const hearers = new Set<() => void>();

export function tell(more: News) {
  news = { ...news, ...more };
  for (const hearer of hearers) {
    hearer();
  }
}

export function useNews(): News {
  return useSyncExternalStore(
    (hearer) => {
      hearers.add(hearer);
      return () => hearers.delete(hearer);
    },
    () => news,
  );
}
