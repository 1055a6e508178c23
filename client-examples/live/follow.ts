import type { LiveConnection } from './connection.ts';
import { canPass, SubscriptionRefused, toError } from './errors.ts';
import { identityOf, isComplete, type ResyncReason, type ResyncRequired, type StreamItem } from './items.ts';
import { type Result, receive } from './receive.ts';
import { beforeReadingAgain, orAborted, wait } from './wait.ts';

export interface FollowOptions<Item extends StreamItem = StreamItem> {
  /**
   * The subscription. It needs the variable `$after: String`, and on every item `__typename` and `... on StreamItem { cursor }`; also
   * `... on ResyncRequired { resyncReason }` and, where it can come, `... on TicketGone { ticketId }`.
   */
  query: string;
  /** Its variables except `after`. */
  variables?: Record<string, unknown> | undefined;
  /** The name of the operation, if the document has several. */
  operationName?: string | undefined;
  /** The cursor to continue after: of an earlier run, or the `eventCursor` of a list. Default: from now on. */
  after?: string | null | undefined;
  /**
   * Handles one item: each kind except `ResyncRequired`, so also `StreamPosition`. Ignore kinds that you do not know. If it throws, the
   * subscription ends with that error, and the cursor stays before the item. `data` is the result that the item is in.
   */
  onItem: (item: Item, data: Record<string, unknown>) => void | Promise<void>;
  /** Called when the cursor has moved: a good time to store it. */
  onCursor?: ((cursor: string) => void | Promise<void>) | undefined;
  /**
   * The server cannot continue from the present cursor: read your data again. The subscription then continues after `cursor`, or after the
   * string that this returns (best the `eventCursor` of what you read).
   */
  onResync: (cursor: string, reason: ResyncReason) => unknown;
  /** Ends the subscription. */
  signal?: AbortSignal | undefined;
}

export interface Following {
  /** The cursor to continue after, for example in a later run of your program. */
  readonly cursor: string | undefined;
  /** Number of events that came again and were dropped. */
  readonly duplicates: number;
  /** Number of times that it subscribed again. */
  readonly resubscribed: number;
  /** Resolves when stopped. Rejects when it cannot continue: `SubscriptionRefused`, `TokenRefused`, `ConnectionClosed`, or your own error. */
  readonly done: Promise<void>;
  stop(): void;
}

/** The number of recent events that are remembered, to drop those that come again. */
const REMEMBERED = 1000;
/** A connection that lasted so long was a good one: the next attempt follows at once. */
const GOOD_MS = 10_000;

/** An error of one of the caller's functions: it ends the subscription. */
class OwnError extends Error {}

/**
 * Follows a subscription, and resumes it after every interruption. `onItem` is called once for each event, in the server's order, one call at a
 * time. The cursor moves when the call has returned, or its promise has resolved.
 */
export function follow<Item extends StreamItem>(
  connection: LiveConnection,
  options: FollowOptions<Item>,
): Following {
  const { query, variables, operationName } = options;
  const endsWithTicket = /[{:]\s*(ticketUpdated|ticketPresence)\s*\(/.test(query);
  const stopping = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal;
  const seen = new Set<string>();
  let cursor = options.after ?? undefined;
  let last: StreamItem | undefined;
  let duplicates = 0;
  let resubscribed = 0;

  async function moveTo(position: string): Promise<void> {
    cursor = position;
    await options.onCursor?.(position);
  }

  async function resync({ cursor: position, resyncReason }: ResyncRequired): Promise<void> {
    await wait(beforeReadingAgain(resyncReason), signal);
    if (signal.aborted) return;
    const from = await options.onResync(position, resyncReason);
    seen.clear();
    await moveTo(typeof from === 'string' ? from : position);
  }

  async function handle(data: Record<string, unknown>): Promise<'go on' | 'leave'> {
    const item = Object.values(data)[0] as StreamItem;
    if (typeof item?.cursor !== 'string') throw new TypeError('Select __typename and cursor on every item.');
    last = item;
    if (item.__typename === 'ResyncRequired') {
      await resync(item as ResyncRequired);
      return 'leave';
    }
    const identity = identityOf(item);
    if (identity !== undefined && seen.has(identity)) {
      duplicates += 1;
      return 'go on';
    }
    await options.onItem(item as Item, data);
    if (identity !== undefined) seen.add(identity);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    if (isComplete(item)) await moveTo(item.cursor);
    return 'go on';
  }

  async function handleResult({ data, errors }: Result): Promise<'go on' | 'leave'> {
    if (errors && errors.length > 0) throw new SubscriptionRefused(errors);
    try {
      return await handle(data ?? {});
    } catch (error) {
      throw new OwnError('handling an item failed', { cause: error });
    }
  }

  /** Subscribes once. Returns why it has to subscribe again; undefined: never. */
  async function once(): Promise<Error | undefined> {
    // Read when it is sent, so it is the present cursor.
    const payload = {
      query,
      operationName,
      get variables() {
        return { ...variables, after: cursor ?? null };
      },
    };
    try {
      const how = await receive(connection, payload, signal, handleResult);
      const isGone = how === 'completed' && endsWithTicket && last?.__typename === 'TicketGone';
      return isGone ? undefined : new Error('the server ended the subscription');
    } catch (error) {
      if (error instanceof OwnError) throw error.cause;
      const reason = toError(error);
      if (!signal.aborted && !canPass(reason)) throw reason;
      return reason;
    }
  }

  async function run(): Promise<void> {
    if (!/\$after\b/.test(query)) throw new TypeError('The subscription needs the variable $after: String.');
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const [began, from] = [Date.now(), cursor];
      const reason = await once();
      if (!reason || signal.aborted) return;
      if (cursor !== from || Date.now() - began > GOOD_MS) attempt = 0;
      await orAborted(connection.pause(reason, attempt), signal);
      resubscribed += 1;
    }
  }

  return {
    get cursor() {
      return cursor;
    },
    get duplicates() {
      return duplicates;
    },
    get resubscribed() {
      return resubscribed;
    },
    done: run(),
    stop: () => stopping.abort(),
  };
}
