import { describe, expect } from 'vitest';
import { HOUR, it } from './story.js';

describe('an emergency change', () => {
  it('needs the approval of exactly one approver, who is never its submitter; an approver delegates the decision to a manager, who gets reminders', async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;

    story.step('Ada sets the policy, and Aisha reports the change for Rosa');
    await ada.does('createApprovalPolicy', {
      name: 'Emergencies',
      ticketType: 'CHANGE_REQUEST',
      changeKind: 'EMERGENCY',
      rule: 'ALL_OF',
      userIds: [ada.id, leo.id, aisha.id],
      remindHours: 1,
      dueHours: 2,
    });
    const ticketId = await story.report(
      aisha,
      'the change',
      {
        type: 'CHANGE_REQUEST',
        requesterId: rosa.id,
        changeKind: 'EMERGENCY',
        subject: 'Close the hole in the web shop',
        description: 'Strangers read orders.',
        impact: 'HIGH',
        urgency: 'HIGH',
      },
      [rosa, aisha],
    );

    story.step('Leo diagnoses and plans it');
    await leo.does('startInvestigation', { ticketId });
    await leo.does('diagnoseTicket', { ticketId, findings: 'The old library.', rootCause: 'No update.' });
    await story.catchesUp(ravi);
    const { ticket } = await leo.does(
      'submitPlan',
      { ticketId, kind: 'FIX', summary: 'The new library.', risk: 'HIGH', rollbackPlan: 'The old one.' },
      'ticket { status plans { nodes { approval { id needed dueAt approvers { user { name } } } } } }',
    );
    const [{ approval }] = ticket.plans.nodes;
    expect(ticket.status).toBe('AWAITING_APPROVAL');
    expect(approval.needed).toBe(1);
    expect(approval.approvers.map(({ user }: { user: { name: string } }) => user.name).sort()).toEqual([
      'Ada Admin',
      'Aisha Agent',
    ]);

    story.step('nobody but the approvers can decide, and Leo, who submitted it, cannot either');
    const decision = { approvalId: approval.id, decision: 'APPROVE' };
    for (const person of [leo, tomas])
      expect(await person.isRefused('decideApproval', decision)).toMatchObject({
        code: 'FORBIDDEN',
        reason: 'NOT_PERMITTED',
      });
    expect(
      await ada.isRefused('delegateApproval', { approvalId: approval.id, toUserId: leo.id }),
    ).toMatchObject({ rule: 'SUBMITTER' });

    story.step('Ada delegates the decision to Ravi');
    await ada.does('delegateApproval', {
      approvalId: approval.id,
      toUserId: ravi.id,
      reason: 'I am on a train.',
    });
    expect(await ada.isRefused('decideApproval', decision)).toMatchObject({ code: 'FORBIDDEN' });

    story.step('Ravi gets reminders until the approval is overdue');
    await story.without(aisha, () => story.passes(HOUR));
    await story.passes(HOUR);
    await story.passes(HOUR);
    expect(await ravi.sees(ticketId, 'plans { nodes { approval { overdue viewerCanDecide } } }')).toEqual({
      plans: { nodes: [{ approval: { overdue: true, viewerCanDecide: true } }] },
    });
    expect(await ravi.may(ticketId)).toBe('APPROVE REJECT');

    story.step('Ravi approves it');
    await ravi.does('decideApproval', decision);
    expect(await aisha.isRefused('decideApproval', decision)).toBeTruthy();
    expect(
      await aisha.sees(
        ticketId,
        'status plans { nodes { approval { state approvers { user { name } decision delegatedBy { name } } } } }',
      ),
    ).toEqual({
      status: 'IMPLEMENTING',
      plans: {
        nodes: [
          {
            approval: {
              state: 'APPROVED',
              approvers: expect.arrayContaining([
                { user: { name: 'Ada Admin' }, decision: 'DELEGATED', delegatedBy: null },
                { user: { name: 'Aisha Agent' }, decision: null, delegatedBy: null },
                {
                  user: { name: 'Ravi Requester' },
                  decision: 'APPROVED',
                  delegatedBy: { name: 'Ada Admin' },
                },
              ]),
            },
          },
        ],
      },
    });

    story.step('Leo implements, verifies, reviews and closes it');
    await leo.does('completeImplementation', {
      ticketId,
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It works.',
    });
    await leo.does('verifyTicket', {
      ticketId,
      outcome: 'PASSED',
      method: 'TEST',
      evidence: 'Strangers read nothing.',
      resolutionCode: 'PATCHED',
      resolutionNotes: 'The new library is in.',
    });
    await leo.does('reviewTicket', { ticketId, outcome: 'SUCCESSFUL', summary: 'Three hours.' });
    await leo.does('closeTicket', { ticketId, closureSummary: 'The hole is closed.' });
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION DIAGNOSIS PLAN APPROVAL IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
      SKIPPED: 'TRIAGE',
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the change': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa, ravi],
        joins: { Ravi: 'APPROVAL_DELEGATED by Ada' },
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'Close the hole in the web shop',
              impact: 'HIGH',
              urgency: 'HIGH',
              priority: 'P1',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['INVESTIGATION_STARTED by Leo', { status: 'NEW → INVESTIGATING', assignee: 'Leo' }],
          [
            'TICKET_DIAGNOSED by Leo',
            { status: 'INVESTIGATING → PLANNING', '(staff, Ravi) diagnosis': 'diagnosis 1' },
          ],
          [
            'PLAN_SUBMITTED by Leo',
            {
              status: 'PLANNING → AWAITING_APPROVAL',
              '(staff, Ravi) resolutionPlan': 'plan 1',
              '(staff, Ravi) approval': 'approval 1',
              '(staff) approvalApprovers': 'Ada, Aisha',
            },
          ],
          [
            '(staff, Ravi) APPROVAL_DELEGATED by Ada',
            { approval: 'approval 1', approverUser: 'Ada → Ravi', reason: 'I am on a train.' },
          ],
          [
            '(staff, Ravi) APPROVAL_REMINDED by Ticketwire, by CLOCK',
            {
              approval: 'approval 1',
              '(staff) approvalApprovers': 'Aisha, Ravi',
              '(Ravi) approvalApprovers': 'Ravi',
            },
          ],
          [
            '(staff, Ravi) APPROVAL_OVERDUE by Ticketwire, by CLOCK',
            {
              approval: 'approval 1',
              '(staff) approvalApprovers': 'Aisha, Ravi',
              '(Ravi) approvalApprovers': 'Ravi',
            },
          ],
          [
            'PLAN_APPROVED by Ravi',
            { status: 'AWAITING_APPROVAL → IMPLEMENTING', '(staff, Ravi) approval': 'approval 1' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Leo',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Leo',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'PATCHED',
              resolutionNotes: 'The new library is in.',
              verification: 'verification 1',
              verificationOutcome: 'PASSED',
            },
          ],
          ['(staff) TICKET_REVIEWED by Leo', { review: 'review 1', reviewOutcome: 'SUCCESSFUL' }],
          ['TICKET_CLOSED by Leo', { status: 'RESOLVED → CLOSED', closureSummary: 'The hole is closed.' }],
          ['(staff) SURVEY_SENT by Leo, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
    });
  });
});
