import fc from 'fast-check';
import { type GraphQLInputObjectType, getNamedType, getNullableType, isEnumType, isListType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, newcomer, report } from '../harness/desk.js';
import { type LogPlaces, logPlaces } from '../harness/log-places.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { CountersMirror, freshCounters } from './counters-mirror.js';
import { type Followed, freshView, ViewMirror } from './view-mirror.js';

/*
 * The law of live views and counters: a client that shows only what the items of `ticketView` and of `queueCounters` say, shows at each
 * position what `tickets` and `queueCounters` give. Generated filters cover each pair of conditions; writes, changes of rights and cuts are random. A failure prints the seed of the run, and is
 * shrunk. `HISTORIES` makes more of them for each filter.
 */

interface Reader {
  id: string;
  client: Client;
  /** A private view of the reader: renaming it gives a cursor that each stream of the reader sends. */
  savedViewId: string;
}

let world: World;
let admin: Client;
let placeOf: LogPlaces;
const readers: Reader[] = [];
const labels = ['red', 'green', 'blue'];
/** The objects of the world, by the type of their ids. */
const pools: Record<string, string[]> = { Ticket: [], Queue: [], Team: [], User: [] };

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  placeOf = await logPlaces(world.rows);
  const names = await directory(admin);
  for (const name of ['One', 'Two'])
    pools.Team?.push((await admin.done('createTeam', { name: `Team ${name}` }, 'team { id }')).team.id);
  for (const [i, visibility] of ['ORGANISATION', 'TEAM', 'TEAM'].entries()) {
    const queue = { name: `Queue ${i}`, teamId: pools.Team?.[i % 2], visibility };
    pools.Queue?.push((await admin.done('createQueue', queue, 'queue { id }')).queue.id);
  }
  for (const role of ['AGENT', 'AGENT', 'REQUESTER']) {
    const { id, signIn } = await newcomer(world, role);
    const client = await signIn();
    const { savedViewId } = await client.done('createSavedView', { name: 'Marker' }, 'savedViewId');
    readers.push({ id, client, savedViewId });
    pools.User?.push(id);
  }
  pools.Category = [names.categories['INCIDENT Network'] ?? ''];
  for (let i = 0; i < 5; i += 1) await create(i);
});
afterAll(() => world.stop());

async function create(n: number): Promise<void> {
  const queueId = pools.Queue?.[n % 3];
  const requesterId = pools.User?.[n % 3];
  const more = { queueId, requesterId, labels: [labels[n % 3]], externalReference: `R-${n % 2}` };
  pools.Ticket?.push((await report(admin, more)).id);
}

const input = contract.getType('TicketFilter') as GraphQLInputObjectType;
const fields = Object.values(input.getFields()).filter(({ name }) => name !== 'anyOf' && name !== 'not');

/** Of which type the ids of a condition are, where its name does not say it. */
const typeOfIds: Record<string, string> = {
  ids: 'Ticket',
  parentIds: 'Ticket',
  queueIds: 'Queue',
  teamIds: 'Team',
  categoryIds: 'Category',
};

/** Values of a condition that some tickets match. */
function values(name: string): fc.Arbitrary<unknown> {
  const type = getNullableType(input.getFields()[name]?.type);
  const named = getNamedType(type);
  const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
  if (named?.name === 'DateTimeRange') {
    const moment = fc
      .integer({ min: -600, max: 600 })
      .map((s) => new Date(Date.now() + s * 1000).toISOString());
    return fc.record({ from: fc.option(moment), to: fc.option(moment) });
  }
  if (named?.name === 'Boolean') return fc.boolean();
  if (isEnumType(named)) return some(fc.constantFrom(...named.getValues().map((value) => value.name)));
  if (named?.name === 'ID') {
    const pool =
      pools[typeOfIds[name] ?? (/(User|assignee|requester|createdBy|watcher)/.test(name) ? 'User' : '')];
    return pool ? some(fc.constantFrom(...pool)) : fc.constant([]);
  }
  expect(isListType(type)).toBe(true);
  return some(
    name === 'numbers'
      ? fc.constantFrom('INC-1', 'INC-1002', 'INC-1004')
      : fc.constantFrom(...labels, 'R-0', 'R-1', 'FIXED'),
  );
}

const SIZE = 6;

