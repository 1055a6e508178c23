import { Agent, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

type Variables = Record<string, unknown>;
// A test checks the fields it expects; a type would only repeat them.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

/** Selects errors with the fields of each error type. */
export const errorFields = `errors { __typename code message path
  ... on ValidationError { rule } ... on NotFoundError { id } ... on ForbiddenError { reason }
  ... on InvalidTransitionError { from transition requirements { anyOf when { field in } } reasons { code } }
  ... on ConflictError { currentVersion current { __typename id } }
  ... on RateLimitedError { retryAfterSeconds } ... on UploadRejectedError { rejection } }`;

// In turn: a connection that rests for a minute may be closed by the server while it is taken again.
const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
const ofEach = { 'content-type': 'application/json', 'user-agent': 'node' };

/** Posts JSON, and returns the text of the answer. It needs half the work of `fetch`, and asks for no compression. */
function post(url: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = { ...ofEach, 'content-length': Buffer.byteLength(body), ...headers };
    const request = httpRequest(url, { method: 'POST', agent, headers: all }, (response) => {
      text(response).then(resolve, reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A client of the API: it sends queries and mutations over HTTP, and subscribes over a WebSocket. */
export class Client {
  readonly token: string | null;
  readonly #url: () => string;
  #socket: SocketClient | undefined;

  constructor(url: () => string, token: string | null) {
    this.#url = url;
    this.token = token;
  }

  static async signIn(url: () => string, email: string, password: string): Promise<Client> {
    const anonymous = new Client(url, null);
    const { signIn } = await anonymous.ok(
      'mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code message } } }',
      { input: { email, password } },
    );
    if (!signIn.token) throw new Error(`${email} could not sign in: ${JSON.stringify(signIn.errors)}`);
    return new Client(url, signIn.token);
  }

  /** The same session at another server. */
  at(url: string): Client {
    return new Client(() => url, this.token);
  }

  /** Another session at the same server. */
  withToken(token: string): Client {
    return new Client(this.#url, token);
  }

  /** Returns the whole answer, with its GraphQL errors. */
  async send(query: string, variables: Variables = {}): Promise<FormattedExecutionResult<Answer>> {
    const authorization: Record<string, string> = this.token ? { authorization: `Bearer ${this.token}` } : {};
    const body = JSON.stringify({ query, variables });
    return JSON.parse(await post(`${this.#url()}/graphql`, authorization, body));
  }

  /** Returns the data, and fails on a GraphQL error. */
  async ok(query: string, variables: Variables = {}): Promise<Answer> {
    const answer = await this.send(query, variables);
    if (answer.errors) throw new Error(`unexpected errors: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** Returns the first GraphQL error, and fails when there is none. */
  async refused(query: string, variables: Variables = {}): Promise<GraphQLFormattedError> {
    const [error] = (await this.send(query, variables)).errors ?? [];
    if (!error) throw new Error('the operation was expected to be refused');
    return error;
  }

  /** Runs a mutation with an input, and returns its payload with `errors`. */
  async mutate(name: string, input: Variables, selection: string): Promise<Answer> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await this.ok(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} ${errorFields} } }`,
      { input },
    );
    return data[name];
  }

  /** Runs a mutation, returns its payload, and fails on any error. */
  async done(name: string, input: Variables, selection: string): Promise<Answer> {
    const payload = await this.mutate(name, input, selection);
    if (payload.errors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(payload.errors)}`);
    return payload;
  }

  /** Subscribes over a WebSocket, and collects the items as they arrive. */
  subscribe(query: string, variables: Variables = {}, extensions: Variables = {}): Subscription {
    this.#socket ??= createClient({
      url: `${this.#url().replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.token ? { authorization: `Bearer ${this.token}` } : {},
      retryAttempts: 0,
      // The next operation uses the same connection.
      lazyCloseTimeout: 1_000,
    });
    return new Subscription(this.#socket, { query, variables, extensions });
  }

  async close(): Promise<void> {
    await this.#socket?.dispose();
    this.#socket = undefined;
  }
}

/** An open subscription and the results it has received. */
export class Subscription {
  readonly results: ExecutionResult<Answer>[] = [];
  /** `complete`, or the error that ended the subscription. */
  ended: unknown;
  readonly #stop: () => void;
  #waiting: (() => void)[] = [];

  constructor(socket: SocketClient, payload: { query: string; variables: Variables; extensions: Variables }) {
    this.#stop = socket.subscribe<Answer>(payload, {
      next: (result) => this.#add(() => this.results.push(result as ExecutionResult<Answer>)),
      error: (error) => this.#add(() => (this.ended = error)),
      complete: () => this.#add(() => (this.ended ??= 'complete')),
    });
  }

  /** The values of the subscription's field, in the order of arrival. */
  get items(): Answer[] {
    return this.results.map((result) =>
      result.data ? Object.values(result.data)[0] : { errors: result.errors },
    );
  }

  get events(): Answer[] {
    return this.items.filter((item) => item.__typename === 'TicketEvent');
  }

  /** The ids of the tickets that are gone. */
  get gone(): string[] {
    return this.items.filter((item) => item.__typename === 'TicketGone').map((item) => item.ticketId);
  }

  /** Waits until the condition holds. After `ms`, which is longer than anything but a fault takes, it throws with the items so far. */
  async until(holds: (subscription: this) => boolean, ms = 20_000): Promise<this> {
    const end = Date.now() + ms;
    while (!holds(this)) {
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(
          `the condition did not hold in time; items so far: ${JSON.stringify(this.items)} ended: ${String(this.ended)}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this;
  }

  /** Waits until this many events have arrived. */
  async eventsUntil(count: number): Promise<Answer[]> {
    await this.until((s) => s.events.length >= count);
    return this.events;
  }

  stop(): void {
    this.#add(this.#stop);
  }

  #add(change: () => unknown): void {
    change();
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
