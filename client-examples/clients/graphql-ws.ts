import { type Client, createClient } from 'graphql-ws';
import { authorization, type Connection } from './connection.ts';

/**
 * graphql-ws for pages and programs that must stay connected; urql and Apollo Client subscribe through it (see their files).
 * By itself, graphql-ws gives up when the server cannot be reached at once, and after a broken connection it sends the first `after` again.
 * This client never stops trying, and moves `after` forward to the last item that came. The document must have what `ticketEvents` in
 * documents.ts shows.
 * Three things are left to you. After `TicketGone`, remove the ticket from what you show. After `ResyncRequired` the stream ends: wait for
 * `beforeReadingAgain`, read your data again, then subscribe after its cursor. And to
 * continue after a restart of YOUR program, store the cursor: ../node/resuming-subscription.ts does that, and handles one event at a time.
 */

/** A client for subscriptions that resume after any interruption. */
export function subscriptionClient(connection: Connection): Client {
  if (typeof WebSocket === 'undefined') {
    throw new Error(
      'There is no global WebSocket here. Use Node 22 or later, or give createClient a webSocketImpl.',
    );
  }
  const cursors = new Map<unknown, string>();
  return createClient({
    url: connection.url.replace(/^http/, 'ws'),
    // Read for each connection: when a token has expired (4403), the next attempt sends the new one.
    connectionParams: () => authorization(connection),
    retryAttempts: Number.POSITIVE_INFINITY,
    // Also retries connections that could not be opened. Close codes for faults of the client (4400, …) still end it.
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

/**
 * Call it with the reason of `ResyncRequired` before you read again. When a queue is hidden or shown, every page gets `ACCESS_CHANGED` at
 * the same moment: each then waits for a random time of up to two seconds.
 */
export function beforeReadingAgain(reason: string): Promise<void> {
  return sleep(reason === 'ACCESS_CHANGED' ? Math.random() * 2000 : 0);
}

/** The cursor of an item: the only field of a subscription's data. */
function cursorOf(data: Record<string, unknown> | null | undefined): string | undefined {
  const [item] = Object.values(data ?? {});
  const cursor = item instanceof Object && 'cursor' in item ? item.cursor : undefined;
  return typeof cursor === 'string' ? cursor : undefined;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
