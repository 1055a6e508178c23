import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context as SocketContext } from 'graphql-ws';
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { bearerToken } from '../authn/tokens.js';
import { actorKey } from '../authz/actor.js';
import { isOutage } from '../db/outage.js';
import { Quota } from '../live/quota.js';
import { type LiveOperation, subscribeFresh } from '../live/subscribe.js';
import { socketBelongsTo, socketFacts, watchSocket } from '../observability/sockets.js';
import { traceScope } from '../observability/trace-scope.js';
import type { Services } from '../services.js';
import { Context } from './context.js';
import { documentCache } from './documents.js';
import { formatError } from './format-error.js';
import { refusedUpgrade } from './guard.js';
import { newTraceId } from './trace.js';
import { SocketOperations } from './watch.js';

/** The client library comes back after these two: with a fresh token, and a little later. */
const FORBIDDEN = 4403;
const TRY_AGAIN_LATER = 1013;
const INIT_MS = 3000;
const PING_MS = 12_000;
/** How long a client may take to answer that its socket is closed. */
const CLOSE_MS = 3000;
// A timer takes no more.
const LONGEST_MS = 2 ** 31 - 1;

type Extra = Record<PropertyKey, unknown> & {
  socket: WebSocket;
  request: IncomingMessage;
};
type Socket = SocketContext<Record<string, unknown>, Extra>;

/** State of one socket. */
interface Connection {
  token: string | null;
  expiry?: NodeJS.Timeout;
  gone: AbortController;
}

