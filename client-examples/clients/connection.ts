/** The server's URL, and the credentials. */
export interface Connection {
  /** The GraphQL endpoint, for example `http://127.0.0.1:4000/graphql`. */
  url: string;
  /** The token, read for each request and each connection; null while nobody is signed in. */
  token: () => string | null;
}

/** The header with the token. On a WebSocket, `connection_init` has the same. */
export function authorization({ token }: Connection): Record<string, string> {
  const now = token();
  return now === null ? {} : { authorization: `Bearer ${now}` };
}
