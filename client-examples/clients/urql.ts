import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { authorization, type Connection } from './connection.ts';
import { subscriptionClient } from './graphql-ws.ts';

/**
 * urql: queries and mutations over HTTP, subscriptions over a websocket. Its `cacheExchange` keeps whole answers, not objects: it reads
 * again what shows tickets after a mutation that answers with one. An event changes nothing in it, unless the subscription has the option
 * `{ additionalTypenames: ['Ticket'] }`; then each item, a position too, reads all of that again. `@urql/exchange-graphcache` keeps objects.
 */
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
