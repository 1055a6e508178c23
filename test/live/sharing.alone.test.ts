import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { modules } from '../../server/modules.js';
import type { Actor } from '../../server/platform/actor/actor.js';
import { type Testimony, Witness } from '../../server/platform/actor/witness.js';
import { sql } from '../../server/platform/db/sql.js';
import { type FilteredEventRow, selectedEvent } from '../../server/platform/events/index.js';
import { buildSchema } from '../../server/platform/graphql/schema.js';
import { type Executed, executeForStaff } from '../../server/platform/live/class-execution.js';
import { isServedAlone } from '../../server/platform/live/sharing.js';
import * as rights from '../../server/tickets/data/rights.js';
import { rawId } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Executor, streamOf } from './as-class.js';
import { documentOf, type Path, selectionsOf } from './selections.js';
import { SharedScene, type Step, steps, type Viewer, viewers } from './shared-scene.js';

/*
 * What a viewer gets when executions are shared must be, byte for byte, what the viewer gets alone. Histories, viewers and documents are
 * generated. To repeat a failure, set `SHARING_SEED` to the seed in its message; `SHARING_RUNS` says how many histories are played.
 */
const RUNS = Number(process.env.SHARING_RUNS ?? 3);
const SEED = process.env.SHARING_SEED ? { seed: Number(process.env.SHARING_SEED) } : {};
const TIME = 60_000 + RUNS * 30_000;

/**
 * The rule that is broken: a predicate and the kind of scope. It then lets through what it hides from a class that sees less than its
 * members, or hides what it lets through for a class whose members see it.
 */
const broken = vi.hoisted(() => ({ rule: '' }));
interface Scoped {
  sees: string;
  organisationId: string;
}
/** Predicates are given a scope, the reads of a scope, or the changes of an event. */
type Rule = (given: Scoped & { scope?: Scoped }, ...more: unknown[]) => unknown;
const breakable = vi.hoisted(() => (rules: Record<string, unknown>, otherwise: Record<string, Rule>) => ({
  ...rules,
  ...Object.fromEntries(
    Object.entries(otherwise).map(([name, without]): [string, Rule] => [
      name,
      (given, ...more) => {
        const { sees = '' } = given.scope ?? given;
        return (broken.rule === `${name} ${sees}`.trim() ? without : (rules[name] as Rule))(given, ...more);
      },
    ]),
  ),
}));
vi.mock('../../server/tickets/data/visibility.js', async (original) =>
  breakable(await original(), {
    visibleTickets: ({ organisationId }) => sql`t.organisation_id = ${organisationId}`,
    hiddenTickets: () => sql`false`,
    // A class of staff reads all of what it sees, so that rule is broken when it reads nothing.
    internalVisible: ({ sees }) => (sees === 'staff' ? sql`false` : sql`true`),
    recordsVisible: ({ sees }) => (sees === 'staff' ? sql`false` : sql`true`),
    partVisible: ({ sees }) => (sees === 'staff' ? sql`false` : sql`true`),
    seesPlaced: ({ sees }) => (sees === 'staff' ? sql`false` : sql`true`),
  }),
);
vi.mock('../../server/tickets/rules/visibility.js', async (original) =>
  breakable(await original(), { changesRights: () => false }),
);
vi.mock('../../server/catalog/data/visibility.js', async (original) =>
  breakable(await original(), {
    visibleQueues: ({ sees, organisationId }) =>
      sees === 'staff' ? sql`false` : sql`q.organisation_id = ${organisationId}`,
  }),
);
vi.mock('../../server/companies/data/visibility.js', async (original) =>
  breakable(await original(), {
    visibleCompanies: ({ scope, organisationId }) =>
      scope?.sees === 'staff' ? sql`false` : sql`co.organisation_id = ${organisationId}`,
  }),
);
vi.mock('../../server/identity/people/data/visibility.js', async (original) =>
  breakable(await original(), {
    visibleUsers: ({ scope, organisationId }) =>
      scope?.sees === 'staff' ? sql`false` : sql`u.organisation_id = ${organisationId}`,
    seesProfile: ({ scope }) => scope?.sees !== 'staff',
  }),
);
vi.mock('../../server/platform/actor/catalogue-visibility.js', async (original) =>
  breakable(await original(), {
    inStaffCatalogue: ({ sees }) => (sees === 'staff' ? sql`false` : sql`true`),
  }),
);
vi.mock('../../server/platform/actor/scope.js', async (original) =>
  breakable(await original(), { seesColleagues: ({ sees }) => sees !== 'staff' }),
);

