import type { Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { pace } from '../kernel/pace.js';
import type { Log } from '../observability/log.js';
import { apolloDocuments, largeAnswers } from './apollo-documents.js';
import { answeredBy } from './apollo-http.js';
import { clientAddressOf } from './client-address.js';
import { Context } from './context.js';
import type { DocumentReader } from './documents.js';
import { formatError } from './format-error.js';
import { authentication, credentialIn } from './identified.js';
import { negotiate, refuseNegotiated, refuseOtherBytes } from './negotiate.js';
import type { Services } from './services.js';
import { boundRequests } from './slow-clients.js';
import { stringifyInTurns } from './stringify.js';
import { currentTraceId, traceIdOf } from './trace.js';
import { httpOperations, nameActor } from './watch.js';

/** Apollo's own messages can contain the document, so they are replaced. */
function withoutTexts(log: Log): Record<'debug' | 'info' | 'warn' | 'error', (message?: unknown) => void> {
  const textOf = (message: unknown): string =>
    (String(message).split('\n')[0] ?? '').replaceAll(/"[^"]*"/g, '"…"').slice(0, 200);
  return {
    debug: (message) => log.debug(textOf(message)),
    info: (message) => log.info(textOf(message)),
    warn: (message) => log.warn(textOf(message)),
    error: (message) => log.error(textOf(message)),
  };
}

/** The GraphQL endpoint over HTTP. */
export async function graphqlOverHttp(
  schema: GraphQLSchema,
  read: DocumentReader,
  services: Services,
  httpServer: Server,
): Promise<{ apollo: ApolloServer<Context>; router: express.Router }> {
  const { config, log } = services;
  const apollo = new ApolloServer<Context>({
    schema,
    logger: withoutTexts(log),
    introspection: config.graphql.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: true,
    documentStore: null,
    stringifyResult: answerText,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // Apollo formats errors without their context.
    formatError: (_formatted, error) => formatError(error, currentTraceId(), log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // GraphiQL has its own path; this endpoint answers only JSON.
      ApolloServerPluginLandingPageDisabled(),
      httpOperations(services),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5000 }),
      apolloDocuments(read, services.budget, (error) => formatError(error, currentTraceId(), log)),
    ],
  });
  await apollo.start();
  boundRequests(httpServer, config.http.requestMs);
  const addressOf = clientAddressOf(config.http.trustedProxies);
  const router = express.Router();
  router.use(negotiate);
  router.use(
    express.json({ limit: config.graphql.limits.bodyBytes, strict: true, verify: refuseOtherBytes }),
  );
  router.use(answeredBy(apollo, (req, res) => contextOf(services, read, addressOf(req), req, res)));
  return { apollo, router };
}

/** Long answers are written in turns with others. */
async function answerText(result: FormattedExecutionResult): Promise<string> {
  const turn = result.data ? largeAnswers.get(result.data) : undefined;
  if (!turn) return `${JSON.stringify(result)}\n`;
  try {
    return `${await stringifyInTurns(result, turn)}\n`;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, extensions } = error;
    return `${JSON.stringify({ errors: [{ message, extensions: { ...extensions, traceId: currentTraceId() } }] })}\n`;
  } finally {
    pace.end(turn);
  }
}

async function contextOf(
  services: Services,
  read: DocumentReader,
  address: string,
  req: Request,
  res: Response,
): Promise<Context> {
  const gone = new AbortController();
  const clientInfo = {
    traceId: traceIdOf(res),
    address,
    userAgent: req.get('user-agent') ?? null,
  };
  const credential = credentialIn(services, req.get('authorization'));
  const isOneCommand = read.isOneCommand(req.body);
  const { identity, identify } = await authentication(credential, clientInfo, isOneCommand);
  const context = new Context(services, { clientInfo, signal: gone.signal, identify }, identity);
  nameActor(res, context);
  // A client that disconnects must not keep a database connection.
  res.once('close', () => {
    // After the answer nobody listens, and an abort would make an error with a stack.
    if (!res.writableFinished) gone.abort();
    void context.end();
  });
  return context;
}

/** Answers requests that Express refuses (malformed JSON, too large a body) with the contract's errors, as JSON. */
export function refuseBadRequests(error: unknown, req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) {
    next(error);
    return;
  }
  const { status = 500, type } = error as { status?: number; type?: string };
  const known: Record<string, string> = {
    'entity.parse.failed': 'The body is not JSON.',
    'entity.too.large': 'The body is too large.',
    'encoding.unsupported': 'The Content-Encoding of the body is not supported.',
    'charset.unsupported': 'The body must be UTF-8.',
  };
  const expected = status >= 400 && status < 500;
  const message = expected ? (known[type ?? ''] ?? 'The request is malformed.') : 'Internal error.';
  const code = expected ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
  refuseNegotiated(req, res, expected ? status : 500, code, message);
}
