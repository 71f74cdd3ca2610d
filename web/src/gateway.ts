import type { TadaDocumentNode } from 'gql.tada';
import { type GraphQLFormattedError, print } from 'graphql';
import { serverClock } from './serverClock.ts';

/** The gateway refused, with one of the codes of its contract. */
export class Refused extends Error {
  readonly code: string;
  readonly extensions: { readonly [name: string]: unknown };

  constructor(error: GraphQLFormattedError) {
    super(error.message);
    this.extensions = error.extensions ?? {};
    this.code = String(this.extensions.code);
  }

  /** Seconds after which the same may be asked again; undefined where it will not help. */
  get retryAfter(): number | undefined {
    const after = Number(this.extensions.retryAfterSeconds);
    return after > 0 ? after : this.code === 'SERVICE_UNAVAILABLE' ? 2 : undefined;
  }
}

/** No answer came: whether the gateway did what it was asked nobody knows. */
export class Unanswered extends Error {}

const PATIENCE_MS = 20_000;

/**
 * Asks the gateway; the browser sends its cookie along. Throws Refused where a root field was, and
 * Unanswered. What fails further down is null.
 */
export async function ask<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, errors } = await answer(print(document), variables);
  const failed = errors?.find(({ path }) => !data || !path || path.length === 1);
  if (failed) {
    throw new Refused(failed);
  }
  return data as Data;
}

async function answer(query: string, variables: unknown) {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    serverClock.hear(response.headers.get('date'));
    return (await response.json()) as { data?: object; errors?: GraphQLFormattedError[] };
  } catch (lost) {
    throw new Unanswered('no answer', { cause: lost });
  }
}
