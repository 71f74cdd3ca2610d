import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { type DocumentNode, type ExecutionResult, Kind, OperationTypeNode, parse } from 'graphql';
import { createClient, type RequestParams } from 'graphql-sse';
import { remember } from './memory.ts';
import { tell } from './news.ts';
import { whoIsSignedIn } from './session.ts';

const INTROSPECTION = 'IntrospectionQuery';
const CHANGES_WHO = ['signUp', 'signIn', 'signOut'];

/** Asks the gateway, and tells what its answers say of traces, sessions and banks. */
export const ask: Fetcher = (params, options) => {
  const meant = operation(params);
  const request: RequestParams = {
    query: params.query,
    variables: params.variables,
    ...(meant.name === undefined ? {} : { operationName: meant.name }),
  };
  return meant.type === OperationTypeNode.SUBSCRIPTION
    ? subscribe(request, meant.name)
    : once(request, meant.name, options?.headers);
};

async function once(request: RequestParams, name: string | undefined, headers: HeadersInit = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = (await response.json()) as ExecutionResult;
  if (name !== INTROSPECTION) {
    tellTrace(name, response);
    remember(name, request.variables ?? {}, answer.data);
    await tellMore(answer.data ?? {});
  }
  return answer;
}

function subscribe(request: RequestParams, name: string | undefined) {
  const client = createClient({
    url: '/graphql',
    // What resumes by itself begins with a new answer, and so a new trace.
    fetchFn: async (url: string, init: RequestInit) => {
      const response = await fetch(url, init);
      tellTrace(name, response);
      return response;
    },
  });
  return client.iterate(request);
}

function tellTrace(name: string | undefined, response: Response) {
  const id = response.headers.get('trace-id');
  if (id) {
    tell({ trace: { operation: name ?? 'answer', id } });
  }
}

async function tellMore(data: { readonly [field: string]: unknown }) {
  if (data.payOrder) {
    tell({ clientSecret: (data.payOrder as { clientSecret?: string }).clientSecret ?? null });
  }
  if (CHANGES_WHO.some((field) => data[field])) {
    tell({ who: await whoIsSignedIn() });
  }
}

/** The operation that is meant: GraphiQL may still tell the one that stood there before. */
function operation({ query, operationName }: FetcherParams) {
  const known = operations(query);
  const meant =
    known.find(({ name }) => name === operationName) ?? (known.length === 1 ? known[0] : undefined);
  return { name: meant?.name, type: meant?.type };
}

function operations(query: string) {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch {
    // The gateway says what is wrong with it.
    return [];
  }
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ name: definition.name?.value, type: definition.operation }]
      : [],
  );
}