/** Groups of conditions, so that each pair of conditions is in one of them. */
function groups(names: readonly string[]): string[][] {
  const open = new Set(names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a} ${b}`)));
  const isOpen = (a: string, b: string) => open.has(`${a} ${b}`) || open.has(`${b} ${a}`);
  const found: string[][] = [];
  while (open.size > 0) {
    const [first = ''] = open;
    const group = first.split(' ');
    while (group.length < SIZE) {
      const gain = (name: string) =>
        group.includes(name) ? -1 : group.filter((one) => isOpen(one, name)).length;
      group.push(names.reduce((best, name) => (gain(name) > gain(best) ? name : best)));
    }
    for (const a of group) for (const b of group) open.delete(`${a} ${b}`);
    found.push(group);
  }
  return found;
}

/** A filter with six conditions, in which tickets match for different reasons. */
function filterOf(group: readonly string[]): fc.Arbitrary<object> {
  return fc.tuple(...group.map(values)).map((given) => {
    const one = (...at: number[]) => Object.fromEntries(at.map((i) => [group[i], given[i]]));
    return { anyOf: [one(0, 1), { ...one(2), not: one(3) }, one(4), { not: one(5) }] };
  });
}

const nth = fc.nat(99);
const acts = [
  ...[
    'create',
    'move',
    'assign',
    'label',
    'rate',
    'watch',
    'unwatch',
    'affect',
    'request',
    'start',
    'hold',
    'resume',
  ],
  ...['resolve', 'reopen', 'link', 'note', 'comment', 'role', 'join', 'leave', 'visibility', 'give', 'cut'],
] as const;
const act = fc.record({ do: fc.constantFrom(...acts), a: nth, b: nth });
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

const at = (type: string, n: number) => {
  const pool = pools[type] ?? [];
  return pool[n % pool.length];
};

/** Does one thing. What the server refuses changes nothing. */
async function play({ do: what, a, b }: Act): Promise<unknown> {
  const ticketId = at('Ticket', a);
  const userId = at('User', b);
  const done = (mutation: string, given: object) => admin.mutate(mutation, { ...given }, '__typename');
  switch (what) {
    case 'create':
      return create(a);
    case 'move':
      return done('assignTicket', { ticketId, queueId: at('Queue', b) });
    case 'assign':
      return done('assignTicket', { ticketId, assigneeId: userId });
    case 'label':
      return done('updateTicket', { ticketId, labels: [labels[b % 3]] });
    case 'rate':
      return done('updateTicket', { ticketId, impact: 'HIGH', urgency: b % 2 ? 'HIGH' : 'LOW' });
    case 'watch':
      return done('watchTicket', { ticketId, userId });
    case 'unwatch':
      return done('unwatchTicket', { ticketId, userId });
    case 'affect':
      return done('updateTicket', { ticketId, affectedUserIds: b % 2 ? [userId] : [] });
    case 'request':
      return done('updateTicket', { ticketId, requesterId: userId });
    case 'start':
      return done('startInvestigation', { ticketId });
    case 'hold':
      return done('holdTicket', { ticketId, reason: 'AWAITING_VENDOR' });
    case 'resume':
      return done('resumeTicket', { ticketId });
    case 'resolve':
      return done('resolveTicket', { ticketId, resolutionCode: 'FIXED', resolutionNotes: 'It works.' });
    case 'reopen':
      return done('reopenTicket', { ticketId, reason: 'It does not.' });
    case 'link':
      return done('linkTickets', { ticketId, relation: 'PARENT_OF', otherTicketId: at('Ticket', b) });
    case 'note':
      return done('addComment', { ticketId, body: 'Between us.', visibility: 'INTERNAL' });
    case 'comment':
      return done('addComment', { ticketId, body: 'For all.' });
    case 'role':
      return done('updateUser', { userId, role: a % 2 ? 'AGENT' : 'REQUESTER' });
    case 'join':
      return done('updateTeamMembers', { teamId: at('Team', a), add: [{ userId }] });
    case 'leave':
      return done('updateTeamMembers', { teamId: at('Team', a), removeUserIds: [userId] });
    case 'visibility':
      return done('updateQueue', { queueId: at('Queue', a), visibility: b % 2 ? 'TEAM' : 'ORGANISATION' });
    case 'give':
      return done('updateQueue', { queueId: at('Queue', a), teamId: at('Team', b) });
    case 'cut':
      return undefined;
  }
}

let marks = 0;

/** Waits until all mirrors show everything that has happened, and compares them with what new readers get. */
async function compare(mirrors: readonly ViewMirror[], counters: readonly CountersMirror[]): Promise<void> {
  for (const { client, savedViewId } of readers) {
    marks += 1;
    const marker = { savedViewId, name: `Marker ${marks}`, columns: [] };
    const { eventCursor } = await client.done('updateSavedView', marker, 'eventCursor');
    for (const mirror of counters.filter((one) => one.client === client)) {
      await mirror.past(eventCursor, placeOf);
      expect(mirror.shown, `counters after ${marks} marks`).toEqual(await freshCounters(client));
    }
    for (const mirror of mirrors.filter((one) => one.client === client)) {
      await mirror.past(eventCursor, placeOf);
      const fresh = await freshView(client, mirror.followed);
      expect(mirror.shown, `${JSON.stringify(mirror.followed)} after ${marks} marks`).toEqual(fresh);
    }
  }
}

async function holds(steps: readonly Act[][], followed: readonly Followed[]): Promise<void> {
  const mirrors = await Promise.all(
    followed.map((one, i) => ViewMirror.of((readers[i % readers.length] as Reader).client, one)),
  );
  const counters = readers.map(({ client }) => new CountersMirror(client));
  try {
    for (const step of steps) {
      // Several changes at the same time are one re-read.
      await Promise.all(step.map(play));
      const all = [...mirrors, ...counters];
      for (const { do: what, a } of step) if (what === 'cut') all[a % all.length]?.cut();
      await compare(mirrors, counters);
    }
  } finally {
    for (const mirror of [...mirrors, ...counters]) mirror.stop();
  }
}

const VIEWS = 12;

it('what a client shows by the items of ticketView and of queueCounters is what a new reader gets, whatever the filter and whatever happens', async () => {
  const all = groups(fields.map(({ name }) => name));
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const order = fc.record({
    field: fc.constantFrom('CREATED_AT', 'UPDATED_AT', 'PRIORITY'),
    direction: fc.constantFrom('ASC', 'DESC'),
  });
  for (let i = 0; i < all.length; i += VIEWS) {
    const views = all.slice(i, i + VIEWS).map((group) =>
      fc.record({
        filter: filterOf(group),
        orderBy: fc.tuple(order),
        first: fc.integer({ min: 1, max: 4 }),
      }),
    );
    const steps = fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 7 });
    const runs = { numRuns: Number(process.env.HISTORIES ?? 1), interruptAfterTimeLimit: 120_000 };
    await fc
      .assert(fc.asyncProperty(steps, fc.tuple(...views), holds), { ...runs, seed: seed + i })
      .catch((cause: unknown) => {
        throw new Error(`Again the same with SEED=${seed}`, { cause });
      });
  }
}, 300_000);
