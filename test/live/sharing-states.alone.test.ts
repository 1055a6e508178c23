import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor, Reader } from '../../server/platform/actor/actor.js';
import { type Scope, scopeOfReader } from '../../server/platform/actor/scope.js';
import { Witness } from '../../server/platform/actor/witness.js';
import { sql } from '../../server/platform/db/sql.js';
import { executeForStaff } from '../../server/platform/live/class-execution.js';
import { isServedAlone } from '../../server/platform/live/sharing.js';
import type { Stream } from '../../server/platform/live/stream.js';
import { countersStream } from '../../server/queue-counters/counters-stream.js';
import * as rights from '../../server/tickets/data/rights.js';
import { maySee } from '../../server/tickets/rules/visibility.js';
import { ticketView } from '../../server/views/ticket-view.js';
import { rawId } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Executor } from './as-class.js';
import { SharedScene, type Step, type Viewer } from './shared-scene.js';

/*
 * The state of a view or of counters that people share must be what each of them reads alone, and its counts must be those of the tickets
 * that the pure rule lets them see. Each rule about tickets that is switched off must be found.
 */

const broken = vi.hoisted(() => ({ rule: '' }));
vi.mock('../../server/tickets/data/visibility.js', async (original) => {
  const rules = await original<Record<string, (scope: Scope, ...more: unknown[]) => unknown>>();
  const otherwise = {
    seesQueueWhole: ({ sees }: Scope) =>
      sees === 'queues' || sees === 'everything' ? sql`false` : sql`true`,
    seenPersonally: () => [],
    visibleTickets: ({ organisationId }: Scope) => sql`t.organisation_id = ${organisationId}`,
    hiddenTickets: () => sql`false`,
  };
  const breakable = Object.entries(otherwise).map(([name, without]) => [
    name,
    (scope: Scope, ...more: unknown[]) =>
      broken.rule === `${name} ${scope.sees}` ? without(scope) : rules[name]?.(scope, ...more),
  ]);
  return { ...rules, ...Object.fromEntries(breakable) };
});

let world: World;
let executor: Executor;
let scene: SharedScene;
let teamQueues: { id: string; teamId: string }[];
let queueIds: string[];
let tickets: string[];

/** Tickets in queues of each visibility, to which people of every team and none have rights. */
const history: Step[] = [
  { do: 'assign', ticket: 1, person: 0 },
  { do: 'watch', ticket: 1, person: 2 },
  { do: 'affect', ticket: 0, people: [5] },
  { do: 'affect', ticket: 2, people: [3, 5] },
  { do: 'request', ticket: 3, person: 1 },
  { do: 'move', ticket: 5, queue: 2 },
  { do: 'hold', ticket: 4, other: 2 },
  { do: 'resolve', ticket: 6 },
];

beforeAll(async () => {
  world = await startWorld();
  executor = await Executor.of(world);
  scene = await SharedScene.of(world, executor.organisationId);
  tickets = await scene.play(history);
  teamQueues = await world.rows(`select id, team_id as "teamId" from queues where visibility = 'TEAM'`);
  const queues = `select id from queues where organisation_id = '${executor.organisationId}' order by id`;
  queueIds = (await world.rows<{ id: string }>(queues)).map(({ id }) => id);
});
afterAll(() => world.stop());

/** Staff of each set of teams, who have rights of their own and who have none, and an administrator. */
const staff: Viewer[] = [
  ...[0, 1, 2, 3].flatMap((person) =>
    [[], [1], [0, 2]].map((teams) => ({ person, role: 'AGENT' as const, teams })),
  ),
  { person: null, role: 'ADMIN', teams: [] },
];
const requesters: Viewer[] = [4, 5, 6].map((person) => ({ person, role: 'REQUESTER', teams: [] }));

const view = (filter: object | null, first: number): Stream =>
  ticketView({
    query: { filter, orderBy: null },
    first,
    counts: true,
    savedViewId: null,
    topics: null,
    isUnchanged: async () => true,
  });
const streams: [string, Stream][] = [
  ['counters', countersStream(null)],
  ['all tickets', view(null, 100)],
  ['first of all tickets', view(null, 4)],
  ['open tickets', view({ statusCategories: ['NEW', 'ACTIVE', 'WAITING'] }, 3)],
  ['mine', view({ viewer: ['ASSIGNED_TO_ME', 'WATCHED_BY_ME'] }, 10)],
];

async function read(stream: Stream, reader: Reader) {
  const reads = executor.reads(reader, new Witness());
  try {
    const shown = await stream.showing?.read(reads);
    if (!shown) throw new Error('the stream has no state');
    return { shown, testimony: reads.witness?.testimony ?? { isPersonal: false, hidden: [], isMany: false } };
  } finally {
    await reads.close();
  }
}

/** The class of staff to which an actor belongs. */
function classOf(actor: Actor) {
  const isAll = actor.kind !== 'user' || actor.role === 'ADMIN';
  const teamIds = actor.kind === 'user' ? actor.teamIds : [];
  const seen = teamQueues.filter(({ teamId }) => teamIds.includes(teamId)).map(({ id }) => id);
  return { actor, queueIds: isAll ? ('ALL' as const) : new Set(seen) };
}

const met = { shared: 0, alone: 0 };

