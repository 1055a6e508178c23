import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../observability/log.js';
import { socketFacts } from '../observability/sockets.js';
import { textFrames } from './text-frames.js';

/** A WebSocket, and the request that opened it. */
export class CarriedSocket {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** How often a message of the protocol library had to wait long until the network had room for it. */
  waits = 0;
  readonly #hasRoom: () => void;
  #isDraining = false;

  /** `hasRoom` is called when the network has room again, after it had none for a message. */
  constructor(socket: WebSocket, request: IncomingMessage, hasRoom: () => void) {
    this.socket = socket;
    this.request = request;
    this.#hasRoom = hasRoom;
  }

  /**
   * Sends text messages past the libraries, in one write: each is `start` and one of the endings. The WebSocket library writes each of its
   * frames as a whole, so they come between two of them.
   */
  write(start: Buffer, endings: readonly Buffer[]): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const { socket: connection } = this.request;
    const parts = textFrames(start, endings);
    if (parts.length > 1) connection.cork();
    let isTaken = true;
    for (const part of parts) isTaken = connection.write(part);
    if (parts.length > 1) connection.uncork();
    if (isTaken || this.#isDraining) return;
    this.#isDraining = true;
    connection.once('drain', () => {
      this.#isDraining = false;
      this.#hasRoom();
    });
  }
}

/** Whether more waits for a client to read it than one client may have. */
export function isFull({ socket }: CarriedSocket): boolean {
  return socket.bufferedAmount > MOST_UNSENT_BYTES;
}

export interface SocketRules {
  pingMs: number;
  /** How many messages of one WebSocket are handled at once. The rest waits, and then the network does. */
  mostAtOnce: number;
  log: Log;
}

const GOING_AWAY = 1001;
const UNSUPPORTED_DATA = 1003;
const INTERNAL_ERROR = 1011;
const BAD_REQUEST = 4400;
/** At the end, WebSockets are closed one after another, so that their clients do not come to other servers in one moment. */
const CLOSE_EACH_MS = 4;
const CLOSE_ALL_MS = 4000;
/** How many are closed together. */
const CLOSE_TOGETHER = 10;
/** How many bytes may wait for a client that does not read. Over this limit nothing more is read from it. */
const MOST_UNSENT_BYTES = 2 ** 20;

/** A client that reads makes room for a message sooner. */
const WAIT_MS = 250;

/**
 * Runs the protocol over the WebSockets of a server with bounded memory: a client that does not read is not read from either, and is
 * dropped when it does not answer pings. `dispose` closes all of them within seconds.
 */
export function carrySockets(
  protocol: Server<CarriedSocket>,
  server: WebSocketServer,
  rules: SocketRules,
): { dispose(): Promise<void> } {
  server.on('connection', (socket, request) => {
    carry(protocol, socket, request, rules);
  });
  return {
    dispose: async () => {
      await closeAll([...server.clients]);
      server.removeAllListeners();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A client gets what was sent to it before, and resumes after that on another server. */
async function closeAll(clients: readonly WebSocket[]): Promise<void> {
  const each = Math.min(CLOSE_EACH_MS, CLOSE_ALL_MS / clients.length);
  for (const [i, client] of clients.entries()) {
    client.close(GOING_AWAY, 'Going away');
    if ((i + 1) % CLOSE_TOGETHER === 0) await sleep(each * CLOSE_TOGETHER);
  }
}

function carry(
  protocol: Server<CarriedSocket>,
  socket: WebSocket,
  request: IncomingMessage,
  { log, ...rules }: SocketRules,
): void {
  const isOpen = (): boolean => socket.readyState === socket.OPEN;
  const waiting: string[] = [];
  let handle: (message: string) => Promise<void> = async () => {};
  let running = 0;

  const work = async (message: string): Promise<void> => {
    running += 1;
    try {
      await handle(message);
    } catch (error) {
      // A client that has disconnected cannot be answered; that is no error.
      if (!isOpen()) return;
      // The library has no close code for messages that only a server may send.
      if (/^Unexpected message of type /.test((error as Error).message)) {
        socket.close(BAD_REQUEST, 'Invalid message received');
        return;
      }
      log.error({ err: error }, 'a WebSocket message could not be handled');
      socket.close(INTERNAL_ERROR, 'Internal server error');
    } finally {
      running -= 1;
      goOn();
    }
  };
  const isBusy = (): boolean => running >= rules.mostAtOnce || socket.bufferedAmount > MOST_UNSENT_BYTES;
  const goOn = (): void => {
    // Messages on a closing WebSocket are read, so that its close frame is, but not handled.
    if (!isOpen()) waiting.length = 0;
    while (waiting.length > 0 && !isBusy()) void work(waiting.shift() ?? '');
    if (isOpen() && isBusy()) socket.pause();
    else if (socket.isPaused) socket.resume();
  };

  const written = (error?: Error | null): void => {
    goOn();
    // The client has disconnected. Its operations end when the WebSocket closes, which comes next.
    if (error) log.debug({ err: error, ...socketFacts(socket) }, 'a message could not be sent');
  };
  // The WebSocket library closes them with the right code: too large, not UTF-8, not the protocol.
  socket.on('error', (error) => log.debug({ err: error, ...socketFacts(socket) }, 'a WebSocket failed'));
  socket.on('message', (data, isBinary) => {
    if (!isOpen()) return;
    if (isBinary) {
      socket.close(UNSUPPORTED_DATA, 'Messages must be text');
      return;
    }
    waiting.push(String(data));
    goOn();
  });
  const carried = new CarriedSocket(socket, request, goOn);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (message) =>
        new Promise((resolve) => {
          if (!isOpen()) {
            resolve();
            return;
          }
          let tookAtOnce = true;
          const began = performance.now();
          socket.send(message, (error) => {
            if (!tookAtOnce && performance.now() - began > WAIT_MS) carried.waits += 1;
            written(error);
            resolve();
          });
          tookAtOnce = request.socket.writableLength === 0;
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handler) => {
        handle = handler;
      },
    },
    carried,
  );
  const stopPinging = ping(socket, rules.pingMs);
  socket.once('close', (code, reason) => {
    stopPinging();
    waiting.length = 0;
    closed(code, String(reason)).catch((error: unknown) =>
      log.error({ err: error }, 'a WebSocket could not be closed'),
    );
  });
}

/** Drops a WebSocket that did not answer a ping before the next one is due. */
function ping(socket: WebSocket, everyMs: number): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}
