import { accepted, graphqlRequest, type UserError } from './client.ts';

export const signInMutation = /* GraphQL */ `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      token
      errors { __typename code message path }
    }
  }
`;

/**
 * Signs in with a local account and returns the token for `Authorization: Bearer …` and for `connection_init`. While no server answers, it
 * says so on stderr once and retries for a minute.
 */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  let said = false;
  const onRetry = (): void => {
    if (!said) console.error(`No answer from ${url}. Is the server running? Trying again for a minute.`);
    said = true;
  };
  const { signIn: payload } = await graphqlRequest<{ signIn: { token: string | null; errors: UserError[] } }>(
    url,
    null,
    signInMutation,
    { input: { email, password } },
    { onRetry },
  );
  const { token } = accepted('signIn', payload);
  if (token === null) throw new Error('signIn answered no token');
  return token;
}
