import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  type Directory,
  directory,
  type Newcomer,
  newcomer,
  program,
  refusedWith,
  standardTemplate,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

/** Attempts to approve a plan alone: each was possible once. */
let world: World;
let agent: Client;
let lead: Client;
let admin: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  lead = await world.as('lead');
  admin = await world.as('admin');
  names = await directory(admin);
});
afterAll(() => world.stop());

const plan = { kind: 'FIX', summary: 'A new disk.', risk: 'LOW', rollbackPlan: 'The old disk.' };
const diagnosis = { findings: 'Full.', rootCause: 'Growth.' };
const approvalFields = `id state needed approvers { user { id name } decision canDecide obstacle }`;
const notPermitted = { __typename: 'ForbiddenError', reason: 'NOT_PERMITTED', path: ['input', 'approvalId'] };

async function planning(by: Client, input: object = {}): Promise<string> {
  const { ticketId } = await admin.done(
    'createTicket',
    {
      ...{ type: 'CHANGE_REQUEST', subject: 'A disk', description: 'A new one.' },
      requesterId: names.users.requester,
      ...input,
    },
    'ticketId',
  );
  const assignee = { assigneeId: names.users.agent };
  await by.done('startInvestigation', { ticketId, ...assignee }, '__typename');
  await by.done('diagnoseTicket', { ticketId, ...diagnosis }, '__typename');
  return ticketId;
}

interface Asked {
  ticketId: string;
  approvalId: string;
  approvers: { user: { id: string; name: string }; canDecide: boolean; obstacle: string | null }[];
}

async function submitted(by: Client, input: object = {}, more: object = {}): Promise<Asked> {
  const ticketId = await planning(by, input);
  await by.done('submitPlan', { ticketId, ...plan, ...more }, '__typename');
  return asked(ticketId);
}

async function asked(ticketId: string): Promise<Asked> {
  const { ticket } = await admin.ok(
    `query ($id: ID!) { ticket(id: $id) { plans { nodes { approval { ${approvalFields} } } } } }`,
    { id: ticketId },
  );
  const { approval } = ticket.plans.nodes.at(-1);
  return { ticketId, approvalId: approval.id, approvers: approval.approvers };
}

const namesOf = ({ approvers }: Asked) => approvers.map(({ user }) => user.name).sort();
const approve = (by: Client, approvalId: string) =>
  by.done('decideApproval', { approvalId, decision: 'APPROVE' }, 'approval { state } ticket { status }');
const refusedTo = (by: Client, approvalId: string) =>
  refusedWith(world, by, 'decideApproval', { approvalId, decision: 'APPROVE' });

let made = 0;
/** Creates a policy for a category of its own, so that no other test's plan needs it. */
async function policy(input: object): Promise<string> {
  made += 1;
  const { category } = await admin.done(
    'createCategory',
    { name: `Four eyes ${made}`, ticketType: 'CHANGE_REQUEST' },
    'category { id }',
  );
  const rule = { ticketType: 'CHANGE_REQUEST', rule: 'ANY_ONE', categoryId: category.id };
  await admin.done('createApprovalPolicy', { name: `Four eyes ${made}`, ...rule, ...input }, '__typename');
  return category.id;
}

async function team(...members: { userId: string; lead?: boolean }[]): Promise<string> {
  made += 1;
  const created = await admin.done('createTeam', { name: `Team ${made}` }, 'team { id }');
  const teamId = created.team.id;
  if (members.length > 0) await join(admin, teamId, ...members);
  return teamId;
}

const join = (by: Client, teamId: string, ...add: { userId: string; lead?: boolean }[]) =>
  by.done('updateTeamMembers', { teamId, add }, '__typename');
const leave = (by: Client, teamId: string, ...removeUserIds: string[]) =>
  by.done('updateTeamMembers', { teamId, removeUserIds }, '__typename');

