import { type Client, createClient } from 'graphql-ws';
import { requireWebSocket } from '../live/index.ts';
import { authorization, type Connection } from './connection.ts';

/**
 * graphql-ws: queries and mutations over a WebSocket. For subscriptions use ../live: after a broken connection, graphql-ws by itself sends the
 * first `after` again.
 */
export function webSocketClient(connection: Connection): Client {
  requireWebSocket();
  return createClient({
    url: connection.url.replace(/^http/, 'ws'),
    // Read for each connection.
    connectionParams: () => authorization(connection),
  });
}
