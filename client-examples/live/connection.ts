import type { FormattedExecutionResult } from 'graphql';
import { type Client, createClient, type Sink, type SubscribePayload } from 'graphql-ws';
import { FORBIDDEN, TokenRefused } from './errors.ts';
import { backOff, wait } from './wait.ts';

/**
 * The token to connect with, or a function that returns it. The function is called before each connection. `refused` is the token that the
 * server refused (close code 4403): return another one, or null to give up. If it throws, it is called again later.
 */
export type TokenSource = string | ((refused: string | undefined) => string | null | Promise<string | null>);

export interface ConnectionOptions {
  /** The GraphQL endpoint; `http:` becomes `ws:`. */
  url: string;
  token: TokenSource;
  /** Where there is no global WebSocket (Node before 22): the class of the package `ws`. */
  webSocketImpl?: unknown;
  /** Called before each new attempt, for a log or to show that the page is offline. */
  onRetry?: ((reason: Error, waitMs: number) => void) | undefined;
}

const PATIENCE_MS = 10_000;
const PING_MS = 15_000;

/** One WebSocket for many subscriptions. It is opened for the first one and closed after the last one; each subscription reconnects by itself. */
export class LiveConnection {
  readonly #options: ConnectionOptions;
  readonly #client: Client;
  #token: Promise<string> | undefined;
  #refused: { token: string; reason: string } | undefined;
  #pause: Promise<void> | undefined;
  #subscribers = 0;
  #connected = false;

  constructor(options: ConnectionOptions) {
    requireWebSocket(options.webSocketImpl);
    this.#options = options;
    this.#client = this.#open();
  }

  /** Subscribes once, with a token that is not known to be refused. Returns the function that ends it. */
  async subscribe(
    payload: SubscribePayload,
    sink: Sink<FormattedExecutionResult<Record<string, unknown>, unknown>>,
  ): Promise<() => void> {
    await this.#tokenNow();
    this.#subscribers += 1;
    const unsubscribe = this.#client.subscribe(payload, sink);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      unsubscribe();
      this.#subscribers -= 1;
      // Do not wait for a network that does not answer.
      if (this.#subscribers === 0 && !this.#connected) this.#client.terminate();
    };
  }

  /** Waits before another attempt. Subscriptions that lost the same connection wait together, and come back by one new connection. */
  pause(reason: Error, attempt: number): Promise<void> {
    if (!this.#pause) {
      const ms = backOff(attempt);
      this.#options.onRetry?.(reason, ms);
      this.#pause = wait(ms).then(() => {
        this.#pause = undefined;
      });
    }
    return this.#pause;
  }

  /** The token of the present connection, or of the next one. */
  #tokenNow(): Promise<string> {
    this.#token ??= this.#freshToken().catch((error: unknown) => {
      this.#token = undefined;
      throw error;
    });
    return this.#token;
  }

  async #freshToken(): Promise<string> {
    const { token: source } = this.#options;
    const refused = this.#refused;
    const token = typeof source === 'string' ? source : await source(refused?.token);
    if (token === null || token === refused?.token) throw new TokenRefused(refused?.reason ?? 'SIGNED_OUT');
    return token;
  }

  /** A client that does not reconnect, and does not wait for ever on a dead network. */
  #open(): Client {
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const expectAnswer = () => {
      clearTimeout(deadline);
      deadline = setTimeout(() => client.terminate(), PATIENCE_MS);
    };
    const client: Client = createClient({
      url: this.#options.url.replace(/^http/, 'ws'),
      webSocketImpl: this.#options.webSocketImpl,
      retryAttempts: 0,
      keepAlive: PING_MS,
      connectionParams: async () => ({ authorization: `Bearer ${await this.#tokenNow()}` }),
      on: {
        connecting: expectAnswer,
        connected: () => {
          this.#connected = true;
          clearTimeout(deadline);
        },
        ping: (received) => {
          if (!received) expectAnswer();
        },
        pong: (received) => {
          if (received) clearTimeout(deadline);
        },
        error: () => clearTimeout(deadline),
        closed: (event) => {
          clearTimeout(deadline);
          void this.#closed(event as CloseEvent);
        },
      },
    });
    return client;
  }

  async #closed({ code, reason }: CloseEvent): Promise<void> {
    const token = this.#token;
    this.#connected = false;
    this.#token = undefined;
    if (code === FORBIDDEN && token) this.#refused = { token: await token, reason };
  }
}

/** Fails at once when this runtime has no WebSocket. */
export function requireWebSocket(given?: unknown): void {
  if (given === undefined && typeof WebSocket === 'undefined') {
    throw new Error('There is no global WebSocket here. Use Node 22 or later, or give a webSocketImpl.');
  }
}
