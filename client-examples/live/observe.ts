import type { LiveConnection } from './connection.ts';
import { type FollowOptions, follow } from './follow.ts';

/** A subscription, as client libraries give it to a transport. `after` is one of its variables. */
export interface Request {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** What takes its results: each has one new item. */
export interface Observer {
  next(result: { data: Record<string, unknown> }): void;
  error(error: unknown): void;
  complete(): void;
}

export interface ObserveOptions {
  /**
   * A subscription cannot continue from its cursor: read again what you show. It then continues after `cursor`, or after the string that this
   * returns (best the `eventCursor` of what you read).
   */
  onResync: (...args: [...Parameters<FollowOptions['onResync']>, request: Request]) => unknown;
}

/** Follows a subscription for a client library. Returns the function that ends it. */
export function observe(
  connection: LiveConnection,
  request: Request,
  observer: Observer,
  { onResync }: ObserveOptions,
): () => void {
  const { query, operationName } = request;
  const { after, ...variables } = request.variables ?? {};
  const following = follow(connection, {
    query,
    operationName,
    variables,
    after: after as string | null | undefined,
    onItem: (_item, data) => observer.next({ data }),
    onResync: (cursor, reason) => onResync(cursor, reason, request),
  });
  following.done.then(
    () => observer.complete(),
    (error: unknown) => observer.error(error),
  );
  return following.stop;
}