/** Rules on which nothing that the requesters of a ticket share depends. */
const reachesNothing: Record<string, string> = {
  'seesPlaced ticket': 'they see the ticket of the event, so they lose none',
  'visibleCompanies ticket':
    'the company of a user is part of the profile, which each of them sees only of themselves',
  'visibleUsers ticket': 'users are listed as people of a company, which is personal to requesters',
  'inStaffCatalogue ticket': 'what is in it is internal on a ticket',
};
/** The rules that are broken, one at a time. */
const breaks = [
  ...[
    'visibleTickets',
    'hiddenTickets',
    'internalVisible',
    'recordsVisible',
    'partVisible',
    'seesPlaced',
    'visibleQueues',
    'visibleCompanies',
    'visibleUsers',
    'seesProfile',
    'inStaffCatalogue',
    'seesColleagues',
  ]
    .flatMap((rule) => ['staff', 'ticket'].map((sees) => `${rule} ${sees}`))
    .filter((rule) => !(rule in reachesNothing)),
  'changesRights',
];
/** The other rules of the modules of visibility, and why no result that is shared depends on them. */
const notBroken: Record<string, string> = {
  seesQueueWhole: 'counts of states: see sharing-states.alone.test.ts',
  seenPersonally: 'counts of states: see sharing-states.alone.test.ts',
  visibleToMe: 'of commands, which no class runs',
  internalVisibleToMe: 'of commands, which no class runs',
  recordsVisibleToMe: 'of commands, which no class runs',
  maySee: 'of commands, which no class runs',
  maySeeInternal: 'of commands, which no class runs',
  maySeePart: 'of commands, which no class runs',
  seesQueue: 'of commands, which no class runs',
  writableScopeOf: 'of commands, which no class runs',
  visibleSessions: 'by the actor, so it is personal',
  visibleApiKeys: 'by the actor, so it is personal',
  visibleAccessRecords: 'by the actor, so it is personal',
  queuesConcerned: 'by the actor, so it is personal',
  queuesShown: 'by the actor, so it is personal',
  namesUser: 'about the person of a scope, and a class has none',
  takesRight: 'about the person of a scope, and a class has none',
  givesRight: 'about the person of a scope, and a class has none',
  concernedBy: 'part of personalRights, which is switched off as a whole',
  inCatalogue: 'the same for every reader who can share',
  isLoss: 'the same for every reader',
  scopeOf: 'what the others are given',
  scopeOfReader: 'what the others are given',
};
/** Files of rows that are seen by the kind of scope beside the modules of visibility: the generated comparison holds them. */
const decideBySees = [
  'server/closure/data/reads.ts',
  'server/queue-counters/data/reads.ts',
  'server/tickets/data/reads.ts',
  'server/views/data/reads.ts',
];

let world: World;
let executor: Executor;
let scene: SharedScene;
let teamQueues: { id: string; teamId: string }[];
const schema = buildSchema(modules.resolvers);
const all = selectionsOf(schema);

beforeAll(async () => {
  world = await startWorld();
  executor = await Executor.of(world);
  scene = await SharedScene.of(world, executor.organisationId);
  teamQueues = await world.rows(`select id, team_id as "teamId" from queues where visibility = 'TEAM'`);
});
afterAll(() => world.stop());

