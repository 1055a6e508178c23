import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { authorization, type Connection } from './connection.js';
import { subscriptionClient } from './graphql-ws.js';

/** urql: queries and mutations over HTTP, subscriptions over a websocket. */
export function urqlClient(connection: Connection): Client {
  const live = subscriptionClient(connection);
  return new Client({
    url: connection.url,
    // The server answers a bare GET to nobody, as any page could send it.
    preferGetMethod: false,
    fetchOptions: () => ({ headers: authorization(connection) }),
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: live.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
}