describe('the user who created an API key', () => {
  it('is the submitter of the plans that it submits, and cannot approve them', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    const approval = await submitted(key);
    expect(namesOf(approval)).toEqual(['Leo Lead']);
    expect(await refusedTo(admin, approval.approvalId)).toMatchObject(notPermitted);
    const chosen = { approvalId: approval.approvalId, fromUserId: names.users.lead };
    expect(
      await refusedWith(world, admin, 'delegateApproval', { ...chosen, toUserId: names.users.agent2 }),
    ).toMatchObject({ ...notPermitted, path: ['input', 'fromUserId'] });
    // Another approver cannot give them the decision either.
    const given = { approvalId: approval.approvalId, toUserId: names.users.admin };
    expect(await refusedWith(world, lead, 'delegateApproval', given)).toMatchObject({
      rule: 'SUBMITTER',
      path: ['input', 'toUserId'],
    });
    expect((await approve(lead, approval.approvalId)).ticket.status).toBe('IMPLEMENTING');
  });

  it('is the submitter of a plan that the key imports in the name of another user', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const ticketId = await planning(agent);
    const imported = { import: { occurredAt: new Date(), actorId: names.users.lead } };
    expect(await refusedWith(world, key, 'submitPlan', { ticketId, ...plan, ...imported })).toMatchObject({
      rule: 'NO_APPROVER',
    });
    const other = { import: { occurredAt: new Date(), actorId: names.users.agent } };
    await key.done('submitPlan', { ticketId, ...plan, ...other }, '__typename');
    expect(namesOf(await asked(ticketId))).toEqual(['Leo Lead']);
  });
});

describe('an import', () => {
  it('cannot decide a pending approval', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const { approvalId } = await submitted(agent);
    expect(await refusedTo(key, approvalId)).toMatchObject(notPermitted);
    const answer = await key.send(
      'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { errors { message } } }',
      {
        input: {
          ...{ approvalId, decision: 'APPROVE' },
          import: { occurredAt: new Date(), actorId: names.users.lead },
        },
      },
    );
    expect(answer.errors?.[0]?.message).toContain('Field "import" is not defined');
    expect((await asked((await submitted(agent)).ticketId)).approvers).toHaveLength(2);
  });
});

describe('a user whom the submitter put into the team of the policy', () => {
  let friend: Newcomer;
  let member: Newcomer;
  let teamId: string;
  let categoryId: string;

  beforeAll(async () => {
    [friend, member] = [await newcomer(world), await newcomer(world)];
    // The lead leads the team of the policy. An administrator put one member into it.
    teamId = await team({ userId: names.users.lead as string, lead: true }, { userId: member.id });
    categoryId = await policy({ teamIds: [teamId] });
  });

  it('does not count for the plans of the submitter, but for those of others', async () => {
    await join(lead, teamId, { userId: friend.id });
    expect(namesOf(await submitted(lead, { categoryId }))).toEqual([member.name]);
    expect(namesOf(await submitted(agent, { categoryId }))).toEqual(
      ['Leo Lead', member.name, friend.name].sort(),
    );
  });

  it('does not count when somebody else puts them there again', async () => {
    await leave(admin, teamId, friend.id);
    await join(admin, teamId, { userId: friend.id });
    expect(namesOf(await submitted(lead, { categoryId }))).toEqual([member.name]);
  });

  it('does not count when the submitter created them as a member of the team', async () => {
    const { id: makerId, signIn } = await newcomer(world, 'ADMIN');
    const maker = await signIn();
    const made = { name: 'Made for it', email: 'made-for-it@example.com', role: 'AGENT', teamIds: [teamId] };
    await maker.done('createUser', made, '__typename');
    expect(namesOf(await submitted(maker, { categoryId }))).not.toContain(made.name);
    expect(namesOf(await submitted(agent, { categoryId }))).toContain(made.name);
    await admin.done('deactivateUser', { userId: makerId }, '__typename');
  });

  it('cannot be given the decision by another approver', async () => {
    const { approvalId } = await submitted(lead, { categoryId });
    const by = await member.signIn();
    expect(
      await refusedWith(world, by, 'delegateApproval', { approvalId, toUserId: friend.id }),
    ).toMatchObject({ rule: 'ADDED_BY_SUBMITTER', path: ['input', 'toUserId'] });
  });

  it('does not count when an API key of the submitter put them there', async () => {
    const [other, key] = [await newcomer(world), await program(world, ['ADMINISTRATION'])];
    const own = await team();
    await join(key, own, { userId: other.id });
    const ofOwn = await policy({ teamIds: [own] });
    const ticketId = await planning(admin, { categoryId: ofOwn });
    expect(await refusedWith(world, admin, 'submitPlan', { ticketId, ...plan })).toMatchObject({
      rule: 'NO_APPROVER',
    });
    expect(namesOf(await submitted(agent, { categoryId: ofOwn }))).toEqual([other.name]);
  });

  it('does not count when they are put there between the submission and the decision', async () => {
    const approval = await submitted(lead, { categoryId });
    await leave(admin, teamId, member.id);
    await join(lead, teamId, { userId: member.id });
    expect(await refusedTo(await member.signIn(), approval.approvalId)).toMatchObject(notPermitted);
    const after = (await asked(approval.ticketId)).approvers.find(({ user }) => user.id === member.id);
    expect(after).toMatchObject({ canDecide: false, obstacle: 'ADDED_BY_SUBMITTER' });
  });
});

