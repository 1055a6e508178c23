import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client, Subscription } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import { logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import { directory, follow, loggedCursors, positionOf, RawSocket, report, ticketUpdated } from './support.js';

interface Change {
  of: string;
  field: string;
  to: unknown;
}

let world: World;
let admin: Client;
let agent: Client;
let lead: Client;
let requester: Client;
let outsider: Client;
let ids: Record<string, string>;

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  [admin, agent, lead, requester, outsider] = (await Promise.all(
    ['admin', 'agent', 'lead', 'requester', 'outsider@example.org'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client, Client];
  ids = await directory(world);
});
afterAll(() => world.stop());

const cursorsOf = (stream: Subscription): string[] => stream.events.map((event) => event.cursor);
const typesOf = (stream: Subscription): string[] => stream.events.map((event) => event.type);
const codeOf = (stream: Subscription): unknown =>
  (stream.ended as { extensions: { code: string } }[] | undefined)?.[0]?.extensions.code;

describe('a subscription to tickets', () => {
  it('begins with its position in the log, and then sends each event with its actor and changes', async () => {
    const before = await positionOf(agent);
    const stream = await follow(agent);
    const placeOf = await logPlaces(world.rows);
    expect(stream.items[0]).toEqual({ __typename: 'StreamPosition', cursor: expect.any(String) });
    expect(placeOf(stream.items[0].cursor)).toBe(placeOf(before));

    const ticket = await report(requester, 'The door does not open');
    await agent.done('startInvestigation', { ticketId: ticket, assigneeId: ids.agent }, 'ticket { status }');
    await stream.eventsUntil(2);
    stream.stop();

    const [created, begun] = stream.events;
    expect(created).toMatchObject({
      type: 'TICKET_CREATED',
      actor: { __typename: 'User', name: 'Rosa Requester' },
      cause: { kind: 'REQUEST', requestId: expect.stringMatching(/./), eventCursor: null },
      ticket: { id: ticket, subject: 'The door does not open' },
    });
    expect(begun).toMatchObject({ type: 'INVESTIGATION_STARTED', actor: { name: 'Aisha Agent' } });
    expect(begun.changes).toEqual(
      expect.arrayContaining([
        { of: 'TICKET', field: 'STATUS', from: 'NEW', to: 'INVESTIGATING' },
        { of: 'TICKET', field: 'ASSIGNEE', from: null, to: ids.agent },
      ]),
    );
    expect(begun.occurredAt).toBe(begun.recordedAt);
  });

  it('names the reply as the cause when a reply resumes a ticket', async () => {
    const ticket = await report(requester, 'A reply resumes');
    await agent.done('startInvestigation', { ticketId: ticket }, 'ticket { id }');
    await agent.done('holdTicket', { ticketId: ticket, reason: 'AWAITING_REQUESTER' }, 'ticket { id }');
    const stream = await follow(agent);
    await requester.done('addComment', { ticketId: ticket, body: 'Here it is.' }, 'comment { id }');
    const [comment, resumed] = await stream.eventsUntil(2);
    stream.stop();
    expect(comment).toMatchObject({ type: 'COMMENT_ADDED', comment: { body: 'Here it is.' } });
    expect(resumed).toMatchObject({
      type: 'TICKET_RESUMED',
      cause: { kind: 'EVENT', eventCursor: comment.cursor },
    });
  });

  it('says whether the ticket matches its filter after the event', async () => {
    const document = `subscription ($filter: TicketFilter) { ticketEvents(filter: $filter) {
      __typename ... on StreamPosition { cursor } ... on TicketEvent { type matches cause { event { matches } } } } }`;
    const filter = { statuses: ['NEW'], labels: ['matches'] };
    const stream = await follow(agent, { filter }, document);
    const ticketId = await report(agent, 'It matches', { labels: ['matches'] });
    await agent.done('startInvestigation', { ticketId }, '__typename');
    await stream.eventsUntil(2);
    stream.stop();
    expect(stream.events).toMatchObject([
      { type: 'TICKET_CREATED', matches: true },
      { type: 'INVESTIGATION_STARTED', matches: false },
    ]);
    const query =
      'query ($id: ID!) { ticket(id: $id) { timeline { nodes { ... on TicketEvent { matches } } } } }';
    const { nodes } = (await agent.ok(query, { id: ticketId })).ticket.timeline;
    expect(nodes).toEqual([{ matches: true }, { matches: true }]);
  });

  it('sends events of the types that it names only, live and when it resumes', async () => {
    const document = `subscription ($types: [TicketEventType!], $after: String) {
      ticketEvents(filter: { labels: ["types"] }, types: $types, after: $after) {
      __typename ... on StreamPosition { cursor } ... on TicketEvent { cursor type ticket { subject } } } }`;
    const before = await positionOf(agent);
    const types = ['TICKET_ASSIGNED', 'COMMENT_ADDED'];
    const live = await follow(agent, { types }, document);
    const quiet = await follow(agent, { types: [], after: before }, document);
    const ticketId = await report(agent, 'It has types', { labels: ['types'] });
    await agent.done('addComment', { ticketId, body: 'One.' }, '__typename');
    await agent.done('startInvestigation', { ticketId }, '__typename');
    await agent.done('assignTicket', { ticketId, assigneeId: null }, '__typename');
    await agent.done('addComment', { ticketId, body: 'Two.' }, '__typename');
    const resumed = await follow(agent, { types, after: before }, document);
    for (const stream of [live, resumed]) {
      await stream.eventsUntil(3);
      expect(stream.events.map(({ type }) => type)).toEqual([
        'COMMENT_ADDED',
        'TICKET_ASSIGNED',
        'COMMENT_ADDED',
      ]);
      stream.stop();
    }
    expect(quiet.events).toEqual([]);
    quiet.stop();
    const many = await agent
      .subscribe(document, { types: Array(101).fill('TICKET_CREATED') })
      .until((s) => s.ended !== undefined || s.results.length > 0);
    expect(JSON.stringify(many.ended)).toContain('types must have at most 100 values.');
  });

  it('reports a ticket that is gone, whatever types it names', async () => {
    const requester2 = await world.as('requester2');
    const ticketId = await report(agent, 'It goes', { affectedUserIds: [ids.requester2] });
    const document =
      'subscription { ticketEvents(types: []) { __typename ... on StreamItem { cursor } ... on TicketGone { ticketId } } }';
    const stream = await follow(requester2, {}, document);
    await agent.done('updateTicket', { ticketId, affectedUserIds: [] }, '__typename');
    // Positions can come before it.
    const gone = await stream.until((s) => s.items.some(({ __typename }) => __typename !== 'StreamPosition'));
    expect(gone.items.at(-1)).toMatchObject({ __typename: 'TicketGone', ticketId });
    stream.stop();
  });

  it('sends tickets that enter or leave its filter, and no others', async () => {
    const stream = await follow(lead, {
      filter: { statuses: ['INVESTIGATING'], requesterIds: [ids.requester] },
    });
    const other = await report(requester, 'Never begun');
    const ticket = await report(requester, 'In and out');
    await agent.done('startInvestigation', { ticketId: ticket }, 'ticket { id }');
    await agent.done('updateTicket', { ticketId: ticket, subject: 'Still in' }, 'ticket { id }');
    await agent.done('holdTicket', { ticketId: ticket, reason: 'AWAITING_VENDOR' }, 'ticket { id }');
    await agent.done('updateTicket', { ticketId: ticket, subject: 'Outside' }, 'ticket { id }');
    await agent.done('updateTicket', { ticketId: other, subject: 'Outside too' }, 'ticket { id }');
    await agent.done('resumeTicket', { ticketId: ticket }, 'ticket { id }');
    await stream.eventsUntil(4);
    stream.stop();
    expect(typesOf(stream)).toEqual([
      'INVESTIGATION_STARTED',
      'TICKET_UPDATED',
      'TICKET_HELD',
      'TICKET_RESUMED',
    ]);
  });

  it('repeats its position while it has nothing to send, so that the cursor does not become too old', async () => {
    const stream = await follow(agent, { filter: { labels: ['nobody has this label'] } });
    await report(requester, 'It moves the log');
    const placeOf = await logPlaces(world.rows);
    const head = placeOf(await positionOf(agent));
    await stream.until((s) => placeOf(s.items.at(-1).cursor) === head);
    await stream.until((s) => s.items.length >= 3);
    stream.stop();
    expect(new Set(stream.items.map((item) => item.__typename))).toEqual(new Set(['StreamPosition']));
  });

  it('to one ticket sends the events of that ticket only', async () => {
    const [one, two] = [await report(requester, 'One'), await report(requester, 'Two')];
    const stream = await follow(requester, { id: one }, ticketUpdated);
    await agent.done('updateTicket', { ticketId: two, subject: 'Two, changed' }, 'ticket { id }');
    await agent.done('updateTicket', { ticketId: one, subject: 'One, changed' }, 'ticket { id }');
    await stream.eventsUntil(1);
    stream.stop();
    expect(stream.events).toMatchObject([{ ticket: { subject: 'One, changed' } }]);
  });

  it('to one ticket that the viewer cannot see, or that does not exist, is refused', async () => {
    const ticket = await report(requester, 'Not for others');
    for (const client of [await world.as('requester2'), outsider]) {
      const stream = await follow(client, { id: ticket }, ticketUpdated);
      expect(codeOf(stream)).toBe('NOT_FOUND');
      expect(stream.items).toEqual([]);
    }
  });
});

describe('a subscription that resumes from a cursor', () => {
  it('replays exactly the missed events and continues live, without gaps or duplicates, while several users write', async () => {
    const start = await positionOf(admin);
    const writers = [agent, lead, admin, requester];
    const joined: { after: string; stream: Subscription }[] = [];
    const writing = writers.map(async (writer, w) => {
      const ticket = await report(writer, `Writer ${w}`);
      for (let i = 0; i < 40; i += 1) {
        // A new subscriber joins after every five writes, however fast the writers are.
        if (i % 5 === 0) await eventually(() => joined.length > i / 5, 60_000);
        await writer.done('addComment', { ticketId: ticket, body: `${w}.${i}` }, 'comment { id }');
        if (i % 10 === 0) await report(writer, `Writer ${w}, number ${i}`);
      }
    });
    const written = Promise.all(writing);
    // Awaited below.
    written.catch(() => undefined);

    const first = await follow(admin, { after: start });
    joined.push({ after: start, stream: first });
    // Later subscribers start at a cursor that the first one has already received.
    while (joined.length < 9) {
      await Promise.race([first.until((s) => s.events.length >= joined.length * 15, 60_000), written]);
      const seen = cursorsOf(first);
      const after = seen[Math.floor(Math.random() * seen.length)] ?? start;
      const client = world.withToken(admin.token ?? '');
      joined.push({ after, stream: await follow(client, { after }) });
    }
    await written;
    const last = (await loggedCursors(world)).at(-1) ?? '';
    joined.push({ after: start, stream: await follow(admin, { after: start }) });
    const log = await loggedCursors(world);
    for (const { after, stream } of joined) {
      await stream.until((s) => cursorsOf(s).includes(last), 60_000);
      const behind =
        after === start
          ? log.slice(log.indexOf(cursorsOf(first)[0] ?? ''))
          : log.slice(log.indexOf(after) + 1);
      expect(cursorsOf(stream)).toEqual(behind);
      stream.stop();
    }
    expect(cursorsOf(first).length).toBe(4 * (1 + 40 + 4));
  }, 180_000);

  it('extends a list that was read with its cursor to what a new reader would read', async () => {
    const fields = 'id status subject priority impact urgency labels assignee { id }';
    const filter = { statuses: ['NEW', 'INVESTIGATING', 'ON_HOLD'], requesterIds: [ids.requester2] };
    const list = `query ($filter: TicketFilter) { tickets(filter: $filter, first: 100) { eventCursor nodes { ${fields} } } }`;
    const change = `subscription ($filter: TicketFilter, $after: String) { ticketEvents(filter: $filter, after: $after) {
      __typename ... on StreamPosition { cursor } ... on TicketEvent { cursor changes { of field to } ticket { ${fields} } } } }`;
    const requester2 = await world.as('requester2');

    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < 12; i += 1) {
        const ticketId = await report(requester2, `Random ${writer}.${i}`);
        const pick = <T>(...values: T[]): T => values[Math.floor(Math.random() * values.length)] as T;
        const steps: (() => Promise<unknown>)[] = [
          () =>
            agent.mutate('updateTicket', { ticketId, subject: `Changed ${Math.random()}` }, 'ticket { id }'),
          () =>
            agent.mutate(
              'updateTicket',
              { ticketId, impact: pick('LOW', 'MEDIUM', 'HIGH') },
              'ticket { id }',
            ),
          () =>
            agent.mutate('updateTicket', { ticketId, labels: pick([], ['a'], ['a', 'b']) }, 'ticket { id }'),
          () => agent.mutate('startInvestigation', { ticketId }, 'ticket { id }'),
          () => agent.mutate('holdTicket', { ticketId, reason: 'AWAITING_VENDOR' }, 'ticket { id }'),
          () =>
            agent.mutate(
              'resolveTicket',
              { ticketId, resolutionCode: 'FIXED', resolutionNotes: 'Y' },
              'ticket { id }',
            ),
          () => requester2.mutate('cancelTicket', { ticketId, reason: 'Never mind.' }, 'ticket { id }'),
        ];
        for (let n = 0; n < 3; n += 1) await pick(...steps)();
      }
    };
    await write(0);
    const writing = [write(1), write(2)];
    const { tickets } = await lead.ok(list, { filter });
    type Ticket = Record<string, unknown> & { id: string; status: string };
    const held = new Map<string, Ticket>(tickets.nodes.map((ticket: Ticket) => [ticket.id, ticket]));
    const byChanges = new Map(held);
    const stream = await follow(lead, { filter, after: tickets.eventCursor }, change);
    await Promise.all(writing);

    const placeOf = await logPlaces(world.rows);
    const head = placeOf(await positionOf(lead));
    await stream.until(
      (s) => s.items.at(-1).__typename === 'StreamPosition' && placeOf(s.items.at(-1).cursor) === head,
      20_000,
    );
    stream.stop();
    for (const { ticket, changes } of stream.events) {
      if (filter.statuses.includes(ticket.status)) held.set(ticket.id, ticket);
      else held.delete(ticket.id);
      const known = byChanges.get(ticket.id) ?? { id: ticket.id, status: '', labels: [], assignee: null };
      const changed = changes
        .map(({ of, field, to }: Change) => ({ of, field: field.toLowerCase(), to }))
        .filter(({ of, field }: Change) => of === 'TICKET' && field in ticket)
        .map(({ field, to }: Change) => [field, field === 'assignee' && to !== null ? { id: to } : to]);
      byChanges.set(ticket.id, { ...known, ...Object.fromEntries(changed) } as Ticket);
    }
    for (const [id, ticket] of byChanges) if (!filter.statuses.includes(ticket.status)) byChanges.delete(id);
    const fresh = (await lead.ok(list, { filter })).tickets.nodes as Ticket[];
    const sorted = (some: Iterable<Ticket>) => [...some].sort((a, b) => a.id.localeCompare(b.id));
    expect(stream.events.length).toBeGreaterThan(10);
    expect(sorted(held.values())).toEqual(sorted(fresh));
    expect(sorted(byChanges.values())).toEqual(sorted(fresh));
  });

  it('ends with CURSOR_TOO_OLD before the oldest event that is kept, and replays from that event', async () => {
    for (const subject of ['First', 'Second', 'Third']) await report(outsider, subject);
    await world.rows(
      `update events e set recorded_at = now() - interval '8 days' from organisations o
       where o.id = e.organisation_id and o.name = 'Example Partners'
         and e.number < (select number from event_heads h where h.organisation_id = o.id)`,
    );
    const log = await loggedCursors(world, 'Example Partners');
    const [tooOldCursor = '', oldest = '', newest] = log.slice(-3);
    const tooOld = await follow(outsider, { after: tooOldCursor });
    await tooOld.until((s) => s.ended !== undefined);
    expect(tooOld.items).toEqual([
      { __typename: 'ResyncRequired', cursor: expect.any(String), resyncReason: 'CURSOR_TOO_OLD' },
    ]);
    const stream = await follow(outsider, { after: oldest });
    await stream.eventsUntil(1);
    stream.stop();
    expect(cursorsOf(stream)).toEqual([newest]);
    const again = await follow(outsider, { after: tooOld.items[0].cursor });
    expect(again.items).toMatchObject([{ __typename: 'StreamPosition' }]);
    again.stop();
  });
});

