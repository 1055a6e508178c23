import { describe, expect } from 'vitest';
import type { Line } from './history.js';
import type { Person } from './person.js';
import { HOUR, it, type Story } from './story.js';

const plan = { kind: 'FIX', risk: 'LOW', rollbackPlan: 'The old one.' };
const resolution = { resolutionCode: 'IMPLEMENTED', resolutionNotes: 'It has a new battery.' };

/** Reports a change for Rosa, and diagnoses it. */
async function diagnosed(story: Story, input: object, followers: readonly Person[]): Promise<string> {
  const { aisha, rosa } = story.people;
  const ticketId = await story.report(
    aisha,
    'the change',
    {
      ...{ type: 'CHANGE_REQUEST', requesterId: rosa.id, subject: 'A battery', description: 'It is old.' },
      ...input,
    },
    followers,
  );
  await aisha.does('startInvestigation', { ticketId });
  await aisha.does('diagnoseTicket', { ticketId, findings: 'Ten minutes.', rootCause: 'Age.' });
  return ticketId;
}

async function submit(by: Person, input: object): Promise<string> {
  const { ticket } = await by.does(
    'submitPlan',
    { ...plan, ...input },
    'ticket { status plans { nodes { approval { id } } } }',
  );
  expect(ticket.status).toBe('AWAITING_APPROVAL');
  return ticket.plans.nodes.at(-1).approval.id;
}

const created = (subject: string) => ({
  ...{ status: 'NEW', subject, impact: 'MEDIUM', urgency: 'MEDIUM', priority: 'P3' },
  ...{ requester: 'Rosa', queue: 'Service Desk' },
});

describe('a change that is planned again', () => {
  it('is withdrawn to move its window, and once more because it turns out to be larger than what was approved', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;
    const tonight = { start: story.moment('tonight', 2 * HOUR), end: story.moment('late tonight', 4 * HOUR) };

    story.step('the first plan is approved for tonight');
    const ticketId = await diagnosed(story, {}, [rosa, leo]);
    const first = await submit(aisha, { ticketId, summary: 'Tonight.', window: tonight });
    await leo.does('decideApproval', { approvalId: first, decision: 'APPROVE' });

    story.step('its window moves: Aisha withdraws the plan, while the connection of Leo is cut');
    await story.without(leo, async () => {
      const withdrawn = { ticketId, reason: 'The shop is open tonight.' };
      expect(await tomas.isRefused('withdrawPlan', withdrawn)).toMatchObject({ reason: 'NOT_PERMITTED' });
      await aisha.does('withdrawPlan', withdrawn);
    });
    expect(await leo.isRefused('decideApproval', { approvalId: first, decision: 'APPROVE' })).toMatchObject({
      code: 'FORBIDDEN',
    });

    story.step('the second plan begins at once, and gets one more task');
    const tasks = [{ title: 'Exchange it' }];
    const second = await submit(aisha, { ticketId, summary: 'At once.', tasks });
    await ada.does('decideApproval', { approvalId: second, decision: 'APPROVE' });
    await aisha.does('addTask', { ticketId, title: 'Test it' });

    story.step('the racks need one too: what was approved is not enough, and the lead withdraws it');
    await leo.does('withdrawPlan', { ticketId, reason: 'The racks need one too.' });
    await aisha.does('updateTicket', { ticketId, description: 'The racks too.' });

    story.step('the description cannot change under the third approval, which is given');
    const third = await submit(aisha, { ticketId, summary: 'Both.' });
    expect(await aisha.isRefused('updateTicket', { ticketId, description: 'All of it.' })).toMatchObject({
      rule: 'FROZEN',
      path: ['input', 'description'],
    });
    await leo.does('decideApproval', { approvalId: third, decision: 'APPROVE' });
    await aisha.does('completeImplementation', { ticketId, outcome: 'IMPLEMENTED', ...resolution });
    const read =
      'status plans { nodes { approval { state } withdrawalReason withdrawnBy { ... on User { name } } tasks { title state note } } }';
    const skipped = { state: 'SKIPPED', note: 'The plan was withdrawn.' };
    expect(await aisha.sees(ticketId, read)).toEqual({
      status: 'VERIFYING',
      plans: {
        nodes: [
          {
            approval: { state: 'WITHDRAWN' },
            withdrawalReason: 'The shop is open tonight.',
            withdrawnBy: { name: 'Aisha Agent' },
            tasks: [],
          },
          {
            approval: { state: 'WITHDRAWN' },
            withdrawalReason: 'The racks need one too.',
            withdrawnBy: { name: 'Leo Lead' },
            tasks: [
              { title: 'Exchange it', ...skipped },
              { title: 'Test it', ...skipped },
            ],
          },
          { approval: { state: 'APPROVED' }, withdrawalReason: null, withdrawnBy: null, tasks: [] },
        ],
      },
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    const submitted = (nth: number): Line => [
      'PLAN_SUBMITTED by Aisha',
      {
        status: 'PLANNING → AWAITING_APPROVAL',
        '(staff) resolutionPlan': `plan ${nth}`,
        '(staff) approval': `approval ${nth}`,
        '(staff) approvalApprovers': 'Ada, Leo',
      },
    ];
    const approved = (by: string, nth: number, status: string): Line => [
      `PLAN_APPROVED by ${by}`,
      { status: `AWAITING_APPROVAL → ${status}`, '(staff) approval': `approval ${nth}` },
    ];
    const withdrawn = (by: string, nth: number, status: string, reason: string): Line[] => [
      [
        `PLAN_WITHDRAWN by ${by}`,
        { status: `${status} → PLANNING`, '(staff) resolutionPlan': `plan ${nth} → none`, reason },
      ],
      [
        `(staff) APPROVERS_REMOVED by ${by}, after PLAN_WITHDRAWN`,
        { approval: `approval ${nth}`, approvalApprovers: 'Ada, Leo → none' },
      ],
    ];
    await story.ends({
      'the change': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          ['TICKET_CREATED by Aisha', created('A battery')],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 1' },
          ],
          submitted(1),
          approved('Leo', 1, 'SCHEDULED'),
          ...withdrawn('Aisha', 1, 'SCHEDULED', 'The shop is open tonight.'),
          submitted(2),
          approved('Ada', 2, 'IMPLEMENTING'),
          ['(staff) TASK_ADDED by Aisha', { task: 'Test it', taskTitle: 'Test it' }],
          ...withdrawn('Leo', 2, 'IMPLEMENTING', 'The racks need one too.'),
          ['TICKET_UPDATED by Aisha', { description: 'It is old. → The racks too.' }],
          submitted(3),
          approved('Leo', 3, 'IMPLEMENTING'),
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
        ],
      },
    });
  });
});

