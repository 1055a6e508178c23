import { accepted, graphqlRequest, type UserError } from './client.ts';

export const signInMutation = /* GraphQL */ `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      token
      errors { __typename code message path }
    }
  }
`;

/** Signs in with a local account and answers the token for `Authorization: Bearer …` and for `connection_init`. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const { signIn: payload } = await graphqlRequest<{ signIn: { token: string | null; errors: UserError[] } }>(
    url,
    null,
    signInMutation,
    { input: { email, password } },
  );
  const { token } = accepted('signIn', payload);
  if (token === null) throw new Error('signIn answered no token');
  return token;
}
