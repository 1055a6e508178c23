import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continueHandOver } from '../../server/identity/people/commands/hand-over.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  newcomer,
  rawId,
  refusal,
  refusedWith,
  report,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { changesOf, seen, timelineOf } from '../links/support.js';
import { follow } from '../live/support.js';

let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600' });
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(admin);
});
afterAll(() => world.stop());

const work = 'user { active role openWork { tickets tasks approvals } }';
const round = () => runSchedule(world.app.services, [continueHandOver], () => false);

/** A new agent of the team Network, with this number of open tickets. */
async function assignee(tickets: number) {
  const person = await newcomer(world);
  const add = [{ userId: person.id }];
  await admin.done('updateTeamMembers', { teamId: names.teams.Network, add }, '__typename');
  const ids: string[] = [];
  for (let i = 0; i < tickets; i += 1) {
    const { id } = await report(requester);
    await agent.done('assignTicket', { ticketId: id, assigneeId: person.id }, '__typename');
    ids.push(id);
  }
  return { ...person, ids };
}

/** The tickets of inactive assignees that a client finds, as ids, and how many its queue counts. */
async function inactive(client: Client) {
  const found = await client.ok(`{ tickets(filter: { assignee: INACTIVE }, first: 100) { nodes { id } }
    queues(first: 100) { nodes { name inactiveAssigneeTicketCount } } }`);
  const counts = found.queues.nodes.map((queue: Record<string, number>) => queue.inactiveAssigneeTicketCount);
  return {
    ids: found.tickets.nodes.map(({ id }: { id: string }) => id).sort(),
    counted: counts.reduce((sum: number, count: number) => sum + count, 0),
  };
}

/** Gives an agent an open task on a ticket of a colleague, and returns both ids. */
async function taskOf(userId: string) {
  const { id } = await report(agent);
  const step = (mutation: string, input: object) =>
    agent.done(mutation, { ticketId: id, ...input }, '__typename');
  await step('startInvestigation', {});
  await step('diagnoseTicket', { findings: 'Paper.', rootCause: 'Dust.' });
  const tasks = [{ title: 'Clean it', assigneeId: userId }];
  await step('submitPlan', { kind: 'FIX', summary: 'Clean it.', tasks });
  return id;
}
const taskAssignee = async (ticketId: string) =>
  (await seen(agent, ticketId, 'plans { nodes { tasks { assignee { id } } } }')).plans.nodes[0].tasks[0]
    .assignee;

