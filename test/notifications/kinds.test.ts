import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { kindsOn, readLog } from './support.js';

/*
 * Roxane reports; agent@ and agent2@ are agents of two teams; lead@ leads the Service Desk. A line says what each of them is notified of,
 * the oldest first.
 */
let now = new Date();
let world: World;
let requester: Client;
let agent: Client;
let agent2: Client;
let lead: Client;
let admin: Client;
let names: Directory;
beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' }, undefined, () => now);
  [requester, agent, agent2, lead, admin] = (await Promise.all(
    ['requester', 'agent', 'agent2', 'lead', 'admin'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client, Client];
  names = await directory(admin);
});
afterAll(() => world.stop());

let id: string;
const ticket = async (input: object = {}): Promise<string> => {
  const about = { requesterId: names.users.requester, queueId: names.queues['Service Desk'] };
  return (await report(admin, { ...about, ...input })).id;
};
beforeEach(async () => {
  id = await ticket();
});

/** What people are notified of on the ticket, the oldest first. */
async function told(ticketId = id): Promise<Record<string, string>> {
  await readLog(world);
  const people = { requester, agent, agent2, lead };
  const kinds = await Promise.all(
    Object.entries(people).map(async ([name, client]) => [
      name,
      (await kindsOn(client, ticketId)).reverse().join(' '),
    ]),
  );
  return Object.fromEntries(kinds.filter(([, all]) => all !== ''));
}

const act = (client: Client, mutation: string, input: object, ticketId = id) =>
  client.done(mutation, { ticketId, ...input }, '__typename');
const user = (name: string) => names.users[name] ?? '';

describe('the work on a ticket', () => {
  it('notifies the former and the new assignee, and the team of a queue without an assignee', async () => {
    await act(lead, 'assignTicket', { assigneeId: user('agent') });
    expect(await told()).toEqual({ agent: 'ASSIGNED' });
    await act(lead, 'assignTicket', { assigneeId: user('agent2') });
    expect(await told()).toEqual({ agent: 'ASSIGNED HANDED_OVER', agent2: 'ASSIGNED' });
    await act(admin, 'assignTicket', { queueId: names.queues.Network, assigneeId: null });
    const team = { agent: 'ASSIGNED HANDED_OVER', agent2: 'ASSIGNED HANDED_OVER' };
    expect(await told()).toEqual(team);
    await act(admin, 'assignTicket', { queueId: names.queues['Service Desk'] });
    expect(await told()).toEqual({ ...team, agent: `${team.agent} HANDED_OVER`, lead: 'HANDED_OVER' });
  });

  it('notifies of tasks, plans, approvals and a proposed resolution', async () => {
    id = await ticket({ type: 'CHANGE_REQUEST' });
    await act(agent, 'startInvestigation', {});
    await act(agent, 'diagnoseTicket', { findings: 'Worn.' });
    const plan = { kind: 'FIX', summary: 'A new roller.', risk: 'LOW', rollbackPlan: 'The old one.' };
    await act(agent, 'submitPlan', { ...plan, tasks: [{ title: 'Build it in.' }] });
    const before = await told();
    expect(before).toMatchObject({ lead: 'APPROVAL_REQUESTED' });
    const found = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { plans { nodes { tasks { id } approval { id } } } } }',
      { id },
    );
    const [{ approval, tasks }] = found.ticket.plans.nodes;
    await lead.done('decideApproval', { approvalId: approval.id, decision: 'APPROVE' }, '__typename');
    await agent.done('assignTask', { taskId: tasks[0].id, assigneeId: user('agent2') }, '__typename');
    await agent2.done('completeTask', { taskId: tasks[0].id }, '__typename');
    await act(agent, 'completeImplementation', {
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It prints.',
    });
    expect(await told()).toEqual({
      requester: 'RESOLUTION_PROPOSED',
      agent: 'APPROVAL_DECIDED',
      agent2: 'ASSIGNED',
      lead: 'APPROVAL_REQUESTED',
    });
  });

  it('tells the approvers that a withdrawn plan needs no decision', async () => {
    id = await ticket({ type: 'CHANGE_REQUEST' });
    await act(agent, 'startInvestigation', {});
    await act(agent, 'diagnoseTicket', { findings: 'Worn.' });
    await act(agent, 'submitPlan', {
      kind: 'FIX',
      summary: 'A roller.',
      risk: 'LOW',
      rollbackPlan: 'The old one.',
    });
    await act(agent, 'withdrawPlan', { reason: 'Another window.' });
    expect((await told()).lead).toBe('APPROVAL_REQUESTED APPROVAL_ENDED');
  });

  it('tells the requester that it is resolved and asks how it was, and the assignee that it is open again', async () => {
    await act(agent, 'startInvestigation', {});
    await act(agent, 'resolveTicket', { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' });
    await act(requester, 'reopenTicket', { reason: 'It jams again.' });
    await act(agent, 'resolveTicket', { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' });
    await act(lead, 'closeTicket', { closureSummary: 'It works.' });
    expect(await told()).toEqual({ requester: 'RESOLVED RESOLVED SURVEY', agent: 'REOPENED' });
  });

  it('tells who works it that a hold is due', async () => {
    await act(agent, 'startInvestigation', {});
    await act(agent, 'holdTicket', { reason: 'AWAITING_VENDOR', resumeAt: new Date(now.getTime() + 60_000) });
    now = new Date(now.getTime() + 61_000);
    await runSchedule(world.app.services, modules.schedule, () => false);
    expect(await told()).toEqual({ agent: 'HOLD_DUE' });
  });

  it('tells the requester of a merged ticket that its target is resolved', async () => {
    const target = (await report(agent2, { queueId: names.queues['Service Desk'] })).id;
    await act(agent, 'mergeTicket', { intoTicketId: target, reason: 'The same.' });
    await act(agent, 'resolveTicket', { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' }, target);
    expect(await told()).toEqual({ requester: 'RESOLVED' });
  });
});

describe('a comment', () => {
  it('that becomes public notifies those who could not read it before', async () => {
    const { commentId } = await agent.done(
      'addComment',
      { ticketId: id, body: 'The fuse.', visibility: 'INTERNAL' },
      'commentId',
    );
    expect(await told()).toEqual({});
    await agent.done('setCommentVisibility', { commentId, visibility: 'PUBLIC' }, '__typename');
    expect(await told()).toEqual({ requester: 'REPLIED' });
  });
});

describe('a major incident', () => {
  it('notifies all whom it concerns once for an update, its children, and its lead when one is due', async () => {
    const child = (await report(await world.as('requester2'))).id;
    await act(agent, 'linkTickets', { relation: 'PARENT_OF', otherTicketId: child });
    await act(lead, 'declareMajorIncident', {
      reason: 'All of it',
      leadId: user('agent'),
      updateEveryMinutes: 30,
    });
    await act(agent, 'postMajorIncidentUpdate', { body: 'We look at it.' });
    expect(await told()).toEqual({ requester: 'MAJOR_INCIDENT MAJOR_INCIDENT', agent: 'MAJOR_INCIDENT' });
    await readLog(world);
    expect(await kindsOn(await world.as('requester2'), child)).toEqual(['MAJOR_INCIDENT']);
    now = new Date(now.getTime() + 31 * 60_000);
    await runSchedule(world.app.services, modules.schedule, () => false);
    expect((await told()).agent).toBe('MAJOR_INCIDENT MAJOR_INCIDENT_UPDATE_DUE');
  });
});
