import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, newcomer, program, rawId } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';

let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
beforeAll(async () => {
  world = await startWorld();
  [admin, agent, agent2, requester] = (await Promise.all(
    ['admin', 'agent', 'agent2', 'requester'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client];
  names = await directory(agent);
});
afterAll(() => world.stop());

const fields = 'queue { name } open unassigned onHold byPriority { priority open }';
const document = `query ($queueIds: [ID!]) { queueCounters(queueIds: $queueIds) { ${fields} } }`;
const live = `subscription ($queueIds: [ID!], $after: String) { queueCounters(queueIds: $queueIds, after: $after) {
  __typename ... on StreamItem { cursor } ... on QueueCountersSnapshot { counters { ${fields} } }
  ... on QueueCountersChanged { counters { ${fields} } } ... on ResyncRequired { resyncReason } } }`;

/** The counters of a queue as the client reads them. */
async function countersOf(client: Client, queueId: string) {
  return (await client.ok(document, { queueIds: [queueId] })).queueCounters[0];
}

/** A new queue of the Network team. */
async function newQueue(visibility: 'ORGANISATION' | 'TEAM'): Promise<string> {
  made += 1;
  const input = { name: `Queue ${made}`, teamId: names.teams.Network, visibility };
  return (await admin.done('createQueue', input, 'queue { id }')).queue.id;
}
let made = 0;

const priorities = (p1: number, p2: number, p3: number, p4: number) =>
  [p1, p2, p3, p4].map((open, i) => ({ priority: `P${i + 1}`, open }));
const hold = { reason: 'AWAITING_VENDOR', note: 'A part is ordered.' };
const fix = { resolutionCode: 'FIXED', resolutionNotes: 'Done.' };

describe('queueCounters', () => {
  it('counts open tickets, those without assignee, those on hold, and by priority', async () => {
    const queueId = await newQueue('ORGANISATION');
    const urgent = await report(agent, 'Fire', { queueId, impact: 'HIGH', urgency: 'HIGH' });
    const held = await report(agent, 'Noise', { queueId });
    const done = await report(agent, 'Smoke', { queueId });
    await agent2.done('assignTicket', { ticketId: urgent, assigneeId: names.users.agent2 }, '__typename');
    await agent2.done('holdTicket', { ticketId: held, ...hold }, '__typename');
    await agent2.done('resolveTicket', { ticketId: done, ...fix }, '__typename');
    expect(await countersOf(agent, queueId)).toEqual({
      queue: { name: `Queue ${made}` },
      open: 2,
      unassigned: 1,
      onHold: 1,
      byPriority: priorities(1, 0, 1, 0),
    });
  });

  it('locks the counts in the order of queues, and then the head of the log: so no two moves wait for each other', async () => {
    const ids = [await newQueue('ORGANISATION'), await newQueue('ORGANISATION')];
    const [first, second] = ids.map(rawId);
    await report(agent2, 'In the first queue', { queueId: ids[0] });
    const ticketId = await report(agent2, 'To move', { queueId: ids[1] });
    const owner = new pg.Client({ connectionString: world.databaseUrl });
    await owner.connect();
    try {
      await owner.query('begin');
      await owner.query('select 1 from ticket_counts where queue_id = $1 for update', [first]);
      const moved = agent2.done('assignTicket', { ticketId, queueId: ids[0] }, '__typename');
      const waiting = 'select 1 from pg_locks where not granted';
      await eventually(async () => (await world.rows(waiting)).length > 0);
      // The move waits for the first queue. It has locked neither the second queue nor the head.
      await world.rows('select 1 from ticket_counts where queue_id = $1 for update nowait', [second]);
      await world.rows('select 1 from event_heads for update nowait');
      await owner.query('commit');
      await moved;
    } finally {
      await owner.end();
    }
    for (const [i, open] of [2, 0].entries())
      expect(await countersOf(agent, ids[i] ?? '')).toMatchObject({ open });
  });

  it('gives all queues by name, or those that are named, in that order and once', async () => {
    const [first, second] = [await newQueue('ORGANISATION'), await newQueue('ORGANISATION')];
    const named = (counters: { queue: { name: string } }[]) => counters.map(({ queue }) => queue.name);
    const all = named((await agent.ok(document)).queueCounters);
    expect(all).toEqual([...all].sort());
    expect(all).toEqual(expect.arrayContaining(['Network', 'Security', 'Service Desk']));
    const { queueCounters } = await agent.ok(document, { queueIds: [second, first, second] });
    expect(named(queueCounters)).toEqual([`Queue ${made}`, `Queue ${made - 1}`]);
  });

  it('counts, in the TEAM queue of another team, only tickets that the agent sees personally', async () => {
    const queueId = await newQueue('TEAM');
    const watched = await report(agent2, 'Watched', { queueId });
    const requested = await report(agent2, 'Requested', { queueId, requesterId: names.users.agent });
    await report(agent2, 'Hidden', { queueId });
    const counted = async (client: Client) => (await countersOf(client, queueId)).open;
    expect([await counted(agent2), await counted(admin), await counted(agent)]).toEqual([3, 3, 1]);
    await agent2.done('watchTicket', { ticketId: watched, userId: names.users.agent }, '__typename');
    expect(await counted(agent)).toBe(2);
    await agent2.done('resolveTicket', { ticketId: requested, ...fix }, '__typename');
    expect(await counted(agent)).toBe(1);
  });

  it('counts for requesters their own tickets, and gives them no TEAM queue', async () => {
    const queueId = await newQueue('ORGANISATION');
    await report(agent, 'Of others', { queueId });
    await report(agent, 'Their own', { queueId, requesterId: names.users.requester });
    await report(agent, 'Affected', { queueId, affectedUserIds: [names.users.requester] });
    expect(await countersOf(requester, queueId)).toMatchObject({
      open: 2,
      byPriority: priorities(0, 0, 2, 0),
    });
    expect((await requester.ok(document, { queueIds: [await newQueue('TEAM')] })).queueCounters).toEqual([]);
  });

  it('gives a key that is limited to queues only these', async () => {
    const [mine, other] = [await newQueue('TEAM'), await newQueue('ORGANISATION')];
    await report(agent2, 'In the queue of the key', { queueId: mine });
    const key = await program(world, ['TICKETS_READ'], { queueIds: [mine] });
    expect((await key.ok(document, { queueIds: [mine, other] })).queueCounters).toMatchObject([{ open: 1 }]);
    expect((await key.ok(document)).queueCounters).toHaveLength(1);
  });

  it('refuses ids of other types, more than 100 queues, and keys that do not read tickets, also to subscribe', async () => {
    const refused = { extensions: { code: 'BAD_USER_INPUT', argument: 'queueIds.0', rule: 'ID' } };
    const key = await program(world, ['TICKETS_WRITE']);
    const many = Array.from({ length: 101 }, () => names.queues.Network);
    await changingNothing(world, async () => {
      expect(await agent.refused(document, { queueIds: [names.teams.Network] })).toMatchObject(refused);
      expect(await agent.refused(document, { queueIds: many })).toMatchObject({
        extensions: { rule: 'TOO_MANY' },
      });
      const stream = agent.subscribe(live, { queueIds: [names.teams.Network] });
      expect((await stream.until((s) => s.ended !== undefined)).ended).toMatchObject([refused]);
      const blind = key.subscribe(live);
      expect((await blind.until((s) => s.ended !== undefined)).ended).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    });
  });
});

describe('the subscription queueCounters', () => {
  const follow = (client: Client, variables: object) =>
    client.subscribe(live, { ...variables }).until((s) => s.items.length > 0);

  it('begins with a snapshot, then sends only queues whose counters changed, as fresh reads give them', async () => {
    const [one, two] = [await newQueue('ORGANISATION'), await newQueue('ORGANISATION')];
    const stream = await follow(agent, { queueIds: [one, two] });
    expect(stream.items[0]).toMatchObject({
      __typename: 'QueueCountersSnapshot',
      counters: [{ open: 0 }, { open: 0 }],
    });
    const ticketId = await report(agent2, 'Counted', { queueId: one });
    await stream.until((s) => s.items.length > 1);
    expect(stream.items[1]).toMatchObject({
      __typename: 'QueueCountersChanged',
      counters: [await countersOf(agent, one)],
    });
    // These change no counter.
    await agent2.done('addComment', { ticketId, body: 'On it.' }, '__typename');
    await agent2.done('updateTicket', { ticketId, subject: 'Counted once' }, '__typename');
    await agent2.done('assignTicket', { ticketId, queueId: two }, '__typename');
    await stream.until((s) => s.items.length > 2);
    expect(stream.items[2].counters).toEqual([await countersOf(agent, one), await countersOf(agent, two)]);
    expect(stream.items).toHaveLength(3);
    // A resumed subscription begins with a snapshot again.
    const { cursor } = stream.items[1];
    stream.stop();
    const again = await follow(agent, { queueIds: [one, two], after: cursor });
    expect(again.items[0].counters).toEqual([await countersOf(agent, one), await countersOf(agent, two)]);
    again.stop();
  });

  it('sends what many changes at once come to, and ends with the numbers of a fresh read', async () => {
    const queueId = await newQueue('ORGANISATION');
    const stream = await follow(agent, { queueIds: [queueId] });
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, i) => report(agent2, `Burst ${i}`, { queueId })),
    );
    await Promise.all(
      ids.slice(10).map((ticketId) => agent2.done('holdTicket', { ticketId, ...hold }, '__typename')),
    );
    const latest = () => Object.assign({}, ...stream.items.flatMap(({ counters = [] }) => counters));
    await stream.until(() => latest().open === 30 && latest().onHold === 20);
    expect(latest()).toEqual(await countersOf(agent, queueId));
    stream.stop();
  });

  it('sends nothing about tickets that the subscriber does not see, and counts those that they come to see', async () => {
    const queueId = await newQueue('TEAM');
    const stream = await follow(agent, { queueIds: [queueId] });
    const hidden = await report(agent2, 'Hidden', { queueId });
    await agent2.done('holdTicket', { ticketId: hidden, ...hold }, '__typename');
    await agent2.done('watchTicket', { ticketId: hidden, userId: names.users.agent }, '__typename');
    await stream.until((s) => s.items.length > 1);
    expect(stream.items[1].counters).toMatchObject([{ open: 1, onHold: 1 }]);
    await agent2.done('unwatchTicket', { ticketId: hidden, userId: names.users.agent }, '__typename');
    await stream.until((s) => s.items.length > 2);
    expect(stream.items[2].counters).toMatchObject([{ open: 0, onHold: 0 }]);
    stream.stop();
  });

  it('ends with ResyncRequired when the subscriber sees other queues than before', async () => {
    const [queueId, other] = [await newQueue('TEAM'), await newQueue('ORGANISATION')];
    const { signIn, id } = await newcomer(world, 'AGENT');
    const client = await signIn();
    const [stream, elsewhere] = [
      await follow(client, { queueIds: [queueId] }),
      await follow(client, { queueIds: [other] }),
    ];
    await admin.done(
      'updateTeamMembers',
      { teamId: names.teams.Network, add: [{ userId: id }] },
      '__typename',
    );
    await stream.until((s) => s.ended !== undefined);
    expect(stream.items.at(-1)).toMatchObject({
      __typename: 'ResyncRequired',
      resyncReason: 'ACCESS_CHANGED',
    });
    await report(agent2, 'Still followed', { queueId: other });
    await elsewhere.until((s) => s.items.length > 1);
    expect(elsewhere.items[1]).toMatchObject({ counters: [{ open: 1 }] });
    elsewhere.stop();
    await client.close();
  });
});
