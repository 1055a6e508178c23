import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  newcomer,
  program,
  refusedWith,
  report,
  standardTemplate,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let now = new Date();
let world: World;
let agent: Client;
let agent2: Client;
let lead: Client;
let admin: Client;
let requester: Client;
let outsider: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld({}, undefined, () => now);
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  lead = await world.as('lead');
  admin = await world.as('admin');
  requester = await world.as('requester');
  outsider = await world.as('outsider@example.org');
  names = await directory(admin);
});
afterAll(() => world.stop());

const plan = { kind: 'FIX', summary: 'A new disk.', risk: 'HIGH', rollbackPlan: 'The old disk.' };
const approvalFields = `id state rule needed overdue viewerCanDecide
  approvers { user { name } decision reason delegatedBy { name } }`;
const selection = `approval { ${approvalFields} } ticket { status version }`;

async function planning(input: object = {}): Promise<string> {
  const { id } = await report(agent, { type: 'CHANGE_REQUEST', ...input });
  await agent.done('startInvestigation', { ticketId: id }, '__typename');
  const diagnosis = { ticketId: id, findings: 'Full.', rootCause: 'Growth.' };
  await agent.done('diagnoseTicket', diagnosis, '__typename');
  return id;
}

/** Creates a change whose plan needs approval, and submits the plan. */
async function submitted(input: object = {}, more: object = {}) {
  const ticketId = await planning(input);
  const fields = `ticket { status plans { nodes { approval { ${approvalFields} } } } }`;
  const { ticket } = await agent.done('submitPlan', { ticketId, ...plan, ...more }, fields);
  expect(ticket.status).toBe('AWAITING_APPROVAL');
  return {
    ticketId,
    approval: ticket.plans.nodes[0].approval,
    approvalId: ticket.plans.nodes[0].approval.id,
  };
}

const decide = (who: Client, approvalId: string, decision = 'APPROVE', more: object = {}) =>
  who.done('decideApproval', { approvalId, decision, ...more }, selection);
const windowFrom = (hours: number) => ({
  start: new Date(now.getTime() + hours * 3_600_000),
  end: new Date(now.getTime() + (hours + 2) * 3_600_000),
});

describe('a normal change', () => {
  it("needs approval by one of the team's leads or the administrators, and never by the user who submitted it", async () => {
    const { approval } = await submitted();
    expect(approval).toMatchObject({ state: 'PENDING', rule: 'ANY_ONE', needed: 1, viewerCanDecide: false });
    expect(approval.approvers.map((one: { user: { name: string } }) => one.user.name).sort()).toEqual(
      [await nameOf(admin), await nameOf(lead)].sort(),
    );
    const id = await submittedByLead();
    const { node } = await lead.ok(
      'query ($id: ID!) { node(id: $id) { ... on Approval { approvers { user { name } } } } }',
      { id },
    );
    expect(node.approvers).toEqual([{ user: { name: await nameOf(admin) } }]);
    expect(
      await refusedWith(world, lead, 'decideApproval', { approvalId: id, decision: 'APPROVE' }),
    ).toMatchObject({ __typename: 'ForbiddenError', reason: 'NOT_PERMITTED', path: ['input', 'approvalId'] });
  });

  it('is implemented at once when it is approved, or in its window', async () => {
    const { approvalId } = await submitted();
    expect((await decide(lead, approvalId)).ticket.status).toBe('IMPLEMENTING');
    const later = await submitted({}, { window: windowFrom(24) });
    const decided = await decide(admin, later.approvalId, 'APPROVE', { reason: 'Well planned.' });
    expect(decided).toMatchObject({ ticket: { status: 'SCHEDULED' }, approval: { state: 'APPROVED' } });
  });

  it('returns to planning when it is rejected with a reason; its next plan needs a new approval', async () => {
    const { ticketId, approvalId } = await submitted();
    expect(
      await refusedWith(world, lead, 'decideApproval', { approvalId, decision: 'REJECT' }),
    ).toMatchObject({
      transition: 'REJECT',
      requirements: [{ anyOf: ['reason'] }],
      path: ['input', 'reason'],
    });
    const rejected = await decide(lead, approvalId, 'REJECT', { reason: 'Not on a Friday.' });
    expect(rejected).toMatchObject({ ticket: { status: 'PLANNING' }, approval: { state: 'REJECTED' } });
    await agent.done('submitPlan', { ticketId, ...plan, summary: 'On Monday.' }, '__typename');
    expect(
      await refusedWith(world, lead, 'decideApproval', { approvalId, decision: 'APPROVE' }),
    ).toMatchObject({
      rule: 'STATE',
      path: ['input', 'approvalId'],
    });
    const { ticket } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { plans { nodes { summary approval { state } } } } }',
      { id: ticketId },
    );
    expect(ticket.plans.nodes).toEqual([
      { summary: plan.summary, approval: { state: 'REJECTED' } },
      { summary: 'On Monday.', approval: { state: 'PENDING' } },
    ]);
  });

  it('is decided once, however many decide at once', async () => {
    const { ticketId, approvalId } = await submitted();
    const answers = await Promise.all(
      [lead, admin, lead, admin].map((who) =>
        who.mutate('decideApproval', { approvalId, decision: 'APPROVE' }, selection),
      ),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const { ticket } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { timeline(last: 100) { nodes { ... on TicketEvent { type } } } } }',
      { id: ticketId },
    );
    expect(
      ticket.timeline.nodes.filter(({ type }: { type: string }) => type === 'PLAN_APPROVED'),
    ).toHaveLength(1);
  });
});

