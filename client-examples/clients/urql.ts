import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { authorization, type Connection } from './connection.ts';
import { subscriptionClient } from './graphql-ws.ts';

/**
 * urql: queries and mutations over HTTP, subscriptions over a WebSocket. Its `cacheExchange` caches whole answers, not objects: after a
 * mutation that returns a ticket, it reads all queries with tickets again. An event changes nothing in it, unless the subscription has the
 * option `{ additionalTypenames: ['Ticket'] }`; then each item, also a position, makes it read all of that again.
 * `@urql/exchange-graphcache` caches objects.
 */
export function urqlClient(connection: Connection): Client {
  const live = subscriptionClient(connection);
  return new Client({
    url: connection.url,
    // The server does not answer a plain GET, because any page could send one.
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
