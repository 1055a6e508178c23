import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type Context as SocketContext } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type Actor, actorKey } from '../actor/actor.js';
import type { Access, Credential, TokenRefusal } from '../actor/authenticator.js';
import type { ClientInfo } from '../actor/client-info.js';
import { isOutage } from '../db/outage.js';
import { addressGroup } from '../kernel/address-group.js';
import { pace } from '../kernel/pace.js';
import type { Frames } from '../live/frame.js';
import { Quota } from '../live/quota.js';
import type { Client } from '../live/seat.js';
import { type LiveOperation, subscribeFresh } from '../live/subscribe.js';
import type { Metrics } from '../observability/metrics.js';
import { socketBelongsTo, socketFacts, watchSocket } from '../observability/sockets.js';
import { traceScope } from '../observability/trace-scope.js';
import { clientAddressOf } from './client-address.js';
import { Context } from './context.js';
import type { DocumentReader, ReadOperation } from './documents.js';
import { formatError } from './format-error.js';
import { refusedUpgrade } from './guard.js';
import { authentication, credentialIn, type Identity, identified } from './identified.js';
import type { Services } from './services.js';
import { nameOfExecution, sharedExecution } from './shared-execution.js';
import { endWith } from './slow-clients.js';
import { type CarriedSocket, carrySockets, isFull } from './sockets.js';
import { stringifyInTurns } from './stringify.js';
import { TokenWatch } from './token-watch.js';
import { newTraceId } from './trace.js';
import { SocketOperations } from './watch.js';

interface SocketOperation extends LiveOperation {
  /** The client asked for the cost of the operation. */
  asked?: ReadOperation;
  /** Closes the WebSocket: its token no longer works. */
  forbid(): Promise<void>;
}

/** The client library reconnects after these two codes: with a fresh token, and a little later. */
const FORBIDDEN = 4403;
const TRY_AGAIN_LATER = 1013;
const INIT_MS = 3000;
/** How long a client may take to acknowledge the close of its WebSocket. */
const CLOSE_MS = 3000;

type Socket = SocketContext<Record<string, unknown>, CarriedSocket>;

/** The client of a subscription, to whom frames are sent that it shares with others. */
class SharingClient implements Client {
  readonly #carried: CarriedSocket;
  /** How its messages begin. */
  readonly #start: Buffer;
  readonly #metrics: Metrics;

  constructor(carried: CarriedSocket, id: string, metrics: Metrics) {
    this.#carried = carried;
    this.#start = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    this.#metrics = metrics;
  }

  get isOpen(): boolean {
    const { socket } = this.#carried;
    return socket.readyState === socket.OPEN;
  }

  get isFull(): boolean {
    return isFull(this.#carried);
  }

  get waits(): number {
    return this.#carried.waits;
  }

  send({ endings, kinds }: Frames): void {
    this.#carried.write(this.#start, endings);
    this.#metrics.pushed('shared', kinds);
  }
}

/** The state of one WebSocket. */
interface Connection {
  /** What its operations are authenticated by; null when there was no token in `connection_init`. */
  credential: Credential | null;
  /** The session or API key that it belongs to. */
  access?: { organisationId: string } & Access;
  unwatch?: () => void;
  gone: AbortController;
}

/** The GraphQL endpoint over WebSockets: `graphql-transport-ws`, with the same documents and limits as over HTTP. */
export function graphqlOverWebsocket(
  schema: GraphQLSchema,
  read: DocumentReader,
  services: Services,
  httpServer: Server,
): { dispose(): Promise<void> } {
  const { budget, config, log } = services;
  // Its types do not include the last one yet.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: config.graphql.limits.bodyBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => handleProtocols(offered),
    closeTimeout: CLOSE_MS,
  };
  const wss = new WebSocketServer(options);
  const addressOf = clientAddressOf(config.http.trustedProxies);
  const perAddress = new Quota(config.live.socketsPerAddress);
  const perActor = new Quota(config.live.socketsPerActor);
  // Each subscription is checked for each event: one actor must not take all the time.
  const quota = new Quota(config.live.subscriptionsPerActor);
  const tokens = new TokenWatch(services.authn, services.now, log);
  const clientInfoOf = ({ extra: { request } }: Socket, traceId: string): ClientInfo => ({
    traceId,
    address: addressOf(request),
    userAgent: request.headers['user-agent'] ?? null,
  });
  const operations = new SocketOperations(services);
  const connections = new WeakMap<WebSocket, Connection>();
  const connectionOf = (socket: Socket): Connection => {
    let connection = connections.get(socket.extra.socket);
    if (!connection) {
      connection = { credential: null, gone: new AbortController() };
      connections.set(socket.extra.socket, connection);
    }
    return connection;
  };

