import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { Paced } from '../kernel/pace.js';
import type { Context } from './context.js';
import type { DocumentReader, ReadOperation } from './documents.js';
import { statusFor } from './negotiate.js';
import type { OperationBudget } from './operation-budget.js';

/** The request header that asks for `extensions.cost`. */
const COST_HEADER = 'x-ticketwire-cost';

/** Answers that can be long, with the pace of the operation while they are written. */
export const largeAnswers = new WeakMap<object, Paced>();

/** Stands for a document that was refused: nothing in it can be executed. */
const NOTHING: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/**
 * Makes Apollo execute the documents that the program's own reader accepts, and answer with the errors of those it refuses. Apollo's own
 * hooks come too late: it would check limits together with the standard rules. But Apollo parses only documents that it has not been given,
 * so nothing is executed unread even if Apollo changes. Needs `documentStore: null`.
 */
export function apolloDocuments(
  read: DocumentReader,
  budget: OperationBudget,
  format: (error: GraphQLError) => GraphQLFormattedError,
): ApolloServerPlugin<Context> {
  const running = new WeakMap<Context, () => void>();
  return {
    requestDidStart: async () => {
      let accepted: ReadOperation | undefined;
      let refusals: readonly GraphQLError[] = [];
      return {
        didResolveSource: async (requestContext) => {
          const { request, source, contextValue } = requestContext;
          const { operationName, variables } = request;
          const found = await budget.read(read, contextValue, { query: source, operationName, variables });
          if ('errors' in found) refusals = found.errors;
          else accepted = found;
          Object.assign(requestContext, { document: 'errors' in found ? NOTHING : found.document });
        },
        didResolveOperation: async ({ contextValue }) => {
          if (!accepted) return;
          if (accepted.operation.operation === 'subscription') {
            throw new GraphQLError('Subscriptions need a WebSocket connection.', {
              extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
            });
          }
          running.set(contextValue, await budget.admit(contextValue, accepted).catch(refusedOverHttp));
        },
        responseForOperation: async () => {
          if (refusals.length === 0) return null;
          const errors = refusals.map(format);
          return { http: httpOf(errors), body: { kind: 'single', singleResult: { errors } } };
        },
        willSendResponse: async ({ contextValue, request, response, errors }) => {
          const { headers } = request.http ?? {};
          const denied = contextValue.deniedAfterwards;
          if (denied) {
            const refusal = format(new GraphQLError(denied.message, { originalError: denied }));
            response.body = { kind: 'single', singleResult: { errors: [refusal] } };
            response.http.status = httpOf([refusal]).status;
          }
          response.http.status = statusFor(headers?.get('accept'), response.http.status, errors ?? refusals);
          if (accepted && headers?.get(COST_HEADER) === '1' && response.body.kind === 'single')
            response.body.singleResult.extensions = { cost: budget.report(contextValue, accepted) };
          await contextValue.end();
          const { body } = response;
          if (contextValue.isLarge && body.kind === 'single' && body.singleResult.data)
            largeAnswers.set(body.singleResult.data, contextValue.turn);
          running.get(contextValue)?.();
        },
      };
    },
    // Releases what the operation holds, however it ends.
    unexpectedErrorProcessingRequest: async ({ requestContext: { contextValue } }) =>
      running.get(contextValue)?.(),
  };
}

/** The HTTP status and headers of a refusal. */
function httpOf([first]: readonly GraphQLFormattedError[]): { status: number; headers: HeaderMap } {
  const { code, retryAfterSeconds } = first?.extensions ?? {};
  const headers = new HeaderMap();
  if (code === 'RATE_LIMITED') headers.set('retry-after', String(retryAfterSeconds));
  return { status: { RATE_LIMITED: 429, UNAUTHENTICATED: 401 }[String(code)] ?? 400, headers };
}

function refusedOverHttp(error: unknown): never {
  // The client has disconnected: nobody reads the refusal.
  if (!(error instanceof GraphQLError) || error.extensions.code !== 'RATE_LIMITED') throw error;
  const { message, extensions } = error;
  throw new GraphQLError(message, { extensions: { ...extensions, http: httpOf([error]) } });
}
