import assert from 'node:assert/strict';
import { type LogPlaces, logPlaces } from '../harness/log-places.js';
import { type Json, newTicket, once, signedIn, untilAnswered } from './ask.js';
import { Random } from './random.js';
import { Screen } from './screen.js';
import { checkStored } from './stored.js';
import { type SeenEvent, Subscriber } from './subscriber.js';
import { Writer, type WrittenTicket } from './writer.js';

/**
 * How long writers may wait for an acknowledgement, and subscribers for an event: several times the length of
 * a start.
 */
const PATIENCE_MS = 120_000;
const requesters = ['requester', 'requester2'] as const;

/** One or several servers. `rows` runs a statement with the login of their database's owner. */
interface Target {
  url: string;
  rows(statement: string): Promise<Json[]>;
  /** The password of the demo accounts, if it is not the public one. */
  password?: string;
}

/**
 * A load on the server: writers report tickets, work on them and upload files; an administrator and two requesters subscribe to what they
 * may see, and where a test asks for it also to views, counters, and who is at a ticket. At the end `check` compares the received events and the stored data with the
 * acknowledged changes, and what is shown by live items with what a new reader gets.
 */
export class Load {
  /** The number of acknowledged changes, by type of event. */
  readonly acknowledged: Record<string, number> = {};
  /** The number of requests that were sent again with the same idempotency key. */
  retried = 0;
  readonly #url: string;
  readonly #rows: Target['rows'];
  readonly #placeOf: LogPlaces;
  readonly #tokens: Record<string, string>;
  readonly #everything: Subscriber;
  readonly #own: Subscriber[];
  /** Each follows one ticket, as the administrator. */
  readonly #ofTickets = new Map<string, Subscriber>();
  readonly #screens: Screen[];
  /** Who is at this ticket is followed; null: views, counters and presence are not followed. */
  readonly #watchedId: string | null;
  readonly #after: string;
  readonly #writers: Writer[];
  #failed: unknown;
  #over = false;
  #ended = false;
  #waiting: (() => void)[] = [];