describe('an approver whom the submitter made one', () => {
  let maker: Client;
  let makerId: string;
  beforeAll(async () => {
    const { id, signIn } = await newcomer(world, 'ADMIN');
    makerId = id;
    maker = await signIn();
  });
  afterAll(() => admin.done('deactivateUser', { userId: makerId }, '__typename'));
  const toAgent = () => ({ assigneeId: names.users.agent });
  const account = (role: string) => {
    made += 1;
    return { name: `Friend ${made}`, email: `friend-${made}@example.com`, role };
  };
  const create = async (by: Client, role: string): Promise<{ id: string; name: string }> =>
    (await by.done('createUser', account(role), 'user { id name }')).user;

  it('does not count as an administrator whom the submitter created, promoted or reactivated', async () => {
    const friends = [
      await create(maker, 'ADMIN'),
      await create(admin, 'AGENT'),
      await create(admin, 'ADMIN'),
    ];
    const [created, promoted, returned] = friends.map(({ id }) => id) as [string, string, string];
    await maker.done('updateUser', { userId: promoted, role: 'ADMIN' }, '__typename');
    await admin.done('deactivateUser', { userId: returned }, '__typename');
    await maker.done('reactivateUser', { userId: returned }, '__typename');
    const asks = namesOf(await submitted(maker));
    for (const { name } of friends) expect(asks).not.toContain(name);
    const ofOthers = namesOf(await submitted(agent));
    for (const { name } of friends) expect(ofOthers).toContain(name);
    for (const userId of [created, promoted, returned])
      await admin.done('deactivateUser', { userId }, '__typename');
  });

  it('does not count as a lead whom the submitter promoted, also after the submission', async () => {
    const friend = await newcomer(world);
    const ownTeam = await team({ userId: friend.id, lead: true });
    const queue = await admin.done('createQueue', { name: `Queue ${made}`, teamId: ownTeam }, 'queue { id }');
    await maker.done('updateUser', { userId: friend.id, role: 'LEAD' }, '__typename');
    expect(namesOf(await submitted(maker, { queueId: queue.queue.id }))).not.toContain(friend.name);
    const approval = await submitted(agent, { queueId: queue.queue.id, ...toAgent() });
    expect(namesOf(approval)).toContain(friend.name);
    await admin.done('updateUser', { userId: friend.id, role: 'AGENT' }, '__typename');
    await admin.done('updateUser', { userId: friend.id, role: 'LEAD' }, '__typename');
    await approve(await friend.signIn(), approval.approvalId);
  });

  it('does not count by a policy in which the submitter named them or their team, or by a queue of it', async () => {
    const [friend, member, other] = [await newcomer(world), await newcomer(world), await newcomer(world)];
    const theirs = await team({ userId: member.id });
    made += 1;
    const { category } = await admin.done(
      'createCategory',
      { name: `Four eyes ${made}`, ticketType: 'CHANGE_REQUEST' },
      'category { id }',
    );
    const rule = {
      name: `Own ${made}`,
      ticketType: 'CHANGE_REQUEST',
      rule: 'ANY_ONE',
      categoryId: category.id,
    };
    const named = { userIds: [other.id] };
    const { approvalPolicy } = await admin.done(
      'createApprovalPolicy',
      { ...rule, ...named },
      'approvalPolicy { id }',
    );
    const widened = { userIds: [other.id, friend.id], teamIds: [theirs] };
    await maker.done(
      'updateApprovalPolicy',
      { approvalPolicyId: approvalPolicy.id, ...widened },
      '__typename',
    );
    const [own, ofOthers] = [
      await submitted(maker, { categoryId: category.id }),
      await submitted(agent, { categoryId: category.id }),
    ];
    expect(namesOf(own)).toEqual([other.name]);
    expect(namesOf(ofOthers)).toEqual([friend.name, member.name, other.name].sort());
    // Also by a policy that they introduced themselves.
    const { category: another } = await maker.done(
      'createCategory',
      { ticketType: 'CHANGE_REQUEST', name: `Introduced ${made}` },
      'category { id }',
    );
    const introduced = { ...rule, name: `Introduced ${made}`, categoryId: another.id };
    await maker.done('createApprovalPolicy', { ...introduced, userIds: [friend.id, other.id] }, '__typename');
    const ticketId = await planning(maker, { categoryId: another.id });
    expect(await refusedWith(world, maker, 'submitPlan', { ticketId, ...plan })).toMatchObject({
      rule: 'NO_APPROVER',
    });
    expect(namesOf(await submitted(agent, { categoryId: another.id }))).toEqual(
      [friend.name, other.name].sort(),
    );

    const lead = await newcomer(world, 'LEAD');
    const led = await team({ userId: lead.id, lead: true });
    const { queue } = await maker.done('createQueue', { name: `Queue ${made}`, teamId: led }, 'queue { id }');
    expect(namesOf(await submitted(maker, { queueId: queue.id }))).not.toContain(lead.name);
    expect(namesOf(await submitted(agent, { queueId: queue.id, ...toAgent() }))).toContain(lead.name);
  });

  it('cannot choose who decides in place of another approver', async () => {
    const [friend, stranger, other] = [await newcomer(world), await newcomer(world), await newcomer(world)];
    await maker.done('updateUser', { userId: friend.id, role: 'ADMIN' }, '__typename');
    const categoryId = await policy({ userIds: [other.id] });
    const { approvalId } = await submitted(maker, { categoryId });
    const input = { approvalId, fromUserId: other.id, toUserId: stranger.id };
    expect(await refusedWith(world, await friend.signIn(), 'delegateApproval', input)).toMatchObject({
      ...notPermitted,
      path: ['input', 'fromUserId'],
    });
    await admin.done('deactivateUser', { userId: friend.id }, '__typename');
  });
});