describe('a user who leaves', () => {
  it('hands over everything to a colleague, with an event on each ticket', async () => {
    const { id: userId, ids } = await assignee(2);
    const [open = '', resolved = ''] = ids;
    const fixed = { ticketId: resolved, resolutionCode: 'FIXED', resolutionNotes: 'Done.' };
    await agent.done('resolveTicket', fixed, '__typename');
    const planned = await taskOf(userId);
    const asked = await admin.ok(
      'query ($id: ID!) { node(id: $id) { ... on User { openWork { tickets tasks } } } }',
      {
        id: userId,
      },
    );
    expect(asked.node.openWork).toEqual({ tickets: 1, tasks: 1 });
    const to = names.users.agent2;
    const { user } = await admin.done('deactivateUser', { userId, handOverTo: { userId: to } }, work);
    expect(user).toEqual({
      active: false,
      role: 'AGENT',
      openWork: { tickets: 0, tasks: 0, approvals: 0 },
    });
    expect(await seen(agent, open, 'assignee { id }')).toEqual({ assignee: { id: to } });
    expect(await changesOf(requester, open, 'TICKET_ASSIGNED')).toEqual([
      { of: 'TICKET', field: 'ASSIGNEE', from: userId, to },
    ]);
    expect(await seen(agent, resolved, 'assignee { id }')).toEqual({ assignee: { id: userId } });
    expect(await taskAssignee(planned)).toEqual({ id: to });
    expect((await timelineOf(agent, planned)).at(-1)).toBe('TASK_ASSIGNED');
    await round();
    await changingNothing(world, round);
  });

  it('hands over to a queue: tickets and tasks lose their assignee', async () => {
    const { id: userId, ids } = await assignee(1);
    const planned = await taskOf(userId);
    const queueId = names.queues.Network;
    await admin.done('deactivateUser', { userId, handOverTo: { queueId } }, work);
    expect(await seen(agent, ids[0] ?? '', 'assignee { id } queue { id }')).toEqual({
      assignee: null,
      queue: { id: queueId },
    });
    expect(await taskAssignee(planned)).toBeNull();
  });

  it('leaves tickets that are found until they are handed over, or until the user is back', async () => {
    const [gone, demoted] = [await assignee(2), await assignee(1)];
    const before = await inactive(agent);
    await admin.done('deactivateUser', { userId: gone.id }, work);
    const { user } = await admin.done('updateUser', { userId: demoted.id, role: 'REQUESTER' }, work);
    expect(user.openWork).toEqual({ tickets: 1, tasks: 0, approvals: 0 });
    const left = [...gone.ids, ...demoted.ids].sort();
    for (const client of [agent, admin])
      expect(await inactive(client)).toEqual({
        ids: [...before.ids, ...left].sort(),
        counted: before.counted + 3,
      });
    for (const id of left) expect((await timelineOf(requester, id)).at(-1)).toBe('ASSIGNEE_LEFT');

    const back = await admin.done('reactivateUser', { userId: gone.id }, work);
    expect(back.user).toMatchObject({ active: true, openWork: { tickets: 2 } });
    expect((await inactive(agent)).ids).toEqual([...before.ids, ...demoted.ids].sort());
    for (const id of gone.ids) expect((await timelineOf(requester, id)).at(-1)).toBe('ASSIGNEE_RETURNED');
    await changingNothing(world, () => admin.done('reactivateUser', { userId: gone.id }, work));

    const handOverTo = { userId: names.users.agent2 };
    await admin.done('updateUser', { userId: demoted.id, handOverTo }, work);
    expect(await inactive(agent)).toEqual(before);
  });

  it('makes their tickets begin to match a subscription to those of inactive assignees', async () => {
    const { id: userId, ids } = await assignee(1);
    const stream = await follow(agent, { filter: { assignee: ['INACTIVE'] } });
    await admin.done('deactivateUser', { userId }, work);
    await stream.until(({ events }) => events.length > 0);
    await admin.done('reactivateUser', { userId }, work);
    await stream.until(({ events }) => events.length > 1);
    expect(stream.events).toMatchObject([
      { type: 'ASSIGNEE_LEFT', ticket: { id: ids[0] } },
      { type: 'ASSIGNEE_RETURNED', ticket: { id: ids[0] } },
    ]);
    await agent.close();
  });

  it('with more work than one transaction takes hands over the rest by the schedule', async () => {
    const { id: userId, ids } = await assignee(1);
    await world.rows(`insert into tickets select (jsonb_populate_record(t,
        jsonb_build_object('id', gen_random_uuid(), 'number', 500000 + n))).*
      from tickets t, generate_series(1, 220) n where t.id = '${rawId(ids[0] ?? '')}'`);
    const handOverTo = { userId: names.users.agent2 };
    const { user } = await admin.done('deactivateUser', { userId, handOverTo }, work);
    expect(user.openWork.tickets).toBe(21);
    await round();
    const left = await admin.ok(
      'query ($id: ID!) { node(id: $id) { ... on User { openWork { tickets } } } }',
      {
        id: userId,
      },
    );
    expect(left.node.openWork.tickets).toBe(0);
    const counts =
      await world.rows(`select count(*)::int as events from events e join tickets t on t.id = e.ticket_id
      where e.type = 'TICKET_ASSIGNED' and t.number >= 500000`);
    expect(counts).toEqual([{ events: 220 }]);
    await changingNothing(world, round);
  });

  it('is handed over by administrators only, and only to somebody who can take it', async () => {
    const { id: userId } = await assignee(1);
    const { id: gone } = await newcomer(world);
    await admin.done('deactivateUser', { userId: gone }, work);
    const refused = (handOverTo: object) =>
      refusedWith(world, admin, 'deactivateUser', { userId, handOverTo });
    const { users, queues } = names;
    expect(await refused({})).toMatchObject({ rule: 'ONE_OF', path: ['input', 'handOverTo'] });
    expect(await refused({ userId: users.agent2, queueId: queues.Network })).toMatchObject({
      rule: 'ONE_OF',
    });
    expect(await refused({ userId })).toMatchObject({
      rule: 'SAME',
      path: ['input', 'handOverTo', 'userId'],
    });
    expect(await refused({ userId: users.requester })).toMatchObject({ rule: 'ROLE' });
    expect(await refused({ userId: gone })).toMatchObject({ code: 'NOT_FOUND', id: gone });
    expect(await refused({ queueId: users.agent2 })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'handOverTo', 'queueId'],
    });
    const handOverTo = { userId: users.agent2 };
    expect(await refusedWith(world, admin, 'updateUser', { userId, role: 'LEAD', handOverTo })).toMatchObject(
      {
        rule: 'STILL_WORKS',
        path: ['input', 'handOverTo'],
      },
    );
    const own = { userId: users.requester, handOverTo };
    expect(await refusedWith(world, requester, 'updateUser', own)).toMatchObject({ reason: 'ROLE' });
    expect(await refusal(world, agent, 'deactivateUser', { userId, handOverTo })).toMatchObject([
      { reason: 'ROLE' },
    ]);
    const asked = 'query ($id: ID!) { node(id: $id) { ... on User { name openWork { tickets } } } }';
    expect((await agent.ok(asked, { id: userId })).node.openWork).toBeNull();
  });
});

