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
 * A queue with very many tickets becomes a `TEAM` queue while people follow it: those of its team, those who see its tickets no more, and
 * those with a right of their own to some of them. What each shows must be what they read afresh, nothing else may be sent, and the server
 * must serve others meanwhile.
 */
const TICKETS = 10_000;
/** Limits for a machine that does other work too; alone, it takes less than a second. */
const SECONDS = 20;
const SLOWEST_READ_MS = 3000;
const MOST_BYTES = 400_000_000;

let world: World;
let admin: Client;
let names: Directory;
let queueId: string;
/** A ticket of the queue, of which all others are copies, and one in another queue. */
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
  const counted = 'update ticket_counts set tickets = tickets + $2 where queue_id = $1 and tickets > 0';
  await world.rows(counted, [rawId(queueId), TICKETS - 1]);
  await world.rows('analyze');
}, 120_000);
afterAll(() => world.stop());

interface Follower {
  client: Client;
  views: ViewMirror[];
  counters: CountersMirror;
  events: Subscription;
}

async function following(client: Client): Promise<Follower> {
  const views = [
    { filter: { queueIds: [queueId] }, first: 50 },
    { filter: { labels: [label] }, first: 50 },
    { filter: null, orderBy: [{ field: 'UPDATED_AT', direction: 'DESC' }], first: 50 },
  ];
  return {
    client,
    views: await Promise.all(views.map((view) => ViewMirror.of(client, view))),
    counters: new CountersMirror(client),
    events: await follow(client),
  };
}

/** What followers show that is not what they read afresh. */
async function faults(followers: readonly Follower[]): Promise<object[]> {
  const found = followers.map(async ({ client, views, counters }, who) => {
    const wrong: object[] = [];
    for (const [i, view] of views.entries()) {
      const fresh = await freshView(client, view.followed);
      view.news();
      const { shown, ended } = view;
      if (JSON.stringify(shown) !== JSON.stringify(fresh))
        wrong.push({ who, view: i, shown: shown.totalCount, fresh: fresh.totalCount, ended });
    }
    const fresh = await freshCounters(client);
    counters.news();
    if (JSON.stringify([...counters.shown]) !== JSON.stringify([...fresh]))
      wrong.push({ who, counters: fresh });
    return wrong;
  });
  return (await Promise.all(found)).flat();
}

/** All tickets of the queue. */
async function ticketsOfQueue(): Promise<Set<string>> {
  const ids = new Set<string>();
  const page = `query ($ids: [ID!], $after: String) { tickets(filter: { queueIds: $ids }, first: 100, after: $after) {
    nodes { id } pageInfo { endCursor hasNextPage } } }`;
  for (let after: string | null | undefined; after !== null; ) {
    const { nodes, pageInfo } = (await admin.ok(page, { ids: [queueId], after })).tickets;
    for (const { id } of nodes) ids.add(id);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
  return ids;
}

/** Reads as an account that follows nothing, until it is stopped. Returns the longest time that an answer took. */
function reading(client: Client): () => Promise<number> {
  let isOver = false;
  const read = async () => {
    let slowest = 0;
    while (!isOver) {
      const began = performance.now();
      await client.ok('{ tickets(first: 10) { nodes { id subject } totalCount } }');
      slowest = Math.max(slowest, performance.now() - began);
      await sleep(20);
    }
    return slowest;
  };
  const whole = read();
  return () => {
    isOver = true;
    return whole;
  };
}

it('shows each what they read afresh, sends nothing of what is hidden, and serves others meanwhile', async () => {
  const [agent, lead, agent2, requester] = (await Promise.all(
    ['agent', 'lead', 'agent2', 'requester2'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client];
  const hidden = await ticketsOfQueue();
  expect(hidden.size).toBe(TICKETS);
  const [mine = ''] = [...hidden].filter((id) => id !== one);
  const person = await newcomer(world, 'AGENT');
  await admin.done('assignTicket', { ticketId: mine, assigneeId: person.id }, '__typename');
  const clients = [agent, lead, await person.signIn(), agent2, admin, requester];
  const followers = await Promise.all(clients.map(following));
  const [, , assignee, member] = followers;
  const outside = followers.slice(0, 2);
  for (const { views } of outside) expect(views[0]?.shown.totalCount).toBe(TICKETS);
  const already = outside.map(({ views }) => views.map(({ items }) => items.length));

  const bytes = process.memoryUsage().rss;
  const stop = reading(await (await newcomer(world, 'AGENT')).signIn());
  const allRight = { interval: 100, timeout: SECONDS * 1000 };
  try {
    await admin.done('updateQueue', { queueId, visibility: 'TEAM' }, '__typename');
    await expect.poll(() => faults(followers), allRight).toEqual([]);

    const resumed = await Promise.all(
      outside.map(async ({ client, events }) => {
        await events.until(({ ended }) => ended !== undefined);
        const last = events.items.at(-1);
        expect(last).toMatchObject({ __typename: 'ResyncRequired', resyncReason: 'ACCESS_CHANGED' });
        return follow(client, { after: last.cursor });
      }),
    );
    for (let i = 0; i < 10; i += 1) {
      await agent2.done('addComment', { ticketId: one, body: `Comment ${i}` }, '__typename');
      await agent2.done('updateTicket', { ticketId: one, subject: `Hidden ${i}` }, '__typename');
    }
    await agent2.done('assignTicket', { ticketId: one, assigneeId: names.users.agent2 }, '__typename');
    await agent2.done('updateTicket', { ticketId: mine, subject: 'Seen by one' }, '__typename');
    await admin.done('updateTicket', { ticketId: elsewhere, subject: 'Seen by all' }, '__typename');
    await expect.poll(() => faults(followers), allRight).toEqual([]);
    for (const stream of resumed) {
      await stream.until(({ events }) => events.length > 0);
      expect(stream.events.map(({ ticket }) => ticket.id)).toEqual([elsewhere]);
    }
  } finally {
    expect(await stop()).toBeLessThan(SLOWEST_READ_MS);
  }
  expect(process.memoryUsage().rss - bytes).toBeLessThan(MOST_BYTES);

  for (const [who, { views }] of outside.entries())
    for (const [i, { items, shown }] of views.entries()) {
      const sent = items.slice(already[who]?.[i]).filter(({ __typename }) => __typename !== 'TicketGone');
      const ids = [...JSON.stringify(sent).matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id);
      expect([...ids, ...shown.rows.map(({ id }) => id)].filter((id) => hidden.has(id))).toEqual([]);
      expect(ids).toEqual(i === 0 ? [] : expect.arrayContaining([elsewhere]));
    }
  expect(outside[0]?.views[0]?.shown.totalCount).toBe(0);
  expect(assignee?.views[0]?.shown).toMatchObject({ totalCount: 1, rows: [{ id: mine }] });
  expect(member?.views[0]?.shown.totalCount).toBe(TICKETS);
}, 180_000);
