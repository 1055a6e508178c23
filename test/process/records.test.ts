import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  rawId,
  refusal,
  refusedWith,
  report,
} from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
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

const proposal = { resolutionCode: 'REPAIRED', resolutionNotes: 'New roller.' };
const cause = { findings: 'The roller is worn.', rootCause: 'Age.' };
const plan = { kind: 'FIX', summary: 'A new roller.' };

async function investigating(): Promise<string> {
  const { id } = await report(requester);
  await agent.done('startInvestigation', { ticketId: id }, '__typename');
  return id;
}

/** Creates a ticket whose plan has two tasks and is being implemented. */
async function implementing(): Promise<{ ticketId: string; tasks: { id: string }[] }> {
  const ticketId = await investigating();
  await agent.done('diagnoseTicket', { ticketId, ...cause }, '__typename');
  const tasks = [{ title: 'Order' }, { title: 'Fit', assigneeId: names.users.agent2 }];
  const given = { ticketId, ...plan, tasks };
  const { ticket } = await agent.done('submitPlan', given, 'ticket { plans { nodes { tasks { id } } } }');
  return { ticketId, tasks: ticket.plans.nodes[0].tasks };
}

const records = `query ($id: ID!) { ticket(id: $id) { diagnoses { nodes { id findings evidence { fileName } } } plans { nodes { id summary } }
  verifications { nodes { id outcome attachments { fileName } } } } }`;

describe('the records of the work', () => {
  it('lead to their ticket, and the ticket to its latest plan with its approval', async () => {
    const { ticketId } = await implementing();
    const done = await agent.done('verifyTicket', { ticketId: await verified(ticketId), ...failure }, failed);
    expect(done.ticket).toMatchObject({ verifications: { nodes: [{ ticket: { id: ticketId } }] } });
    const { ticket } = await agent2.ok(
      `query ($id: ID!) { ticket(id: $id) { diagnoses { nodes { ticket { id } } } approval { id }
        plan { summary ticket { id } tasks { title ticket { id } plan { summary } } } } }`,
      { id: ticketId },
    );
    const ofTicket = { ticket: { id: ticketId } };
    expect(ticket).toEqual({
      diagnoses: { nodes: [ofTicket] },
      approval: null,
      plan: {
        ...ofTicket,
        summary: plan.summary,
        tasks: ['Order', 'Fit'].map((title) => ({ title, ...ofTicket, plan: { summary: plan.summary } })),
      },
    });
    const hidden = 'query ($id: ID!) { ticket(id: $id) { plan { id } approval { id } } }';
    expect((await requester.ok(hidden, { id: ticketId })).ticket).toEqual({ plan: null, approval: null });
  });

  it('have no latest plan after the ticket was reopened, until one is submitted', async () => {
    const { ticketId } = await implementing();
    const passed = { outcome: 'PASSED', method: 'TEST', evidence: 'A page.', ...proposal };
    await agent.done('verifyTicket', { ticketId: await verified(ticketId), ...passed }, '__typename');
    const now = 'ticket { plan { summary } plans { nodes { summary } } }';
    const { ticket } = await agent.done('reopenTicket', { ticketId, reason: 'It jams again.' }, now);
    expect(ticket).toEqual({ plan: null, plans: { nodes: [{ summary: plan.summary }] } });
  });
});

const failure = { outcome: 'FAILED', method: 'TEST', evidence: 'Still worn.' };
const failed = 'ticket { verifications { nodes { ticket { id } } } }';

/** Implements the plan of a ticket, which is verified next. */
async function verified(ticketId: string): Promise<string> {
  const { ticket } = await agent.ok('query ($id: ID!) { ticket(id: $id) { plan { tasks { id } } } }', {
    id: ticketId,
  });
  for (const { id } of ticket.plan.tasks) await agent.done('completeTask', { taskId: id }, '__typename');
  await agent.done('completeImplementation', { ticketId, outcome: 'IMPLEMENTED', ...proposal }, '__typename');
  return ticketId;
}

