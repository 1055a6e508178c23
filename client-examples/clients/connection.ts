/** Where the server is, and who asks. */
export interface Connection {
  /** The GraphQL endpoint, for example `http://127.0.0.1:4000/graphql`. */
  url: string;
  /** The token, asked for anew with each request and each connection; null while nobody is signed in. */
  token: () => string | null;
}

/** The header that says who asks; on a websocket the same stands in `connection_init`. */
export function authorization({ token }: Connection): Record<string, string> {
  const now = token();
  return now === null ? {} : { authorization: `Bearer ${now}` };
}
