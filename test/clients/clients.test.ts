import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createTicket,
  type StreamItem,
  signIn,
  type TypedDocument,
  ticketById,
  ticketList,
  updateTicket,
} from '../../client-examples/clients/documents.js';
import { report } from '../harness/desk.js';
import { freePort } from '../harness/free-port.js';
import { startWorld, type World } from '../harness/world.js';
import { adapters, type Port } from './adapters.js';

let world: World;
beforeAll(async () => {
  // The port stays the same over a restart, so that clients can reconnect.
  world = await startWorld({ PORT: String(await freePort()) });
});
afterAll(() => world.stop());

const incident = (subject: string, idempotencyKey: string = randomUUID()) => ({
  input: { type: 'INCIDENT', subject, description: 'It hums, but nothing comes out.', idempotencyKey },
});

/** The items that a subscription has received so far. It can wait for more. */
class Received {
  readonly items: StreamItem[] = [];
  readonly errors: unknown[] = [];
  readonly stop: () => void;
  #wake: () => void = () => undefined;

  constructor(client: Port, after: string | null) {
    this.stop = client.follow(
      after,
      (item) => this.#note(() => this.items.push(item)),
      (error) => this.#note(() => this.errors.push(error)),
    );
  }

  get events() {
    return this.items.filter((item) => item.__typename === 'TicketEvent');
  }

  get subjects(): string[] {
    return this.events.map(({ ticket }) => ticket.subject);
  }

  /** Waits until this many events have arrived. Fails after ten seconds and reports what arrived instead. */
  async eventsUntil(count: number): Promise<void> {
    const late = setTimeout(() => this.#note(() => this.errors.push('it took too long')), 10_000);
    while (this.events.length < count && this.errors.length === 0)
      await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(late);
    if (this.errors.length > 0) throw new Error(`${JSON.stringify(this.errors)}, after ${this.subjects}`);
  }

  #note(change: () => void): void {
    change();
    this.#wake();
  }
}

describe.each(adapters)('$name', ({ name, open }) => {
  let client: Port;
  let token: string | null = null;
  let received: Received | undefined;
  beforeAll(async () => {
    client = await open({ url: `${world.url}/graphql`, token: () => token });
    token = await signedIn();
  });
  afterEach(() => {
    received?.stop();
    received = undefined;
  });

  async function signedIn(): Promise<string | null> {
    const input = { email: 'agent@example.com', password: 'demo' };
    const { token: given, errors } = (await client.run(signIn, { input })).signIn;
    expect(errors).toEqual([]);
    return given;
  }

  /** Creates a ticket, and fails if it is refused. */
  async function make(subject: string) {
    const { ticket, errors } = (await client.run(createTicket, incident(subject))).createTicket;
    if (!ticket) throw new Error(`refused: ${JSON.stringify(errors)}`);
    return ticket;
  }

  async function position(): Promise<string> {
    return (await client.run(ticketList, { first: 1 })).tickets.eventCursor;
  }

  /** Returns the library's error of an operation that must fail. */
  async function failure<Data, V extends Record<string, unknown>>(
    document: TypedDocument<Data, V>,
    variables: V,
  ) {
    const error = await client.run(document, variables).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    const entries = client.entriesOf(error);
    if (entries === null) throw new Error(`no error of ${name}'s own: ${String(error)}`);
    expect(entries).toHaveLength(1);
    return entries[0];
  }

  it('creates one ticket for repeated calls, and reads it back', async () => {
    const input = incident(`The boiler, by ${name}`);
    const first = (await client.run(createTicket, input)).createTicket;
    const again = (await client.run(createTicket, input)).createTicket;
    expect(first).toMatchObject({
      errors: [],
      ticket: { number: expect.stringMatching(/^INC-/), status: 'NEW' },
    });
    expect(again).toEqual(first);
    const id = first.ticket?.id ?? '';
    expect((await client.run(ticketById, { id })).ticket).toEqual(first.ticket);
  });

  it('receives the events after a cursor, then new events', async () => {
    const after = await position();
    await make('before');
    received = new Received(client, after);
    await received.eventsUntil(1);
    const { id } = await make('after');
    await received.eventsUntil(2);
    expect(received.subjects).toEqual(['before', 'after']);
    expect(received.items[0]).toMatchObject({ __typename: 'StreamPosition', cursor: expect.any(String) });
    expect(received.events.at(-1)).toMatchObject({ type: 'TICKET_CREATED', ticket: { id, status: 'NEW' } });
  });

  it('receives an expected refusal as part of the answer', async () => {
    expect((await client.run(createTicket, incident(''))).createTicket).toMatchObject({
      ticket: null,
      errors: [{ __typename: 'ValidationError', code: 'VALIDATION_FAILED', path: ['input', 'subject'] }],
    });
    const { id } = await make('Twice');
    const change = { ticketId: id, expectedVersion: 7, subject: 'Thrice', idempotencyKey: randomUUID() };
    expect((await client.run(updateTicket, { input: change })).updateTicket).toMatchObject({
      ticket: null,
      errors: [{ __typename: 'ConflictError', code: 'CONFLICT' }],
    });
  });

  it('receives every other failure as an error of its library, with the code', async () => {
    expect(await failure(ticketList, { first: 101 })).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
    });
    // A missing variable: refused before execution, over HTTP with status 400.
    expect(await failure(ticketById, {} as { id: string })).toMatchObject({
      message: expect.stringContaining('$id'),
      extensions: { traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    const kept = token;
    token = null;
    try {
      expect(await failure(ticketList, { first: 1 })).toMatchObject({
        extensions: { code: 'UNAUTHENTICATED' },
      });
    } finally {
      token = kept;
    }
  });

  it('receives an unexpected error with nothing but its trace id', async () => {
    await world.rows('alter table tickets rename to tickets_gone');
    try {
      expect(await failure(ticketList, { first: 1 })).toMatchObject({
        message: expect.stringMatching(/^Internal error\./),
        extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
      });
    } finally {
      await world.rows('alter table tickets_gone rename to tickets');
    }
    expect((await client.run(ticketList, { first: 1 })).tickets.edges).toHaveLength(1);
  });

  it('continues after a restart of the server: nothing is lost, nothing arrives twice', async () => {
    const after = await position();
    await make('one');
    received = new Received(client, after);
    await received.eventsUntil(1);
    await world.restart();
    await make('two');
    await make('three');
    await received.eventsUntil(3);
    expect(received.subjects).toEqual(['one', 'two', 'three']);
    expect(new Set(received.events.map(({ cursor }) => cursor)).size).toBe(3);
  });

  it('continues with another token after its token was revoked', async () => {
    const after = await position();
    received = new Received(client, after);
    await make('as before');
    await received.eventsUntil(1);
    const revoked = world.withToken(token ?? '');
    token = await signedIn();
    await revoked.ok('mutation { signOut { signedOut } }');
    await report(await world.as('lead'), { subject: 'with another token' });
    await received.eventsUntil(2);
    expect(received.subjects).toEqual(['as before', 'with another token']);
  });
});
