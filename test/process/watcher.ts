import { type Following, follow, LiveConnection, type StreamItem } from '../../client-examples/live/index.js';
import type { Client } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import type { LogPlaces } from '../harness/log-places.js';
import { eventFields, type HistoryEvent } from './history.js';
import type { Line } from './line.js';

const item = `__typename ... on StreamPosition { cursor } ... on ResyncRequired { cursor resyncReason }
  ... on TicketEvent { ticket { id } ${eventFields} }`;
const documents = {
  ticketEvents: `subscription ($after: String) { ticketEvents(after: $after) { ${item} } }`,
  ticketUpdated: `subscription ($after: String, $id: ID!) { ticketUpdated(id: $id, after: $after) { ${item} } }`,
};

/** A subscriber that uses the example client, and keeps every event. */
export class Watcher {
  readonly events: HistoryEvent[] = [];
  readonly resyncs: string[] = [];
  readonly #ticketId: string | undefined;
  readonly #stream: Following;
  /** Resolves once the subscription is live. */
  readonly began: Promise<void>;
  #failure: unknown;

  readonly who: string;
  readonly field: keyof typeof documents;

  constructor(
    who: string,
    field: keyof typeof documents,
    line: Line,
    client: Client,
    after: string,
    variables: { id?: string } = {},
  ) {
    this.who = who;
    this.field = field;
    this.#ticketId = variables.id;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.began = promise;
    const connection = new LiveConnection({ url: `${line.url}/graphql`, token: client.token ?? '' });
    this.#stream = follow<HistoryEvent & StreamItem>(connection, {
      query: documents[field],
      variables,
      after,
      onItem: (item) => void (item.__typename === 'TicketEvent' && this.events.push(item)),
      onCursor: () => resolve(),
      onResync: (_cursor, reason) => void this.resyncs.push(reason),
    });
    this.#stream.done.catch((error) => (this.#failure = error));
  }

  /** Whether it receives this ticket if its viewer can see the ticket. */
  follows(ticketId: string): boolean {
    return this.#ticketId === undefined || this.#ticketId === ticketId;
  }

  get reconnects(): number {
    return this.#stream.resubscribed;
  }

  get duplicates(): number {
    return this.#stream.duplicates;
  }

  /** Waits until every event up to a position in the log has arrived or is not visible to the viewer. */
  async caughtUp(place: number, placeOf: LogPlaces): Promise<void> {
    await eventually(() => {
      if (this.#failure) throw this.#failure;
      const { cursor } = this.#stream;
      return cursor !== undefined && placeOf(cursor) >= place;
    });
  }

  async stop(): Promise<void> {
    this.#stream.stop();
    await this.#stream.done.catch(() => undefined);
  }
}
