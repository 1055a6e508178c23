import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { seesByQueues, seesByRole } from '../../server/platform/actor/asking.js';
import { type Scope, scopeOf, writableScopeOf } from '../../server/platform/actor/scope.js';
import type { TicketFilter } from '../../server/platform/contract/generated/types.js';
import { compile, type Sql, sql } from '../../server/platform/db/sql.js';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import { checkedFilter, filterSql, isCounted, queuesOfFilter } from '../../server/tickets/data/filter.js';
import { countedTickets } from '../../server/tickets/data/ticket-counts.js';
import {
  internalVisible,
  internalVisibleToMe,
  recordsVisible,
  recordsVisibleToMe,
  seesPlaced,
  visibleTickets,
  visibleToMe,
} from '../../server/tickets/data/visibility.js';
import { maySee, maySeeInternal, type Sight } from '../../server/tickets/rules/visibility.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const id = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-00000000000${n}`;
const organisationId = id(0, 0);
const teamIds = [0, 1, 2].map((n) => id(1, n));
const userIds = [0, 1, 2, 3].map((n) => id(2, n));
const queueIds = [0, 1, 2, 3].map((n) => id(3, n));
const ticketId = (n: number) => `00000004-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ticketIds = [0, 1, 2].map(ticketId);

const queues = fc.tuple(
  ...queueIds.map((queueId) =>
    fc.record({
      id: fc.constant(queueId),
      team_id: fc.constantFrom(...teamIds),
      visibility: fc.constantFrom('ORGANISATION' as const, 'TEAM' as const),
    }),
  ),
);

const ticket = fc.record({
  requester_id: fc.constantFrom(...userIds),
  assignee_id: fc.option(fc.constantFrom(...userIds)),
  queue_id: fc.constantFrom(...queueIds),
  type: fc.constantFrom('INCIDENT', 'PROBLEM'),
  status: fc.constantFrom('NEW', 'ON_HOLD', 'CLOSED'),
  priority: fc.constantFrom(1, 3),
  people: fc.uniqueArray(
    fc.record({
      user_id: fc.constantFrom(...userIds),
      participation: fc.constantFrom('WATCHER' as const, 'AFFECTED' as const, 'APPROVER' as const),
      grants_access: fc.boolean(),
    }),
    { selector: ({ user_id, participation }) => `${user_id} ${participation}`, maxLength: 3 },
  ),
});

const userId = fc.constantFrom(...userIds);
const inOrganisation = { organisationId: fc.constant(organisationId) };
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.record({ ...inOrganisation, sees: fc.constant('nothing' as const) }),
  fc.record({ ...inOrganisation, sees: fc.constant('everything' as const) }),
  fc.record({ ...inOrganisation, sees: fc.constant('queues' as const), queueIds: fc.subarray(queueIds) }),
  fc.record({ ...inOrganisation, sees: fc.constant('staff' as const), queueIds: fc.subarray(queueIds) }),
  fc.record({
    ...inOrganisation,
    sees: fc.constant('ticket' as const),
    ticketId: fc.constantFrom(...ticketIds),
  }),
  // Most of what there is to decide.
  {
    weight: 3,
    arbitrary: fc.record({ ...inOrganisation, sees: fc.constant('own' as const), userId }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...inOrganisation,
      sees: fc.constant('teams' as const),
      userId,
      teamIds: fc.subarray(teamIds, { maxLength: 1 }),
    }),
  },
);

type Generated = {
  queues: { id: string; team_id: string; visibility: 'ORGANISATION' | 'TEAM' }[];
  tickets: Ticket[];
};
type Ticket = typeof ticket extends fc.Arbitrary<infer T> ? T : never;

/** Three answers for each ticket: whether the viewer sees the ticket, its internal content, and its records. */
type Seen = readonly boolean[];

/** Evaluates the predicates in PostgreSQL on the generated rows. */
async function inPostgres(
  data: Generated,
  from: Sql,
  [seen, ...ofSeen]: readonly [Sql, ...Sql[]],
): Promise<Seen[]> {
  const rows = await answers<{ seen: boolean[] }>(
    data,
    sql`select array[${sql.join([seen, ...ofSeen.map((more) => sql`${seen} and ${more}`)])}] as seen from ${from} order by t.i`,
  );
  return rows.map((row) => row.seen);
}

/** Runs a query in PostgreSQL on the generated rows. */
async function answers<R extends object>(data: Generated, query: Sql): Promise<R[]> {
  const tickets = data.tickets.map((one, i) => ({ ...one, i, id: ticketId(i) }));
  const people = tickets.flatMap((one) => one.people.map((person) => ({ ...person, ticket_id: one.id })));
  const table = (rows: readonly object[]) =>
    JSON.stringify(rows.map((row) => ({ ...row, organisation_id: organisationId })));
  const statement = compile(sql`
    with queues as (select * from jsonb_to_recordset(${table(data.queues)}::jsonb) as q (organisation_id uuid, id uuid, team_id uuid,
      visibility text)),
    ticket_people as (select * from jsonb_to_recordset(${table(people)}::jsonb) as p (organisation_id uuid, ticket_id uuid, user_id uuid,
      participation text, grants_access boolean)),
    tickets as (select * from jsonb_to_recordset(${table(tickets)}::jsonb) as t (i int, organisation_id uuid, id uuid, queue_id uuid,
      assignee_id uuid, requester_id uuid, type text, status text, priority smallint)),
    ticket_counts as (select organisation_id, queue_id, status, type, priority, assignee_id is not null as is_assigned, count(*)::int as tickets
      from tickets group by 1, 2, 3, 4, 5, 6)
    ${query}`);
  return world.rows<R>(statement.sql, [...statement.parameters]);
}

/** The row `me` of a packet, for this viewer. */
function me(viewer: Scope): Sql {
  const { userId = null, teamIds = [], queueIds = [] } = viewer as Partial<Record<string, string[] | string>>;
  return sql`(select ${viewer.sees}::text as sees, ${userId}::uuid as user_id, ${teamIds}::uuid[] as team_ids,
    ${queueIds}::uuid[] as queue_ids) me cross join tickets t`;
}

function byValue(data: Generated, viewer: Scope): Seen[] {
  const viewerId = 'userId' in viewer ? viewer.userId : null;
  return data.tickets.map((one, i) => {
    const queue = data.queues.find((queue) => queue.id === one.queue_id);
    if (!queue) throw new Error('the ticket has no queue');
    const sight: Sight = {
      ticketId: ticketId(i),
      requesterId: one.requester_id,
      assigneeId: one.assignee_id,
      queueId: queue.id,
      queueTeamId: queue.team_id,
      queueVisibility: queue.visibility,
      parts: one.people
        .filter((person) => person.user_id === viewerId)
        .map(({ participation, grants_access }) => ({ participation, grantsAccess: grants_access })),
    };
    const isAsked =
      viewer.sees === 'own' && sight.parts.some(({ participation }) => participation === 'APPROVER');
    return [maySee(viewer, sight), maySeeInternal(viewer, sight), maySeeInternal(viewer, sight) || isAsked];
  });
}

const roles = ['REQUESTER', 'AGENT', 'LEAD', 'ADMIN'] as const;

describe('the visibility scope of an actor', () => {
  it.each(roles)('is the same in TypeScript and in SQL: %s', async (role) => {
    const viewer = { kind: 'user', organisationId, userId: id(2, 0), role, teamIds } as const;
    expect(await seenBy(seesByRole(sql`${role}::text`))).toBe(scopeOf(viewer).sees);
  });

  it.each([[null], [[]], [queueIds]])(
    'is the same in TypeScript and in SQL: an API key with queues %j',
    async (ids) => {
      const key = {
        kind: 'key',
        organisationId,
        keyId: id(6, 0),
        name: 'A program',
        expiresAt: null,
      } as const;
      const { sees } = writableScopeOf({ ...key, scopes: ['TICKETS_WRITE'], queueIds: ids });
      expect(await seenBy(seesByQueues(sql`${ids}::uuid[]`))).toBe(sees);
    },
  );

  async function seenBy(sees: Sql): Promise<string | undefined> {
    const statement = compile(sql`select ${sees} as sees`);
    return (await world.rows<{ sees: string }>(statement.sql, [...statement.parameters]))[0]?.sees;
  }
});

describe('the sight of a ticket as it was', () => {
  it('is the same in TypeScript and in SQL, and needs no participations', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.record({ queues, ticket }), scope, async ({ queues, ticket: one }, viewer) => {
        const data = { queues, tickets: [one] };
        const alone = { queues, tickets: [{ ...one, people: [] }] };
        const placed = { queue: one.queue_id, assignee: one.assignee_id, requester: one.requester_id };
        const [[seen] = []] = await inPostgres(data, sql`tickets t`, [seesPlaced(viewer, placed)]);
        // The requesters of a ticket are a class by its id, wherever it is placed.
        expect(seen).toBe(viewer.sees !== 'ticket' && byValue(alone, viewer)[0]?.[0]);
        met.add(`${viewer.sees} ${seen}`);
      }),
      { numRuns: 200 },
    );
    expect(met.size).toBe(11);
  });
});

describe('the visibility of a ticket, its internal content and its records', () => {
  it('is the same in TypeScript, in the SQL of lists and in the SQL of commands', async () => {
    const met = new Map<string, number>();
    const tickets = fc.array(ticket, { minLength: 50, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.record({ queues, tickets }), scope, async (data, viewer) => {
        const expected = byValue(data, viewer);
        const listed = await inPostgres(data, sql`tickets t`, [
          visibleTickets(viewer),
          internalVisible(viewer),
          recordsVisible(viewer),
        ]);
        expect(listed).toEqual(expected);
        // No class of readers runs a command: the row of one would see nothing.
        const isClass = viewer.sees === 'staff' || viewer.sees === 'ticket';
        const commanded = await inPostgres(data, me(viewer), [
          visibleToMe(organisationId),
          internalVisibleToMe(organisationId),
          recordsVisibleToMe(organisationId),
        ]);
        expect(commanded).toEqual(isClass ? expected.map((seen) => seen.map(() => null)) : expected);
        for (const seen of expected) {
          const kind = `${viewer.sees} ${seen.join(' ')}`;
          met.set(kind, (met.get(kind) ?? 0) + 1);
        }
      }),
      { numRuns: 200 },
    );
    // The generated data covered every answer that each kind of viewer can get.
    expect([...met.keys()].sort()).toEqual([
      'everything true true true',
      'nothing false false false',
      'own false false false',
      'own true false false',
      'own true false true',
      'queues false false false',
      'queues true true true',
      'staff false false false',
      'staff true true true',
      'teams false false false',
      'teams true false false',
      'teams true true true',
      'ticket false false false',
      'ticket true false false',
    ]);
  });
});

describe('the count of the tickets that a reader sees, by the kept counts', () => {
  const own = fc.record(
    {
      types: some('INCIDENT', 'PROBLEM', 'OTHER'),
      statuses: some('NEW', 'ON_HOLD', 'CLOSED', 'RESOLVED'),
      statusCategories: some('TODO', 'WAITING', 'DONE'),
      priorities: some('P1', 'P2', 'P3'),
      queueIds: some(...queueIds.map((queueId) => toGlobalId('Queue', queueId))),
      teamIds: some(...teamIds.map((teamId) => toGlobalId('Team', teamId))),
      assignee: some('NONE', 'ANY'),
    },
    { requiredKeys: [] },
  );
  const filter = fc.oneof(
    own,
    fc.record({ anyOf: fc.array(own, { maxLength: 2 }) }),
    fc.tuple(own, own).map(([one, not]) => ({ ...one, not })),
  ) as fc.Arbitrary<TicketFilter>;

  it('is the exact count, for every filter over counted values', async () => {
    const met = new Set<string>();
    const tickets = fc.array(ticket, { minLength: 50, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.record({ queues, tickets }), scope, filter, async (data, viewer, given) => {
        const queuesOf = (ids: readonly string[]) =>
          data.queues.filter(({ team_id }) => ids.includes(team_id)).map((queue) => queue.id);
        const reads = { actor: null, userId: null, scope: viewer, extensions: modules.extensions };
        const checked = checkedFilter(given, { reads, queuesOf, keyOf: () => undefined });
        expect(isCounted(checked)).toBe(true);
        const condition = filterSql(organisationId, checked);
        const [count] = await answers<{ kept: number; exact: number }>(
          data,
          sql`select (select coalesce(sum(t.tickets), 0)::int from ${countedTickets(viewer, condition, queuesOfFilter(checked))}) as kept,
            (select count(*)::int from tickets t where ${visibleTickets(viewer)} and ${condition}) as exact`,
        );
        expect(count?.kept).toBe(count?.exact);
        if (count?.exact) met.add(viewer.sees);
      }),
      { numRuns: 300 },
    );
    expect([...met]).toEqual(expect.arrayContaining(['own', 'teams']));
    expect(met.size).toBeGreaterThanOrEqual(4);
  });

  it('is not used for filters over other values', () => {
    const reads = {
      actor: null,
      userId: null,
      scope: { organisationId, sees: 'everything' } as Scope,
      extensions: modules.extensions,
    };
    const uses = (given: object) =>
      isCounted(checkedFilter(given as TicketFilter, { reads, queuesOf: () => [], keyOf: () => undefined }));
    expect(uses({})).toBe(true);
    expect(uses({ types: ['INCIDENT'], not: { priorities: ['P1'] } })).toBe(true);
    expect(uses({ assignee: ['INACTIVE', 'NONE'] })).toBe(false);
    expect(uses({ types: ['INCIDENT'], labels: ['a'] })).toBe(false);
    expect(uses({ anyOf: [{ types: ['INCIDENT'] }, { channels: ['API'] }] })).toBe(false);
    expect(uses({ not: { majorIncident: true } })).toBe(false);
  });

  function some(...values: string[]) {
    return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
  }
});
