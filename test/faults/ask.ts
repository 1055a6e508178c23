import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLRequestError, graphqlRequest } from '../../client-examples/node/client.js';

// biome-ignore lint/suspicious/noExplicitAny: a test checks the fields it expects
export type Json = any;

/** One request, without trying again. */
export async function once(url: string, token: string | null, query: string, variables = {}): Promise<Json> {
  return graphqlRequest<Json>(`${url}/graphql`, token, query, variables, { retryForMs: 0 });
}

export async function signedIn(url: string, name: string): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
  const input = { email: `${name}@example.com`, password: 'demo' };
  return (await once(url, null, query, { input })).signIn.token;
}

export async function newTicket(url: string, token: string, subject: string): Promise<string> {
  const query = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } } }';
  const input = { type: 'INCIDENT', subject, description: 'Under load.' };
  return (await once(url, token, query, { input })).createTicket.ticket.id;
}

/** Whether an error says that nobody knows what became of a request, or that it may be asked again; others are faults. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof GraphQLRequestError)) return error instanceof Error && isOfNetwork(error);
  const codes = error.errors.map(({ extensions }) => extensions?.code);
  return (
    error.status === 429 ||
    error.status >= 500 ||
    (codes.length > 0 && codes.every((code) => code === 'INTERNAL_SERVER_ERROR'))
  );
}

/** What `fetch` throws when the connection broke, or when nothing came in time. */
function isOfNetwork(error: Error): boolean {
  return error instanceof TypeError || error.name === 'TimeoutError' || error.name === 'AbortError';
}

/** Does something again and again until it is answered; tells of each time that it was not. */
export async function untilAnswered<T>(act: () => Promise<T>, onRetry: () => void): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!mayPass(error)) throw error;
      onRetry();
      // Not all at the same moment, and not so often that a start has no time.
      await sleep(50 + Math.random() * 100);
    }
  }
}