  private constructor(
    { url, rows }: Target,
    placeOf: LogPlaces,
    tokens: Record<string, string>,
    after: string,
    agentId: string,
    watchedId: string | null,
    random: Random,
  ) {
    this.#url = url;
    this.#rows = rows;
    this.#after = after;
    this.#watchedId = watchedId;
    this.#placeOf = placeOf;
    this.#tokens = tokens;
    const subscriber = (name: string) => this.#subscriber(name);
    this.#everything = subscriber('admin');
    this.#own = requesters.map(subscriber);
    const open = { filter: { statusCategories: ['TODO', 'IN_PROGRESS', 'WAITING'] } };
    const screen = (name: string, shape: 'view' | 'counters' | 'presence', variables = {}) =>
      new Screen({ url, token: tokens[name] ?? '', placeOf, shape, variables });
    this.#screens =
      watchedId === null
        ? []
        : [
            screen('admin', 'view', open),
            screen('admin', 'counters'),
            screen('agent', 'view', { filter: { viewer: ['ASSIGNED_TO_ME'] } }),
            screen('requester', 'view'),
            ...['admin', 'requester'].map((name) => screen(name, 'presence', { ticketId: watchedId })),
          ];
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
    const fail = (error: unknown) => this.#fail(error);
    for (const { done } of [...this.subscribers, ...this.#screens]) done.catch(fail);
    const writing = this.#writers.map((writer) => writer.run(() => this.#over).catch(fail));
    void Promise.all(writing).then(() => {
      this.#ended = true;
      this.#wake();
    });
  }

  static async begin(
    { url, rows, password }: Target,
    random = new Random(Date.now()),
    withScreens = false,
  ): Promise<Load> {
    const placeOf = await logPlaces(rows);
    const tokens: Record<string, string> = {};
    for (const name of ['admin', 'agent', ...requesters]) tokens[name] = await signedIn(url, name, password);
    const watchedId = withScreens ? await newTicket(url, tokens.requester ?? '', 'Watched') : null;
    const { tickets } = await once(url, tokens.admin ?? '', '{ tickets(first: 1) { eventCursor } }');
    const { viewer } = await once(url, tokens.agent ?? '', '{ viewer { ... on User { id } } }');
    return new Load({ url, rows }, placeOf, tokens, tickets.eventCursor, viewer.id, watchedId, random);
  }

  get subscribers(): Subscriber[] {
    return [this.#everything, ...this.#own];
  }

  /** How often subscriptions were resumed. */
  get reconnects(): number {
    const all = [...this.subscribers, ...this.#ofTickets.values(), ...this.#screens];
    return all.reduce((sum, one) => sum + one.reconnects, 0);
  }

  /** All tickets of the writers, with their acknowledged changes. */
  get tickets(): WrittenTicket[] {
    return this.#writers.flatMap((writer) => writer.tickets);
  }

  get count(): number {
    return Object.values(this.acknowledged).reduce((sum, n) => sum + n, 0);
  }

  /** Follows the tickets that are worked on now, from the first event of the load on. */
  followTickets(): void {
    for (const writer of this.#writers) {
      const id = writer.tickets.at(-1)?.id;
      if (!id || this.#ofTickets.has(id)) continue;
      const subscriber = this.#subscriber('admin', id);
      subscriber.done.catch((error: unknown) => this.#fail(error));
      this.#ofTickets.set(id, subscriber);
    }
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
    await this.#until(() =>
      [...this.#ofTickets].every(([id, one]) => one.seen.length >= this.#seenOf(id).length),
    );
    await this.#checkSeen();
    for (const activity of this.#watchedId === null ? [] : ['ANSWERING', null]) {
      await this.#comeTo(activity);
      for (const screen of this.#screens) await screen.check();
    }
    await checkStored(this.#url, this.#tokens.admin ?? '', this.tickets);
    await this.stop();
  }

  /** Stops the load in any state. */
  async stop(): Promise<void> {
    this.#over = true;
    const all = [...this.subscribers, ...this.#ofTickets.values(), ...this.#screens];
    await Promise.all(all.map((one) => one.stop().catch(() => undefined)));
  }

  #fail(error: unknown): void {
    this.#failed ??= error;
    this.#wake();
  }

  #subscriber(name: string, ticketId?: string): Subscriber {
    return new Subscriber(this.#url, this.#tokens[name] ?? '', this.#after, () => this.#wake(), ticketId);
  }

  #seenOf(id: string): SeenEvent[] {
    return this.#everything.seen.filter(({ ticket }) => ticket.id === id);
  }

  /** The agent comes to the watched ticket, or leaves it. */
  async #comeTo(activity: string | null): Promise<void> {
    const query =
      'mutation ($input: SetPresenceInput!) { setPresence(input: $input) { errors { message } } }';
    const input = { ticketId: this.#watchedId, activity };
    const ask = () => once(this.#url, this.#tokens.agent ?? '', query, { input });
    assert.deepEqual((await untilAnswered(ask, () => undefined)).setPresence.errors, []);
  }

  /** The numbers of all events of tickets from this one on. */
  async #loggedFrom(first: number): Promise<number[]> {
    const logged = `select number::int as n from events where ticket_id is not null and number >= ${first}
      and organisation_id = (select id from organisations where name = 'Example') order by number`;
    return (await this.#rows(logged)).map(({ n }) => n);
  }

  async #checkSeen(): Promise<void> {
    const { seen } = this.#everything;
    const numbers = this.#numbersOf(seen);
    const [first = 0] = numbers;
    // An administrator sees every event of a ticket. So each number arrives once and in order.
    assert.deepEqual(numbers, await this.#loggedFrom(first), 'what was seen is not what is in the log');
    const tickets = new Map(Map.groupBy(seen, ({ ticket }) => ticket.id));
    assert.deepEqual(new Set(tickets.keys()), new Set(this.tickets.map(({ id }) => id)), 'tickets seen');
    for (const { id, number, written } of this.tickets) {
      const acknowledged = written.map(({ type, body, fileName }) => ({ type, body, fileName }));
      assert.deepEqual((tickets.get(id) ?? []).map(comparableOf), acknowledged, `what was seen of ${number}`);
    }
    for (const [i, own] of this.#own.entries())
      assert.deepEqual(this.#numbersOf(own.seen), this.#expectedOf(i), `what ${requesters[i]} saw`);
    for (const [id, { seen: ofTicket }] of this.#ofTickets)
      assert.deepEqual(ofTicket, this.#seenOf(id), 'what was seen by following one ticket');
    for (const { duplicates, resyncs } of [...this.subscribers, ...this.#ofTickets.values()])
      assert.deepEqual([duplicates, resyncs], [0, 0]);
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