/** Fields that are right for one person only: to everybody, and to requesters. */
const personal = /^viewer|^availableTransitions$|^openWork$|^token$/;
const personalToRequesters =
  /^(email|phone|locale|timeZone|company|watchers|survey|timeline)$|watchers|timeline/;
const isPersonal = (path: Path) => path.some((name) => personal.test(name));
const shareable = all.filter((path) => !isPersonal(path));
const forRequesters = shareable.filter((path) => !path.some((name) => personalToRequesters.test(name)));

const documents = fc
  .oneof(
    { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...shareable), { minLength: 1, maxLength: 40 }) },
    {
      weight: 2,
      arbitrary: fc.uniqueArray(fc.constantFrom(...forRequesters), { minLength: 1, maxLength: 40 }),
    },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 40 }) },
  )
  .map(documentOf);

/** How often each was compared. */
const met = { shared: 0, alone: 0, executions: 0, requesters: 0, nothing: 0 };

/** What differs between what viewers get by shared executions and what each of them gets alone. */
async function differences(
  event: FilteredEventRow,
  document: string,
  given: readonly Viewer[],
  types: readonly string[] | null,
): Promise<string[]> {
  const parsed = parse(document);
  const stream = streamOf(types);
  const actors = given.map((one) => scene.actorOf(one));
  const shared = new Map<Actor, readonly string[]>();
  const share = async (
    actor: Actor,
    payloads: readonly string[] | null,
    testimony: Testimony,
  ): Promise<void> => {
    const userId = actor.kind === 'user' ? actor.userId : '';
    const reads = executor.reads(executor.ofClass({ sees: 'staff', queueIds: [] }), null);
    const users = actors.flatMap((one) => (one.kind === 'user' ? [one.userId] : []));
    const own = (await rights.personalRights(reads, testimony, event, users)).get(userId);
    await reads.close();
    if (payloads && !isServedAlone(testimony, own)) shared.set(actor, payloads);
    else met.alone += 1;
  };
  const staff = actors.filter((actor) => actor.kind !== 'user' || actor.role !== 'REQUESTER');
  const results = await executeForStaff(staff.map(classOf), (queueIds) => {
    met.executions += 1;
    return executor.once(executor.ofClass({ sees: 'staff', queueIds }), parsed, event, stream);
  });
  for (const { result, classes } of results)
    for (const { actor } of classes) await share(actor, payloadsOf(result), result.testimony);

  const ticketId = event.ticketId ?? '';
  const requesters = await requestersOf(ticketId, event, actors);
  if (requesters.length > 0) {
    const result = await executor.once(executor.ofClass({ sees: 'ticket', ticketId }), parsed, event, stream);
    for (const actor of requesters) await share(actor, payloadsOf(result), result.testimony);
    met.requesters += requesters.filter((actor) => shared.has(actor)).length;
  }

  const faults: string[] = [];
  for (const [actor, payloads] of shared) {
    met.shared += 1;
    const alone = await executor.once(actor, parsed, event, stream);
    const [mine, others] = [masked(payloadsOf(alone) ?? ['ends']), masked(payloads)];
    if (payloads.length === 0) met.nothing += 1;
    if (mine !== others) faults.push(`${event.type}, ${JSON.stringify(actor)}: ${difference(others, mine)}`);
  }
  return faults;
}

/** The items of the one stream. */
function payloadsOf({ frames: [items] }: Executed): string[] | null {
  return items?.map(({ payload }) => payload) ?? null;
}

/** The class of staff to which an actor belongs, with the TEAM queues that it sees. */
function classOf(actor: Actor) {
  const sees = (teamIds: readonly string[]) =>
    new Set(teamQueues.filter(({ teamId }) => teamIds.includes(teamId)).map(({ id }) => id));
  const isAll = actor.kind !== 'user' || actor.role === 'ADMIN';
  return { actor, queueIds: isAll ? ('ALL' as const) : sees(actor.teamIds) };
}

