/*
 * The subscribers: one WebSocket each, with one subscription over `graphql-transport-ws`. They note what arrives and when; the parent
 * compares it later.
 */
import { now } from './clock.js';
import { ReceivingSocket } from './receiving-socket.js';
import { answerCalls } from './worker.js';

export interface Opening {
  /** A name for these subscribers in later calls. */
  group: string;
  url: string;
  /** The token of each subscriber. */
  tokens: readonly string[];
  /** The documents, in turn. */
  queries: readonly string[];
  /** The time for all to begin. */
  ms: number;
}

/** What arrived: entry i says which subscriber got which of the frames, and when. */
export interface Arrivals {
  /** All different frames. */
  frames: string[];
  subscribers: Uint32Array;
  frameOf: Uint32Array;
  at: Float64Array;
  /** Why WebSockets were closed. */
  closed: string[];
}

const AT_ONCE = 40;

class Group {
  readonly #sockets: ReceivingSocket[] = [];
  #frames: Buffer[] = [];
  #numbers = new Map<string, number>();
  /** Whether each frame is an item that is not only a position. */
  #isItem: boolean[] = [];
  #items = 0;
  /** The number of each subscriber's next frame, if it gets them in the order in which they came first. */
  #next: number[] = [];
  #subscribers: number[] = [];
  #frameOf: number[] = [];
  #at: number[] = [];
  #closed: string[] = [];

  /** Opens all, some at once. Returns how many have begun when the time is over. */
  async open({ url, tokens, queries, ms }: Opening): Promise<number> {
    const late = AbortSignal.timeout(ms);
    let begun = 0;
    let next = 0;
    const openSome = async (): Promise<void> => {
      while (next < tokens.length && !late.aborted) {
        const i = next++;
        await this.#begin(i, url, tokens[i] ?? '', queries[i % queries.length] ?? '', late);
        begun += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, openSome)).catch((error: unknown) => {
      if (!late.aborted) throw error;
    });
    return begun;
  }

  /** Resolves when the subscription has its first item, which is its position. */
  async #begin(i: number, url: string, token: string, query: string, late: AbortSignal): Promise<void> {
    const begun = Promise.withResolvers<void>();
    const giveUp = () => begun.reject(late.reason);
    late.addEventListener('abort', giveUp);
    let waiting = true;
    const opened = ReceivingSocket.open(url, {
      message: (body) => {
        if (!waiting) return this.#note(i, body);
        const message = JSON.parse(String(body)) as { type: string };
        if (message.type === 'connection_ack')
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
        else if (message.type === 'next') {
          waiting = false;
          begun.resolve();
        } else if (message.type !== 'ping') begun.reject(new Error(`a subscription was refused: ${body}`));
      },
      closed: (why) => {
        this.#closed.push(why);
        begun.reject(new Error(`a WebSocket was closed: ${why}`));
      },
    });
    const socket = await Promise.race([opened, begun.promise.then(() => opened)]);
    this.#sockets.push(socket);
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await begun.promise;
    late.removeEventListener('abort', giveUp);
  }

  #note(subscriber: number, body: Buffer): void {
    const likely = this.#next[subscriber] ?? 0;
    const number = this.#frames[likely]?.equals(body) ? likely : this.#numberOf(body);
    this.#next[subscriber] = number + 1;
    if (this.#isItem[number]) this.#items += 1;
    this.#subscribers.push(subscriber);
    this.#frameOf.push(number);
    this.#at.push(now());
  }

  #numberOf(body: Buffer): number {
    const text = body.toString('latin1');
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#frames.push(Buffer.from(body)) - 1;
    this.#numbers.set(text, number);
    this.#isItem.push(!text.includes('"StreamPosition"'));
    return number;
  }

  /** How many items have arrived since the last call of `take`, without positions. */
  get items(): number {
    return this.#items;
  }

  /** What has arrived since the last call. */
  take(): Arrivals {
    const arrivals = {
      frames: this.#frames.map(String),
      subscribers: Uint32Array.from(this.#subscribers),
      frameOf: Uint32Array.from(this.#frameOf),
      at: Float64Array.from(this.#at),
      closed: this.#closed,
    };
    this.#frames = [];
    this.#numbers = new Map();
    this.#subscribers = [];
    this.#frameOf = [];
    this.#at = [];
    this.#isItem = [];
    this.#next = [];
    this.#items = 0;
    this.#closed = [];
    return arrivals;
  }

  pause(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  resume(): void {
    for (const socket of this.#sockets) socket.resume();
  }

  close(): void {
    for (const socket of this.#sockets) socket.drop();
  }
}

const groups = new Map<string, Group>();

function groupOf(name: string): Group {
  const group = groups.get(name) ?? new Group();
  groups.set(name, group);
  return group;
}

const calls = {
  open: (opening: Opening) => groupOf(opening.group).open(opening),
  items: (group: string) => groupOf(group).items,
  take: (group: string) => groupOf(group).take(),
  pause: (group: string) => groupOf(group).pause(),
  resume: (group: string) => groupOf(group).resume(),
  close(group: string) {
    groupOf(group).close();
    groups.delete(group);
  },
};

export type SubscriberCalls = typeof calls;

answerCalls(calls);