describe('a user who joined the team after the submission', () => {
  it('does not count, neither as a new member nor as one who was there before', async () => {
    const [before, after] = [await newcomer(world), await newcomer(world)];
    const teamId = await team({ userId: before.id });
    const { approvalId, ticketId } = await submitted(agent, {
      categoryId: await policy({ teamIds: [teamId] }),
    });
    await join(admin, teamId, { userId: after.id });
    expect(await refusedTo(await after.signIn(), approvalId)).toMatchObject(notPermitted);
    await leave(admin, teamId, before.id);
    await join(admin, teamId, { userId: before.id });
    expect(await refusedTo(await before.signIn(), approvalId)).toMatchObject(notPermitted);
    expect((await asked(ticketId)).approvers).toMatchObject([{ canDecide: false, obstacle: 'NOT_ENTITLED' }]);
  });
});

describe('an approver decides with the rights that they have now', () => {
  it('a lead who became a requester can no longer decide, and the approval says so', async () => {
    const { id, signIn } = await newcomer(world, 'LEAD');
    await join(admin, names.teams['Service Desk'] as string, { userId: id, lead: true });
    const { approvalId, ticketId } = await submitted(agent);
    const leader = await signIn();
    const waiting = '{ approvals(filter: { awaitingViewer: true }) { nodes { id viewerCanDecide } } }';
    expect((await leader.ok(waiting)).approvals.nodes).toContainEqual({
      id: approvalId,
      viewerCanDecide: true,
    });
    await admin.done('updateUser', { userId: id, role: 'REQUESTER' }, '__typename');
    expect(await refusedTo(leader, approvalId)).toMatchObject(notPermitted);
    expect((await leader.ok(waiting)).approvals.nodes).toEqual([]);
    const one = (await asked(ticketId)).approvers.find(({ user }) => user.id === id);
    expect(one).toMatchObject({ canDecide: false, obstacle: 'NOT_ENTITLED' });
    // They can no longer delegate either, but a lead of the team can.
    const delegate = { approvalId, toUserId: names.users.agent2 };
    expect(await refusedWith(world, leader, 'delegateApproval', delegate)).toMatchObject(notPermitted);
    await lead.done('delegateApproval', { ...delegate, fromUserId: id }, '__typename');
    expect((await approve(await world.as('agent2'), approvalId)).ticket.status).toBe('IMPLEMENTING');
  });

  it('a person who left the team, or was deactivated, can no longer decide', async () => {
    const [left, ended] = [await newcomer(world), await newcomer(world)];
    const teamId = await team({ userId: left.id }, { userId: ended.id });
    const categoryId = await policy({ teamIds: [teamId], rule: 'ALL_OF' });
    const { approvalId, ticketId } = await submitted(agent, { categoryId });
    await leave(admin, teamId, left.id);
    await admin.done('deactivateUser', { userId: ended.id }, '__typename');
    expect(await refusedTo(await left.signIn(), approvalId)).toMatchObject(notPermitted);
    const obstacles = (await asked(ticketId)).approvers.map(({ user, obstacle }) => [user.id, obstacle]);
    expect(Object.fromEntries(obstacles)).toEqual({
      [left.id]: 'NOT_ENTITLED',
      [ended.id]: 'DEACTIVATED',
    });
  });

  it('who is named by the policy, and lost the role of an agent, can no longer decide', async () => {
    const { id, signIn } = await newcomer(world);
    const { approvalId } = await submitted(agent, { categoryId: await policy({ userIds: [id] }) });
    await admin.done('updateUser', { userId: id, role: 'REQUESTER' }, '__typename');
    expect(await refusedTo(await signIn(), approvalId)).toMatchObject(notPermitted);
  });

  it('an agent who leads the team in name only is not a lead', async () => {
    const { id, name } = await newcomer(world);
    await join(admin, names.teams['Service Desk'] as string, { userId: id, lead: true });
    expect(namesOf(await submitted(agent))).not.toContain(name);
  });

  it('the policy that applies is the one at the submission', async () => {
    const [first, second] = [await newcomer(world), await newcomer(world)];
    made += 1;
    const { category } = await admin.done(
      'createCategory',
      { name: `Four eyes ${made}`, ticketType: 'CHANGE_REQUEST' },
      'category { id }',
    );
    const rule = { name: `Four eyes ${made}`, ticketType: 'CHANGE_REQUEST', rule: 'QUORUM', quorum: 2 };
    const { approvalPolicyId } = await admin.done(
      'createApprovalPolicy',
      { ...rule, categoryId: category.id, userIds: [first.id, names.users.admin] },
      'approvalPolicyId',
    );
    const { approvalId, ticketId } = await submitted(agent, {
      categoryId: category.id,
    });
    const changed = { approvalPolicyId, rule: 'ANY_ONE', userIds: [second.id] };
    await admin.done('updateApprovalPolicy', changed, '__typename');
    expect(await refusedTo(await second.signIn(), approvalId)).toMatchObject(notPermitted);
    expect((await approve(await first.signIn(), approvalId)).ticket.status).toBe('AWAITING_APPROVAL');
    expect((await approve(admin, approvalId)).ticket.status).toBe('IMPLEMENTING');
    expect((await asked(ticketId)).approvers).toHaveLength(2);
  });
});

