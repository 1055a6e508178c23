import { type Client, createClient } from 'graphql-ws';
import { authorization, type Connection } from './connection.ts';

/*
 * graphql-ws for pages and programs that have to stay connected: urql and Apollo Client subscribe through it (see their files).
 *
 * By itself graphql-ws gives up when a server can not be reached at once, and after a broken connection it sends the `after` of
 * the beginning again. So here it never stops trying, and moves `after` forward to the last item that came. It asks of a
 * document what `ticketEvents` in documents.ts shows. Two things are left to whoever subscribes: after `ResyncRequired` the stream
 * ends (read afresh, then subscribe after its cursor), and what has to survive a restart of YOUR program has to be kept by you:
 * ../node/resuming-subscription.ts does that, and handles one event at a time.
 */

/** A client for subscriptions that goes on where it was, whatever happens to the connection. */
export function subscriptionClient(connection: Connection): Client {
  if (typeof WebSocket === 'undefined') {
    throw new Error(
      'There is no global WebSocket here. Use Node 22 or later, or give createClient a webSocketImpl.',
    );
  }
  const cursors = new Map<unknown, string>();
  return createClient({
    url: connection.url.replace(/^http/, 'ws'),
    // Asked with each connection: when a token ran out (4403), the next try sends the new one.
    connectionParams: () => authorization(connection),
    retryAttempts: Number.POSITIVE_INFINITY,
    // A connection that could not be made at all too. What says that the client is wrong (4400, …) ends it all the same.
    shouldRetry: () => true,
    retryWait: (retries) => sleep(Math.min(10_000, 100 * 2 ** retries) * (0.5 + Math.random() / 2)),
    connectionAckWaitTimeout: 10_000,
    on: {
      message: (message) => {
        if (message.type === 'next') {
          const cursor = cursorOf(message.payload.data);
          if (cursor !== undefined) cursors.set(message.id, cursor);
        }
        if (message.type === 'complete' || message.type === 'error') cursors.delete(message.id);
      },
    },
    jsonMessageReplacer: (key, message) => {
      if (key !== '') return message;
      if (message.type === 'complete') cursors.delete(message.id);
      const after = cursors.get(message.id);
      if (message.type !== 'subscribe' || after === undefined) return message;
      const { payload } = message;
      return { ...message, payload: { ...payload, variables: { ...payload.variables, after } } };
    },
  });
}

/** The cursor of an item, which is the only field of a subscription's data. */
function cursorOf(data: Record<string, unknown> | null | undefined): string | undefined {
  const [item] = Object.values(data ?? {});
  const cursor = item instanceof Object && 'cursor' in item ? item.cursor : undefined;
  return typeof cursor === 'string' ? cursor : undefined;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
