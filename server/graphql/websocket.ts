import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context as SocketContext } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { authenticate } from '../authn/authenticate.js';
import { bearerToken } from '../authn/tokens.js';
import { subscribeFresh } from '../live/subscribe.js';
import type { Services } from '../services.js';
import { Context } from './context.js';
import { documentCache } from './documents.js';
import { formatError } from './format-error.js';
import { refusedUpgrade } from './guard.js';
import { newTraceId } from './trace.js';

/** The client library comes back after this one, with a fresh token. */
const FORBIDDEN = 4403;
const INIT_MS = 3000;
const PING_MS = 12_000;

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
      socket.on('error', (error) => log.debug({ err: error }, 'a websocket failed'));
      wss.emit('connection', socket, request);
    });
  };
  httpServer.on('upgrade', upgrade);

  const server = useServer<Record<string, unknown>, Extra>(
    {
      connectionInitWaitTimeout: INIT_MS,
      onConnect: async (socket) => {
        const connection = connectionOf(socket);
        const given = socket.connectionParams?.authorization ?? socket.connectionParams?.Authorization;
        if (given === undefined || given === null || given === '') return true;
        connection.token = bearerToken(given);
        const actor = connection.token ? await authenticate(services.db.pool, connection.token) : null;
        // The library closes with 4403.
        if (!actor) return false;
        if (actor.kind !== 'system' && actor.expiresAt) {
          const ms = Math.min(actor.expiresAt.getTime() - services.now().getTime(), 2 ** 31 - 1);
          connection.expiry = setTimeout(
            () => socket.extra.socket.close(FORBIDDEN, 'Forbidden'),
            Math.max(ms, 0),
          );
          connection.expiry.unref();
        }
        return true;
      },
      onSubscribe: async (socket, _id, payload) => {
        const traceId = newTraceId();
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
          const actor = token ? await authenticate(services.db.pool, token) : null;
          if (token && !actor) socket.extra.socket.close(FORBIDDEN, 'Forbidden');
          return actor;
        };
        const request = {
          traceId,
          remoteAddress: socket.extra.request.socket.remoteAddress ?? '',
          signal: connection.gone.signal,
          actorNow,
        };
        const args: ExecutionArgs = {
          schema,
          document,
          variableValues: payload.variables ?? null,
          operationName: payload.operationName ?? null,
          contextValue: new Context(services, request, await actorNow()),
        };
        return args;
      },
      execute: async (args: ExecutionArgs) => {
        const context = args.contextValue as Context;
        try {
          return await execute(args);
        } finally {
          await context.forgetReads();
        }
      },
      subscribe: subscribeFresh,
      onNext: (_socket, _id, _payload, args, result) => {
        const { traceId } = args.contextValue as Context;
        if (!result.errors) return undefined;
        return { ...result, errors: result.errors.map((error) => toError(error, traceId)) };
      },
      onError: (_socket, _id, _payload, errors) => errors.map((error) => toFormatted(error, '')),
      onDisconnect: (socket) => {
        const connection = connectionOf(socket);
        clearTimeout(connection.expiry);
        connection.gone.abort();
      },
    },
    wss,
    PING_MS,
  );

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
      // Closes every socket with 1001: clients come back, to the next server.
      await server.dispose();
    },
  };
}
