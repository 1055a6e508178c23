import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { LiveConnection, type ObserveOptions } from '../live/index.ts';
import { forwardSubscription } from '../live/urql.ts';
import { authorization, type Connection } from './connection.ts';

/**
 * urql: queries and mutations over HTTP, subscriptions over a WebSocket. Its `cacheExchange` caches whole answers, not objects: after a
 * mutation that returns a ticket, it reads all queries with tickets again. An event changes nothing in it, unless the subscription has the
 * option `{ additionalTypenames: ['Ticket'] }`; then each item, also a position, makes it read all of that again.
 * `@urql/exchange-graphcache` caches objects. `onResync` reads again what you show, with the request policy `network-only`.
 */
export function urqlClient(connection: Connection, onResync: ObserveOptions['onResync']): Client {
  const live = new LiveConnection(connection);
  return new Client({
    url: connection.url,
    // The server does not answer a plain GET, because any page could send one.
    preferGetMethod: false,
    fetchOptions: () => ({ headers: authorization(connection) }),
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({ forwardSubscription: forwardSubscription(live, { onResync }) }),
    ],
  });
}