describe('the API keys of an administrator who leaves', () => {
  it('are listed; those with ADMINISTRATION are suspended until an administrator confirms them', async () => {
    const leaver = await newcomer(world, 'ADMIN');
    const theirs = await leaver.signIn();
    const make = (name: string, scopes: string[]) =>
      theirs.done('createApiKey', { name, scopes }, 'secret apiKey { id }');
    const powerful = await make('Directory', ['ADMINISTRATION', 'TICKETS_READ']);
    const plain = await make('Reader', ['TICKETS_READ']);
    const [directoryKey, reader] = [world.withToken(powerful.secret), world.withToken(plain.secret)];
    const { apiKeys } = await admin.done(
      'deactivateUser',
      { userId: leaver.id },
      'apiKeys { name suspendedAt }',
    );
    expect(apiKeys).toEqual([
      { name: 'Reader', suspendedAt: null },
      { name: 'Directory', suspendedAt: expect.any(String) },
    ]);
    const me = '{ viewerApiKey { name } }';
    expect((await reader.ok(me)).viewerApiKey.name).toBe('Reader');
    expect((await directoryKey.refused(me)).extensions?.reason).toBe('SUSPENDED');
    const name = { name: 'By a suspended key' };
    expect(
      (
        await directoryKey.refused(
          'mutation ($name: String!) { createTeam(input: { name: $name }) { errors { code } } }',
          name,
        )
      ).extensions?.code,
    ).toBe('UNAUTHENTICATED');

    const confirm = { apiKeyId: powerful.apiKey.id };
    await admin.done('reactivateUser', { userId: leaver.id }, work);
    expect((await directoryKey.refused(me)).extensions?.reason).toBe('SUSPENDED');
    const { apiKey } = await admin.done('confirmApiKey', confirm, 'apiKey { suspendedAt }');
    expect(apiKey.suspendedAt).toBeNull();
    expect((await directoryKey.ok(me)).viewerApiKey.name).toBe('Directory');
    await changingNothing(world, () => admin.done('confirmApiKey', confirm, '__typename'));

    // A loss of the role counts like leaving.
    await admin.done('updateUser', { userId: leaver.id, role: 'AGENT' }, '__typename');
    expect((await directoryKey.refused(me)).extensions?.reason).toBe('SUSPENDED');
    await admin.done('revokeApiKey', confirm, '__typename');
    expect(await refusedWith(world, admin, 'confirmApiKey', confirm)).toMatchObject({ rule: 'REVOKED' });
  });
});
