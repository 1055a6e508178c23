import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';

/*
 * A subscription that survives restarts of the server, network failures and expired tokens: no event is lost or repeated.
 * Copy this file. It needs graphql-ws and a global WebSocket (Node 22 or later, or a browser with another `sleep`). Node 22.18 and
 * later run it without compiling.
 *
 * Why: after a broken connection, a graphql-ws client sends its ORIGINAL payload again, with the first `after`. Every event since
 * then would come twice; without `after`, missed events would be lost. This helper turns the client's own reconnecting off,
 * remembers the cursor of the last item that was handled, and subscribes again after it.
 *
 * Promises: `onEvent` is called once for each event, in the server's order, one call at a time. The cursor moves when the call has
 * returned (or its promise has resolved). To continue after a restart of YOUR program, store `cursor` and pass it as `after`.
 * If you store it in the same transaction as the effects of the event, each event has its effects exactly once.
 *
 * Later versions of the server send other kinds of items. For these, only the cursor moves.
 *
 * The document needs the variable `$after: String`, and these selections:
 *
 *   subscription ($after: String) {
 *     ticketEvents(after: $after) {
 *       __typename
 *       ... on StreamItem { cursor }
 *       ... on ResyncRequired { reason }
 *       ... on TicketGone { ticketId }
 *       ... on TicketEvent { type ticket { number } }
 *     }
 *   }
 */

/** Returns the token to connect with. `refused` is a token that the server has refused: return another one. */
export type TokenSource = string | ((refused: string | undefined) => string | Promise<string>);

export interface ResumingOptions<Event extends { cursor: string }> {
  /** The GraphQL endpoint; `http:` becomes `ws:`. */
  url: string;
  token: TokenSource;
  /** The document, with `$after` and the selections above. */
  query: string;
  /** Its variables except `after`. */
  variables?: Record<string, unknown>;
  /** The subscription's field, for example `ticketEvents`. */
  field: string;
  /** The cursor to continue after: of an earlier run, or the `eventCursor` of a list. Default: from now on. */
  after?: string | undefined;
  /** Handles one event. If it throws, the subscription ends with that error and the cursor stays before the event. */
  onEvent: (event: Event) => void | Promise<void>;
  /**
   * You can no longer see this ticket: remove it from what you keep. It can come for a ticket that you do not keep. Omit it only if you keep
   * nothing. Same rules as for `onEvent`.
   */
  onGone?: (ticketId: string) => void | Promise<void>;
  /** Called when the cursor has moved: a good time to store it. */
  onPosition?: (cursor: string) => void | Promise<void>;
  /**
   * The server cannot continue from the present cursor. Read your data again. The subscription then continues after `cursor`, or after the
   * string that this returns (best the `eventCursor` of what you read). After `ACCESS_CHANGED`, which many clients can get at once, it is called
   * after a random time of up to two seconds.
   */
  onResync: (cursor: string, reason: string) => unknown;
  /** Called before each new attempt, for a log. */
  onRetry?: (reason: unknown, waitMs: number) => void;
  /** The server completes some subscriptions (`ticketUpdated`, after `TicketGone`). True: stop then. */
  endOnComplete?: boolean;
  /** Ends the subscription. */
  signal?: AbortSignal;
}

export interface ResumingSubscription {
  /** The cursor of the last item that was handled. */
  readonly cursor: string | undefined;
  /** Number of events that came again and were dropped. The server promises that there are none. */
  readonly duplicates: number;
  /** Number of new connections. */
  readonly reconnects: number;
  /** Resolves when stopped. Rejects when it cannot continue: a wrong document, a refused token, an error in `onEvent`. */
  readonly done: Promise<void>;
  stop(): void;
}

/** The number of recent cursors that are remembered, to drop repeated events. */
const remembered = 1000;
/** Close codes for faults of the client: another attempt would not help. 4403 (the token has expired) is handled separately. */
const hopelessCodes: readonly number[] = [4400, 4401, 4406, 4409, 4429];
const forbidden = 4403;
/** The longest wait before data is read again because other queues are visible than before. */
const accessChangedMs = 2000;
/** Errors of an operation that can pass. */
const passingErrors: readonly unknown[] = ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'];
/** It cannot continue; `cause` is the error of a callback. */
class Hopeless extends Error {}

/** Fails at once when this runtime has no WebSocket. */
export function requireWebSocket(): void {
  if (typeof WebSocket === 'undefined') {
    throw new Error('There is no global WebSocket here. Use Node 22 or later.');
  }
}