  let isStopping = false;
  const upgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    if (isStopping) {
      services.metrics.refused('upgrade', 'UNAVAILABLE');
      const message = 'The server is stopping. Connect again, to another one.';
      endWith(duplex, '503 Service Unavailable', 'UNAVAILABLE', message, ['retry-after: 1']);
      return;
    }
    const refusal = refusedUpgrade(request, services);
    if (refusal) {
      services.metrics.refused('upgrade', refusal.code);
      endWith(duplex, refusal.status, refusal.code, refusal.message);
      return;
    }
    const giveBack = perAddress.take(addressGroup(addressOf(request)));
    if (!giveBack) {
      services.metrics.refused('upgrade', 'TOO_MANY_SOCKETS');
      const most = `At most ${config.live.socketsPerAddress} WebSockets can be open from one address.`;
      endWith(duplex, '429 Too Many Requests', 'TOO_MANY_SOCKETS', most, ['retry-after: 30']);
      return;
    }
    // Also when it never becomes a WebSocket.
    duplex.once('close', giveBack);
    wss.handleUpgrade(request, duplex, head, (socket) => {
      watchSocket(services, socket, newTraceId(request.headers.traceparent?.toString()));
      wss.emit('connection', socket, request);
    });
  };
  wss.on('wsClientError', (error, duplex) =>
    endWith(duplex, '400 Bad Request', 'BAD_REQUEST', error.message),
  );
  httpServer.on('upgrade', upgrade);

  const protocol = makeServer<Record<string, unknown>, CarriedSocket>({
    connectionInitWaitTimeout: INIT_MS,
    onConnect: async (socket) => {
      const connection = connectionOf(socket);
      const { connectionParams: params } = socket;
      const given = params?.authorization ?? params?.Authorization ?? null;
      const credential = credentialIn(services, given);
      if (!credential) return admitted(socket, null);
      try {
        const identity = await identified(credential, clientInfoOf(socket, newTraceId()));
        const { actor, lasting, tokenRefusal } = identity;
        if (!actor) {
          close(socket, tokenRefusal ?? 'INVALID');
          return false;
        }
        if (!admitted(socket, actor)) return false;
        connection.credential = lasting;
        socketBelongsTo(socket.extra.socket, actorKey(actor));
        if (actor.kind === 'system') return true;
        const { organisationId, expiresAt } = actor;
        const access: Access =
          actor.kind === 'user' ? { kind: 'session', id: actor.sessionId } : { kind: 'key', id: actor.keyId };
        connection.access = { organisationId, ...access };
        connection.unwatch = tokens.watch(organisationId, access, expiresAt, (ending) =>
          close(socket, ending),
        );
        return true;
      } catch (error) {
        // An error would close with 4500, after which clients give up.
        if (isOutage(error)) tryAgainLater(socket, error);
        else notOpened(socket, error);
        return false;
      }
    },
    onSubscribe: async (socket, id, payload) => {
      const traceId = newTraceId();
      operations.begin(payload, traceId);
      const connection = connectionOf(socket);
      if (Object.keys(socket.subscriptions).length > config.live.operationsPerSocket) {
        const message = `At most ${config.live.operationsPerSocket} operations can run on one WebSocket.`;
        return [
          new GraphQLError(message, {
            extensions: { code: 'DOCUMENT_LIMIT', limit: 'OPERATIONS', traceId },
          }),
        ];
      }
      const over = new AbortController();
      // The library does not report that a client has completed an operation that has not begun.
      const completed = setInterval(() => {
        if (!(id in socket.subscriptions)) over.abort();
      }, 250);
      try {
        const clientInfo = clientInfoOf(socket, traceId);
        const { credential } = connection;
        const isOneCommand = read.isOneCommand(payload);
        const { identity, identify } = await authentication(credential, clientInfo, isOneCommand);
        const signal = AbortSignal.any([connection.gone.signal, over.signal]);
        const facts = { clientInfo, signal, identify };
        const contextValue = new Context(
          services,
          facts,
          'recalled' in identity || !credential ? identity : closing(socket, identity),
        );
        const found = await budget.read(read, contextValue, payload);
        if ('errors' in found) return found.errors.map((error) => toError(error, traceId));
        const operation: SocketOperation = {
          schema,
          document: found.document,
          variableValues: payload.variables ?? null,
          operationName: payload.operationName ?? null,
          contextValue,
          over,
          interrupt: (error) => tryAgainLater(socket, error),
          forbid: () => forbid(socket),
        };
        operations.accepted(payload, operation);
        if (found.operation.operation === 'subscription') {
          const turn = await budget.begin(contextValue, found);
          operation.release = () => pace.end(turn);
          contextValue.sharing = {
            name: nameOfExecution(operation, found.operation, schema),
            execute: sharedExecution(operation, contextValue),
            client: new SharingClient(socket.extra, id, services.metrics),
          };
        } else {
          operation.release = await budget.admit(contextValue, found);
          if (payload.extensions?.cost === true) operation.asked = found;
        }
        return operation;
      } catch (error) {
        if (isOutage(error)) tryAgainLater(socket, error);
        return [toError(error, traceId)];
      } finally {
        clearInterval(completed);
      }
    },
    execute: async (args: ExecutionArgs) => {
      const context = args.contextValue as Context;
      try {
        const result = await traceScope.run(context.traceId, async () => execute(args));
        await context.end();
        const { deniedAfterwards: denied } = context;
        if (denied) {
          await (args as SocketOperation).forbid();
          return { errors: [new GraphQLError(denied.message, { originalError: denied })] };
        }
        if (context.isLarge) await stringifyInTurns(result, context.turn);
        const { asked } = args as SocketOperation;
        return asked ? { ...result, extensions: { cost: budget.report(context, asked) } } : result;
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [error] };
        throw error;
      } finally {
        await context.end();
        (args as SocketOperation).release?.();
      }
    },
    subscribe: async (args) => {
      const operation = args as SocketOperation;
      const { knownActor } = operation.contextValue as Context;
      const giveBack = quota.take(knownActor ? actorKey(knownActor) : '');
      if (giveBack) {
        const ended = (): void => {
          operation.release?.();
          giveBack();
        };
        return subscribeFresh(operation, ended).catch((error: unknown) => {
          ended();
          throw error;
        });
      }
      operation.release?.();
      const message = `At most ${config.live.subscriptionsPerActor} subscriptions can run for one user or API key.`;
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
      connection.unwatch?.();
      connection.gone.abort();
    },
  });
  const sockets = carrySockets(protocol, wss, {
    log,
    pingMs: config.live.pingMs,
    // Operations that were asked to end take a moment.
    mostAtOnce: 2 * config.live.operationsPerSocket,
  });

  /** Takes a place for one more WebSocket of the actor. When there is none, closes it with a code after which clients reconnect. */
  const admitted = (socket: Socket, actor: Actor | null): boolean => {
    // Closed during the look-up: nothing would release its place.
    if (socket.extra.socket.readyState !== socket.extra.socket.OPEN) return false;
    const holder = actor ? actorKey(actor) : addressGroup(addressOf(socket.extra.request));
    const giveBack = perActor.take(holder);
    if (giveBack) socket.extra.socket.once('close', giveBack);
    else socket.extra.socket.close(TRY_AGAIN_LATER, 'Too many sockets');
    return giveBack !== null;
  };
  const close = (socket: Socket, reason: TokenRefusal): void => socket.extra.socket.close(FORBIDDEN, reason);
  /** Closes a WebSocket whose session or key does not work any more, with the reason why. */
  const forbid = async (socket: Socket): Promise<void> => {
    const { access } = connectionOf(socket);
    try {
      const ended = access && (await services.authn.standings(access.organisationId, [access], 'ENDED'));
      close(socket, ended?.[0]?.ending ?? 'INVALID');
    } catch (error) {
      tryAgainLater(socket, error);
    }
  };
  /** An identity that closes the WebSocket when there is no actor any more. */
  const closing = (socket: Socket, identity: Identity): Identity => {
    if (!identity.actor) close(socket, identity.tokenRefusal ?? 'INVALID');
    return {
      ...identity,
      actorNow: async () => {
        const actor = await identity.actorNow();
        if (!actor) await forbid(socket);
        return actor;
      },
    };
  };
  const tryAgainLater = (socket: Socket, error: unknown): void => {
    const facts = socketFacts(socket.extra.socket);
    log.warn(
      { err: error, ...facts },
      'a WebSocket was closed because the database or identity provider did not answer',
    );
    socket.extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
  };
  /** A fault of this server: the client can try another one. */
  const notOpened = (socket: Socket, error: unknown): void => {
    log.error({ err: error, ...socketFacts(socket.extra.socket) }, 'a WebSocket could not be opened');
    socket.extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
  };
  const toFormatted = (error: unknown, traceId: string) => {
    const known = error instanceof GraphQLError ? error.extensions.traceId : undefined;
    if (typeof known === 'string' && error instanceof GraphQLError) return error.toJSON();
    return formatError(error, traceId || newTraceId(), log);
  };
  const toError = (error: unknown, traceId: string): GraphQLError => {
    const { message, extensions, path } = formatError(error, traceId, log);
    const { nodes, source, positions } = error instanceof GraphQLError ? error : new GraphQLError(message);
    const where = { nodes, source, positions, path: path ?? null };
    return new GraphQLError(message, { ...where, extensions: extensions ?? null });
  };

  return {
    dispose: async () => {
      isStopping = true;
      await sockets.dispose();
      tokens.close();
    },
  };
}
