import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLRequestError, graphqlRequest } from '../../client-examples/node/client.js';

// biome-ignore lint/suspicious/noExplicitAny: a test checks the fields it expects
export type Json = any;

/** Sends a request once, without retries. */
export async function once(url: string, token: string | null, query: string, variables = {}): Promise<Json> {
  return graphqlRequest<Json>(`${url}/graphql`, token, query, variables, { retryForMs: 0 });
}

export async function signedIn(url: string, name: string, password = 'demo'): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
  const input = { email: `${name}@example.com`, password };
  return (await once(url, null, query, { input })).signIn.token;
}

export async function newTicket(url: string, token: string, subject: string): Promise<string> {
  const query = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } } }';
  const input = { type: 'INCIDENT', subject, description: 'Under load.' };
  return (await once(url, token, query, { input })).createTicket.ticket.id;
}

/**
 * Whether an error means that the result is unknown or that the client may send the request again. All other
 * errors are faults.
 */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof GraphQLRequestError)) return error instanceof Error && isOfNetwork(error);
  const codes = error.errors.map(({ extensions }) => extensions?.code);
  return (
    error.status === 429 ||
    error.status >= 500 ||
    (codes.length > 0 && codes.every((code) => code === 'INTERNAL_SERVER_ERROR'))
  );
}

/** Whether `fetch` failed because the connection broke or no answer came in time. */
function isOfNetwork(error: Error): boolean {
  return error instanceof TypeError || error.name === 'TimeoutError' || error.name === 'AbortError';
}

/** Repeats an action until it gets an answer. Calls `onRetry` each time it does not. */
export async function untilAnswered<T>(act: () => Promise<T>, onRetry: () => void): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!mayPass(error)) throw error;
      onRetry();
      // A random pause spreads the retries and leaves a starting server time to start.
      await sleep(50 + Math.random() * 100);
    }
  }
}
