import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, type Newcomer, newcomer, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

/** Access that a user has as an approver ends with the approval. The approvers are requesters, who see the ticket by nothing else. */
let world: World;
let agent: Client;
let agent2: Client;
let lead: Client;
let admin: Client;
let names: Directory;
let one: Newcomer;
let other: Newcomer;
let first: Client;
let second: Client;
let categoryId: string;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  lead = await world.as('lead');
  admin = await world.as('admin');
  names = await directory(admin);
  [one, other] = [await newcomer(world, 'REQUESTER'), await newcomer(world, 'REQUESTER')];
  [first, second] = [await one.signIn(), await other.signIn()];
  const created = { name: 'Asked from outside', ticketType: 'CHANGE_REQUEST' };
  categoryId = (await admin.done('createCategory', created, 'category { id }')).category.id;
  const policy = { name: 'Asked from outside', ticketType: 'CHANGE_REQUEST', rule: 'ALL_OF' };
  const userIds = [one.id, other.id];
  await admin.done('createApprovalPolicy', { ...policy, categoryId, userIds }, '__typename');
});
afterAll(() => world.stop());

const plan = { kind: 'FIX', summary: 'A new disk.', risk: 'LOW', rollbackPlan: 'The old disk.' };
const tomorrow = () => ({
  start: new Date(Date.now() + 24 * 3_600_000),
  end: new Date(Date.now() + 25 * 3_600_000),
});

async function submitted(more: object = {}): Promise<{ ticketId: string; approvalId: string }> {
  const { id: ticketId } = await report(agent, { type: 'CHANGE_REQUEST', categoryId });
  await agent.done('startInvestigation', { ticketId }, '__typename');
  await agent.done('diagnoseTicket', { ticketId, findings: 'Full.', rootCause: 'Growth.' }, '__typename');
  return { ticketId, approvalId: await submit(ticketId, more) };
}

async function submit(ticketId: string, more: object = {}): Promise<string> {
  const { ticket } = await agent.done(
    'submitPlan',
    { ticketId, ...plan, ...more },
    'ticket { plans { nodes { approval { id } } } }',
  );
  return ticket.plans.nodes.at(-1).approval.id;
}

const decide = (by: Client, approvalId: string, decision = 'APPROVE') =>
  by.done(
    'decideApproval',
    { approvalId, decision, reason: 'Because.' },
    'ticket { status } approval { id }',
  );
const complete = (ticketId: string, outcome: string) =>
  agent.done(
    'completeImplementation',
    { ticketId, outcome, resolutionCode: 'FIXED', resolutionNotes: 'It fits.' },
    '__typename',
  );
const withdraw = (by: Client, ticketId: string) =>
  by.done('withdrawPlan', { ticketId, reason: 'Another window.' }, 'ticket { status }');

/** What a client sees of the ticket and its records. */
async function sees(client: Client, { ticketId, approvalId }: { ticketId: string; approvalId: string }) {
  const { ticket, approval, approvals } = await client.ok(
    `query ($id: ID!, $approval: ID!) { ticket(id: $id) { plans { nodes { summary } } } approval: node(id: $approval) { id }
      approvals(first: 100) { nodes { id } } }`,
    { id: ticketId, approval: approvalId },
  );
  const listed = approvals.nodes.some(({ id }: { id: string }) => id === approvalId);
  return {
    ticket: ticket !== null,
    plans: ticket?.plans.nodes.length ?? 0,
    approval: approval !== null,
    listed,
  };
}
const all = (plans = 1) => ({ ticket: true, plans, approval: true, listed: true });
const nothing = { ticket: false, plans: 0, approval: false, listed: false };

/** The types of the last events of a ticket, with the changes that name approvers. */
async function lastEvents(ticketId: string, last: number) {
  const { ticket } = await admin.ok(
    `query ($id: ID!, $last: Int!) { ticket(id: $id) { timeline(last: $last) { nodes {
      ... on TicketEvent { type changes { of field from to } } } } } }`,
    { id: ticketId, last },
  );
  return ticket.timeline.nodes.map(
    ({ type, changes }: { type: string; changes: { field: string; from: unknown; to: unknown }[] }) => ({
      type,
      ...Object.fromEntries(
        changes
          .filter(({ field }) => field === 'APPROVERS' || field === 'USER')
          .map(({ field, from, to }) => [field === 'USER' ? 'approver' : 'approvers', { from, to }]),
      ),
    }),
  );
}
const removed = (...ids: string[]) => ({
  type: 'APPROVERS_REMOVED',
  approvers: { from: ids.toSorted(byRawId), to: [] },
});
const byRawId = (a: string, b: string) => (atob(a) < atob(b) ? -1 : 1);

