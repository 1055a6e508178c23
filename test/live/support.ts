import { once } from 'node:events';
import { WebSocket } from 'ws';
import { eventCursor } from '../../server/platform/events/index.js';
import { burst as appendBurst } from '../bench/load/burst.js';
import type { Client } from '../harness/client.js';
import { rawId } from '../harness/desk.js';
import type { World } from '../harness/world.js';

const item = `__typename ... on StreamPosition { cursor } ... on ResyncRequired { cursor resyncReason } ... on TicketGone { cursor ticketId }
  ... on TicketEvent { cursor type occurredAt recordedAt commentId
    actor { __typename ... on User { id name } ... on Integration { name } } cause { kind requestId eventCursor }
    ticket { id number status subject } changes { of field from to }
    comment { id body visibility } attachment { id fileName visibility } }`;

export const ticketEvents = `subscription ($filter: TicketFilter, $after: String) {
  ticketEvents(filter: $filter, after: $after) { ${item} } }`;
export const ticketUpdated = `subscription ($id: ID!, $after: String) { ticketUpdated(id: $id, after: $after) { ${item} } }`;

/** Creates an incident, and returns its id. */
export async function report(client: Client, subject: string, more: object = {}): Promise<string> {
  const input = { type: 'INCIDENT', subject, description: `${subject}.`, ...more };
  return (await client.done('createTicket', input, 'ticket { id }')).ticket.id;
}

/** Subscribes, and waits for the first position, so that no later event is missed. */
export async function follow(client: Client, variables: object = {}, document = ticketEvents) {
  return client
    .subscribe(document, { ...variables })
    .until((s) => s.items.length > 0 || s.ended !== undefined);
}

/** Returns the last position of the log for this viewer. */
export async function positionOf(client: Client): Promise<string> {
  return (await client.ok('{ tickets(first: 1) { eventCursor } }')).tickets.eventCursor;
}

/** Global ids of queues and teams by name, and of people by the part of their address before the `@`. */
export async function directory(world: World): Promise<Record<string, string>> {
  const admin = await world.as('admin');
  const { queues, teams, users } = await admin.ok(
    '{ queues { nodes { id name } } teams { nodes { id name } } users(first: 100) { nodes { id email } } }',
  );
  const pairs = [
    ...queues.nodes.map((queue: { id: string; name: string }) => [`queue ${queue.name}`, queue.id]),
    ...teams.nodes.map((team: { id: string; name: string }) => [`team ${team.name}`, team.id]),
    ...users.nodes.map((user: { id: string; email: string }) => [user.email.split('@')[0], user.id]),
  ];
  return Object.fromEntries(pairs);
}

/** Appends an event of a ticket to the log again, many times at once: a burst that no call of the API can write. */
export async function burst(world: World, ticketId: string, times: number): Promise<void> {
  world.app.services.wake(await append(world, ticketId, times));
}

/** Appends to the log as another server does, so that this server does not know of it. Returns the id of the organisation. */
export async function append(world: World, ticketId: string, times: number): Promise<string> {
  const [event] = await world.rows<{ organisation_id: string }>(appendBurst, [rawId(ticketId), times]);
  return event?.organisation_id ?? '';
}

/** Does something after a user was looked up for their next push, and before it reads anything. Resolves when it is done. */
export function beforePush(world: World, userId: string, act: () => Promise<unknown>): Promise<unknown> {
  const { connections } = world.app.services.db.live;
  const of = connections.of.bind(connections);
  const { promise, resolve } = Promise.withResolvers();
  connections.of = (asker) => {
    const source = of(asker);
    // A push that people share is for each of them.
    if (!asker.actor.endsWith(rawId(userId)) && !asker.actor.endsWith(' shared')) return source;
    return {
      connect: async () => {
        connections.of = of;
        resolve(await act());
        return source.connect();
      },
    };
  };
  return promise;
}

/** Returns the cursors of all ticket events of an organisation, in the order of the log. */
export async function loggedCursors(world: World, organisation = 'Example'): Promise<string[]> {
  const rows = await world.rows<{ organisation_id: string; number: string; recorded_at: Date }>(
    `select e.organisation_id, e.number, e.recorded_at from events e join organisations o on o.id = e.organisation_id
     where o.name = $1 and e.ticket_id is not null order by e.number`,
    [organisation],
  );
  return rows.map((row) =>
    eventCursor(world.app.services.seals, row.organisation_id, {
      number: Number(row.number),
      recordedAt: row.recorded_at,
    }),
  );
}

type Message = { type: string; id?: string; payload?: unknown };

/** A WebSocket without a client library, for what a well-behaved client does not do. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  readonly closed: Promise<{ code: number }>;
  /** The reason that the server gave when it closed the WebSocket. */
  readonly reason: Promise<string>;
  #waiting: (() => void)[] = [];

  constructor(url: string, options: { origin?: string; headers?: Record<string, string> } = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
    this.closed = new Promise((resolve) => this.socket.once('close', (code) => resolve({ code })));
    this.reason = new Promise((resolve) =>
      this.socket.once('close', (_code, reason) => resolve(String(reason))),
    );
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)));
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  async open(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  /** Opens the WebSocket and sends connection_init, with or without a token. */
  async connect(token: string | null): Promise<this> {
    await this.open();
    this.send({
      type: 'connection_init',
      payload: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    await this.message((m) => m.type === 'connection_ack');
    return this;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** Waits for the first message that matches, and returns it. */
  async message(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}