describe('the list of tasks', () => {
  const list = `query ($filter: TaskFilter) { tasks(filter: $filter) { totalCount nodes { id title state } } }`;
  const titles = async (filter: object) =>
    (await agent.ok(list, { filter })).tasks.nodes.map(({ title }: { title: string }) => title);

  it('shows the tasks of everybody or of some, by their states, newest first', async () => {
    const { tasks, ticketId } = await implementing();
    const [order, fit] = tasks.map(({ id }) => id);
    const found = (await agent.ok(list, { filter: { assigneeIds: [names.users.agent2], states: ['OPEN'] } }))
      .tasks;
    expect(found.nodes[0]).toEqual({ id: fit, title: 'Fit', state: 'OPEN' });
    await agent.done('completeTask', { taskId: order }, '__typename');
    expect((await agent.ok(list, { filter: { states: ['DONE'] } })).tasks.nodes[0]).toMatchObject({
      id: order,
    });
    expect(await titles({ assigneeIds: [] })).toEqual([]);
    expect(await titles({ assigneeIds: [names.users.requester] })).toEqual([]);
    const before = (await titles({ inForce: true })).length;
    await agent.done('resolveTicket', { ticketId, ...proposal }, '__typename');
    expect((await titles({ inForce: true })).length).toBe(before - 2);
    expect(await titles({ inForce: false })).toEqual(expect.arrayContaining(['Order', 'Fit']));
  });

  it('refuses an id that is no user', async () => {
    const { id } = await report(requester);
    const refused = await agent.refused(list, { filter: { assigneeIds: [id] } });
    expect(refused).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', rule: 'ID' } });
  });
});

describe('a diagnosis', () => {
  it('can have files of the ticket as evidence, and is visible to readers of internal notes', async () => {
    const ticketId = await investigating();
    const note = await attachText(agent, ticketId, 'worn');
    const evidenceAttachmentIds = [note];
    await agent.done('diagnoseTicket', { ticketId, ...cause, evidenceAttachmentIds }, '__typename');
    const { ticket } = await agent2.ok(records, { id: ticketId });
    expect(ticket.diagnoses.nodes).toMatchObject([{ findings: cause.findings, evidence: [{}] }]);
    expect((await requester.ok(records, { id: ticketId })).ticket).toEqual({
      diagnoses: { nodes: [] },
      plans: { nodes: [] },
      verifications: { nodes: [] },
    });
    const { node } = await requester.ok('query ($id: ID!) { node(id: $id) { id } }', {
      id: ticket.diagnoses.nodes[0].id,
    });
    expect(node).toBeNull();
  });

  it('cannot have a file of another ticket as evidence', async () => {
    const other = await attachText(agent, await investigating(), 'another');
    const ticketId = await investigating();
    expect(
      await refusedWith(world, agent, 'diagnoseTicket', {
        ticketId,
        ...cause,
        evidenceAttachmentIds: [other],
      }),
    ).toEqual({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: expect.any(String),
      path: ['input', 'evidenceAttachmentIds', '0'],
      id: other,
    });
  });

  it('has either a root cause or a reason why it is unknown', async () => {
    const ticketId = await investigating();
    expect(await refusedWith(world, agent, 'diagnoseTicket', { ticketId, findings: 'Worn.' })).toMatchObject({
      requirements: [{ anyOf: ['rootCause', 'rootCauseUnknownReason'] }],
    });
    expect(
      await refusedWith(world, agent, 'diagnoseTicket', {
        ticketId,
        ...cause,
        rootCauseUnknownReason: 'Gone.',
      }),
    ).toMatchObject({ rule: 'CONTRADICTION', path: ['input', 'rootCauseUnknownReason'] });
    const unknown = { findings: 'Worn.', rootCauseUnknownReason: 'It is gone.' };
    await agent.done('diagnoseTicket', { ticketId, ...unknown }, '__typename');
  });
});

