import { ApolloLink, CombinedGraphQLErrors, Observable } from '@apollo/client';
import { print } from 'graphql';
import type { LiveConnection } from './connection.ts';
import { SubscriptionRefused } from './errors.ts';
import { type ObserveOptions, observe } from './observe.ts';

/**
 * Apollo Client: a link for subscriptions that resume.
 *
 *     ApolloLink.split(({ operationType }) => operationType === 'subscription', new LiveLink(live, { onResync }), httpLink)
 */
export class LiveLink extends ApolloLink {
  constructor(connection: LiveConnection, options: ObserveOptions) {
    super(
      ({ query, variables, operationName }) =>
        new Observable((observer) =>
          observe(
            connection,
            { query: print(query), variables, operationName },
            {
              next: (result) => observer.next(result),
              error: (error) => observer.error(asApolloError(error)),
              complete: () => observer.complete(),
            },
            options,
          ),
        ),
    );
  }
}

function asApolloError(error: unknown): unknown {
  if (!(error instanceof SubscriptionRefused)) return error;
  return new CombinedGraphQLErrors({ errors: error.errors });
}
