import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seesByQueues, seesByRole } from '../../server/platform/actor/asking.js';
import { type Scope, scopeOf, writableScopeOf } from '../../server/platform/actor/scope.js';
import { compile, type Sql, sql } from '../../server/platform/db/sql.js';
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

const id = (kind: number, n: number) => `0000000${kind}-0000-0000-0000-00000000000${n}`;
const organisationId = id(0, 0);
const teamIds = [0, 1, 2].map((n) => id(1, n));
const userIds = [0, 1, 2, 3].map((n) => id(2, n));
const queueIds = [0, 1, 2, 3].map((n) => id(3, n));

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
  const tickets = data.tickets.map((one, i) => ({
    ...one,
    i,
    id: `00000004-0000-0000-0000-${String(i).padStart(12, '0')}`,
  }));
  const people = tickets.flatMap((one) => one.people.map((person) => ({ ...person, ticket_id: one.id })));
  const table = (rows: readonly object[]) =>
    JSON.stringify(rows.map((row) => ({ ...row, organisation_id: organisationId })));
  const statement = compile(sql`
    with queues as (select * from jsonb_to_recordset(${table(data.queues)}::jsonb) as q (organisation_id uuid, id uuid, team_id uuid,
      visibility text)),
    ticket_people as (select * from jsonb_to_recordset(${table(people)}::jsonb) as p (organisation_id uuid, ticket_id uuid, user_id uuid,
      participation text, grants_access boolean)),
    tickets as (select * from jsonb_to_recordset(${table(tickets)}::jsonb) as t (i int, organisation_id uuid, id uuid, queue_id uuid,
      assignee_id uuid, requester_id uuid))
    select array[${sql.join([seen, ...ofSeen.map((more) => sql`${seen} and ${more}`)])}] as seen from ${from} order by t.i`);
  const rows = await world.rows<{ seen: boolean[] }>(statement.sql, [...statement.parameters]);
  return rows.map((row) => row.seen);
}

/** The row `me` of a packet, for this viewer. */
function me(viewer: Scope): Sql {
  const { userId = null, teamIds = [], queueIds = [] } = viewer as Partial<Record<string, string[] | string>>;
  return sql`(select ${viewer.sees}::text as sees, ${userId}::uuid as user_id, ${teamIds}::uuid[] as team_ids,
    ${queueIds}::uuid[] as queue_ids) me cross join tickets t`;
}

function byValue(data: Generated, viewer: Scope): Seen[] {
  const viewerId = 'userId' in viewer ? viewer.userId : null;
  return data.tickets.map((one) => {
    const queue = data.queues.find((queue) => queue.id === one.queue_id);
    if (!queue) throw new Error('the ticket has no queue');
    const sight: Sight = {
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
        expect(seen).toBe(byValue(alone, viewer)[0]?.[0]);
        met.add(`${viewer.sees} ${seen}`);
      }),
      { numRuns: 200 },
    );
    expect(met.size).toBe(8);
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
        const commanded = await inPostgres(data, me(viewer), [
          visibleToMe(organisationId),
          internalVisibleToMe(organisationId),
          recordsVisibleToMe(organisationId),
        ]);
        expect(listed).toEqual(expected);
        expect(commanded).toEqual(expected);
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
      'teams false false false',
      'teams true false false',
      'teams true true true',
    ]);
  });
});
