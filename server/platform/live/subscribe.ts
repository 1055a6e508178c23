import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
} from 'graphql';
import { isOutage } from '../db/outage.js';
import { traceScope } from '../observability/trace-scope.js';

/** Pushed items, with the context in which they are resolved. */
export interface Pushed<Item = unknown> {
  readonly items: readonly Item[];
  readonly context: { readonly traceId: string };
  /** Ends the context and its turn, once the items were resolved. */
  end(): Promise<void>;
  /** Counts an item, once it was sent. */
  sent(item: Item): void;
}

/** An operation on a WebSocket, and how to end it. */
export interface LiveOperation extends ExecutionArgs {
  over: AbortController;
  /** Releases its budget. Must be called when the operation has ended. */
  release?: () => void;
  /** Closes the WebSocket so that its client reconnects and resumes: an item could not be read. */
  interrupt(error: unknown): void;
}

/**
 * Subscribes, and executes the document for each pushed item in the context of its push: with a fresh snapshot, fresh loaders, and
 * permission as of now. (graphql's own `subscribe` would use one context for the whole subscription.) `ended` is called at least once when
 * it is over.
 */
export async function subscribeFresh(
  { over, interrupt, ...args }: LiveOperation,
  ended: () => void,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args).catch((error: Error): ExecutionResult => {
    const { message } = error;
    return { errors: [new GraphQLError(message, { originalError: error })] };
  });
  if (!(Symbol.asyncIterator in source)) {
    ended();
    return source;
  }
  const results = executed(args, source as AsyncIterable<Pushed>, interrupt, ended);
  const finish = results.return.bind(results);
  // A generator sees its end only when the value it waits for has come; on a quiet stream it would wait for ever.
  results.return = (value) => {
    over.abort();
    ended();
    return finish(value);
  };
  return results;
}

async function* executed(
  args: ExecutionArgs,
  source: AsyncIterable<Pushed>,
  interrupt: (error: unknown) => void,
  ended: () => void,
): AsyncGenerator<ExecutionResult, void, undefined> {
  try {
    for await (const push of source) {
      const results: ExecutionResult[] = [];
      try {
        for (const item of push.items) {
          const fresh = { ...args, rootValue: item, contextValue: push.context };
          results.push(await traceScope.run(push.context.traceId, async () => execute(fresh)));
        }
      } finally {
        // Closed before the items are sent: a slow reader must not keep a database connection.
        await push.end();
      }
      // A partial event would be lost, because the next cursor is after it.
      const outage = results.flatMap(({ errors }) => errors ?? []).find(isOutage);
      if (outage) throw outage;
      for (const [i, result] of results.entries()) {
        yield result;
        // The consumer has sent this result before it asks for the next.
        push.sent(push.items[i]);
      }
    }
  } catch (error) {
    if (!isOutage(error)) throw error;
    interrupt(error);
  } finally {
    ended();
  }
}
