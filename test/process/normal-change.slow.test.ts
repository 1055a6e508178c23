import { describe, expect } from 'vitest';
import { HOUR, it } from './story.js';

describe('a normal change', () => {
  it('is rejected and planned again; it is implemented before its window with a reason, rolled back and fails; implemented in its window it passes, and it closes after its review', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Aisha reports the change of a service for Rosa');
    const { service } = await ada.does(
      'createService',
      { name: 'The intranet', ownerTeamId: story.names.teams.Network, criticality: 'HIGH' },
      'service { id }',
    );
    const affectedServiceIds = [service.id];
    story.called(service.id, 'The intranet');
    const ticketId = await story.report(
      aisha,
      'the change',
      {
        type: 'CHANGE_REQUEST',
        requesterId: rosa.id,
        affectedServiceIds,
        subject: 'New certificates for the intranet',
        description: 'The old ones end this month.',
      },
      [rosa, leo],
    );

    story.step('Aisha diagnoses it');
    await aisha.does('startInvestigation', { ticketId });
    await aisha.does('diagnoseTicket', { ticketId, findings: 'Three servers have them.', rootCause: 'Age.' });
    expect(await aisha.may(ticketId)).toBe('SUBMIT_PLAN HOLD CANCEL MERGE');
    expect(
      await aisha.isRefused('submitPlan', { ticketId, kind: 'FIX', summary: 'New ones.' }),
    ).toMatchObject({
      code: 'INVALID_TRANSITION',
      requirements: [{ anyOf: ['risk'] }, { anyOf: ['rollbackPlan'] }],
    });

    const tonight = { start: story.moment('tonight', 2 * HOUR), end: story.moment('late tonight', 4 * HOUR) };
    const plan = { ticketId, kind: 'FIX', risk: 'LOW', rollbackPlan: 'The old ones again.' };
    /**
     * Submits a plan, and returns its approval, which the lead of the team and the administrator can decide.
     */
    async function submit(input: object): Promise<string> {
      const { ticket } = await aisha.does(
        'submitPlan',
        { ...plan, ...input },
        'ticket { status plans { nodes { approval { id approvers { user { name } } } } } }',
      );
      const { approval } = ticket.plans.nodes.at(-1);
      expect(ticket.status).toBe('AWAITING_APPROVAL');
      const asked = approval.approvers.map(({ user }: { user: { name: string } }) => user.name);
      expect(asked.sort()).toEqual(['Ada Admin', 'Leo Lead']);
      return approval.id;
    }

    story.step('another change is scheduled for tonight');
    // The other change is a standard change, which needs no approval.
    const otherId = await story.report(aisha, 'the other change', {
      type: 'CHANGE_REQUEST',
      ticketTemplateId: await story.standardTemplate(),
      affectedServiceIds,
      subject: 'Nightly restart of the intranet',
      description: 'As every month.',
    });
    await aisha.does('startInvestigation', { ticketId: otherId });
    await aisha.does('diagnoseTicket', { ticketId: otherId, findings: 'It leaks.', rootCause: 'Memory.' });
    const restart = {
      start: story.moment('three hours later', 3 * HOUR),
      end: story.moment('five hours later', 5 * HOUR),
    };
    const planned = { ...plan, ticketId: otherId, summary: 'Restart it.', window: restart };
    const other = await aisha.does('submitPlan', planned, 'ticket { status }');
    expect(other.ticket.status).toBe('SCHEDULED');

    story.step('the first plan is rejected');
    const first = await submit({ summary: 'All three at once, now.' });
    expect(await aisha.may(ticketId)).toBe('WITHDRAW_PLAN HOLD CANCEL MERGE');
    expect(await leo.may(ticketId)).toBe('APPROVE REJECT WITHDRAW_PLAN HOLD CANCEL MERGE');
    expect(await rosa.may(ticketId)).toBe('');
    expect(await aisha.isRefused('decideApproval', { approvalId: first, decision: 'APPROVE' })).toMatchObject(
      { code: 'FORBIDDEN', reason: 'NOT_PERMITTED' },
    );
    expect(await leo.isRefused('decideApproval', { approvalId: first, decision: 'REJECT' })).toMatchObject({
      code: 'INVALID_TRANSITION',
      requirements: [{ anyOf: ['reason'] }],
    });
    await leo.does('decideApproval', {
      approvalId: first,
      decision: 'REJECT',
      reason: 'Not in office hours.',
    });
    expect(await aisha.may(ticketId)).toBe('SUBMIT_PLAN HOLD CANCEL MERGE');

    story.step('the second plan overlaps with the other change, and is approved');
    const second = await submit({
      summary: 'All three at once, tonight.',
      window: tonight,
      tasks: [{ title: 'Exchange them' }],
    });
    // The approvers can see that the windows overlap for an hour, on the same service.
    const collision =
      'plans { nodes { collisions { ticket { id } window { start end } affectedServices { name } } } }';
    const both = { start: restart.start, end: tonight.end };
    const services = [{ name: 'The intranet' }];
    expect((await ada.sees(ticketId, collision)).plans.nodes).toEqual([
      { collisions: [] },
      { collisions: [{ ticket: { id: otherId }, window: both, affectedServices: services }] },
    ]);
    await ada.does('decideApproval', { approvalId: second, decision: 'APPROVE' });
    const status =
      'status plans { nodes { window { start end } approval { state } implementation { outsideWindowReason outcome } } }';
    const rejected = { window: null, approval: { state: 'REJECTED' }, implementation: null };
    expect(await aisha.sees(ticketId, status)).toEqual({
      status: 'SCHEDULED',
      plans: {
        nodes: [rejected, { window: tonight, approval: { state: 'APPROVED' }, implementation: null }],
      },
    });
    expect(await aisha.may(ticketId)).toBe('WITHDRAW_PLAN START_IMPLEMENTATION HOLD CANCEL MERGE');
    expect(
      await aisha.isRefused('resolveTicket', { ticketId, resolutionCode: 'FIXED', resolutionNotes: 'Y' }),
    ).toMatchObject({ reasons: [{ code: 'WRONG_TYPE' }, { code: 'WRONG_STATUS' }] });

    story.step('its implementation starts before its window, with a reason');
    expect(await aisha.isRefused('startImplementation', { ticketId })).toMatchObject({
      code: 'INVALID_TRANSITION',
      requirements: [{ anyOf: ['outsideWindowReason'] }],
    });
    const { ticket } = await aisha.does(
      'startImplementation',
      { ticketId, outsideWindowReason: 'The intranet is down anyway.' },
      'ticket { plans { nodes { tasks { id } } } }',
    );
    await aisha.does('skipTask', {
      taskId: ticket.plans.nodes[1].tasks[0].id,
      reason: 'Two of three do not start.',
    });

    story.step('it is rolled back, and its verification fails');
    await story.without(aisha, async () => {
      await aisha.does('completeImplementation', {
        ticketId,
        outcome: 'ROLLED_BACK',
        notes: 'The key is another.',
        resolutionCode: 'ROLLED_BACK',
        resolutionNotes: 'The old certificates are back.',
      });
      await rosa.does('verifyTicket', {
        ticketId,
        outcome: 'FAILED',
        method: 'REQUESTER_CONFIRMATION',
        evidence: 'My browser warns as before.',
      });
    });

    story.step('the third plan is approved');
    await aisha.does('diagnoseTicket', {
      ticketId,
      findings: 'The keys were exchanged too.',
      rootCause: 'Two keys.',
    });
    const tomorrow = {
      start: story.moment('tomorrow', 24 * HOUR),
      end: story.moment('late tomorrow', 26 * HOUR),
    };
    const third = await submit({ summary: 'One after another.', window: tomorrow });
    expect(await aisha.isRefused('startImplementation', { ticketId })).toMatchObject({
      reasons: [{ code: 'WRONG_STATUS' }, { code: 'MISSING_FIELDS' }],
    });
    await leo.does('decideApproval', { approvalId: third, decision: 'APPROVE', reason: 'Better.' });

    story.step('it is implemented in its window, and passes');
    await story.passes(24 * HOUR + 2000);
    await aisha.does('startImplementation', { ticketId });
    await aisha.does('completeImplementation', {
      ticketId,
      outcome: 'IMPLEMENTED',
      resolutionCode: 'IMPLEMENTED',
      resolutionNotes: 'New certificates everywhere.',
    });
    await rosa.does('verifyTicket', {
      ticketId,
      outcome: 'PASSED',
      method: 'REQUESTER_CONFIRMATION',
      evidence: 'No warning.',
    });
    expect(await aisha.sees(ticketId, status)).toEqual({
      status: 'RESOLVED',
      plans: {
        nodes: [
          rejected,
          {
            window: tonight,
            approval: { state: 'APPROVED' },
            implementation: { outsideWindowReason: 'The intranet is down anyway.', outcome: 'ROLLED_BACK' },
          },
          {
            window: tomorrow,
            approval: { state: 'APPROVED' },
            implementation: { outsideWindowReason: null, outcome: 'IMPLEMENTED' },
          },
        ],
      },
    });
    expect(await rosa.sees(ticketId, 'plans { nodes { summary } }')).toEqual({ plans: { nodes: [] } });

    story.step('it closes after its review');
    const close = { ticketId, closureSummary: 'Good for two years.' };
    expect(await rosa.may(ticketId)).toBe('REOPEN');
    expect(await rosa.isRefused('closeTicket', close)).toMatchObject({
      reasons: [{ code: 'REVIEW_MISSING' }],
    });
    await aisha.does('reviewTicket', {
      ticketId,
      outcome: 'SUCCESSFUL_WITH_ISSUES',
      summary: 'One roll-back.',
      actions: ['Write down which key belongs where'],
    });
    expect(await rosa.sees(ticketId, 'reviews { nodes { summary } }')).toEqual({ reviews: { nodes: [] } });
    expect(await rosa.may(ticketId)).toBe('REOPEN CLOSE');
    await rosa.does('closeTicket', close);
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION DIAGNOSIS PLAN APPROVAL IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
      SKIPPED: 'TRIAGE',
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the change': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'New certificates for the intranet',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
              affectedServices: 'The intranet',
            },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 1' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            {
              status: 'PLANNING → AWAITING_APPROVAL',
              '(staff) resolutionPlan': 'plan 1',
              '(staff) approval': 'approval 1',
              '(staff) approvalApprovers': 'Ada, Leo',
            },
          ],
          [
            'PLAN_REJECTED by Leo',
            {
              status: 'AWAITING_APPROVAL → PLANNING',
              '(staff) approval': 'approval 1',
              reason: 'Not in office hours.',
            },
          ],
          [
            '(staff) APPROVERS_REMOVED by Leo, after PLAN_REJECTED',
            { approval: 'approval 1', approvalApprovers: 'Ada, Leo → none' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            {
              status: 'PLANNING → AWAITING_APPROVAL',
              '(staff) resolutionPlan': 'plan 2',
              '(staff) approval': 'approval 2',
              '(staff) approvalApprovers': 'Ada, Leo',
            },
          ],
          [
            'PLAN_APPROVED by Ada',
            { status: 'AWAITING_APPROVAL → SCHEDULED', '(staff) approval': 'approval 2' },
          ],
          [
            'IMPLEMENTATION_STARTED by Aisha',
            { status: 'SCHEDULED → IMPLEMENTING', reason: 'The intranet is down anyway.' },
          ],
          [
            '(staff) TASK_SKIPPED by Aisha',
            { task: 'Exchange them', taskState: 'OPEN → SKIPPED', taskNote: 'Two of three do not start.' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'ROLLED_BACK' },
          ],
          [
            'TICKET_VERIFIED by Rosa',
            {
              status: 'VERIFYING → INVESTIGATING',
              verification: 'verification 1',
              verificationOutcome: 'FAILED',
            },
          ],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 2' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            {
              status: 'PLANNING → AWAITING_APPROVAL',
              '(staff) resolutionPlan': 'plan 3',
              '(staff) approval': 'approval 3',
              '(staff) approvalApprovers': 'Ada, Leo',
            },
          ],
          [
            'PLAN_APPROVED by Leo',
            { status: 'AWAITING_APPROVAL → SCHEDULED', '(staff) approval': 'approval 3', reason: 'Better.' },
          ],
          ['IMPLEMENTATION_STARTED by Aisha', { status: 'SCHEDULED → IMPLEMENTING' }],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Rosa',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'IMPLEMENTED',
              resolutionNotes: 'New certificates everywhere.',
              verification: 'verification 2',
              verificationOutcome: 'PASSED',
            },
          ],
          [
            '(staff) TICKET_REVIEWED by Aisha',
            { review: 'review 1', reviewOutcome: 'SUCCESSFUL_WITH_ISSUES' },
          ],
          [
            'TICKET_CLOSED by Rosa',
            {
              status: 'RESOLVED → CLOSED',
              closureSummary: 'Good for two years.',
              closureVerifiedByRequester: 'false → true',
            },
          ],
          ['(staff) SURVEY_SENT by Rosa, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
      'the other change': {
        staff: [ada, leo, aisha, tomas],
        requesters: [],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'Nightly restart of the intranet',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Aisha',
              queue: 'Service Desk',
              template: 'A standard change',
              affectedServices: 'The intranet',
            },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          ['TICKET_DIAGNOSED by Aisha', { status: 'INVESTIGATING → PLANNING', diagnosis: 'diagnosis 1' }],
          ['PLAN_SUBMITTED by Aisha', { status: 'PLANNING → SCHEDULED', resolutionPlan: 'plan 1' }],
        ],
      },
    });
  });
});