describe('an approver who leaves between asking and deciding', () => {
  it('no longer decides; a lead gives the decision to another user, and the submitter cannot', async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;

    story.step('all of the board must approve: Tomás, and Nina, who is new');
    const account = { name: 'Nina', email: 'nina@example.com', role: 'AGENT', password: 'correct horse' };
    const { user: nina } = await ada.does('createUser', account, 'user { id }');
    story.called(nina.id, 'Nina');
    const session = { email: account.email, password: account.password };
    const { signIn } = await story.world
      .anonymous()
      .ok('mutation ($input: SignInInput!) { signIn(input: $input) { token } }', { input: session });
    const { team } = await ada.does('createTeam', { name: 'The board' }, 'team { id }');
    await ada.does('updateTeamMembers', {
      teamId: team.id,
      add: [{ userId: tomas.id }, { userId: nina.id }],
    });
    const categoryId = story.names.categories['CHANGE_REQUEST Infrastructure'];
    const rule = { ticketType: 'CHANGE_REQUEST', categoryId, rule: 'ALL_OF' };
    await ada.does('createApprovalPolicy', { name: 'The board', ...rule, teamIds: [team.id] });

    story.step('both are asked, and Nina leaves before she decides');
    const ticketId = await diagnosed(story, { categoryId }, [rosa]);
    await story.catchesUp(ravi);
    const approvalId = await submit(aisha, { ticketId, summary: 'A new one.' });
    await ada.does('deactivateUser', { userId: nina.id });
    const approve = { approvalId, decision: 'APPROVE' };
    const gone = await story.world
      .withToken(signIn.token)
      .send('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { errors { code } } }', {
        input: approve,
      });
    expect(gone.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');

    story.step('Tomás approves: that is not enough, and the approval says who cannot decide');
    await story.without(tomas, () => tomas.does('decideApproval', approve));
    const read =
      'status plans { nodes { approval { state approvers { user { name } decision canDecide obstacle } } } }';
    const { status, plans } = await aisha.sees(ticketId, read);
    expect(status).toBe('AWAITING_APPROVAL');
    expect(plans.nodes[0].approval.approvers).toContainEqual({
      ...{ user: { name: 'Nina' }, decision: null, canDecide: false, obstacle: 'DEACTIVATED' },
    });

    story.step('Aisha cannot choose who decides instead, Leo can');
    const instead = { approvalId, fromUserId: nina.id, toUserId: ravi.id, reason: 'She left.' };
    expect(await aisha.isRefused('delegateApproval', instead)).toMatchObject({ reason: 'NOT_PERMITTED' });
    expect(await leo.isRefused('delegateApproval', { ...instead, toUserId: aisha.id })).toMatchObject({
      rule: 'SUBMITTER',
    });
    await leo.does('delegateApproval', instead);

    story.step('Ravi approves, and the plan is implemented');
    expect(await ravi.may(ticketId)).toBe('APPROVE REJECT');
    await ravi.does('decideApproval', approve);

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the change': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa, ravi],
        joins: { Ravi: 'APPROVAL_DELEGATED by Leo' },
        history: [
          ['TICKET_CREATED by Aisha', { ...created('A battery'), category: 'CHANGE_REQUEST Infrastructure' }],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff, Ravi) diagnosis': 'diagnosis 1' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            {
              status: 'PLANNING → AWAITING_APPROVAL',
              '(staff, Ravi) resolutionPlan': 'plan 1',
              '(staff, Ravi) approval': 'approval 1',
              '(staff) approvalApprovers': 'Tomás, Nina',
            },
          ],
          ['PLAN_APPROVED by Tomás', { '(staff, Ravi) approval': 'approval 1' }],
          [
            '(staff, Ravi) APPROVAL_DELEGATED by Leo',
            { approval: 'approval 1', approverUser: 'Nina → Ravi', reason: 'She left.' },
          ],
          [
            'PLAN_APPROVED by Ravi',
            { status: 'AWAITING_APPROVAL → IMPLEMENTING', '(staff, Ravi) approval': 'approval 1' },
          ],
        ],
      },
    });
  });
});
