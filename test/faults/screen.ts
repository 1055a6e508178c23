import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import {
  type Following,
  follow,
  keepRows,
  LiveConnection,
  type StreamItem,
  type View,
} from '../../client-examples/live/index.js';
import { eventually } from '../harness/eventually.js';
import type { LogPlaces } from '../harness/log-places.js';
import { type Json, once, untilAnswered } from './ask.js';

const row = 'id version status subject assignee { id }';
const ofView = 'filter: $filter, first: 10, orderBy: [{ field: UPDATED_AT, direction: DESC }]';
const ofQueue = 'queue { id } open unassigned onHold byPriority { priority open }';
const ofPresence = 'users { user { id } activity arrivedAt } agentIsAnswering';

/** A subscription that says how things are, and the query that reads the same. */
interface Shape {
  readonly subscription: string;
  readonly query: string;
  /** What is shown after an item. */
  show(shown: Json, item: Json): Json;
  /** What is shown, in the form of the query's answer. */
  answer(shown: Json): Json;
}

const view: Shape = {
  subscription: `subscription ($filter: TicketFilter, $after: String) { ticketView(${ofView}, after: $after) { __typename
    ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketGone { ticketId } ... on TicketLeft { ticketId }
    ... on TicketViewSnapshot { nodes { ${row} } totalCount } ... on TicketViewCount { totalCount }
    ... on TicketEntered { ticket { ${row} } index } ... on TicketChanged { ticket { ${row} } index } } }`,
  query: `query ($filter: TicketFilter) { tickets(${ofView}) { nodes { ${row} } totalCount } }`,
  show: (shown: View<{ id: string }> = { rows: [] }, item: StreamItem) => keepRows(shown, item),
  answer: (shown) => ({ tickets: { nodes: shown?.rows, totalCount: shown?.totalCount } }),
};

const counters: Shape = {
  subscription: `subscription ($after: String) { queueCounters(after: $after) { __typename ... on StreamItem { cursor }
    ... on ResyncRequired { resyncReason } ... on QueueCountersSnapshot { counters { ${ofQueue} } }
    ... on QueueCountersChanged { counters { ${ofQueue} } } } }`,
  query: `{ queueCounters { ${ofQueue} } }`,
  show: (shown: Json[] = [], item) => {
    if (item.__typename === 'QueueCountersSnapshot') return item.counters;
    const changed = new Map<string, Json>((item.counters ?? []).map((one: Json) => [one.queue.id, one]));
    return shown.map((one) => changed.get(one.queue.id) ?? one);
  },
  answer: (shown) => ({ queueCounters: shown }),
};

const presence: Shape = {
  subscription: `subscription ($ticketId: ID!, $after: String) { ticketPresence(ticketId: $ticketId, after: $after) { __typename
    ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketPresence { presence { ${ofPresence} } } } }`,
  query: `query ($ticketId: ID!) { ticket(id: $ticketId) { presence { ${ofPresence} } } }`,
  show: (shown, item) => item.presence ?? shown,
  answer: (shown) => ({ ticket: { presence: shown } }),
};

const shapes = { view, counters, presence };

export interface ScreenOptions {
  url: string;
  token: string;
  placeOf: LogPlaces;
  shape: keyof typeof shapes;
  variables?: Record<string, unknown>;
}

/** What a client shows by the items of one subscription, over all interruptions. */
export class Screen {
  /** How often the client had to read its data again. */
  resyncs = 0;
  readonly #options: ScreenOptions;
  readonly #shape: Shape;
  readonly #following: Following;
  #shown: Json;
  /** The place of the last item that changed what is shown, and whether its step is complete. */
  #place = 0;
  #isComplete = true;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#shape = shapes[options.shape];
    this.#following = follow(new LiveConnection({ url: `${options.url}/graphql`, token: options.token }), {
      query: this.#shape.subscription,
      variables: options.variables,
      onItem: (item) => this.#take(item),
      onResync: () => {
        this.resyncs += 1;
      },
    });
  }

  /** Rejects when the client gave up, or when an item was out of order. */
  get done(): Promise<void> {
    return this.#following.done;
  }

  get reconnects(): number {
    return this.#following.resubscribed;
  }

  /** Waits until it shows what a query reads, while nothing else happens. */
  async check(): Promise<void> {
    const { url, token, shape, variables } = this.#options;
    const fresh = await untilAnswered(
      () => once(url, token, this.#shape.query, variables),
      () => undefined,
    );
    const shown = () => this.#shape.answer(this.#shown);
    await eventually(() => isDeepStrictEqual(shown(), fresh), 60_000).catch(() => {});
    assert.deepEqual(shown(), fresh, `the ${shape} that is followed is not the one that is read`);
    assert.equal(this.resyncs, 0, `the ${shape} had to be read again`);
  }

  async stop(): Promise<void> {
    this.#following.stop();
    await this.#following.done;
  }

  #take(item: StreamItem): void {
    if (item.__typename === 'StreamPosition') {
      this.#isComplete = true;
      return;
    }
    const place = this.#options.placeOf(item.cursor);
    const begins = /Snapshot$|^TicketPresence$/.test(item.__typename);
    // A snapshot can come again, and items of a step share a place. All others are later than what was complete.
    const isInOrder =
      begins || !this.#isComplete || this.#options.shape === 'presence'
        ? place >= this.#place
        : place > this.#place;
    assert.ok(isInOrder, `${item.__typename} of ${place} came after ${this.#place}`);
    this.#place = place;
    this.#isComplete = begins;
    this.#shown = this.#shape.show(this.#shown, item);
  }
}
