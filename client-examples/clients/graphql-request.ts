import { GraphQLClient } from 'graphql-request';
import { authorization, type Connection } from './connection.ts';

/** graphql-request: queries and mutations only. For subscriptions use graphql-ws.ts, or ../node/resuming-subscription.ts. */
export function requestClient(connection: Connection): GraphQLClient {
  return new GraphQLClient(connection.url, { headers: () => authorization(connection) });
}