describe('other changes', () => {
  it('that are standard are made from a template that an administrator marked, and need no approval', async () => {
    const ticketTemplateId = await standardTemplate(admin);
    const ticketId = await planning({ ticketTemplateId });
    const fields = 'ticket { changeKind status plans { nodes { approval { id } } } }';
    const { ticket } = await agent.done('submitPlan', { ticketId, ...plan, risk: 'MEDIUM' }, fields);
    expect(ticket).toEqual({
      changeKind: 'STANDARD',
      status: 'IMPLEMENTING',
      plans: { nodes: [{ approval: null }] },
    });
    expect(await planning({ ticketTemplateId, changeKind: 'NORMAL' }).then(kindOf)).toBe('NORMAL');
    for (const client of [agent, requester, lead])
      expect(
        await refusedWith(world, client, 'createTicketTemplate', {
          ...{ name: 'Mine', ticketType: 'CHANGE_REQUEST', standardChange: true },
        }),
      ).toMatchObject({ reason: 'ROLE' });
    const wrong = { name: 'An incident', ticketType: 'INCIDENT', standardChange: true };
    expect(await refusedWith(world, admin, 'createTicketTemplate', wrong)).toMatchObject({
      rule: 'TYPE',
      path: ['input', 'standardChange'],
    });
  });

  it('that are emergencies need exactly one approval, whatever a policy says', async () => {
    const policy = {
      name: 'Emergencies',
      ticketType: 'CHANGE_REQUEST',
      changeKind: 'EMERGENCY',
      rule: 'ALL_OF',
    };
    const userIds = [names.users.lead, names.users.admin, names.users.agent2];
    await admin.done('createApprovalPolicy', { ...policy, userIds }, '__typename');
    const { approval, approvalId } = await submitted({ changeKind: 'EMERGENCY' });
    expect(approval).toMatchObject({ rule: 'ANY_ONE', needed: 1 });
    expect(approval.approvers).toHaveLength(3);
    expect((await decide(agent2, approvalId)).ticket.status).toBe('IMPLEMENTING');
  });
});

