import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { autoClose } from '../../server/closure/auto-close.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { Client } from '../harness/client.js';
import { changingNothing, program, report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { resolve, resolved, resolvedChange, review, timelineOf } from './support.js';

const DAY = 24 * 60 * 60 * 1000;
const SECOND = 1000;
let world: World;
let clock = Date.now();
let admin: Client;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld(
    { CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' },
    undefined,
    () => new Date(clock),
  );
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
});
afterAll(() => world.stop());

/** Runs one round of the schedule, as the server does regularly. */
const round = (of = world.app) => runSchedule(of.services, [autoClose], () => false);
const due = async () => (await autoClose.findDue(world.app.services.db.pool, new Date(clock), null, 50)).rows;
// Puts away the resolved tickets of earlier tests.
beforeEach(async () => {
  clock += 400 * DAY;
  await round();
});

const shown = `query ($id: ID!) { ticket(id: $id) { status updatedAt autoCloseAt
  closure { summary verifiedByRequester closedAt closedBy { id name } } } }`;
const look = async (id: string, client = agent) => (await client.ok(shown, { id })).ticket;
const statusOf = async (id: string) => (await look(id)).status;

describe('a resolved ticket without public activity', () => {
  it('closes when its waiting time ends and not a second before, as `autoCloseAt` said', async () => {
    const id = await resolved(requester, agent);
    const { updatedAt, autoCloseAt } = await look(id);
    expect(Date.parse(autoCloseAt)).toBe(Date.parse(updatedAt) + 7 * DAY);
    const closing = async (filter: object) =>
      (
        await requester.ok('query ($filter: TicketFilter) { tickets(filter: $filter) { nodes { id } } }', {
          filter,
        })
      ).tickets.nodes;
    expect(await closing({ autoCloseAt: { from: autoCloseAt } })).toEqual([{ id }]);
    expect(await closing({ autoCloseAt: { to: autoCloseAt } })).toEqual([]);
    for (const client of [requester, admin]) expect((await look(id, client)).autoCloseAt).toBe(autoCloseAt);
    clock += 7 * DAY - SECOND;
    await changingNothing(world, round);
    clock += SECOND;
    await round();
    expect(await look(id)).toMatchObject({
      status: 'CLOSED',
      autoCloseAt: null,
      closure: {
        summary: 'Closed after 7 quiet days.',
        verifiedByRequester: false,
        closedAt: new Date(clock).toISOString(),
        closedBy: { id: expect.any(String), name: 'clock' },
      },
    });
    await changingNothing(world, round);
  });

  it('closes with the same events as by a person, with Ticketwire as actor and the time as cause, and opens its survey', async () => {
    const id = await resolved(requester, agent);
    // Sign in again: the first session has expired at this time.
    const present = await Client.signIn(() => world.url, 'requester@example.com', 'demo');
    const following = present.subscribe(
      'subscription ($id: ID!) { ticketUpdated(id: $id) { __typename ... on TicketEvent { type ticket { status } } } }',
      { id },
    );
    await following.until((s) => s.items.length > 0);
    clock += 7 * DAY;
    await round();
    expect(await following.eventsUntil(1)).toEqual([
      { __typename: 'TicketEvent', type: 'TICKET_CLOSED', ticket: { status: 'CLOSED' } },
    ]);
    following.stop();
    await present.close();
    const { ticket } = await agent.ok(
      `query ($id: ID!) { ticket(id: $id) { survey { score } timeline(last: 2) { nodes { ... on TicketEvent {
        type actor { ... on SystemActor { name } } cause { kind } changes { of field from to } } } } } }`,
      { id },
    );
    expect(ticket.survey).toEqual({ score: null });
    const system = { name: 'clock' };
    expect(ticket.timeline.nodes).toEqual([
      {
        type: 'TICKET_CLOSED',
        actor: system,
        cause: { kind: 'CLOCK' },
        changes: [
          { of: 'TICKET', field: 'STATUS', from: 'RESOLVED', to: 'CLOSED' },
          { of: 'TICKET_CLOSURE', field: 'SUMMARY', from: null, to: 'Closed after 7 quiet days.' },
        ],
      },
      { type: 'SURVEY_SENT', actor: system, cause: { kind: 'EVENT' }, changes: [expect.anything()] },
    ]);
  });

  it('waits again from the start after each public comment or change that leaves it resolved, but not after internal ones', async () => {
    const [commented, changed, noted] = await Promise.all([1, 2, 3].map(() => resolved(requester, agent)));
    clock += 6 * DAY;
    const thanks = { ticketId: commented, body: 'Thank you.', keepResolved: true };
    await requester.done('addComment', thanks, '__typename');
    await agent.done('updateTicket', { ticketId: changed, labels: ['printer'] }, '__typename');
    await agent.done('addComment', { ticketId: noted, body: 'Hm.', visibility: 'INTERNAL' }, '__typename');
    await agent.done('reviewTicket', { ticketId: noted, ...review }, '__typename');
    clock += DAY;
    await round();
    const statuses = async () => Promise.all([commented, changed, noted].map((id) => statusOf(id ?? '')));
    expect(await statuses()).toEqual(['RESOLVED', 'RESOLVED', 'CLOSED']);
    clock += 6 * DAY;
    await round();
    expect(await statuses()).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  });

  it('does not close after it was reopened; the next resolution starts a new waiting time', async () => {
    const id = await resolved(requester, agent);
    clock += 6 * DAY;
    await requester.done('reopenTicket', { ticketId: id, reason: 'Again.' }, '__typename');
    expect((await look(id)).autoCloseAt).toBeNull();
    clock += 30 * DAY;
    await changingNothing(world, round);
    await resolve(agent, id);
    clock += 7 * DAY - SECOND;
    await changingNothing(world, round);
    clock += SECOND;
    await round();
    expect(await statusOf(id)).toBe('CLOSED');
  });

  it('does not close if another change came first, after the server had found it due', async () => {
    const id = await resolved(requester, agent);
    clock += 7 * DAY;
    const found = await due();
    const thanks = { ticketId: id, body: 'Thank you.', keepResolved: true };
    await requester.done('addComment', thanks, '__typename');
    const late = { ...autoClose, due: async () => found };
    await changingNothing(world, () => runSchedule(world.app.services, [late], () => false));
    expect(await statusOf(id)).toBe('RESOLVED');
  });

  it('closes after the number of days of its type, and never if its type has none', async () => {
    await admin.done('updateClosurePolicy', { type: 'SERVICE_REQUEST', autoCloseDays: 1 }, '__typename');
    await admin.done('updateClosurePolicy', { type: 'OTHER', autoCloseDays: null }, '__typename');
    const [wish, other] = [
      await resolved(requester, agent, { type: 'SERVICE_REQUEST' }),
      await resolved(requester, agent, { type: 'OTHER' }),
    ];
    expect((await look(other)).autoCloseAt).toBeNull();
    clock += DAY;
    await round();
    expect((await look(wish)).closure.summary).toBe('Closed after 1 quiet day.');
    clock += 1000 * DAY;
    await round();
    expect(await statusOf(other)).toBe('RESOLVED');
  });

  it('is not a change, or is a reviewed change', async () => {
    const id = await resolvedChange(requester, agent, await world.as('admin'));
    expect((await look(id)).autoCloseAt).toBeNull();
    clock += 100 * DAY;
    // Not even found: a ticket that is found and not closed would be found in every round.
    expect(await due()).toEqual([]);
    await changingNothing(world, round);
    await agent.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    expect(Date.parse((await look(id)).autoCloseAt)).toBeLessThan(clock);
    await round();
    expect((await look(id)).closure.summary).toBe('Closed after 14 quiet days.');
  });

  it('is not a major incident, or is a reviewed one', async () => {
    const { id } = await report(requester);
    const { viewer } = await (await world.as('lead')).ok('{ viewer { id } }');
    const declaration = { reason: 'All of it.', leadId: viewer.id, updateEveryMinutes: 30 };
    await admin.done('declareMajorIncident', { ticketId: id, ...declaration }, '__typename');
    await resolve(agent, id);
    expect((await look(id)).autoCloseAt).toBeNull();
    clock += 100 * DAY;
    // Not even found: a ticket that is found and not closed would be found in every round.
    expect(await due()).toEqual([]);
    await changingNothing(world, round);
    await agent.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    await round();
    expect((await look(id)).closure.summary).toBe('Closed after 7 quiet days.');
  });

  it('closes without a review when its major incident is downgraded', async () => {
    const { id } = await report(requester);
    const { viewer } = await (await world.as('lead')).ok('{ viewer { id } }');
    const declaration = { reason: 'All of it.', leadId: viewer.id, updateEveryMinutes: 30 };
    await admin.done('declareMajorIncident', { ticketId: id, ...declaration }, '__typename');
    await resolve(agent, id);
    expect((await look(id)).autoCloseAt).toBeNull();
    const end = { ticketId: id, summary: 'It was one printer.', downgraded: true };
    await admin.done('endMajorIncident', end, '__typename');
    expect(Date.parse((await look(id)).autoCloseAt)).toBe(clock + 7 * DAY);
  });

  it('waits from its import, not from its original resolution', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const { viewer } = await requester.ok('{ viewer { id } }');
    const past = { import: { occurredAt: '2020-01-01T00:00:00.000Z' } };
    const { id } = await report(key, { requesterId: viewer.id, ...past });
    const input = { ticketId: id, resolutionCode: 'FIXED', resolutionNotes: 'Long ago.', ...past };
    await key.done('resolveTicket', input, '__typename');
    await changingNothing(world, round);
    expect(Date.parse((await look(id)).autoCloseAt)).toBe(clock + 7 * DAY);
    clock += 7 * DAY;
    await round();
    expect(await statusOf(id)).toBe('CLOSED');
  });

  it("closes in each organisation by the organisation's own policy", async () => {
    const outsider = await world.as('outsider@example.org');
    await admin.done('updateClosurePolicy', { type: 'INCIDENT', autoCloseDays: 2 }, '__typename');
    const [ours, theirs] = [await resolved(requester, agent), await resolved(outsider, outsider)];
    clock += 2 * DAY;
    await round();
    expect([await statusOf(ours), (await look(theirs, outsider)).status]).toEqual(['CLOSED', 'RESOLVED']);
    clock += 5 * DAY;
    await round();
    expect((await look(theirs, outsider)).status).toBe('CLOSED');
    await admin.done('updateClosurePolicy', { type: 'INCIDENT', autoCloseDays: 7 }, '__typename');
  });
});