describe('an approver sees the ticket and its records', () => {
  it('while the approval is pending or approved, also after the ticket is closed', async () => {
    const asked = await submitted();
    expect(await sees(first, asked)).toEqual(all());
    await decide(first, asked.approvalId);
    await decide(second, asked.approvalId);
    expect(await sees(first, asked)).toEqual(all());
    const { ticketId } = asked;
    await complete(ticketId, 'IMPLEMENTED');
    const verification = { outcome: 'PASSED', method: 'TEST', evidence: 'It runs.' };
    await agent.done('verifyTicket', { ticketId, ...verification }, '__typename');
    const review = { ticketId, outcome: 'SUCCESSFUL', summary: 'Well done.' };
    await agent.done('reviewTicket', review, '__typename');
    await admin.done('closeTicket', { ticketId, closureSummary: 'Done.' }, '__typename');
    expect(await sees(first, asked)).toEqual(all());
  });

  it('until one of them rejects it', async () => {
    const asked = await submitted();
    await decide(first, asked.approvalId);
    // The payload shows nothing to an approver who no longer sees the ticket.
    expect(await decide(second, asked.approvalId, 'REJECT')).toMatchObject({ ticket: null, approval: null });
    for (const client of [first, second]) expect(await sees(client, asked)).toEqual(nothing);
    expect(await lastEvents(asked.ticketId, 2)).toEqual([
      { type: 'PLAN_REJECTED' },
      removed(one.id, other.id),
    ]);
  });

  it.each([
    ['awaits its approval', [], {}],
    ['is scheduled', [1, 2], { window: tomorrow() }],
    ['is implemented', [1, 2], {}],
  ])('until the plan is withdrawn while it %s', async (_status, deciders, more) => {
    const asked = await submitted(more);
    for (const decider of deciders) await decide(decider === 1 ? first : second, asked.approvalId);
    expect(await withdraw(agent, asked.ticketId)).toMatchObject({ ticket: { status: 'PLANNING' } });
    for (const client of [first, second]) expect(await sees(client, asked)).toEqual(nothing);
    expect(await lastEvents(asked.ticketId, 2)).toEqual([
      { type: 'PLAN_WITHDRAWN' },
      removed(one.id, other.id),
    ]);
    const { node } = await admin.ok('query ($id: ID!) { node(id: $id) { ... on Approval { state } } }', {
      id: asked.approvalId,
    });
    expect(node).toEqual({ state: 'WITHDRAWN' });
    // The next plan asks them again.
    const approvalId = await submit(asked.ticketId);
    expect(await sees(first, { ticketId: asked.ticketId, approvalId })).toEqual(all(2));
  });

  it('until the ticket is cancelled', async () => {
    const asked = await submitted();
    await agent.done('cancelTicket', { ticketId: asked.ticketId, reason: 'Not needed.' }, '__typename');
    expect(await sees(first, asked)).toEqual(nothing);
    expect(await lastEvents(asked.ticketId, 2)).toEqual([
      { type: 'TICKET_CANCELLED' },
      removed(one.id, other.id),
    ]);
    const approved = await submitted({ window: tomorrow() });
    for (const client of [first, second]) await decide(client, approved.approvalId);
    await agent.done('cancelTicket', { ticketId: approved.ticketId, reason: 'No.' }, '__typename');
    expect(await sees(first, approved)).toEqual(nothing);
  });

  it('until the ticket is merged, and again when the merge is undone', async () => {
    const asked = await submitted();
    const { ticketId } = asked;
    const { id: intoTicketId } = await report(agent);
    await agent.done('mergeTicket', { ticketId, intoTicketId }, '__typename');
    for (const client of [first, second]) expect(await sees(client, asked)).toEqual(nothing);
    expect(await lastEvents(ticketId, 2)).toEqual([{ type: 'TICKET_MERGED' }, removed(one.id, other.id)]);
    await agent.done('unmergeTicket', { ticketId }, '__typename');
    expect(await sees(first, asked)).toEqual(all());
    await decide(first, asked.approvalId);
    expect(await decide(second, asked.approvalId)).toMatchObject({ ticket: { status: 'IMPLEMENTING' } });
  });

  it('until they delegate the decision', async () => {
    const asked = await submitted();
    const delegate = { approvalId: asked.approvalId, toUserId: names.users.agent2 };
    const answer = await first.done('delegateApproval', delegate, 'ticket { id } approval { id }');
    expect(answer).toMatchObject({ ticket: null, approval: null });
    expect(await sees(first, asked)).toEqual(nothing);
    expect(await sees(second, asked)).toEqual(all());
    expect(await lastEvents(asked.ticketId, 1)).toEqual([
      { type: 'APPROVAL_DELEGATED', approver: { from: one.id, to: names.users.agent2 } },
    ]);
  });

  it('until an administrator removes them, and then they do not decide', async () => {
    const asked = await submitted();
    const remove = { ticketId: asked.ticketId, userId: one.id, participation: 'APPROVER' };
    for (const client of [agent, lead])
      expect(await refusedWith(world, client, 'unwatchTicket', remove)).toMatchObject({
        reason: 'ROLE',
        path: ['input', 'participation'],
      });
    await admin.done('unwatchTicket', remove, '__typename');
    expect(await sees(first, asked)).toEqual(nothing);
    expect(await sees(second, asked)).toEqual(all());
    expect(await lastEvents(asked.ticketId, 1)).toEqual([removed(one.id)]);
    const { node } = await admin.ok(
      `query ($id: ID!) { node(id: $id) { ... on Approval { state approvers { user { id } decision canDecide } } } }`,
      { id: asked.approvalId },
    );
    expect(node.state).toBe('PENDING');
    expect(node.approvers).toContainEqual({ user: { id: one.id }, decision: 'REMOVED', canDecide: false });
  });

  it('as long as another plan of the ticket needs them', async () => {
    const asked = await submitted();
    for (const client of [first, second]) await decide(client, asked.approvalId);
    const { ticketId } = asked;
    await complete(ticketId, 'ROLLED_BACK');
    const failed = { ticketId, outcome: 'FAILED', method: 'TEST', evidence: 'It does not run.' };
    await agent.done('verifyTicket', failed, '__typename');
    await agent.done('diagnoseTicket', { ticketId, findings: 'Old.', rootCause: 'Age.' }, '__typename');
    const approvalId = await submit(ticketId);
    await withdraw(agent, ticketId);
    expect(await sees(first, asked)).toEqual(all(2));
    expect(await lastEvents(ticketId, 1)).toEqual([{ type: 'APPROVERS_REMOVED' }]);
    expect(approvalId).not.toBe(asked.approvalId);
  });
});

