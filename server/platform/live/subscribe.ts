import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
} from 'graphql';
import { isOutage } from '../db/outage.js';
import { traceScope } from '../observability/trace-scope.js';

/** A pushed item, with the context that it is resolved in. */
export interface Pushed {
  readonly context: { readonly traceId: string; end(): Promise<void> };
  /** Counts the item, once it was sent. */
  sent(): void;
}

/** An operation of a socket, and what ends it. */
export interface LiveOperation extends ExecutionArgs {
  over: AbortController;
  /** Gives back what it took of the budget; a query or mutation has to call it when it has ended. */
  release?: () => void;
  /** Ends the socket so that its client comes back and resumes: what was to be pushed could not be read just now. */
  interrupt(error: unknown): void;
}

/**
 * Subscribes, and executes the document anew for each pushed item, in the item's own context: fresh snapshot, fresh loaders,
 * permission as of now. (graphql's own `subscribe` would use one context for as long as the subscription lives.) `ended` is
 * called when it is over, at least once.
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
  // A generator hears of its end only when what it waits for has come; a quiet one would wait on for nobody.
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
      let result: ExecutionResult;
      try {
        const fresh = { ...args, rootValue: push, contextValue: push.context };
        result = await traceScope.run(push.context.traceId, async () => execute(fresh));
      } finally {
        // Before it is sent: a slow reader must not keep a connection of the database.
        await push.context.end();
      }
      // Half an event would be lost for good: the next one's cursor is behind it.
      const outage = result.errors?.find(isOutage);
      if (outage) throw outage;
      yield result;
      // Whoever takes the results has sent this one before asking for the next.
      push.sent();
    }
  } catch (error) {
    if (!isOutage(error)) throw error;
    interrupt(error);
  } finally {
    ended();
  }
}