describe('a subscriber that does not read', () => {
  const large = `subscription { ticketEvents { __typename ... on ResyncRequired { cursor resyncReason }
    ... on TicketEvent { cursor a: changes { from to } b: changes { from to } c: changes { from to } d: changes { from to } } } }`;
  const small = 'subscription { ticketEvents { __typename ... on TicketEvent { cursor type } } }';
  const writes = 90;
  let other: World;
  beforeAll(async () => {
    other = await startWorld({ LIVE_MAX_BEHIND: '20' });
  });
  afterAll(() => other.stop());

  it('gets ResyncRequired, uses no memory meanwhile, and does not delay other subscribers', async () => {
    const writer = await other.as('agent');
    const slow = await new RawSocket(other.url).connect(writer.token);
    slow.subscribe('slow', large);
    await slow.message((message) => message.type === 'next');
    const fast = await follow(await other.as('lead'), {}, small);

    slow.socket.pause();
    const ticketId = await report(writer, 'Long texts');
    const done: string[] = [];
    for (let i = 0; i < writes; i += 1) {
      const description = `${i} `.padEnd(50_000, 'x');
      await writer.done('updateTicket', { ticketId, description }, 'ticket { id }');
      if (i % 15 === 0) await fast.eventsUntil(i + 2);
      done.push(description);
    }
    await fast.eventsUntil(1 + writes);

    slow.socket.resume();
    await slow.message((message) => message.type === 'complete');
    const items = slow.messages
      .filter((message) => message.type === 'next')
      .map(
        (message) =>
          (message.payload as { data: { ticketEvents: { __typename: string } } }).data.ticketEvents,
      );
    expect(items.at(-1)).toMatchObject({ __typename: 'ResyncRequired', resyncReason: 'TOO_FAR_BEHIND' });
    // It received what the network had already buffered, not a queue of all other events.
    const events = items.filter((one) => one.__typename === 'TicketEvent');
    expect(events.length).toBeLessThan(writes * 0.8);
    slow.socket.close();
    fast.stop();
  });

  it('does not delay the stop of the server, which asks all clients to reconnect', async () => {
    const reader = await follow(await other.as('agent'));
    const paused = await new RawSocket(other.url).connect((await other.as('lead')).token);
    paused.subscribe('paused', small);
    await paused.message((message) => message.type === 'next');
    paused.socket.pause();
    const began = Date.now();
    await other.restart();
    expect(Date.now() - began).toBeLessThan(8000);
    await reader.until((s) => s.ended !== undefined);
    expect(reader.ended).toMatchObject({ code: 1001 });
    paused.socket.terminate();
  });

  it('is forgotten as soon as it disconnects, even when there are no events', async () => {
    const client = other.withToken((await other.as('agent')).token ?? '');
    const { hub } = other.app.services;
    const streams = await Promise.all([follow(client), follow(client)]);
    expect(hub.followers).toBe(2);
    streams[0]?.stop();
    await vi.waitFor(() => expect(hub.followers).toBe(1), 20_000);
    await client.close();
    await vi.waitFor(() => expect(hub.followers).toBe(0), 20_000);
  });
});
