import type { Fetcher } from '@graphiql/toolkit';
import { type DocumentNode, type ExecutionResult, Kind, parse } from 'graphql';
import { remember } from './memory.ts';

export interface Told {
  readonly operation: string;
  readonly trace: string;
}

const INTROSPECTION = 'IntrospectionQuery';

/** Asks the gateway, and tells the trace id of each answer but introspection's. */
export function fetcher(tell: (told: Told) => void): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const operation = named(query, operationName);
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { ...options?.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables, operationName: operation }),
    });
    const answer = (await response.json()) as ExecutionResult;
    if (operation !== INTROSPECTION) {
      const trace = response.headers.get('trace-id');
      if (trace) {
        tell({ operation: operation ?? 'answer', trace });
      }
      remember(operation, variables ?? {}, answer.data);
    }
    return answer;
  };
}

/** The operation that is meant: GraphiQL may still tell the one that stood there before. */
function named(query: string, told: string | null | undefined): string | undefined {
  const names = operations(query);
  return told && names.includes(told) ? told : names.length === 1 ? names[0] : undefined;
}

function operations(query: string): readonly string[] {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch {
    // The gateway says what is wrong with it.
    return [];
  }
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
  );
}
