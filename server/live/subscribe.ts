import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Push } from './resolvers.js';

/** An operation of a socket, and what ends it. */
export interface LiveOperation extends ExecutionArgs {
  over: AbortController;
}

/**
 * Subscribes, and executes the document anew for each pushed item, in the item's own context: fresh snapshot, fresh loaders,
 * permission as of now. (graphql's own `subscribe` would use one context for as long as the subscription lives.)
 */
export async function subscribeFresh({
  over,
  ...args
}: LiveOperation): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const results = executed(args, source as AsyncIterable<Push>);
  const finish = results.return.bind(results);
  // A generator hears of its end only when what it waits for has come; a quiet one would wait on for nobody.
  results.return = (value) => {
    over.abort();
    return finish(value);
  };
  return results;
}

async function* executed(
  args: ExecutionArgs,
  source: AsyncIterable<Push>,
): AsyncGenerator<ExecutionResult, void, undefined> {
  for await (const push of source) {
    let result: ExecutionResult;
    try {
      result = await execute({ ...args, rootValue: push, contextValue: push.context });
    } finally {
      // Before it is sent: a slow reader must not keep a connection of the database.
      await push.context.end();
    }
    yield result;
  }
}
