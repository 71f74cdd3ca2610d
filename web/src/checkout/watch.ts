import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import type { ResultOf } from '../graphql/graphql.ts';
import { type Order, WATCH } from './documents.ts';

interface Hearer {
  readonly changed: (order: Order) => void;
  /** Whether changes come by themselves; while they do not, they have to be asked for. */
  readonly live: (is: boolean) => void;
}

/** Watches an order until what it returns is called; after a lost connection it begins again. */
export function watch(id: string, { changed, live }: Hearer): () => void {
  const client = createClient({
    url: '/graphql',
    retryAttempts: Number.POSITIVE_INFINITY,
    on: { connecting: () => live(false) },
  });
  const request = { query: print(WATCH), variables: { id } };
  return client.subscribe<ResultOf<typeof WATCH>>(request, {
    next: ({ data, errors }) => {
      if (data && !errors) {
        live(true);
        changed(data.orderChanged);
      }
    },
    error: () => live(false),
    complete: () => live(false),
  });
}
