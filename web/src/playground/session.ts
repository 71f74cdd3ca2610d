import { print } from 'graphql';
import { graphql } from '../graphql/graphql.ts';

const WHO = graphql(`
  query Who {
    me {
      email
    }
  }
`);

/** Whom this browser's cookie is of; null for nobody. */
export async function whoIsSignedIn(): Promise<string | null> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(WHO) }),
  });
  const { data } = (await response.json()) as { data?: { me?: { email?: string | null } | null } };
  return data?.me?.email ?? null;
}
