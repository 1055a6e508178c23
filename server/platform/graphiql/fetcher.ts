import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type ExecutionResult, getOperationAST, parse } from 'graphql';
import type { Client } from 'graphql-ws';

interface Ways {
  url: string;
  fetch: typeof fetch;
  socket: Client;
}

/**
 * Sends queries and mutations by HTTP, subscriptions by graphql-transport-ws. The toolkit's own fetcher is not used for subscriptions: it
 * leaves a rejected promise for each refused one, which the browser reports as an uncaught error.
 */
export function fetcherOver({ url, fetch, socket }: Ways): Fetcher {
  const overHttp = createGraphiQLFetcher({ url, fetch, enableIncrementalDelivery: false });
  return (params, options) =>
    isSubscription(params.query, params.operationName)
      ? // Unchanged: the page only prints them.
        (socket.iterate(params) as AsyncIterable<ExecutionResult>)
      : overHttp(params, options);
}

function isSubscription(document: string, operationName: string | null | undefined): boolean {
  try {
    return getOperationAST(parse(document), operationName)?.operation === 'subscription';
  } catch {
    // The server will report the error.
    return false;
  }
}