describe('the requester of a change', () => {
  it('does not decide it, also when they become its requester after the submission', async () => {
    expect(namesOf(await submitted(agent, { requesterId: names.users.lead }))).toEqual(['Ada Admin']);
    const { approvalId, ticketId } = await submitted(agent);
    await agent.done('updateTicket', { ticketId, requesterId: names.users.lead }, '__typename');
    expect(await refusedTo(lead, approvalId)).toMatchObject(notPermitted);
    expect(
      await refusedWith(world, admin, 'delegateApproval', { approvalId, toUserId: names.users.lead }),
    ).toMatchObject({ rule: 'REQUESTER' });
    const away = { approvalId, fromUserId: names.users.admin, toUserId: names.users.agent2 };
    expect(await refusedWith(world, lead, 'delegateApproval', away)).toMatchObject({
      reason: 'NOT_PERMITTED',
      path: ['input', 'fromUserId'],
    });
  });
});

describe('a change that is declared as STANDARD', () => {
  it('is refused without a template that an administrator marked', async () => {
    const change = { type: 'CHANGE_REQUEST', subject: 'A disk', description: 'New.', changeKind: 'STANDARD' };
    const refused = { rule: 'STANDARD_TEMPLATE', path: ['input', 'changeKind'] };
    for (const client of [agent, lead, admin])
      expect(await refusedWith(world, client, 'createTicket', change)).toMatchObject(refused);
    const plain = { name: 'A plain template', ticketType: 'CHANGE_REQUEST' };
    const { ticketTemplateId } = await admin.done('createTicketTemplate', plain, 'ticketTemplateId');
    expect(await refusedWith(world, agent, 'createTicket', { ...change, ticketTemplateId })).toMatchObject(
      refused,
    );
    const standard = { ticketTemplateId, standardChange: true };
    await admin.done('updateTicketTemplate', standard, '__typename');
    await agent.done('createTicket', { ...change, ticketTemplateId }, '__typename');
  });

  describe('is only what the administrator approved with the template', () => {
    const words = { subject: 'Drop the database', description: 'All of it.' };
    const kindOf = async (input: object): Promise<{ id: string; changeKind: string }> =>
      (await agent.done('createTicket', { ...words, ...input }, 'ticket { id changeKind }')).ticket;
    const submit = async (ticketId: string) => {
      await agent.done('startInvestigation', { ticketId, assigneeId: names.users.agent }, '__typename');
      await agent.done('diagnoseTicket', { ticketId, ...diagnosis }, '__typename');
      return { ticketId, ...plan };
    };
    let categories: string[];
    let services: string[];
    let ticketTemplateId: string;
    beforeAll(async () => {
      [categories, services] = [[], []];
      const ownerTeamId = await team();
      for (const name of ['A', 'B']) {
        const category = { name: `Approved ${name}`, ticketType: 'CHANGE_REQUEST' };
        const made = await admin.done('createCategory', category, 'category { id }');
        categories.push(made.category.id);
        const part = { name: `Approved ${name}`, ownerTeamId, criticality: 'HIGH' };
        const { service } = await admin.done('createService', part, 'service { id }');
        services.push(service.id);
      }
      const template = { name: 'A restart', ticketType: 'CHANGE_REQUEST', standardChange: true };
      const gives = { categoryId: categories[0], affectedServiceIds: [services[0]] };
      const made = await admin.done('createTicketTemplate', { ...template, ...gives }, 'ticketTemplateId');
      ticketTemplateId = made.ticketTemplateId;
    });

    it('with another category or other services it is a NORMAL change', async () => {
      expect((await kindOf({ ticketTemplateId })).changeKind).toBe('STANDARD');
      for (const other of [{ categoryId: categories[1] }, { affectedServiceIds: services }]) {
        expect((await kindOf({ ticketTemplateId, ...other })).changeKind).toBe('NORMAL');
        const declared = { ...words, ticketTemplateId, ...other, changeKind: 'STANDARD' };
        expect(await refusedWith(world, agent, 'createTicket', declared)).toMatchObject({
          rule: 'STANDARD_TEMPLATE',
          path: ['input', 'changeKind'],
        });
      }
    });

    it('its plan is refused after a change of the category or the services, or when the template is no longer marked', async () => {
      const refused = { rule: 'STANDARD_TEMPLATE', path: ['input', 'ticketId'] };
      for (const other of [{ categoryId: categories[1] }, { affectedServiceIds: [services[1]] }]) {
        const { id } = await kindOf({ ticketTemplateId });
        await agent.done('updateTicket', { ticketId: id, ...other }, '__typename');
        expect(await refusedWith(world, agent, 'submitPlan', await submit(id))).toMatchObject(refused);
      }
      const input = await submit((await kindOf({ ticketTemplateId })).id);
      await admin.done('updateTicketTemplate', { ticketTemplateId, standardChange: false }, '__typename');
      expect(await refusedWith(world, agent, 'submitPlan', input)).toMatchObject(refused);
      await admin.done('updateTicketTemplate', { ticketTemplateId, standardChange: true }, '__typename');
      expect((await agent.done('submitPlan', input, 'ticket { status }')).ticket.status).toBe('IMPLEMENTING');
    });
  });

  it('cannot be planned with a high risk', async () => {
    const ticketId = await planning(agent, { ticketTemplateId: await standardTemplate(admin) });
    expect(await refusedWith(world, agent, 'submitPlan', { ticketId, ...plan, risk: 'HIGH' })).toMatchObject({
      rule: 'STANDARD_RISK',
      path: ['input', 'risk'],
    });
  });
});

