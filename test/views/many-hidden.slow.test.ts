import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client, Subscription } from '../harness/client.js';
import { cloneTicket } from '../harness/clones.js';
import { type Directory, directory, newcomer, rawId, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { follow } from '../live/support.js';
import { CountersMirror, freshCounters } from './counters-mirror.js';
import { freshView, ViewMirror } from './view-mirror.js';

/*
 * A queue with very many tickets becomes a TEAM queue while people follow it: those of its team, those who lose sight of it, and those who
 * keep a right of their own to some of its tickets. What each shows must be what they read afresh, nothing else may be sent, and the
 * server must go on serving others.
 */
const TICKETS = 10_000;
/** The limits are for a machine that does other work too. */
const SECONDS = 20;
const SLOWEST_READ_MS = 2_000;
const MOST_BYTES = 300_000_000;

let world: World;
let admin: Client;
let names: Directory;
let queueId: string;
/** The ticket of which all others are copies, and one in another queue. */
let one: string;
let elsewhere: string;
const label = 'very-many';

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '3600' });
  admin = await world.as('admin');
  names = await directory(admin);
  const queue = { name: 'Very many', teamId: names.teams.Network, visibility: 'ORGANISATION' };
  queueId = (await admin.done('createQueue', queue, 'queue { id }')).queue.id;
  const more = { labels: [label], requesterId: names.users.requester2 };
  elsewhere = (await report(admin, { ...more, queueId: names.queues['Service Desk'] })).id;
  one = (await report(admin, { ...more, queueId })).id;
  await cloneTicket(world.rows, rawId(one), TICKETS - 1);
  await world.rows('update ticket_counts set tickets = tickets + $2 where queue_id = $1 and tickets > 0', [
    rawId(queueId),
    TICKETS - 1,
  ]);
  await world.rows('analyze');
});
afterAll(() => world.stop());

interface Follower {
  name: string;
  client: Client;
  views: ViewMirror[];
  counters: CountersMirror;
  events: Subscription;
}

async function following(name: string, client: Client): Promise<Follower> {
  const views = [
    { filter: { queueIds: [queueId] }, first: 50 },
    { filter: { labels: [label] }, first: 50 },
    { filter: null, orderBy: [{ field: 'UPDATED_AT', direction: 'DESC' }], first: 50 },
  ];
  return {
    name,
    client,
    views: await Promise.all(views.map((view) => ViewMirror.of(client, view))),
    counters: new CountersMirror(client),
    events: await follow(client),
  };
}

/** What a follower shows that is not what they read afresh. */
async function wrongWith({ name, client, views, counters }: Follower): Promise<object[]> {
  const faults: object[] = [];
  for (const [i, view] of views.entries()) {
    const fresh = await freshView(client, view.followed);
    view.news();
    if (JSON.stringify(view.shown) !== JSON.stringify(fresh))
      faults.push({ name, view: i, shown: view.shown.totalCount, fresh: fresh.totalCount, ended: view.ended });
  }
  const fresh = await freshCounters(client);
  counters.news();
  if (JSON.stringify([...counters.shown]) !== JSON.stringify([...fresh])) faults.push({ name, counters: true });
  return faults;
}

/** The ids of hidden tickets in what a stream sent from an index on. */
function hiddenIn(items: readonly object[], from: number, hidden: ReadonlySet<string>): string[] {
  const sent = items.slice(from).filter((item) => !('__typename' in item && item.__typename === 'TicketGone'));
  const found = JSON.stringify(sent).match(/"id":"[^"]+"/g) ?? [];
  return [...new Set(found.map((text) => text.slice(6, -1)))].filter((id) => hidden.has(id));
}