describe('a plan', () => {
  it('is refused with all its faults at once', async () => {
    const ticketId = await investigating();
    await agent.done('diagnoseTicket', { ticketId, ...cause }, '__typename');
    const window = { start: new Date(Date.now() + 60_000), end: new Date(Date.now() + 1000) };
    const tasks = [{ title: 'Order' }, { title: ' ', assigneeId: 'nobody' }];
    const errors = await refusal(world, agent, 'submitPlan', { ticketId, ...plan, tasks, window });
    expect(errors.map(({ path, rule, code }) => [path.join('.'), rule ?? code])).toEqual([
      ['input.tasks.1.title', 'REQUIRED'],
      ['input.tasks.1.assigneeId', 'NOT_FOUND'],
      ['input.window.end', 'ORDER'],
    ]);
    const toRequester = [{ title: 'Order', assigneeId: names.users.requester }];
    expect(
      await refusedWith(world, agent, 'submitPlan', { ticketId, ...plan, tasks: toRequester }),
    ).toMatchObject({ rule: 'ROLE', path: ['input', 'tasks', '0', 'assigneeId'] });
  });

  it('is SCHEDULED with a window, and its implementation starts in the window, or with a reason', async () => {
    const ticketId = await investigating();
    await agent.done('diagnoseTicket', { ticketId, ...cause }, '__typename');
    const window = { start: new Date(Date.now() + 3_600_000), end: new Date(Date.now() + 7_200_000) };
    const { ticket } = await agent.done('submitPlan', { ticketId, ...plan, window }, 'ticket { status }');
    expect(ticket.status).toBe('SCHEDULED');
    const start = (input: object = {}) => ({ ticketId, ...input });
    expect(await refusedWith(world, agent, 'startImplementation', start())).toMatchObject({
      code: 'INVALID_TRANSITION',
      requirements: [{ anyOf: ['outsideWindowReason'] }],
      path: ['input', 'outsideWindowReason'],
    });
    const selection = 'ticket { status plans { nodes { implementation { outsideWindowReason } } } }';
    const early = start({ outsideWindowReason: 'The shop is empty now.' });
    expect((await agent.done('startImplementation', early, selection)).ticket).toEqual({
      status: 'IMPLEMENTING',
      plans: { nodes: [{ implementation: { outsideWindowReason: 'The shop is empty now.' } }] },
    });
  });
});

