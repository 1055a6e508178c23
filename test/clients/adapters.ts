import { CombinedGraphQLErrors } from '@apollo/client';
import { CombinedError } from '@urql/core';
import { getOperationAST, print } from 'graphql';
import { ClientError } from 'graphql-request';
import { apolloClient } from '../../client-examples/clients/apollo.js';
import type { Connection } from '../../client-examples/clients/connection.js';
import {
  type StreamItem,
  type TypedDocument,
  ticketEvents,
} from '../../client-examples/clients/documents.js';
import { requestClient } from '../../client-examples/clients/graphql-request.js';
import { webSocketClient } from '../../client-examples/clients/graphql-ws.js';
import { possibleTypes } from '../../client-examples/clients/possible-types.js';
import { urqlClient } from '../../client-examples/clients/urql.js';
import { follow as followLive, LiveConnection } from '../../client-examples/live/index.js';

type Variables = Record<string, unknown>;

/** One entry of an error, in a form common to all libraries. */
interface ErrorEntry {
  message: string;
  extensions?: Record<string, unknown>;
}

/** What the shared test needs of every client library. */
export interface Port {
  /** Runs a query or a mutation, and throws the library's errors. */
  run<Data, V extends Variables>(document: TypedDocument<Data, V>, variables: V): Promise<Data>;
  /** The entries of an error of the library; null for any other error. */
  entriesOf(error: unknown): readonly ErrorEntry[] | null;
  /** Subscribes to `ticketEvents` and returns a function that ends the subscription. */
  follow(
    after: string | null,
    onItem: (item: StreamItem) => void,
    onError: (error: unknown) => void,
  ): () => void;
}

/** The subscription of client-examples/live without a client library. */
function followBy(connection: Connection): Port['follow'] {
  const live = new LiveConnection(connection);
  return (after, onItem, onError) => {
    const following = followLive<StreamItem>(live, {
      query: print(ticketEvents),
      after,
      onItem,
      onResync: (cursor, reason) => onItem({ __typename: 'ResyncRequired', cursor, resyncReason: reason }),
    });
    following.done.catch(onError);
    return following.stop;
  };
}

function overGraphqlWs(connection: Connection): Port {
  const client = webSocketClient(connection);
  return {
    async run(document, variables) {
      const results = client.iterate<object>({ query: print(document), variables });
      for await (const { data, errors } of results) {
        if (errors) throw errors;
        return data as never;
      }
      throw new Error('no result came');
    },
    // The library has no error class: errors are the list that the server sends.
    entriesOf: (error) => (Array.isArray(error) ? error : null),
    follow: followBy(connection),
  };
}

function overUrql(connection: Connection): Port {
  const client = urqlClient(connection, () => undefined);
  return {
    async run(document, variables) {
      const isQuery = getOperationAST(document)?.operation === 'query';
      const { data, error } = isQuery
        ? await client.query(document, variables, { requestPolicy: 'network-only' })
        : await client.mutation(document, variables);
      if (error) throw error;
      return data as never;
    },
    entriesOf: (error) => (error instanceof CombinedError ? error.graphQLErrors : null),
    follow: (after, onItem, onError) =>
      client.subscription(ticketEvents, { after }).subscribe(({ data, error }) => {
        if (error) onError(error);
        else if (data) onItem(data.ticketEvents);
      }).unsubscribe,
  };
}

async function overApollo(connection: Connection): Promise<Port> {
  const client = apolloClient(connection, await possibleTypes(connection.url));
  return {
    async run(document, variables) {
      const isQuery = getOperationAST(document)?.operation === 'query';
      const { data } = isQuery
        ? await client.query({ query: document, variables, fetchPolicy: 'network-only' })
        : await client.mutate({ mutation: document, variables });
      return data as never;
    },
    entriesOf: (error) => (CombinedGraphQLErrors.is(error) ? error.errors : null),
    follow(after, onItem, onError) {
      const subscription = client
        .subscribe({ query: ticketEvents, variables: { after } })
        .subscribe(({ data, error }) => {
          if (error) onError(error);
          else if (data) onItem(data.ticketEvents as StreamItem);
        });
      return () => subscription.unsubscribe();
    },
  };
}

function overGraphqlRequest(connection: Connection): Port {
  const client = requestClient(connection);
  return {
    run: (document, variables) => client.request<never>(document, variables),
    entriesOf: (error) => (error instanceof ClientError ? (error.response.errors ?? []) : null),
    follow: followBy(connection),
  };
}

/** The client libraries, configured as in the examples. */
export const adapters: readonly { name: string; open(connection: Connection): Port | Promise<Port> }[] = [
  { name: 'graphql-ws', open: overGraphqlWs },
  { name: 'urql', open: overUrql },
  { name: 'Apollo Client', open: overApollo },
  { name: 'graphql-request', open: overGraphqlRequest },
];
