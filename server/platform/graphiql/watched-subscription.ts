import type { Fetcher } from '@graphiql/toolkit';
import { useSyncExternalStore } from 'react';
import { keptItems } from './kept-items';
import { type Item, type Watched, withTypenames } from './subscription-items';

let watched: Watched | undefined;
let operations = 0;
const listeners = new Set<() => void>();

function tell(next: Watched | undefined): void {
  watched = next;
  for (const listener of listeners) listener();
}

/** The subscription that was started last, for components; undefined after another operation. */
export function useWatched(): Watched | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => watched,
  );
}

/** A fetcher that keeps the items of subscriptions, so that the response shows the last ones and not only the very last. */
export function keepingItems(fetcher: Fetcher): Fetcher {
  return async (params, options) => {
    const isIntrospection = params.operationName === 'IntrospectionQuery';
    if (!isIntrospection) operations += 1;
    const own = operations;
    const answer = await fetcher({ ...params, query: safely(withTypenames, params.query) }, options);
    if (!(typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer)) {
      if (!isIntrospection) tell(undefined);
      return answer;
    }
    // A stopped subscription reports its end when the next one may run already.
    return keptItems(answer as AsyncIterable<Item>, (now) => own === operations && tell(now));
  };
}

/** A document with an error is sent unchanged: the server reports the error. */
function safely(change: (text: string) => string, text: string): string {
  try {
    return change(text);
  } catch {
    return text;
  }
}