/** Whose shared state is not what they read alone. */
async function wronglyShared(name: string, stream: Stream): Promise<string | undefined> {
  const actors = staff.map((one) => scene.actorOf(one));
  const users = actors.flatMap((one) => (one.kind === 'user' ? [one.userId] : []));
  const results = await executeForStaff(actors.map(classOf), (ids) =>
    read(stream, executor.ofClass({ sees: 'staff', queueIds: ids })),
  );
  for (const { result, classes } of results) {
    const reads = executor.reads(executor.ofClass({ sees: 'staff', queueIds: [] }), null);
    const event = { ticketId: null, facts: null, changes: [] };
    const own = await rights.personalRights(reads, result.testimony, event, users);
    await reads.close();
    for (const { actor } of classes) {
      const userId = actor.kind === 'user' ? actor.userId : '';
      met[isServedAlone(result.testimony, own.get(userId)) ? 'alone' : 'shared'] += 1;
      if (isServedAlone(result.testimony, own.get(userId))) continue;
      const alone = await read(stream, actor);
      if (alone.shown.content !== result.shown.content) return `${name} of ${JSON.stringify(actor)}`;
    }
  }
  return undefined;
}

interface Sighted {
  ticketId: string;
  queueId: string;
  status: string;
  priority: number;
  assigneeId: string | null;
}
const sightOf = `select t.id as "ticketId", t.requester_id as "requesterId", t.assignee_id as "assigneeId", t.queue_id as "queueId",
    q.team_id as "queueTeamId", q.visibility as "queueVisibility", t.status, t.priority,
    coalesce(jsonb_agg(jsonb_build_object('userId', tp.user_id, 'participation', tp.participation, 'grantsAccess', tp.grants_access))
      filter (where tp.user_id is not null), '[]') as people
  from tickets t join queues q on q.id = t.queue_id left join ticket_people tp on tp.ticket_id = t.id
  where t.organisation_id = $1 group by t.id, t.organisation_id, q.id, q.organisation_id`;

/** The tickets that the pure rule lets a reader see. */
async function seenBy(reader: Reader): Promise<Sighted[]> {
  const scope = scopeOfReader(reader);
  const userId = 'userId' in scope ? scope.userId : null;
  // biome-ignore lint/suspicious/noExplicitAny: the columns of the statement
  const rows = await world.rows<any>(sightOf, [executor.organisationId]);
  return rows.filter((row) => {
    const parts = row.people.filter((one: { userId: string }) => one.userId === userId);
    return maySee(scope, { ...row, parts });
  });
}

/** Whose counters are not those of the tickets that they see. */
async function wronglyCounted(): Promise<string | undefined> {
  const [ticketId = ''] = tickets.map(rawId);
  const limited = { kind: 'key', keyId: ticketId, name: 'Limited', scopes: ['TICKETS_READ'] } as const;
  const readers: Reader[] = [
    ...[...staff, ...requesters].map((one) => scene.actorOf(one)),
    { ...limited, organisationId: executor.organisationId, queueIds: queueIds.slice(0, 6), expiresAt: null },
    executor.ofClass({ sees: 'staff', queueIds: [] }),
    executor.ofClass({ sees: 'staff', queueIds: teamQueues.slice(0, 2).map(({ id }) => id) }),
    executor.ofClass({ sees: 'ticket', ticketId }),
  ];
  const done = ['RESOLVED', 'CLOSED', 'CANCELLED', 'MERGED'];
  for (const reader of readers) {
    const { shown } = await read(countersStream(null), reader);
    const { rows } = shown as unknown as { rows: { queue: { id: string } }[] };
    const open = (await seenBy(reader)).filter(({ status }) => !done.includes(status));
    const expected = rows.map(({ queue }) => {
      const own = open.filter(({ queueId }) => queueId === queue.id);
      return {
        queue,
        open: own.length,
        unassigned: own.filter(({ assigneeId }) => assigneeId === null).length,
        onHold: own.filter(({ status }) => status === 'ON_HOLD').length,
        byPriority: [1, 2, 3, 4].map((rank) => own.filter(({ priority }) => priority === rank).length),
      };
    });
    try {
      expect(rows).toEqual(expected);
    } catch {
      return `counters of ${JSON.stringify(reader)}`;
    }
  }
  return undefined;
}

async function firstFault(): Promise<string | undefined> {
  for (const [name, stream] of streams) {
    const fault = await wronglyShared(name, stream);
    if (fault) return fault;
  }
  return wronglyCounted();
}

describe('a state that people share', () => {
  it('is what each of them reads alone, and counts what each may see', async () => {
    expect(await firstFault()).toBeUndefined();
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(0);
  }, 60_000);

  const rules: [string, () => unknown][] = [
    ...['staff', 'teams', 'own', 'ticket', 'queues', 'everything'].map((sees) => `seesQueueWhole ${sees}`),
    ...['teams', 'own', 'ticket'].map((sees) => `seenPersonally ${sees}`),
    ...['staff', 'teams'].map((sees) => `visibleTickets ${sees}`),
    'hiddenTickets staff',
  ].map((rule): [string, () => unknown] => [rule, () => Object.assign(broken, { rule })]);
  rules.push(
    ['that hidden tickets are noted', () => vi.spyOn(Witness.prototype, 'hid').mockReturnValue()],
    ['that personal filters are noted', () => vi.spyOn(Witness.prototype, 'personal').mockReturnValue()],
    [
      'that who has a right is served alone',
      () => vi.spyOn(rights, 'personalRights').mockResolvedValue(new Map()),
    ],
  );
  it.each(rules)(
    'differs, or is counted wrongly, without the rule %s',
    async (_name, switchOff) => {
      switchOff();
      try {
        expect(await firstFault()).toBeDefined();
      } finally {
        broken.rule = '';
        vi.restoreAllMocks();
      }
    },
    60_000,
  );
});