describe('what is approved', () => {
  const window = () => ({
    start: new Date(Date.now() + 24 * 3_600_000),
    end: new Date(Date.now() + 25 * 3_600_000),
  });
  let changes: Record<string, unknown>;

  beforeAll(async () => {
    const part = { name: 'Payroll', ownerTeamId: names.teams.Network };
    const service = await admin.done('createService', { ...part, criticality: 'HIGH' }, 'service { id }');
    const item = { ...part, kind: 'OTHER' };
    const { configurationItem } = await admin.done(
      'createConfigurationItem',
      item,
      'configurationItem { id }',
    );
    changes = {
      description: 'All disks.',
      categoryId: names.categories['CHANGE_REQUEST Infrastructure'],
      affectedServiceNames: ['Payroll'],
      affectedServiceIds: [service.service.id],
      affectedItemIds: [configurationItem.id],
    };
  });

  it.each([
    ['AWAITING_APPROVAL', false, false],
    ['AWAITING_APPROVAL', false, true],
    ['SCHEDULED', true, false],
    ['SCHEDULED', true, true],
  ])(
    'cannot change while the ticket is %s (approved: %s, on hold: %s), before the plan is withdrawn',
    async (status, isApproved, isHeld) => {
      const { ticketId, approvalId } = await submitted(agent, {}, { window: window() });
      if (isApproved) expect((await approve(lead, approvalId)).ticket.status).toBe(status);
      if (isHeld) await agent.done('holdTicket', { ticketId, reason: 'AWAITING_VENDOR' }, '__typename');
      for (const [field, value] of Object.entries(changes))
        for (const client of [agent, admin]) {
          const error = await refusedWith(world, client, 'updateTicket', { ticketId, [field]: value });
          expect(error).toMatchObject({ rule: 'FROZEN', path: ['input', field] });
          expect(error.message).toContain('withdrawPlan');
        }
      const redaction = { ticketId, description: 'Another change.', reason: 'A password.' };
      expect(await refusedWith(world, admin, 'redactDescription', redaction)).toMatchObject({
        rule: 'FROZEN',
        path: ['input', 'description'],
      });
      // What was not approved can change.
      await agent.done('updateTicket', { ticketId, subject: 'Disks', labels: ['disk'] }, '__typename');
      if (isHeld) await agent.done('resumeTicket', { ticketId }, '__typename');
      await agent.done('withdrawPlan', { ticketId, reason: 'More than planned.' }, '__typename');
      await agent.done('updateTicket', { ticketId, ...changes }, '__typename');
    },
  );
});
