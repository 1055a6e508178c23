import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Push } from './resolvers.js';

/**
 * Subscribes, and executes the document anew for each pushed item, in the item's own context: fresh snapshot, fresh loaders,
 * permission as of now. (graphql's own `subscribe` would use one context for as long as the subscription lives.)
 */
export async function subscribeFresh(
  args: ExecutionArgs,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  return executed(args, source as AsyncIterable<Push>);
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
      await push.context.forgetReads();
    }
    yield result;
  }
}