/** The requesters who are a class of the ticket: not approvers, nor those whose right the event changes. */
async function requestersOf(
  ticketId: string,
  event: FilteredEventRow,
  actors: readonly Actor[],
): Promise<Actor[]> {
  const holders = await world.rows<{ id: string; part: string }>(
    `select requester_id as id, 'REQUESTER' as part from tickets where id = $1
     union all select user_id, participation from ticket_people where ticket_id = $1`,
    [ticketId],
  );
  const changes = JSON.stringify(event.changes);
  return actors.filter((actor) => {
    if (actor.kind !== 'user' || actor.role !== 'REQUESTER') return false;
    const parts = holders.filter(({ id }) => id === actor.userId).map(({ part }) => part);
    return parts.length > 0 && !parts.includes('APPROVER') && !changes.includes(actor.userId);
  });
}

/** Where two texts begin to differ. */
function difference(others: string, mine: string): string {
  let at = 0;
  while (at < mine.length && mine[at] === others[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 300), at + 200);
  return `${around(others)}\n  instead of\n${around(mine)}`;
}

/** Signed URLs hold the time, and `eventCursor` the end of the log in a snapshot: here, each execution has its own. */
function masked(payloads: readonly string[]): string {
  return payloads.join('\n').replaceAll(/"(downloadUrl|eventCursor)":"[^"]*"/g, '"$1":"…"');
}

async function eventsOf(tickets: readonly string[]): Promise<FilteredEventRow[]> {
  const reads = executor.reads({ kind: 'system', organisationId: executor.organisationId }, null);
  const events = await reads.query(sql<FilteredEventRow>`select ${selectedEvent()}, e.facts from events e
    where e.organisation_id = ${executor.organisationId} and e.ticket_id = any (${tickets.map(rawId)}::uuid[]) order by e.number`);
  await reads.close();
  return events;
}

