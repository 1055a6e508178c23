import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { autoClose } from '../../server/closure/auto-close.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import type { Client } from '../harness/client.js';
import { directory, program, rawId, refusedWith } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { resolved, timelineOf } from './support.js';

const DAY = 24 * 60 * 60 * 1000;
let world: World;
let clock = Date.now();
let agent: Client;
let requester: Client;
let requester2: Client;
let users: Record<string, string>;

beforeAll(async () => {
  world = await startWorld(
    { CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' },
    undefined,
    () => new Date(clock),
  );
  agent = await world.as('agent');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  ({ users } = await directory(await world.as('admin')));
});
afterAll(() => world.stop());

const shown = `query ($id: ID!) { ticket(id: $id) { status version reopenCount autoCloseAt resolution { code } } }`;
const look = async (id: string) => (await agent.ok(shown, { id })).ticket;
const say = (client: Client, ticketId: string, input: object = {}) =>
  client.done(
    'addComment',
    { ticketId, body: 'It jams again.', ...input },
    'comment { id } ticket { status version }',
  );
const round = () => runSchedule(world.app.services, [autoClose], () => false);

describe('a public comment of the requester on a resolved ticket', () => {
  it('reopens it in the same transaction, with the reason "reply" and the comment as the cause', async () => {
    const id = await resolved(requester, agent);
    const { ticket } = await say(requester, id);
    expect(ticket).toEqual({ status: 'INVESTIGATING', version: 4 });
    expect(await look(id)).toEqual({
      status: 'INVESTIGATING',
      version: 4,
      reopenCount: 1,
      autoCloseAt: null,
      resolution: null,
    });
    const query = `query ($id: ID!) { ticket(id: $id) { eventCursor: id timeline(last: 2) { edges { cursor node { __typename
      ... on TicketEvent { type actor { ... on User { name } } cause { kind eventCursor } changes { of field from to } } } } } } }`;
    const { edges } = (await agent.ok(query, { id })).ticket.timeline;
    expect(edges.map(({ node }: { node: object }) => node)).toEqual([
      { __typename: 'Comment' },
      {
        __typename: 'TicketEvent',
        type: 'TICKET_REOPENED',
        actor: { name: 'Rosa Requester' },
        cause: { kind: 'EVENT', eventCursor: expect.any(String) },
        changes: [
          { of: 'TICKET', field: 'STATUS', from: 'RESOLVED', to: 'INVESTIGATING' },
          { of: 'TICKET_RESOLUTION', field: 'CODE', from: 'FIXED', to: null },
          { of: 'TICKET_RESOLUTION', field: 'NOTES', from: 'It works.', to: null },
          { of: 'TICKET', field: 'REOPEN_COUNT', from: 0, to: 1 },
          { of: 'TICKET_EVENT', field: 'REASON', from: null, to: 'reply' },
        ],
      },
    ]);
  });

  it('leaves it resolved with `keepResolved`, and starts its quiet time again from the beginning', async () => {
    const id = await resolved(requester, agent);
    clock += 3 * DAY;
    const { ticket } = await say(requester, id, { keepResolved: true });
    expect(ticket).toEqual({ status: 'RESOLVED', version: 3 });
    expect(Date.parse((await look(id)).autoCloseAt)).toBe(clock + 7 * DAY);
    expect(await timelineOf(agent, id)).toEqual(['TICKET_CREATED', 'TICKET_RESOLVED', 'Comment']);
  });
});

describe('a public comment of somebody else on a resolved ticket', () => {
  it.each([
    ['an affected user', { affectedUserIds: ['requester2'] }, () => requester2],
    ['a watcher', { watcherIds: ['requester2'] }, () => requester2],
    ['an agent', {}, () => agent],
  ] as const)(
    'that is %s leaves it resolved, and starts its quiet time again',
    async (_who, people, client) => {
      const input = Object.fromEntries(
        Object.entries(people).map(([field, names]) => [field, names.map((name) => users[name])]),
      );
      const by = Object.keys(people).length > 0 ? agent : requester;
      const id = await resolved(by, agent, { requesterId: users.requester, ...input });
      clock += 3 * DAY;
      await say(client(), id);
      expect(await look(id)).toMatchObject({ status: 'RESOLVED', reopenCount: 0 });
      expect(Date.parse((await look(id)).autoCloseAt)).toBe(clock + 7 * DAY);
    },
  );
});

describe('what is imported or sent by a machine', () => {
  const held = async (): Promise<string> => {
    const { ticket } = await requester.done(
      'createTicket',
      { type: 'INCIDENT', subject: 'The printer jams', description: 'On every page.' },
      'ticket { id }',
    );
    await agent.done('holdTicket', { ticketId: ticket.id, reason: 'AWAITING_REQUESTER' }, '__typename');
    return ticket.id;
  };

  it('never reopens, resumes or delays: an imported comment of the requester', async () => {
    const key = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE', 'IMPORT']);
    const [done, waiting] = [await resolved(requester, agent), await held()];
    const { autoCloseAt } = await look(done);
    clock += DAY;
    const past = { import: { occurredAt: new Date(clock), actorId: users.requester } };
    for (const id of [done, waiting]) await say(key, id, past);
    expect(await look(done)).toMatchObject({ status: 'RESOLVED', version: 3, autoCloseAt });
    expect(await look(waiting)).toMatchObject({ status: 'ON_HOLD' });
  });

  it('never delays: an imported change of a resolved ticket', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const id = await resolved(requester, agent);
    const { autoCloseAt } = await look(id);
    clock += DAY;
    const input = { ticketId: id, labels: ['old'], import: { occurredAt: new Date(clock - DAY) } };
    await key.done('updateTicket', input, '__typename');
    expect(await look(id)).toMatchObject({ status: 'RESOLVED', version: 3, autoCloseAt });
  });

  it('never delays: an automatic comment of a program; people cannot add one', async () => {
    const key = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE']);
    const id = await resolved(requester, agent);
    const { autoCloseAt } = await look(id);
    clock += DAY;
    await say(key, id, { automatic: true });
    expect(await look(id)).toMatchObject({ status: 'RESOLVED', version: 3, autoCloseAt });
    const input = { ticketId: id, body: 'I am away.', automatic: true };
    expect(await refusedWith(world, requester, 'addComment', input)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'automatic'],
    });
  });
});

