import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, type PossibleTypesMap } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { LiveLink } from '../live/apollo.ts';
import { LiveConnection } from '../live/index.ts';
import { authorization, type Connection } from './connection.ts';

/**
 * Apollo Client: queries and mutations over HTTP, subscriptions over a WebSocket, one cache for all three. Objects are cached by their
 * global id, so the answer of a mutation, or an event, updates them everywhere. `possibleTypes` are those of possible-types.ts. When a
 * subscription must start again, it reads all queries again that are shown.
 */
export function apolloClient(connection: Connection, possibleTypes: PossibleTypesMap): ApolloClient {
  const signed = new SetContextLink(({ headers }) => ({
    headers: { ...headers, ...authorization(connection) },
  }));
  const subscriptions = new LiveLink(new LiveConnection(connection), {
    onResync: () => client.refetchQueries({ include: 'active' }),
  });
  const client = new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      subscriptions,
      signed.concat(new HttpLink({ uri: connection.url })),
    ),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        // Each item replaces the previous one; they must not be merged.
        Subscription: { fields: { ticketEvents: { merge: false }, ticketUpdated: { merge: false } } },
        Query: { fields: { tickets: relayStylePagination(['filter', 'orderBy']) } },
        Ticket: { fields: { comments: relayStylePagination(), timeline: relayStylePagination() } },
      },
    }),
  });
  return client;
}

/**
 * Applies an item of `ticketEvents` to the cache. A TicketEvent has updated its ticket already. A ticket that is gone is removed, so that
 * lists no longer show it.
 */
export function applyToCache({ cache }: ApolloClient, item: { __typename: string; ticketId?: string }): void {
  if (item.__typename !== 'TicketGone') return;
  cache.evict({ id: cache.identify({ __typename: 'Ticket', id: item.ticketId }) });
  cache.gc();
}