describe('an affected user', () => {
  it('is removed by an administrator, and no longer sees the ticket', async () => {
    const ticket = await report(agent, { affectedUserIds: [one.id, other.id] });
    const seen = { id: ticket.id };
    const query = 'query ($id: ID!) { ticket(id: $id) { id } }';
    expect((await first.ok(query, seen)).ticket).not.toBeNull();
    const remove = { ticketId: ticket.id, userId: one.id, participation: 'AFFECTED_USER' };
    expect(await refusedWith(world, agent, 'unwatchTicket', remove)).toMatchObject({ reason: 'ROLE' });
    await admin.done('unwatchTicket', remove, '__typename');
    expect((await first.ok(query, seen)).ticket).toBeNull();
    expect((await second.ok(query, seen)).ticket).not.toBeNull();
  });
});

describe('a plan', () => {
  it('is withdrawn by its submitter, the team and leads, and by no one else', async () => {
    const { ticketId } = await submitted();
    const reason = { ticketId, reason: 'Another window.' };
    expect(await refusedWith(world, agent2, 'withdrawPlan', reason)).toMatchObject({
      reason: 'NOT_PERMITTED',
      path: ['input', 'ticketId'],
    });
    expect(await refusedWith(world, first, 'withdrawPlan', reason)).toMatchObject({
      reason: 'NOT_PERMITTED',
    });
    expect(await refusedWith(world, agent, 'withdrawPlan', { ticketId, reason: ' ' })).toMatchObject({
      rule: 'REQUIRED',
      path: ['input', 'reason'],
    });
    await withdraw(lead, ticketId);
    // The submitter can also withdraw it after the ticket was handed to another team.
    await submit(ticketId);
    await agent.done('assignTicket', { ticketId, queueId: names.queues.Network }, '__typename');
    expect(await withdraw(agent, ticketId)).toMatchObject({ ticket: { status: 'PLANNING' } });
    const { ticket } = await admin.ok(
      `query ($id: ID!) { ticket(id: $id) { plans { nodes { withdrawnAt withdrawalReason withdrawnBy { ... on User { name } } } } } }`,
      { id: ticketId },
    );
    expect(ticket.plans.nodes).toEqual([
      {
        withdrawnAt: expect.any(String),
        withdrawalReason: 'Another window.',
        withdrawnBy: { name: 'Leo Lead' },
      },
      {
        withdrawnAt: expect.any(String),
        withdrawalReason: 'Another window.',
        withdrawnBy: { name: 'Aisha Agent' },
      },
    ]);
  });

  it('leaves no task open when it is withdrawn', async () => {
    const { ticketId, approvalId } = await submitted({
      tasks: [{ title: 'Order it' }, { title: 'Build it in' }],
    });
    for (const client of [first, second]) await decide(client, approvalId);
    const tasks = 'query ($id: ID!) { ticket(id: $id) { plans { nodes { tasks { id state note } } } } }';
    const { ticket } = await agent.ok(tasks, { id: ticketId });
    await agent.done('completeTask', { taskId: ticket.plans.nodes[0].tasks[0].id }, '__typename');
    await withdraw(agent, ticketId);
    expect((await agent.ok(tasks, { id: ticketId })).ticket.plans.nodes[0].tasks).toMatchObject([
      { state: 'DONE', note: null },
      { state: 'SKIPPED', note: 'The plan was withdrawn.' },
    ]);
  });
});