it('shows each what they read afresh, sends nothing of what is hidden, and serves others meanwhile', async () => {
  const [agent, lead, agent2, requester] = await Promise.all(
    ['agent', 'lead', 'agent2', 'requester2'].map((name) => world.as(name)),
  );
  if (!agent || !lead || !agent2 || !requester) throw new Error('nobody signed in');
  const some = await world.rows<{ id: string }>('select id from tickets where queue_id = $1 limit 3', [
    rawId(queueId),
  ]);
  const idOf = async (raw: string) =>
    (await admin.ok('query ($f: TicketFilter) { tickets(filter: $f, first: 100) { nodes { id } } }', { f: { queueIds: [queueId] } }))
      .tickets.nodes.map(({ id }: { id: string }) => id)
      .find((id: string) => rawId(id) !== raw) as string;
  const mine = await idOf(some[0]?.id ?? '');
  const person = await newcomer(world, 'AGENT');
  const personal = await person.signIn();
  await admin.done('assignTicket', { ticketId: mine, assigneeId: person.id }, '__typename');
  const followers = await Promise.all([
    following('agent', agent),
    following('lead', lead),
    following('with a ticket', personal),
    following('of the team', agent2),
    following('admin', admin),
    following('requester', requester),
  ]);
  const outside = followers.slice(0, 2);
  for (const { views } of outside) expect(views[0]?.shown.totalCount).toBe(TICKETS);
  const hidden = new Set<string>();
  for (let after: string | null = null; ; ) {
    const page = await admin.ok(
      'query ($f: TicketFilter, $after: String) { tickets(filter: $f, first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }',
      { f: { queueIds: [queueId] }, after },
    );
    for (const { id } of page.tickets.nodes) hidden.add(id);
    if (!page.tickets.pageInfo.hasNextPage) break;
    after = page.tickets.pageInfo.endCursor;
  }
  expect(hidden.size).toBe(TICKETS);

  // Another account reads all the time.
  let slowest = 0;
  let isOver = false;
  const other = await (await newcomer(world, 'AGENT')).signIn();
  const reading = (async () => {
    while (!isOver) {
      const began = performance.now();
      await other.ok('{ tickets(first: 10) { nodes { id subject } totalCount } }');
      slowest = Math.max(slowest, performance.now() - began);
      await sleep(20);
    }
  })();
  global.gc?.();
  const before = process.memoryUsage().rss;
  const began = performance.now();

  await admin.done('updateQueue', { queueId, visibility: 'TEAM' }, '__typename');
  const allRight = async () => (await Promise.all(followers.map(wrongWith))).flat();
  await expect.poll(allRight, { interval: 100, timeout: SECONDS * 1000 }).toEqual([]);
  const seconds = (performance.now() - began) / 1000;

  for (const { events } of outside) {
    await events.until(({ ended }) => ended !== undefined);
    expect(events.items.at(-1)).toMatchObject({ __typename: 'ResyncRequired', resyncReason: 'ACCESS_CHANGED' });
  }
  // Writes to what is hidden now.
  const starts = await Promise.all(
    outside.map(async ({ client, events }) => follow(client, { after: events.items.at(-1).cursor })),
  );
  for (let i = 0; i < 10; i += 1) {
    await agent2.done('addComment', { ticketId: one, body: `Hidden ${i}` }, '__typename');
    await agent2.done('updateTicket', { ticketId: one, subject: `Hidden ${i}` }, '__typename');
  }
  await agent2.done('assignTicket', { ticketId: one, assigneeId: names.users.agent2 }, '__typename');
  await agent2.done('updateTicket', { ticketId: mine, subject: 'Seen by one' }, '__typename');
  await agent2.done('updateTicket', { ticketId: elsewhere, subject: 'Seen by all' }, '__typename');
  await expect.poll(allRight, { interval: 100, timeout: SECONDS * 1000 }).toEqual([]);
  for (const stream of starts) {
    await stream.until(({ events }) => events.length > 0);
    expect(stream.events.map(({ ticket }) => ticket.id)).toEqual([elsewhere]);
  }
  isOver = true;
  await reading;

  for (const { name, views } of outside) {
    expect(views.map(({ shown }) => shown.rows.filter(({ id }) => hidden.has(id)).length), name).toEqual([0, 0, 0]);
    expect(views[0]?.shown.totalCount, name).toBe(0);
  }
  expect(followers[2]?.views[0]?.shown).toMatchObject({ totalCount: 1, rows: [{ id: mine }] });
  expect(followers[3]?.views[0]?.shown.totalCount).toBe(TICKETS);
  console.log({ seconds, slowest, bytes: process.memoryUsage().rss - before });
  expect(seconds).toBeLessThan(SECONDS);
  expect(slowest).toBeLessThan(SLOWEST_READ_MS);
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_BYTES);

}, 180_000);