describe('a task', () => {
  it('is completed by its assignee, even one who does not work on the ticket, and by nobody else of another team', async () => {
    const { ticketId, tasks } = await implementing();
    const [order, fit] = tasks.map(({ id }) => id);
    expect(await refusedWith(world, agent2, 'completeTask', { taskId: order })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_IN_TEAM',
      path: ['input', 'taskId'],
    });
    expect(await refusedWith(world, requester, 'completeTask', { taskId: order })).toMatchObject({
      __typename: 'NotFoundError',
    });
    const { task } = await agent2.done(
      'completeTask',
      { taskId: fit, note: 'It fits.' },
      'task { state note }',
    );
    expect(task).toEqual({ state: 'DONE', note: 'It fits.' });
    expect(
      await refusedWith(world, agent, 'completeImplementation', {
        ticketId,
        outcome: 'IMPLEMENTED',
        ...proposal,
      }),
    ).toMatchObject({ reasons: [{ code: 'OPEN_TASKS' }] });
  });

  it('cannot be completed in the name of its assignee by an API key that only imports', async () => {
    const importer = await program(world, ['IMPORT']);
    const { tasks } = await implementing();
    const imported = { occurredAt: new Date(), actorId: names.users.agent2 };
    expect(
      await refusedWith(world, importer, 'completeTask', { taskId: tasks[1]?.id, import: imported }),
    ).toMatchObject({ code: 'FORBIDDEN', reason: 'SCOPE' });
  });

  it('cannot be assigned to a user who cannot see the ticket', async () => {
    const admin = await world.as('admin');
    const { id: ticketId } = await report(admin, {
      queueId: names.queues.Security,
      assigneeId: names.users.admin,
    });
    await admin.done('startInvestigation', { ticketId }, '__typename');
    await admin.done('diagnoseTicket', { ticketId, ...cause }, '__typename');
    const given = (assigneeId: string | undefined) => ({
      ticketId,
      ...plan,
      tasks: [{ title: 'Look', assigneeId }],
    });
    expect(await refusedWith(world, admin, 'submitPlan', given(names.users.agent))).toMatchObject({
      rule: 'NOT_VISIBLE',
      path: ['input', 'tasks', '0', 'assigneeId'],
    });
    await admin.done('watchTicket', { ticketId, userId: names.users.agent }, '__typename');
    await admin.done('submitPlan', given(names.users.agent), '__typename');
  });

  it('that is open appears in no count that the requester can read', async () => {
    const { ticketId } = await implementing();
    const offers =
      'query ($id: ID!) { ticket(id: $id) { availableTransitions { transition reasons { message } } } }';
    const { ticket } = await requester.ok(offers, { id: ticketId });
    expect(JSON.stringify(ticket)).not.toMatch(/\d tasks/);
  });

  it('is completed or skipped once, during the implementation', async () => {
    const { ticketId, tasks } = await implementing();
    const [order, fit] = tasks.map(({ id }) => id);
    await agent.done('holdTicket', { ticketId, reason: 'AWAITING_VENDOR' }, '__typename');
    expect(await refusedWith(world, agent, 'completeTask', { taskId: order })).toMatchObject({
      rule: 'STATUS',
    });
    await agent.done('resumeTicket', { ticketId }, '__typename');
    await agent.done('skipTask', { taskId: order, reason: 'In store.' }, '__typename');
    for (const [mutation, input] of [
      ['completeTask', { taskId: order }],
      ['skipTask', { taskId: order, reason: 'Twice.' }],
      ['assignTask', { taskId: order, assigneeId: names.users.agent }],
    ] as const)
      expect(await refusedWith(world, agent, mutation, input)).toMatchObject({ rule: 'STATE' });
    await agent.done('assignTask', { taskId: fit, assigneeId: null }, 'task { assignee { name } }');
    expect(await refusedWith(world, agent2, 'completeTask', { taskId: fit })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('of an earlier plan cannot be changed', async () => {
    const { ticketId, tasks } = await implementing();
    const [order, fit] = tasks.map(({ id }) => id);
    await agent.done('completeTask', { taskId: fit }, '__typename');
    await agent.done('skipTask', { taskId: order, reason: 'In store.' }, '__typename');
    await agent.done(
      'completeImplementation',
      { ticketId, outcome: 'ROLLED_BACK', ...proposal },
      '__typename',
    );
    const failed = { outcome: 'FAILED', method: 'TEST', evidence: 'It jams.' };
    await agent.done('verifyTicket', { ticketId, ...failed }, '__typename');
    await agent.done('diagnoseTicket', { ticketId, ...cause }, '__typename');
    await agent.done('submitPlan', { ticketId, ...plan }, '__typename');
    expect(await refusedWith(world, agent, 'completeTask', { taskId: fit })).toMatchObject({
      rule: 'OLD_PLAN',
    });
  });

  it('that is open when the fast track resolves the ticket becomes SKIPPED', async () => {
    const { ticketId } = await implementing();
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'Done.' };
    const selection =
      'ticket { plans { nodes { tasks { state note finishedBy { ... on User { name } } } } } }';
    const { ticket } = await agent.done('resolveTicket', { ticketId, ...fixed }, selection);
    const skipped = { state: 'SKIPPED', note: 'Resolved by the fast track.' };
    expect(ticket.plans.nodes[0].tasks).toMatchObject([skipped, skipped]);
  });
});

describe('a verification', () => {
  const passed = { outcome: 'PASSED', method: 'REQUESTER_CONFIRMATION', evidence: 'It prints.' };
  async function verifying(): Promise<string> {
    const { ticketId, tasks } = await implementing();
    for (const { id } of tasks) await agent.done('completeTask', { taskId: id }, '__typename');
    const outcome = { outcome: 'IMPLEMENTED', ...proposal };
    await agent.done('completeImplementation', { ticketId, ...outcome }, '__typename');
    return ticketId;
  }
  const name = '{ ... on User { name } }';

  it('is about a proposed resolution, which its requester sees and confirms without writing a word', async () => {
    const ticketId = await verifying();
    const { ticket: seen } = await requester.ok(
      `query ($id: ID!) { ticket(id: $id) { plans { nodes { id } } resolution { code } proposedResolution { code notes proposedAt proposedBy ${name} } } }`,
      { id: ticketId },
    );
    const proposed = { code: 'REPAIRED', notes: 'New roller.' };
    const author = { name: 'Aisha Agent' };
    expect(seen).toEqual({
      plans: { nodes: [] },
      resolution: null,
      proposedResolution: { ...proposed, proposedAt: expect.any(String), proposedBy: author },
    });
    const selection = `ticket { status resolution { code notes resolvedBy ${name} } proposedResolution { code } verifications { nodes { outcome verifiedBy ${name} } } }`;
    const { ticket } = await requester.done('verifyTicket', { ticketId, ...passed }, selection);
    expect(ticket).toEqual({
      status: 'RESOLVED',
      resolution: { ...proposed, resolvedBy: author },
      proposedResolution: null,
      verifications: { nodes: [{ outcome: 'PASSED', verifiedBy: { name: 'Rosa Requester' } }] },
    });
  });

  it.each(['resolutionCode', 'resolutionNotes'])('by its requester cannot write %s', async (field) => {
    const input = { ticketId: await verifying(), ...passed, [field]: 'Magic.' };
    expect(await refusedWith(world, requester, 'verifyTicket', input)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_PERMITTED',
      path: ['input', field],
    });
  });

  it('is about the words that a worker proposed last', async () => {
    const ticketId = await verifying();
    const lead = await world.as('lead');
    const input = { ticketId, resolutionCode: 'REPLACED', resolutionNotes: 'A new printer.' };
    const { ticket } = await lead.done(
      'proposeResolution',
      input,
      `ticket { proposedResolution { code notes } }`,
    );
    expect(ticket.proposedResolution).toEqual({ code: 'REPLACED', notes: 'A new printer.' });
    await changingNothing(world, () => agent.done('proposeResolution', input, '__typename'));
    const unknown = { ...input, resolutionCode: 'MAGIC' };
    expect(await refusedWith(world, agent, 'proposeResolution', unknown)).toMatchObject({
      rule: 'NOT_IN_CATALOGUE',
      path: ['input', 'resolutionCode'],
    });
    const selection = `ticket { resolution { code resolvedBy ${name} } timeline(last: 2) { nodes { ... on TicketEvent { type
      changes { of field from to } } } } }`;
    const { ticket: resolved } = await requester.done('verifyTicket', { ticketId, ...passed }, selection);
    expect(resolved.resolution).toMatchObject({ code: 'REPLACED', resolvedBy: { name: 'Leo Lead' } });
    expect(resolved.timeline.nodes[0]).toEqual({
      type: 'RESOLUTION_PROPOSED',
      changes: [
        { of: 'PROPOSED_RESOLUTION', field: 'CODE', from: 'REPAIRED', to: 'REPLACED' },
        { of: 'PROPOSED_RESOLUTION', field: 'NOTES', from: 'New roller.', to: 'A new printer.' },
      ],
    });
    expect(await refusedWith(world, agent, 'proposeResolution', input)).toMatchObject({
      rule: 'STATUS',
      path: ['input', 'ticketId'],
    });
  });

  it('by a worker can change the words, and is their author then', async () => {
    const lead = await world.as('lead');
    const input = { ticketId: await verifying(), ...passed, resolutionNotes: 'New roller and belt.' };
    const { ticket } = await lead.done(
      'verifyTicket',
      input,
      `ticket { resolution { code notes resolvedBy ${name} } }`,
    );
    expect(ticket.resolution).toEqual({
      code: 'REPAIRED',
      notes: 'New roller and belt.',
      resolvedBy: { name: 'Leo Lead' },
    });
  });

  it('of an implementation without a proposal, as older ones are, needs the words of a worker', async () => {
    const ticketId = await verifying();
    await world.rows(
      'update resolution_plans set proposed_code = null, proposed_notes = null where ticket_id = $1',
      [rawId(ticketId)],
    );
    expect(await refusedWith(world, requester, 'verifyTicket', { ticketId, ...passed })).toMatchObject({
      rule: 'NO_RESOLUTION',
      path: ['input', 'outcome'],
    });
    const when = { field: 'outcome', in: ['PASSED'] };
    expect(await refusedWith(world, agent, 'verifyTicket', { ticketId, ...passed })).toMatchObject({
      requirements: [
        { anyOf: ['resolutionCode'], when },
        { anyOf: ['resolutionNotes'], when },
      ],
    });
  });

  it('by the requester cannot name internal evidence, which is not found for them', async () => {
    const ticketId = await verifying();
    const internal = await attachText(agent, ticketId, 'internal', { visibility: 'INTERNAL' });
    const given = { ticketId, outcome: 'FAILED', method: 'TEST', evidenceAttachmentIds: [internal] };
    expect(await refusedWith(world, requester, 'verifyTicket', given)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'evidenceAttachmentIds', '0'],
    });
    await agent.done('verifyTicket', given, '__typename');
    const seen = (who: Client) => who.ok(records, { id: ticketId });
    expect((await seen(agent)).ticket.verifications.nodes).toMatchObject([{ attachments: [{}] }]);
    expect((await seen(requester)).ticket.verifications.nodes).toMatchObject([{ attachments: [] }]);
  });

  it('is recorded once when a requester closes a ticket after a fast track', async () => {
    const { id } = await report(requester);
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'Done.' };
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    const close = { ticketId: id, closureSummary: 'Thank you.', idempotencyKey: `close ${id}` };
    const selection = 'ticket { verifications { nodes { cycle outcome method evidence } } }';
    const { ticket } = await requester.done('closeTicket', close, selection);
    expect(ticket.verifications.nodes).toEqual([
      { cycle: 1, outcome: 'PASSED', method: 'REQUESTER_CONFIRMATION', evidence: 'Thank you.' },
    ]);
    await changingNothing(world, () => requester.done('closeTicket', close, selection));
  });
});