it(
  'is for each viewer what they get alone, for generated histories, viewers and documents',
  async () => {
    const which = fc.array(
      fc.record({
        event: fc.nat(),
        document: documents,
        viewers,
        types: fc.constantFrom(null, null, ['TICKET_CREATED']),
      }),
      { minLength: 8, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(steps, which, async (history, chosen) => {
        const events = await eventsOf(await scene.play(history));
        for (const { event, document, viewers: given, types } of chosen) {
          const one = events[event % events.length] as FilteredEventRow;
          expect(await differences(one, document, given, types)).toEqual([]);
        }
      }),
      { numRuns: RUNS, endOnFailure: RUNS <= 4, ...SEED },
    );
    // The comparison was about something.
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(0);
  },
  TIME,
);

describe('a rule that is switched off', () => {
  /** Every kind of step, on tickets in queues of each visibility. */
  const history: Step[] = [
    { do: 'RELATED_TO', ticket: 0, other: 1 },
    { do: 'PARENT_OF', ticket: 0, other: 3 },
    { do: 'HAS_PROBLEM', ticket: 0, other: 2 },
    { do: 'knownError', ticket: 2 },
    { do: 'INTERNAL', ticket: 0 },
    { do: 'PUBLIC', ticket: 0 },
    { do: 'affect', ticket: 0, people: [3, 5] },
    { do: 'watch', ticket: 0, person: 5 },
    { do: 'watch', ticket: 1, person: 2 },
    { do: 'ask', ticket: 5 },
    { do: 'move', ticket: 3, queue: 2 },
    { do: 'unwatch', ticket: 1, person: 2 },
    { do: 'hold', ticket: 4, other: 2 },
    { do: 'move', ticket: 6, queue: 0 },
    { do: 'move', ticket: 6, queue: 3 },
    // Last, events that the requesters see.
    { do: 'affect', ticket: 5, people: [3] },
    { do: 'INTERNAL', ticket: 5 },
    { do: 'PUBLIC', ticket: 5 },
    { do: 'PUBLIC', ticket: 0 },
    // And one that they do not see.
    { do: 'affect', ticket: 3, people: [6] },
    { do: 'INTERNAL', ticket: 3 },
  ];
  const staff: Viewer[] = [
    { person: 0, role: 'AGENT', teams: [1] },
    { person: 2, role: 'AGENT', teams: [2] },
    { person: 3, role: 'AGENT', teams: [] },
    { person: null, role: 'ADMIN', teams: [] },
  ];
  const requesters: Viewer[] = [3, 5, 6].map((person) => ({ person, role: 'REQUESTER', teams: [] }));
  const whole = (paths: readonly Path[]) =>
    documentOf(paths.filter((path) => !path.some((name) => name.startsWith('first_'))));
  const ofTicket = (fields: string): string =>
    `subscription { ticketEvents { __typename ... on TicketEvent { ticket { id ${fields} } } ... on TicketGone { cursor } } }`;
  const company = 'requester { company { name people { nodes { name } } } }';
  const wide: [string, Viewer[]][] = [
    [whole(forRequesters), requesters],
    [ofTicket('requester { email }'), requesters],
    [whole(shareable), staff],
    [ofTicket(company), staff],
    [ofTicket('queue { team { name } }'), staff],
    [whole(all), staff.slice(2)],
  ];
  let events: FilteredEventRow[];
  beforeAll(async () => {
    const tickets = await scene.play(history);
    // The survey of somebody who is no requester of the ticket any more.
    await world.rows(
      `insert into surveys (organisation_id, id, ticket_id, requester_id, sent_at, expires_at)
       select t.organisation_id, gen_random_uuid(), t.id, p.user_id, now(), now() + interval '1 day' from tickets t
       join ticket_people p on p.ticket_id = t.id and p.participation = 'AFFECTED' where t.id = $1 limit 1`,
      [rawId(tickets[0] ?? '')],
    );
    // The last event of each ticket.
    events = await Promise.all(tickets.map((id) => executor.lastEvent(id)));
  });

  async function firstFault(): Promise<string | undefined> {
    // Whom an event that is not sent gives or takes a right.
    for (const event of events) {
      const [fault] = await differences(event, ofTicket(''), staff, ['TICKET_CREATED']);
      if (fault) return fault;
    }
    for (const event of events)
      for (const [document, given] of wide) {
        const [fault] = await differences(event, document, given, null);
        if (fault) return fault;
      }
    return undefined;
  }

  it('is not there: nothing differs while all rules hold', async () => {
    expect(await firstFault()).toBeUndefined();
  }, 60_000);

  const rules: [string, () => unknown][] = [
    ...breaks.map((rule): [string, () => unknown] => [rule, () => Object.assign(broken, { rule })]),
    ['that hidden tickets are noted', () => vi.spyOn(Witness.prototype, 'hid').mockReturnValue()],
    ['that personal fields are noted', () => vi.spyOn(Witness.prototype, 'personal').mockReturnValue()],
    [
      'that who has a right is served alone',
      () => vi.spyOn(rights, 'personalRights').mockResolvedValue(new Map()),
    ],
  ];
  it.each(rules)(
    'is found: %s',
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

describe('the rules that can be switched off', () => {
  const files = globSync('server/**/{visibility,catalogue-visibility,scope}.ts');

  it('are all that the modules of visibility have', () => {
    const names = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^export function (\w+)/gm)].map(([, name]) => name),
    );
    const known = [...new Set(breaks.map((rule) => rule.split(' ')[0])), ...Object.keys(notBroken)];
    expect(names.sort()).toEqual(known.sort());
  });

  it('are all that decide by the kind of scope which rows are seen', () => {
    const decides = /\bsees [!=]==|switch \((scope\.)?sees\)/;
    const others = globSync('server/**/data/*reads.ts').filter((file) =>
      decides.test(readFileSync(file, 'utf8')),
    );
    expect(others.sort()).toEqual(decideBySees);
  });
});