describe('a policy', () => {
  it('sets a quorum: the plan waits for that many approvals', async () => {
    const categoryId = names.categories['CHANGE_REQUEST Infrastructure'];
    const policy = {
      name: 'Infrastructure',
      ticketType: 'CHANGE_REQUEST',
      categoryId,
      rule: 'QUORUM',
      quorum: 2,
    };
    const userIds = [names.users.lead, names.users.admin, names.users.agent, names.users.requester];
    await admin.done('createApprovalPolicy', { ...policy, userIds }, '__typename');
    const { approval, approvalId } = await submitted({ categoryId });
    expect(approval).toMatchObject({ rule: 'QUORUM', needed: 2 });
    expect(approval.approvers).toHaveLength(3);
    expect((await decide(requester, approvalId)).ticket.status).toBe('AWAITING_APPROVAL');
    const again = await refusedWith(world, requester, 'decideApproval', { approvalId, decision: 'APPROVE' });
    expect(again).toMatchObject({ transition: 'APPROVE', reasons: [{ code: 'ALREADY_DECIDED' }] });
    expect((await decide(lead, approvalId)).ticket.status).toBe('IMPLEMENTING');
  });

  it('shows requesters who are approvers the ticket, its plan and their pending approvals', async () => {
    const { id: manager, signIn } = await newcomer(world, 'REQUESTER');
    const policy = { name: 'Laptops', ticketType: 'SERVICE_REQUEST', rule: 'ALL_OF', userIds: [manager] };
    await admin.done('createApprovalPolicy', policy, '__typename');
    const { ticketId, approvalId } = await submitted({ type: 'SERVICE_REQUEST' });
    const boss = await signIn();
    const waiting =
      '{ approvals(filter: { awaitingViewer: true }) { totalCount nodes { id plan { summary } ticket { id } } } }';
    expect((await boss.ok(waiting)).approvals).toEqual({
      totalCount: 1,
      nodes: [{ id: approvalId, plan: { summary: plan.summary }, ticket: { id: ticketId } }],
    });
    expect((await decide(boss, approvalId)).ticket.status).toBe('IMPLEMENTING');
    expect((await boss.ok(waiting)).approvals.totalCount).toBe(0);
    const others = `query ($filter: ApprovalFilter) { approvals(filter: $filter) { nodes { id } } }`;
    const found = async (filter: object) => (await boss.ok(others, { filter })).approvals.nodes;
    expect(await found({ awaitingViewer: false, states: ['APPROVED'] })).toEqual([{ id: approvalId }]);
    expect(await found({ states: ['PENDING', 'REJECTED'] })).toEqual([]);
  });

  it('without remaining approvers refuses the plan', async () => {
    const named = { name: 'Only Ada', ticketType: 'PROBLEM', rule: 'ANY_ONE', userIds: [names.users.agent] };
    const { approvalPolicy } = await admin.done('createApprovalPolicy', named, 'approvalPolicy { id }');
    const ticketId = await planning({ type: 'PROBLEM' });
    expect(await refusedWith(world, agent, 'submitPlan', { ticketId, ...plan })).toMatchObject({
      rule: 'NO_APPROVER',
    });
    const quorum = { rule: 'QUORUM', quorum: 3, userIds: [names.users.lead, names.users.admin] };
    const { id: approvalPolicyId } = approvalPolicy;
    await admin.done('updateApprovalPolicy', { approvalPolicyId, ...quorum }, '__typename');
    expect(await refusedWith(world, agent, 'submitPlan', { ticketId, ...plan })).toMatchObject({
      rule: 'QUORUM',
    });
    await admin.done('updateApprovalPolicy', { approvalPolicyId, active: false }, '__typename');
    const { ticket } = await agent.done('submitPlan', { ticketId, ...plan }, 'ticket { status }');
    expect(ticket.status).toBe('IMPLEMENTING');
  });

  it.each([
    ['no quorum where the rule asks for one', { rule: 'QUORUM' }, 'quorum', 'REQUIRED'],
    ['a quorum where it does not', { quorum: 2 }, 'quorum', 'RULE'],
    ['nobody to ask', { userIds: [] }, 'userIds', 'REQUIRED'],
    ['a kind of change for incidents', { changeKind: 'NORMAL' }, 'changeKind', 'TYPE'],
    ['no time at all', { dueHours: 0 }, 'dueHours', 'OUT_OF_RANGE'],
    ['an empty name', { name: ' ' }, 'name', 'REQUIRED'],
  ])('is refused with %s', async (_what, wrong, field, rule) => {
    const policy = { name: 'A policy', ticketType: 'INCIDENT', rule: 'ANY_ONE', userIds: [names.users.lead] };
    expect(await refusedWith(world, admin, 'createApprovalPolicy', { ...policy, ...wrong })).toMatchObject({
      rule,
      path: ['input', field],
    });
  });

  it('is changed by administrators, and read by staff', async () => {
    const policy = { name: 'Mine', ticketType: 'INCIDENT', rule: 'ANY_ONE', userIds: [names.users.lead] };
    for (const who of [requester, agent, lead, await program(world, ['TICKETS_WRITE'])])
      expect(await refusedWith(world, who, 'createApprovalPolicy', policy)).toMatchObject({
        __typename: 'ForbiddenError',
      });
    const query = '{ approvalPolicies { nodes { name users { name } teams { name } category { name } } } }';
    const { approvalPolicies } = await agent.ok(query);
    expect(approvalPolicies.nodes.map(({ name }: { name: string }) => name)).toContain('Infrastructure');
    expect((await requester.ok(query)).approvalPolicies.nodes).toEqual([]);
    expect((await outsider.ok(query)).approvalPolicies.nodes).toEqual([]);
  });
});

