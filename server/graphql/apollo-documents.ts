import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { Context } from './context.js';
import type { DocumentReader } from './documents.js';
import { statusFor } from './negotiate.js';

/** Stands in for a document that is refused: there is nothing in it to be executed. */
const NOTHING: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/**
 * Makes Apollo execute what our own reader has read, and answer what the reader refuses. Apollo would check its limits beside the
 * standard rules, which is too late, and has no hook between the two; but it reads only what it has not been given yet, so that
 * nothing is executed unread should it ever stop looking. Needs `documentStore: null`.
 */
export function apolloDocuments(
  read: DocumentReader,
  format: (error: GraphQLError) => GraphQLFormattedError,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      let refusals: readonly GraphQLError[] = [];
      return {
        didResolveSource: async (requestContext) => {
          const { request, source } = requestContext;
          const { operationName, variables } = request;
          const found = read({ query: source, operationName, variables });
          if ('errors' in found) refusals = found.errors;
          Object.assign(requestContext, { document: 'errors' in found ? NOTHING : found.document });
        },
        didResolveOperation: async ({ operation }) => {
          if (operation?.operation !== 'subscription') return;
          throw new GraphQLError('Subscriptions run over a websocket.', {
            extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
          });
        },
        responseForOperation: async () => {
          if (refusals.length === 0) return null;
          const errors = refusals.map(format);
          return {
            http: { status: 400, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { errors } },
          };
        },
        willSendResponse: ({ contextValue, request, response, errors }) => {
          const accepted = request.http?.headers.get('accept');
          response.http.status = statusFor(accepted, response.http.status, errors ?? refusals);
          return contextValue.end();
        },
      };
    },
  };
}