/** Subscribes, and resumes after every interruption. See the top of this file. */
export function subscribeResuming<Event extends { cursor: string }>(
  options: ResumingOptions<Event>,
): ResumingSubscription {
  requireWebSocket();
  const { field, signal } = options;
  const stopping = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  const seen = new Set<string>();
  let cursor = options.after;
  let duplicates = 0;
  let reconnects = 0;
  let refusedToken: string | undefined;
  let everWorked = false;

  async function moveTo(position: string): Promise<void> {
    cursor = position;
    await options.onPosition?.(position);
  }

  async function handleOrGiveUp(item: Record<string, unknown>): Promise<'go on' | 'resync'> {
    try {
      return await handle(item);
    } catch (error) {
      throw new Hopeless('handling an item failed', { cause: error });
    }
  }

  async function handle(item: Record<string, unknown>): Promise<'go on' | 'resync'> {
    const { __typename, cursor: position } = item;
    if (typeof position !== 'string') throw new Error(`select cursor on every item of ${field}`);
    if (__typename === 'StreamPosition') {
      await moveTo(position);
      return 'go on';
    }
    if (__typename === 'ResyncRequired') {
      if (item.reason === 'ACCESS_CHANGED')
        await sleep(Math.random() * accessChangedMs, undefined, { signal: stopped }).catch(() => undefined);
      if (stopped.aborted) return 'resync';
      const from = await options.onResync(position, String(item.reason));
      await moveTo(typeof from === 'string' ? from : position);
      return 'resync';
    }
    if (seen.has(position)) {
      duplicates++;
      return 'go on';
    }
    if (__typename === 'TicketGone') await options.onGone?.(String(item.ticketId));
    else if (__typename === 'TicketEvent') await options.onEvent(item as unknown as Event);
    seen.add(position);
    const [oldest] = seen;
    if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
    await moveTo(position);
    return 'go on';
  }

  /** Runs one connection to its end. Returns how it ended, or throws the error that broke it. */
  async function follow(token: string, onWorking: () => void): Promise<'completed' | 'resync'> {
    let connected = false;
    const client = connect(options.url, token, () => (connected = true));
    const items = client.iterate<Record<string, Record<string, unknown>>>({
      query: options.query,
      variables: { ...options.variables, after: cursor ?? null },
    });
    const leave = () => void (connected ? items.return?.() : client.terminate());
    stopped.addEventListener('abort', leave, { once: true });
    try {
      for await (const { data, errors } of items) {
        if (stopped.aborted) break;
        if (errors && errors.length > 0) throw errors;
        const item = data?.[field];
        if (!item) throw new Hopeless(`the document does not select ${field}`);
        onWorking();
        if ((await handleOrGiveUp(item)) === 'resync') return 'resync';
      }
      return 'completed';
    } finally {
      stopped.removeEventListener('abort', leave);
      leave();
    }
  }

  async function run(): Promise<void> {
    for (let attempt = 0; !stopped.aborted; attempt++) {
      let reason: unknown = 'completed';
      let token: string | undefined;
      const onWorking = () => {
        attempt = 0;
        everWorked = true;
        refusedToken = undefined;
      };
      try {
        token = typeof options.token === 'string' ? options.token : await options.token(refusedToken);
        reason = await follow(token, onWorking);
        if (reason === 'completed' && options.endOnComplete) return;
      } catch (error) {
        if (error instanceof Hopeless) throw error.cause ?? error;
        if (stopped.aborted) return;
        reason = error;
        if (closeCode(error) === forbidden) {
          if (typeof options.token === 'string' || token === refusedToken) throw readable(error);
          refusedToken = token;
        } else if (!worthAnotherTry(error, token, everWorked)) {
          throw readable(error);
        }
      }
      if (stopped.aborted) return;
      const waitMs = Math.round(Math.min(10_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2));
      options.onRetry?.(reason instanceof Object ? readable(reason) : reason, waitMs);
      await sleep(waitMs, undefined, { signal: stopped }).catch(() => undefined);
      reconnects++;
    }
  }

  return {
    get cursor() {
      return cursor;
    },
    get duplicates() {
      return duplicates;
    },
    get reconnects() {
      return reconnects;
    },
    done: run(),
    stop: () => stopping.abort(),
  };
}

/** A client for one connection. It does not reconnect by itself, and does not wait for ever on a dead network. */
function connect(url: string, token: string, onConnected: () => void): Client {
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const client: Client = createClient({
    url: url.replace(/^http/, 'ws'),
    retryAttempts: 0,
    connectionAckWaitTimeout: 10_000,
    keepAlive: 15_000,
    connectionParams: { authorization: `Bearer ${token}` },
    on: {
      connected: onConnected,
      ping: (received) => {
        if (!received) deadline = setTimeout(() => client.terminate(), 10_000);
      },
      pong: (received) => {
        if (received) clearTimeout(deadline);
      },
      closed: () => clearTimeout(deadline),
    },
  });
  return client;
}

function closeCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

function worthAnotherTry(error: unknown, token: string | undefined, everWorked: boolean): boolean {
  if (token === undefined) return true; // No token was obtained: the server may be down.
  if (Array.isArray(error)) {
    const codes = error.map((entry: { extensions?: { code?: unknown } }) => entry.extensions?.code);
    if (codes.some((code) => passingErrors.includes(code))) return true;
    return everWorked && !codes.some((code) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED');
  }
  return !hopelessCodes.includes(closeCode(error) ?? 0);
}

function readable(error: unknown): Error {
  if (error instanceof Error) return error;
  const messages = (Array.isArray(error) ? error : [error]).map((e: { message?: string }) => e.message);
  const { code, reason } = error as { code?: number; reason?: string };
  return new Error(code === undefined ? messages.join('; ') : `closed with ${code} ${reason}`.trim());
}
