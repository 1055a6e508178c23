import { bearer } from './token';
import { endpoint } from './transport';

/** The user or API key of a token. */
export type Identity = { name: string; role: string };

/** An error of a payload. */
type Refusal = { message: string; retryAfterSeconds?: number };

/** The result of a sign-in: a token, or the reason for the refusal. */
export type SignInResult = { token: string } | { refused: string };

const whoAmIOperation = `query WhoAmI {
  viewer { name role }
  viewerApiKey { name }
}`;

const signInOperation = `mutation SignIn($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    token
    errors { message ... on RateLimitedError { retryAfterSeconds } }
  }
}`;

const signOutOperation = 'mutation SignOut { signOut { signedOut } }';

/** The user or API key of the token; null when it is not valid. */
export async function whoAmI(token: string): Promise<Identity | null> {
  const answer = await ask<{ viewer: Identity | null; viewerApiKey: { name: string } | null }>(
    whoAmIOperation,
    {},
    token,
  );
  if (answer === 'UNAUTHENTICATED') return null;
  if (answer.viewer) return answer.viewer;
  return answer.viewerApiKey && { name: answer.viewerApiKey.name, role: 'API key' };
}

/** Signs in with a local account. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  const answer = await ask<{ signIn: { token: string | null; errors: Refusal[] } }>(signInOperation, {
    email,
    password,
  });
  if (answer === 'UNAUTHENTICATED') throw new Error('The server requires a token to sign in.');
  const { token, errors } = answer.signIn;
  return token ? { token } : { refused: errors.map(sentence).join(' ') || 'The server returned no token.' };
}

/** Ends the token's session on the server. */
export async function signOut(token: string): Promise<void> {
  await ask(signOutOperation, {}, token);
}

function sentence({ message, retryAfterSeconds }: Refusal): string {
  return retryAfterSeconds ? `${message} Try again in ${retryAfterSeconds} seconds.` : message;
}

type Answer<Data> = {
  data?: Data | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
};

/** Sends one request of the bar, apart from GraphiQL's. Errors have messages for people. */
async function ask<Data>(
  query: string,
  variables: object,
  token?: string,
): Promise<Data | 'UNAUTHENTICATED'> {
  const headers = new Headers({ accept: 'application/json', 'content-type': 'application/json' });
  if (token) headers.set('authorization', bearer(token));
  const body = JSON.stringify({ query, variables });
  const response = await fetch(endpoint, { method: 'POST', headers, body }).catch(() => {
    throw new Error('The server could not be reached.');
  });
  if (response.status === 401) return 'UNAUTHENTICATED';
  const answer: Answer<Data> = await response.json().catch(() => {
    throw new Error(`The server answered ${response.status} without JSON.`);
  });
  if (answer.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) return 'UNAUTHENTICATED';
  if (answer.errors?.length || !answer.data) {
    throw new Error(answer.errors?.map((error) => error.message).join(' ') || 'The server returned no data.');
  }
  return answer.data;
}