describe('several servers', () => {
  it('close each ticket once between them, even if there are more than one round handles', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, () => resolved(requester, agent)));
    const other = await world.another();
    clock += 7 * DAY;
    await Promise.all([round(), round(other), round()]);
    for (const id of ids) {
      const types = await timelineOf(agent, id);
      expect(types).toEqual(['TICKET_CREATED', 'TICKET_RESOLVED', 'TICKET_CLOSED', 'SURVEY_SENT']);
    }
  });

  it('leave nothing half done when one of them crashes, and the others continue', async () => {
    const id = await resolved(requester, agent);
    clock += 7 * DAY;
    // The last write of the transaction fails.
    await world.rows('alter table surveys add constraint broken check (false) not valid');
    try {
      await changingNothing(world, () => expect(round()).rejects.toThrow('broken'));
    } finally {
      await world.rows('alter table surveys drop constraint broken');
    }
    await round();
    expect(await timelineOf(agent, id)).toEqual([
      'TICKET_CREATED',
      'TICKET_RESOLVED',
      'TICKET_CLOSED',
      'SURVEY_SENT',
    ]);
  });
});

it('the server runs these rounds by itself', async () => {
  let now = Date.now();
  const ticking = await startWorld({ CLOCKS_EVERY_SECONDS: '1' }, undefined, () => new Date(now));
  try {
    const desk = await ticking.as('agent');
    const id = await resolved(await ticking.as('requester'), desk);
    now += 8 * DAY;
    await eventually(async () => (await look(id, desk)).status === 'CLOSED');
  } finally {
    await ticking.stop();
  }
});