describe('a reply and the automatic closing at the same moment', () => {
  /** Locks the row of a ticket, and releases it when as many transactions wait for it. */
  async function whileLocked<T>(ticketId: string, acts: (() => Promise<T>)[]): Promise<T[]> {
    const owner = new pg.Client({ connectionString: world.databaseUrl });
    await owner.connect();
    const started: Promise<T>[] = [];
    try {
      await owner.query('begin');
      await owner.query('select 1 from tickets where id = $1 for update', [rawId(ticketId)]);
      for (const act of acts) {
        started.push(act());
        await eventually(async () => {
          const { rows } = await owner.query<{ n: number }>(
            "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          );
          return rows[0]?.n === started.length;
        });
      }
    } finally {
      await owner.query('commit');
      await owner.end();
    }
    return Promise.all(started);
  }
  const reply = (ticketId: string) => () =>
    requester.mutate('addComment', { ticketId, body: 'It jams again.' }, '__typename');

  it('meet at the row of the ticket: a reply that comes second finds it closed', async () => {
    const id = await resolved(requester, agent);
    clock += 7 * DAY;
    const [, answer] = await whileLocked(id, [round, reply(id)] as (() => Promise<unknown>)[]);
    expect(answer).toMatchObject({
      errors: [{ __typename: 'InvalidTransitionError', from: 'CLOSED', transition: null }],
    });
    expect(await timelineOf(agent, id)).toEqual([
      'TICKET_CREATED',
      'TICKET_RESOLVED',
      'TICKET_CLOSED',
      'SURVEY_SENT',
    ]);
  });

  it('meet at the row of the ticket: the automatic closing that comes second finds it reopened', async () => {
    const id = await resolved(requester, agent);
    clock += 7 * DAY;
    const [answer] = await whileLocked(id, [reply(id), round] as (() => Promise<unknown>)[]);
    expect(answer).toMatchObject({ errors: [] });
    expect(await timelineOf(agent, id)).toEqual([
      'TICKET_CREATED',
      'TICKET_RESOLVED',
      'Comment',
      'TICKET_REOPENED',
    ]);
  });
});
