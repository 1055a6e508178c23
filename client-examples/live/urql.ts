import type { LiveConnection } from './connection.ts';
import { SubscriptionRefused } from './errors.ts';
import { type ObserveOptions, type Observer, observe, type Request } from './observe.ts';

/**
 * urql: subscriptions that resume.
 *
 *     subscriptionExchange({ forwardSubscription: forwardSubscription(live, { onResync }) })
 */
export function forwardSubscription(connection: LiveConnection, options: ObserveOptions) {
  return ({ query = '', variables, operationName }: Partial<Request>) => ({
    subscribe(sink: Observer) {
      const observer: Observer = {
        next: (result) => sink.next(result),
        // urql makes `graphQLErrors` of a list, and a `networkError` of everything else.
        error: (error) => sink.error(error instanceof SubscriptionRefused ? error.errors : error),
        complete: () => sink.complete(),
      };
      return { unsubscribe: observe(connection, { query, variables, operationName }, observer, options) };
    },
  });
}
