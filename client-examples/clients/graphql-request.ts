import { GraphQLClient } from 'graphql-request';
import { authorization, type Connection } from './connection.ts';

/** graphql-request: queries and mutations only. For subscriptions use ../live. */
export function requestClient(connection: Connection): GraphQLClient {
  return new GraphQLClient(connection.url, { headers: () => authorization(connection) });
}
