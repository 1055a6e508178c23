import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let agent2: Client;
let requester: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  names = await directory(agent);
});
afterAll(() => world.stop());

const tasksOf = async (ticketId: string) =>
  (
    await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { plans { nodes { tasks { id position title description state assignee { name } } } } } }',
      { id: ticketId },
    )
  ).ticket.plans.nodes.at(-1).tasks;

async function implementing(tasks: object[] = []): Promise<string> {
  const { id: ticketId } = await report(agent, { requesterId: names.users.requester });
  await agent.done('startInvestigation', { ticketId }, '__typename');
  await agent.done('diagnoseTicket', { ticketId, findings: 'Full.', rootCause: 'Growth.' }, '__typename');
  await agent.done('submitPlan', { ticketId, kind: 'FIX', summary: 'A new disk.', tasks }, '__typename');
  return ticketId;
}

describe('a task', () => {
  it('is added while the plan is implemented, behind the others, and must be done too', async () => {
    const ticketId = await implementing([{ title: 'Order it' }]);
    const task = { ticketId, title: 'Test it', description: 'Twice.', assigneeId: names.users.agent2 };
    const added = await agent.done('addTask', task, 'taskId task { position }');
    expect(added.task.position).toBe(2);
    expect(await tasksOf(ticketId)).toMatchObject([
      { position: 1, title: 'Order it' },
      {
        ...{ id: added.taskId, position: 2, title: 'Test it', description: 'Twice.', state: 'OPEN' },
        assignee: { name: 'Tomás Agent' },
      },
    ]);
    const [first] = await tasksOf(ticketId);
    await agent.done('completeTask', { taskId: first.id }, '__typename');
    const complete = { ticketId, outcome: 'IMPLEMENTED', resolutionCode: 'FIXED', resolutionNotes: 'New.' };
    expect(await refusedWith(world, agent, 'completeImplementation', complete)).toMatchObject({
      reasons: [{ code: 'OPEN_TASKS' }],
    });
    await agent2.done('completeTask', { taskId: added.taskId }, '__typename');
    await agent.done('completeImplementation', complete, '__typename');
  });

  it('is changed while it is open', async () => {
    const ticketId = await implementing([{ title: 'Order it', description: 'Today.' }]);
    const [{ id: taskId }] = await tasksOf(ticketId);
    await agent.done('updateTask', { taskId, title: 'Order two', description: null }, '__typename');
    expect(await tasksOf(ticketId)).toMatchObject([{ title: 'Order two', description: null }]);
    await agent.done('skipTask', { taskId, reason: 'We have one.' }, '__typename');
    expect(await refusedWith(world, agent, 'updateTask', { taskId, title: 'Order one' })).toMatchObject({
      rule: 'STATE',
      path: ['input', 'taskId'],
    });
  });

  it.each([
    ['another status', 'STATUS', ['ticketId'], {}],
    ['an empty title', 'REQUIRED', ['title'], { title: ' ' }],
    ['an assignee who is a requester', 'ROLE', ['assigneeId'], { assigneeId: 'requester' }],
  ])('is not added with %s', async (what, rule, path, { assigneeId, ...more }: Record<string, string>) => {
    const ticketId = what === 'another status' ? (await report(agent)).id : await implementing();
    const task = { ticketId, title: 'Test it', ...more };
    const given = assigneeId ? { ...task, assigneeId: names.users[assigneeId] } : task;
    expect(await refusedWith(world, agent, 'addTask', given)).toMatchObject({
      rule,
      path: ['input', ...path],
    });
  });

  it('is not added to a plan that has 50', async () => {
    const ticketId = await implementing(Array.from({ length: 50 }, (_, i) => ({ title: `Task ${i}` })));
    expect(await refusedWith(world, agent, 'addTask', { ticketId, title: 'One more' })).toMatchObject({
      rule: 'TOO_MANY',
    });
  });

  it('is added and changed by those who work the ticket only', async () => {
    const ticketId = await implementing([{ title: 'Order it' }]);
    const [{ id: taskId }] = await tasksOf(ticketId);
    for (const [mutation, input] of [
      ['addTask', { ticketId, title: 'Mine' }],
      ['updateTask', { taskId, title: 'Mine' }],
    ] as const)
      expect(await refusedWith(world, agent2, mutation, input)).toMatchObject({ reason: 'NOT_IN_TEAM' });
    expect(await refusedWith(world, requester, 'addTask', { ticketId, title: 'Mine' })).toMatchObject({
      reason: 'ROLE',
    });
    expect(await refusedWith(world, requester, 'updateTask', { taskId, title: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