/** The GraphQL endpoint over websockets: `graphql-transport-ws`, with the same documents and limits as over HTTP. */
export function graphqlOverWebsocket(
  schema: GraphQLSchema,
  services: Services,
  httpServer: Server,
): { dispose(): Promise<void> } {
  const { config, log } = services;
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: config.graphql.limits.bodyBytes,
    perMessageDeflate: false,
  });
  // Each subscription is judged at each event: one actor must not take the time of all.
  const quota = new Quota(config.live.subscriptionsPerActor);
  const operations = new SocketOperations(services);
  const documentOf = documentCache(schema, config.graphql);
  const connections = new WeakMap<WebSocket, Connection>();
  const connectionOf = (socket: Socket): Connection => {
    let connection = connections.get(socket.extra.socket);
    if (!connection) {
      connection = { token: null, gone: new AbortController() };
      connections.set(socket.extra.socket, connection);
    }
    return connection;
  };

  const upgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    const refusal = refusedUpgrade(request, services);
    if (refusal) {
      duplex.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    wss.handleUpgrade(request, duplex, head, (socket) => {
      watchSocket(services, socket, newTraceId(request.headers.traceparent?.toString()));
      socket.on('error', (error) => log.debug({ err: error, ...socketFacts(socket) }, 'a websocket failed'));
      wss.emit('connection', socket, request);
    });
  };
  httpServer.on('upgrade', upgrade);

  const server = serveSockets<Record<string, unknown>, Extra>(
    {
      connectionInitWaitTimeout: INIT_MS,
      onConnect: async (socket) => {
        const connection = connectionOf(socket);
        const given = socket.connectionParams?.authorization ?? socket.connectionParams?.Authorization;
        if (given === undefined || given === null || given === '') return true;
        connection.token = bearerToken(given);
        try {
          const actor = connection.token ? await services.authenticate(connection.token) : null;
          // The library closes with 4403.
          if (!actor) return false;
          socketBelongsTo(socket.extra.socket, actorKey(actor));
          if (actor.kind !== 'system' && actor.expiresAt) closeAt(socket, actor.expiresAt);
          return true;
        } catch (error) {
          // Thrown, it would become a 4500, after which clients give up.
          tryAgainLater(socket, error);
          return false;
        }
      },
      onSubscribe: async (socket, _id, payload) => {
        const traceId = newTraceId();
        operations.begin(payload, traceId);
        const connection = connectionOf(socket);
        if (Object.keys(socket.subscriptions).length > config.live.operationsPerSocket) {
          const message = `At most ${config.live.operationsPerSocket} operations run on one socket.`;
          return [
            new GraphQLError(message, {
              extensions: { code: 'DOCUMENT_LIMIT', limit: 'OPERATIONS', traceId },
            }),
          ];
        }
        if (typeof payload.query !== 'string')
          return [new GraphQLError('query must be given.', { extensions: { code: 'BAD_REQUEST', traceId } })];
        const document = documentOf(payload.query);
        if (!('kind' in document)) return document.map((error) => toError(error, traceId));
        const { token } = connection;
        const actorNow = async () => {
          const actor = token ? await services.authenticate(token) : null;
          if (token && !actor) socket.extra.socket.close(FORBIDDEN, 'Forbidden');
          return actor;
        };
        const over = new AbortController();
        const request = {
          traceId,
          remoteAddress: socket.extra.request.socket.remoteAddress ?? '',
          signal: AbortSignal.any([connection.gone.signal, over.signal]),
          actorNow,
        };
        try {
          const operation: LiveOperation = {
            schema,
            document,
            variableValues: payload.variables ?? null,
            operationName: payload.operationName ?? null,
            contextValue: new Context(services, request, await actorNow()),
            over,
            interrupt: (error) => tryAgainLater(socket, error),
          };
          operations.accepted(payload, operation);
          return operation;
        } catch (error) {
          if (isOutage(error)) tryAgainLater(socket, error);
          return [toError(error, traceId)];
        }
      },
      execute: async (args: ExecutionArgs) => {
        const context = args.contextValue as Context;
        try {
          return await traceScope.run(context.traceId, async () => execute(args));
        } finally {
          await context.end();
        }
      },
      subscribe: async (args) => {
        const operation = args as LiveOperation;
        const { viewer } = operation.contextValue as Context;
        const giveBack = quota.take(viewer ? `${viewer.organisationId} ${actorKey(viewer)}` : '');
        if (giveBack) return subscribeFresh(operation, giveBack);
        const message = `At most ${config.live.subscriptionsPerActor} subscriptions run for one user or key.`;
        const extensions = { code: 'DOCUMENT_LIMIT', limit: 'SUBSCRIPTIONS' };
        return { errors: [new GraphQLError(message, { extensions })] };
      },
      onNext: (_socket, _id, payload, args, result) => {
        const { traceId } = args.contextValue as Context;
        const errors = result.errors?.map((error) => toError(error, traceId));
        operations.answered(payload, errors);
        return errors && { ...result, errors };
      },
      onError: (_socket, _id, payload, errors) =>
        operations.failed(
          payload,
          errors.map((error) => toFormatted(error, operations.traceIdOf(payload))),
        ),
      onComplete: (_socket, _id, payload) => operations.completed(payload),
      onDisconnect: (socket) => {
        const connection = connectionOf(socket);
        clearTimeout(connection.expiry);
        connection.gone.abort();
      },
    },
    wss,
    PING_MS,
  );

  const closeAt = (socket: Socket, moment: Date): void => {
    const connection = connectionOf(socket);
    const ms = Math.max(moment.getTime() - services.now().getTime(), 0);
    const elapsed = (): void => {
      if (ms > LONGEST_MS) closeAt(socket, moment);
      else socket.extra.socket.close(FORBIDDEN, 'Forbidden');
    };
    connection.expiry = setTimeout(elapsed, Math.min(ms, LONGEST_MS));
    connection.expiry.unref();
  };
  const tryAgainLater = (socket: Socket, error: unknown): void => {
    const facts = socketFacts(socket.extra.socket);
    log.warn({ err: error, ...facts }, 'a websocket was closed: the database could not be asked');
    socket.extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
  };
  const toFormatted = (error: unknown, traceId: string) => {
    const known = error instanceof GraphQLError ? error.extensions.traceId : undefined;
    if (typeof known === 'string' && error instanceof GraphQLError) return error.toJSON();
    return formatError(error, traceId || newTraceId(), log);
  };
  const toError = (error: unknown, traceId: string): GraphQLError => {
    const { message, extensions, path } = formatError(error, traceId, log);
    return new GraphQLError(message, { extensions: extensions ?? null, path: path ?? null });
  };

  return {
    dispose: async () => {
      httpServer.off('upgrade', upgrade);
      // Who is gone without a word would hold the drain up for half a minute.
      const cut = setTimeout(() => {
        for (const client of wss.clients) client.terminate();
      }, CLOSE_MS);
      // Closes every socket with 1001: clients come back, to the next server.
      await server.dispose();
      clearTimeout(cut);
    },
  };
}
