// The reference client of graphql-sse. Reads commands from stdin, a JSON object a line:
//   {"id", "url", "token"?, "retryMillis"?, "query", "variables"?}  subscribes
//   {"id", "token"}                                                  has it go on with that token
//   {"id"}                                                           unsubscribes
// and prints what comes of it, a line each: {"id", "next" | "complete" | "error" | "connected"}.
import { createInterface } from 'node:readline';
import { createClient } from 'graphql-sse';

const open = new Map();

function say(id, what, value) {
  console.log(JSON.stringify({ id, [what]: value }));
}

function subscribe({ id, url, token, retryMillis, query, variables }) {
  const subscription = { token };
  open.set(id, subscription);
  const client = createClient({
    url,
    headers: () => (subscription.token ? { authorization: `Bearer ${subscription.token}` } : {}),
    // Without it as the client does by itself: after 1.3 s at the earliest, five times.
    ...(retryMillis && {
      retryAttempts: 100,
      retry: () => new Promise((resolve) => setTimeout(resolve, retryMillis)),
    }),
    on: { connected: (again) => say(id, 'connected', again) },
  });
  subscription.stop = client.subscribe(
    { query, variables },
    {
      next: (result) => say(id, 'next', result),
      error: (error) => say(id, 'error', error.response?.status ?? String(error)),
      complete: () => say(id, 'complete', true),
    },
  );
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.query) {
    subscribe(command);
  } else if (command.token) {
    open.get(command.id).token = command.token;
  } else {
    open.get(command.id).stop();
  }
}
process.exit();
