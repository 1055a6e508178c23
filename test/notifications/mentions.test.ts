import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { kindsOn, readLog } from './support.js';

let world: World;
let requester: Client;
let agent: Client;
let agent2: Client;
let admin: Client;
let closedQueueId: string;
beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600' });
  [requester, agent, agent2, admin] = (await Promise.all(
    ['requester', 'agent', 'agent2', 'admin'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client];
  const { teams } = await directory(admin);
  const closed = { name: 'Closed', teamId: teams['Service Desk'], visibility: 'TEAM' };
  closedQueueId = (await admin.done('createQueue', closed, 'queue { id }')).queue.id;
});
afterAll(() => world.stop());

const say = (client: Client, ticketId: string, body: string, visibility = 'INTERNAL') =>
  client.done('addComment', { ticketId, body, visibility }, 'commentId');
const sees = async (client: Client, id: string) =>
  (await client.ok('query ($id: ID!) { ticket(id: $id) { id } }', { id })).ticket !== null;

describe('a mention in an internal note', () => {
  it('notifies a colleague, once, also if they watch the ticket', async () => {
    const { id } = await report(requester);
    await agent2.done('watchTicket', { ticketId: id }, '__typename');
    await say(agent, id, 'What do you think, @Agent2?');
    await readLog(world);
    expect(await kindsOn(agent2, id)).toEqual(['MENTIONED']);
  });

  it('opens the ticket to a colleague of another team, until somebody ends that', async () => {
    const { id } = await report(admin, { queueId: closedQueueId });
    expect(await sees(agent2, id)).toBe(false);
    await say(agent, id, 'Do you know this, @agent2@example.com?');
    await readLog(world);
    expect(await kindsOn(agent2, id)).toContain('MENTIONED');
    expect(await sees(agent2, id)).toBe(true);
    const { users } = await directory(admin);
    await agent.done('unwatchTicket', { ticketId: id, userId: users.agent2 }, '__typename');
    expect(await sees(agent2, id)).toBe(false);
    expect(await kindsOn(agent2, id)).toEqual([]);
  });

  it('never reaches a requester', async () => {
    const { id } = await report(requester);
    await say(agent, id, 'Is @requester right?');
    await readLog(world);
    expect(await kindsOn(requester, id)).toEqual([]);
  });
});

describe('a mention in a public comment', () => {
  it('notifies a requester who sees the ticket, and no other one', async () => {
    const { id } = await report(requester);
    await say(agent, id, 'Hello @requester and @requester2', 'PUBLIC');
    await readLog(world);
    expect(await kindsOn(requester, id)).toEqual(['MENTIONED']);
    const stranger = await world.as('requester2');
    expect(await kindsOn(stranger, id)).toEqual([]);
    expect(await sees(stranger, id)).toBe(false);
  });

  it('by a requester gives no access', async () => {
    const { id } = await report(requester);
    await admin.done('assignTicket', { ticketId: id, queueId: closedQueueId }, '__typename');
    await say(requester, id, 'Where is @agent2?', 'PUBLIC');
    expect(await sees(agent2, id)).toBe(false);
  });
});
