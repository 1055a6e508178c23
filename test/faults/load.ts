import assert from 'node:assert/strict';
import { type LogPlaces, logPlaces } from '../harness/log-places.js';
import { once, signedIn } from './ask.js';
import type { Machine } from './machine.js';
import { Random } from './random.js';
import { checkStored, onDatabase } from './stored.js';
import { type SeenEvent, Subscriber } from './subscriber.js';
import { Writer, type WrittenTicket } from './writer.js';

/**
 * How long writers may wait for an acknowledgement, and subscribers for an event: several times the length of
 * a start.
 */
const PATIENCE_MS = 60_000;
const requesters = ['requester', 'requester2'] as const;

/**
 * A load on the server: writers report tickets, work on them and upload files; an administrator and two
 * requesters subscribe to what they may see. At the end `check` compares the received events and the stored
 * data with the acknowledged changes.
 */
export class Load {
  /** The number of acknowledged changes, by type of event. */
  readonly acknowledged: Record<string, number> = {};
  /** The number of requests that were sent again with the same idempotency key. */
  retried = 0;
  readonly #url: string;
  readonly #placeOf: LogPlaces;
  readonly #tokens: Record<string, string>;
  readonly #everything: Subscriber;
  readonly #own: Subscriber[];
  readonly #writers: Writer[];
  #failed: unknown;
  #over = false;
  #ended = false;
  #waiting: (() => void)[] = [];

  private constructor(
    url: string,
    placeOf: LogPlaces,
    tokens: Record<string, string>,
    after: string,
    agentId: string,
    random: Random,
  ) {
    this.#url = url;
    this.#placeOf = placeOf;
    this.#tokens = tokens;
    const news = () => this.#wake();
    const subscriber = (name: string) => new Subscriber(url, tokens[name] ?? '', after, news);
    this.#everything = subscriber('admin');
    this.#own = requesters.map(subscriber);
    this.#writers = [0, 1, 2].map((i) => {
      const requester = tokens[requesters[i % 2] ?? ''] ?? '';
      return new Writer({
        url,
        name: `${after.slice(-6)}-${i}`,
        tokens: { agent: tokens.agent ?? '', requester },
        agentId,
        random: random.branch(),
        onRetry: () => {
          this.retried += 1;
        },
        onAcknowledged: (type) => {
          this.acknowledged[type] = (this.acknowledged[type] ?? 0) + 1;
          this.#wake();
        },
      });
    });
    const fail = (error: unknown) => {
      this.#failed ??= error;
      this.#wake();
    };
    for (const { done } of this.subscribers) done.catch(fail);
    const writing = this.#writers.map((writer) => writer.run(() => this.#over).catch(fail));
    void Promise.all(writing).then(() => {
      this.#ended = true;
      this.#wake();
    });
  }

  static async begin(machine: Machine, random = new Random(Date.now())): Promise<Load> {
    const { url } = machine;
    const placeOf = await logPlaces((statement) => onDatabase(machine, statement));
    const tokens: Record<string, string> = {};
    for (const name of ['admin', 'agent', ...requesters]) tokens[name] = await signedIn(url, name);
    const { tickets } = await once(url, tokens.admin ?? '', '{ tickets(first: 1) { eventCursor } }');
    const { viewer } = await once(url, tokens.agent ?? '', '{ viewer { ... on User { id } } }');
    return new Load(url, placeOf, tokens, tickets.eventCursor, viewer.id, random);
  }

  get subscribers(): Subscriber[] {
    return [this.#everything, ...this.#own];
  }

  /** All tickets of the writers, with their acknowledged changes. */
  get tickets(): WrittenTicket[] {
    return this.#writers.flatMap((writer) => writer.tickets);
  }

  get count(): number {
    return Object.values(this.acknowledged).reduce((sum, n) => sum + n, 0);
  }

  /** Waits until this many more writes are acknowledged. */
  async more(writes: number): Promise<void> {
    const goal = this.count + writes;
    assert.ok(await this.#until(() => this.count >= goal), 'nothing was acknowledged any more');
  }

  /**
   * Stops the writers, and compares the received events and the stored data with the acknowledged changes.
   */
  async check(): Promise<void> {
    this.#over = true;
    assert.ok(await this.#until(() => this.#ended), 'nothing was answered any more');
    // Each writer makes one last change. Any wrong event would arrive before it.
    for (const writer of this.#writers) await writer.report();
    await this.#until(() => this.#everything.seen.length >= this.count);
    for (const [i, own] of this.#own.entries())
      await this.#until(() => own.seen.length >= this.#expectedOf(i).length);
    this.#checkSeen();
    await checkStored(this.#url, this.#tokens.admin ?? '', this.tickets);
    await this.stop();
  }

  /** Stops the load in any state. */
  async stop(): Promise<void> {
    this.#over = true;
    await Promise.all(this.subscribers.map((subscriber) => subscriber.stop().catch(() => undefined)));
  }

  #checkSeen(): void {
    const { seen } = this.#everything;
    const numbers = this.#numbersOf(seen);
    const [first = 0] = numbers;
    // An administrator sees every event, and numbers have no gaps. So each number arrives once and in order.
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => first + i),
      'numbers have gaps or another order',
    );
    const tickets = new Map(Map.groupBy(seen, ({ ticket }) => ticket.id));
    assert.deepEqual(new Set(tickets.keys()), new Set(this.tickets.map(({ id }) => id)), 'tickets seen');
    for (const { id, number, written } of this.tickets) {
      const acknowledged = written.map(({ type, body, fileName }) => ({ type, body, fileName }));
      assert.deepEqual((tickets.get(id) ?? []).map(comparableOf), acknowledged, `what was seen of ${number}`);
    }
    for (const [i, own] of this.#own.entries())
      assert.deepEqual(this.#numbersOf(own.seen), this.#expectedOf(i), `what ${requesters[i]} saw`);
    for (const { duplicates, resyncs } of this.subscribers) assert.deepEqual([duplicates, resyncs], [0, 0]);
  }

  /**
   * The numbers of the events that a requester must receive, in the order of the log: the public events of
   * their tickets.
   */
  #expectedOf(requester: number): number[] {
    const of = this.#writers.filter((_, i) => i % 2 === requester).flatMap((writer) => writer.tickets);
    const written = new Map(of.map((ticket) => [ticket.id, [...ticket.written]]));
    return this.#numbersOf(
      this.#everything.seen.filter(({ ticket }) => written.get(ticket.id)?.shift()?.visibility === 'PUBLIC'),
    );
  }

  #numbersOf(events: readonly SeenEvent[]): number[] {
    return events.map(({ cursor }) => this.#placeOf(cursor));
  }

  /** Waits until a condition holds. Returns false when nothing has arrived for too long. */
  async #until(holds: () => boolean): Promise<boolean> {
    for (;;) {
      if (this.#failed) throw this.#failed;
      if (holds()) return true;
      const heard = await new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), PATIENCE_MS);
        this.#waiting.push(() => {
          clearTimeout(late);
          resolve(true);
        });
      });
      if (!heard) return false;
    }
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function comparableOf({ type, comment, attachment }: SeenEvent) {
  return { type, body: comment?.body ?? null, fileName: attachment?.fileName ?? null };
}