describe('an approver', () => {
  it('delegates to another user, who then sees the change and decides', async () => {
    const { approvalId } = await submitted();
    expect(
      await refusedWith(world, agent2, 'decideApproval', { approvalId, decision: 'APPROVE' }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    const to = { approvalId, toUserId: names.users.agent2, reason: 'I am away.' };
    await lead.done('delegateApproval', to, selection);
    expect(
      await refusedWith(world, lead, 'decideApproval', { approvalId, decision: 'APPROVE' }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { approval, ticket } = await decide(agent2, approvalId);
    expect(ticket.status).toBe('IMPLEMENTING');
    expect(approval.approvers).toEqual(
      expect.arrayContaining([
        {
          user: { name: await nameOf(lead) },
          decision: 'DELEGATED',
          reason: 'I am away.',
          delegatedBy: null,
        },
        {
          user: { name: await nameOf(agent2) },
          decision: 'APPROVED',
          reason: null,
          delegatedBy: { name: await nameOf(lead) },
        },
      ]),
    );
  });

  it('cannot delegate to the submitter of the plan, to another approver or to nobody', async () => {
    const { approvalId } = await submitted();
    const delegate = (toUserId: string | undefined) =>
      refusedWith(world, lead, 'delegateApproval', { approvalId, toUserId });
    expect(await delegate(names.users.agent)).toMatchObject({
      rule: 'SUBMITTER',
      path: ['input', 'toUserId'],
    });
    expect(await delegate(names.users.admin)).toMatchObject({ rule: 'ASKED' });
    const { id } = await newcomer(world);
    await admin.done('deactivateUser', { userId: id }, '__typename');
    expect(await delegate(id)).toMatchObject({ code: 'NOT_FOUND' });
    const notAsked = { approvalId, toUserId: names.users.requester };
    expect(await refusedWith(world, agent2, 'delegateApproval', notAsked)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('who was deactivated is replaced by a lead or an administrator, and by no one else', async () => {
    const { id: leaver } = await newcomer(world);
    const category = names.categories['PROBLEM Network'];
    const policy = { name: 'Who leaves', ticketType: 'PROBLEM', categoryId: category, rule: 'ALL_OF' };
    await admin.done('createApprovalPolicy', { ...policy, userIds: [leaver] }, '__typename');
    const { approvalId } = await submitted({ type: 'PROBLEM', categoryId: category });
    await admin.done('deactivateUser', { userId: leaver }, '__typename');
    const handOn = { approvalId, fromUserId: leaver, toUserId: names.users.agent2 };
    expect(await refusedWith(world, agent, 'delegateApproval', handOn)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_PERMITTED',
      path: ['input', 'fromUserId'],
    });
    const submitter = await submittedByLead();
    const chosen = { approvalId: submitter, fromUserId: names.users.admin, toUserId: names.users.agent2 };
    expect(await refusedWith(world, lead, 'delegateApproval', chosen)).toMatchObject({
      reason: 'NOT_PERMITTED',
    });
    const nobody = { ...handOn, fromUserId: names.users.requester };
    expect(await refusedWith(world, lead, 'delegateApproval', nobody)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'fromUserId'],
    });
    await lead.done('delegateApproval', handOn, '__typename');
    expect((await decide(agent2, approvalId)).ticket.status).toBe('IMPLEMENTING');
  });

  it('who leaves can hand over their decisions, but not to or by somebody who must not choose', async () => {
    const { id: leaver } = await newcomer(world);
    const categoryId = names.categories['PROBLEM Network'];
    const policy = {
      name: 'Who hands over',
      ticketType: 'PROBLEM',
      risk: 'HIGH',
      categoryId,
      rule: 'ALL_OF',
    };
    await admin.done('createApprovalPolicy', { ...policy, userIds: [leaver] }, '__typename');
    const { approvalId, ticketId } = await submitted({ type: 'PROBLEM', categoryId }, { risk: 'HIGH' });
    const own = { type: 'PROBLEM', categoryId, requesterId: names.users.admin };
    const { approvalId: concerned } = await submitted(own, { risk: 'HIGH' });
    const leave = async (userId: string | undefined) =>
      (
        await admin.done(
          'deactivateUser',
          { userId: leaver, handOverTo: { userId } },
          'user { openWork { approvals } }',
        )
      ).user.openWork.approvals;
    // The submitter of the plans takes over neither.
    expect(await leave(names.users.agent)).toBe(2);
    // The administrator requested one of the tickets.
    expect(await leave(names.users.agent2)).toBe(1);
    const { timeline } = (
      await admin.ok(
        'query ($id: ID!) { ticket(id: $id) { timeline(last: 1) { nodes { ... on TicketEvent { type } } } } }',
        { id: ticketId },
      )
    ).ticket;
    expect(timeline.nodes).toEqual([{ type: 'APPROVAL_DELEGATED' }]);
    expect((await decide(agent2, approvalId)).ticket.status).toBe('IMPLEMENTING');
    expect(
      await refusedWith(world, agent2, 'decideApproval', { approvalId: concerned, decision: 'APPROVE' }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is the only one who can decide, whatever the role of others', async () => {
    const { approvalId } = await submitted({ requesterId: names.users.requester });
    const input = { approvalId, decision: 'APPROVE' };
    for (const who of [agent, agent2, await program(world, ['TICKETS_READ', 'TICKETS_WRITE'])])
      expect(await refusedWith(world, who, 'decideApproval', input)).toMatchObject({ code: 'FORBIDDEN' });
    for (const who of [requester, outsider])
      expect(await refusedWith(world, who, 'decideApproval', input)).toMatchObject({
        code: 'NOT_FOUND',
        path: ['input', 'approvalId'],
      });
    const { approval } = await requester.ok('query ($id: ID!) { approval: node(id: $id) { id } }', {
      id: approvalId,
    });
    expect(approval).toBeNull();
  });
});

describe('a pending approval', () => {
  it('is withdrawn when its ticket is cancelled', async () => {
    const { ticketId, approvalId } = await submitted();
    await agent.done('cancelTicket', { ticketId, reason: 'Not needed.' }, '__typename');
    const { node } = await agent.ok('query ($id: ID!) { node(id: $id) { ... on Approval { state } } }', {
      id: approvalId,
    });
    expect(node).toEqual({ state: 'WITHDRAWN' });
  });

  it('is reminded of once and overdue once, but not while the ticket is on hold', async () => {
    const policy = { name: 'Others', ticketType: 'OTHER', rule: 'ANY_ONE', remindHours: 1, dueHours: 2 };
    const userIds = [names.users.lead, names.users.admin];
    await admin.done('createApprovalPolicy', { ...policy, userIds }, '__typename');
    const { ticketId, approvalId } = await submitted({ type: 'OTHER' });
    const told = async () => {
      const { ticket } = await agent.ok(
        `query ($id: ID!) { ticket(id: $id) { timeline(last: 100) { nodes { ... on TicketEvent { type cause { kind } } } } } }`,
        { id: ticketId },
      );
      return ticket.timeline.nodes
        .filter(({ cause }: { cause?: { kind: string } }) => cause?.kind === 'CLOCK')
        .map(({ type }: { type: string }) => type);
    };
    await agent.done('holdTicket', { ticketId, reason: 'AWAITING_VENDOR' }, '__typename');
    now = new Date(now.getTime() + 90 * 60_000);
    await lookAtClocks();
    expect(await told()).toEqual([]);
    await agent.done('resumeTicket', { ticketId }, '__typename');
    await lookAtClocks();
    expect(await told()).toEqual(['APPROVAL_REMINDED']);
    now = new Date(now.getTime() + 60 * 60_000);
    for (let i = 0; i < 2; i += 1) {
      await lookAtClocks();
      expect(await told()).toEqual(['APPROVAL_REMINDED', 'APPROVAL_OVERDUE']);
    }
    const { approval } = await decide(lead, approvalId);
    expect(approval).toMatchObject({ state: 'APPROVED', overdue: true });
  });

  it('gives a repeated decision the first answer', async () => {
    const { approvalId } = await submitted();
    const input = { idempotencyKey: `decide ${approvalId}` };
    const first = await decide(lead, approvalId, 'APPROVE', input);
    expect(await changingNothing(world, () => decide(lead, approvalId, 'APPROVE', input))).toEqual(first);
  });
});

/** Runs the scheduled tasks, as the server does regularly. */
const lookAtClocks = () => runSchedule(world.app.services, modules.schedule, () => false);

/** Creates an approval of a plan that the lead submitted. */
async function submittedByLead(): Promise<string> {
  const { id: ticketId } = await report(lead, { type: 'CHANGE_REQUEST' });
  await lead.done('startInvestigation', { ticketId }, '__typename');
  await lead.done('diagnoseTicket', { ticketId, findings: 'Full.', rootCause: 'Growth.' }, '__typename');
  const { ticket } = await lead.done(
    'submitPlan',
    { ticketId, ...plan },
    'ticket { plans { nodes { approval { id } } } }',
  );
  return ticket.plans.nodes[0].approval.id;
}

async function kindOf(id: string): Promise<string> {
  return (await admin.ok('query ($id: ID!) { ticket(id: $id) { changeKind } }', { id })).ticket.changeKind;
}

async function nameOf(who: Client): Promise<string> {
  return (await who.ok('{ viewer { name } }')).viewer.name;
}
