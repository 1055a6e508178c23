import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, Story } from './story.js';

let story: Story;
beforeEach(async () => {
  story = await Story.begin();
});
afterEach(() => story.stop());

describe('a standard change, which is approved beforehand', () => {
  it('begins before its window with a reason only, is rolled back and fails; planned anew it begins in its window, passes, and closes once it was reviewed', async () => {
    const { ada, leo, aisha, tomas, rosa } = story.people;
    const { queues } = story.names;
    const ticketId = await story.report(
      rosa,
      'the change',
      {
        type: 'CHANGE_REQUEST',
        changeKind: 'STANDARD',
        subject: 'New certificates for the intranet',
        description: 'The old ones end this month.',
      },
      [rosa, tomas],
    );
    await aisha.does('assignTicket', { ticketId, queueId: queues.Network, assigneeId: tomas.id });
    await tomas.does('startInvestigation', { ticketId });
    await tomas.does('diagnoseTicket', { ticketId, findings: 'Three servers have them.', rootCause: 'Age.' });
    expect(await tomas.may(ticketId)).toBe('SUBMIT_PLAN HOLD CANCEL MERGE');
    expect(
      await tomas.isRefused('submitPlan', { ticketId, kind: 'FIX', summary: 'New ones.' }),
    ).toMatchObject({
      code: 'INVALID_TRANSITION',
      missingFields: ['risk', 'rollbackPlan'],
    });

    const tonight = { start: story.moment('tonight', 2 * HOUR), end: story.moment('late tonight', 4 * HOUR) };
    const plan = { ticketId, kind: 'FIX', risk: 'LOW', rollbackPlan: 'The old ones again.' };
    await tomas.does('submitPlan', {
      ...plan,
      summary: 'All three at once.',
      window: tonight,
      tasks: [{ title: 'Exchange them' }],
    });
    const status = 'status plans { window { start end } implementation { outsideWindowReason outcome } }';
    expect(await tomas.sees(ticketId, status)).toEqual({
      status: 'SCHEDULED',
      plans: [{ window: tonight, implementation: null }],
    });
    expect(await tomas.may(ticketId)).toBe('START_IMPLEMENTATION HOLD CANCEL MERGE');
    expect(await rosa.may(ticketId)).toBe('');
    expect(
      await tomas.isRefused('resolveTicket', { ticketId, resolutionCode: 'X', resolutionNotes: 'Y' }),
    ).toMatchObject({
      reasons: [{ code: 'WRONG_TYPE' }, { code: 'WRONG_STATUS' }],
    });
    expect(await tomas.isRefused('startImplementation', { ticketId })).toMatchObject({
      code: 'INVALID_TRANSITION',
      missingFields: ['outsideWindowReason'],
    });
    const { ticket } = await tomas.does(
      'startImplementation',
      { ticketId, outsideWindowReason: 'The intranet is down anyway.' },
      'ticket { plans { tasks { id } } }',
    );
    await tomas.does('skipTask', {
      taskId: ticket.plans[0].tasks[0].id,
      reason: 'Two of three do not start.',
    });
    await story.without(tomas, async () => {
      await tomas.does('completeImplementation', {
        ticketId,
        outcome: 'ROLLED_BACK',
        notes: 'The key is another.',
      });
      await rosa.does('verifyTicket', {
        ticketId,
        outcome: 'FAILED',
        method: 'REQUESTER_CONFIRMATION',
        evidence: 'My browser warns as before.',
      });
    });

    await tomas.does('diagnoseTicket', {
      ticketId,
      findings: 'The keys were exchanged too.',
      rootCause: 'Two keys.',
    });
    const tomorrow = {
      start: story.moment('tomorrow', 24 * HOUR),
      end: story.moment('late tomorrow', 26 * HOUR),
    };
    await tomas.does('submitPlan', { ...plan, summary: 'One after another.', window: tomorrow });
    await story.passes(24 * HOUR + 2000);
    await tomas.does('startImplementation', { ticketId });
    await tomas.does('completeImplementation', { ticketId, outcome: 'IMPLEMENTED' });
    await rosa.does('verifyTicket', {
      ticketId,
      outcome: 'PASSED',
      method: 'REQUESTER_CONFIRMATION',
      evidence: 'No warning.',
      resolutionCode: 'CHANGED',
      resolutionNotes: 'New certificates everywhere.',
    });
    expect(await tomas.sees(ticketId, status)).toEqual({
      status: 'RESOLVED',
      plans: [
        {
          window: tonight,
          implementation: { outsideWindowReason: 'The intranet is down anyway.', outcome: 'ROLLED_BACK' },
        },
        { window: tomorrow, implementation: { outsideWindowReason: null, outcome: 'IMPLEMENTED' } },
      ],
    });

    const close = { ticketId, closureSummary: 'Good for two years.' };
    expect(await rosa.may(ticketId)).toBe('REOPEN');
    expect(await rosa.isRefused('closeTicket', close)).toMatchObject({
      reasons: [{ code: 'REVIEW_MISSING' }],
    });
    await tomas.does('reviewTicket', {
      ticketId,
      outcome: 'SUCCESSFUL_WITH_ISSUES',
      summary: 'One roll-back.',
      actions: ['Write down which key belongs where'],
    });
    expect(await rosa.sees(ticketId, 'reviews { summary }')).toEqual({ reviews: [] });
    expect(await rosa.may(ticketId)).toBe('REOPEN CLOSE');
    await rosa.does('closeTicket', close);
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION DIAGNOSIS PLAN IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
      SKIPPED: 'TRIAGE APPROVAL',
    });

    await story.ends({
      'the change': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        tale: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'New certificates for the intranet',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['TICKET_ASSIGNED by Aisha', { queue: 'Service Desk → Network', assignee: 'Tomás' }],
          ['INVESTIGATION_STARTED by Tomás', { status: 'NEW → INVESTIGATING' }],
          [
            'TICKET_DIAGNOSED by Tomás',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 1' },
          ],
          ['PLAN_SUBMITTED by Tomás', { status: 'PLANNING → SCHEDULED', '(staff) plan': 'plan 1' }],
          [
            'IMPLEMENTATION_STARTED by Tomás',
            { status: 'SCHEDULED → IMPLEMENTING', reason: 'The intranet is down anyway.' },
          ],
          [
            '(staff) TASK_SKIPPED by Tomás',
            { task: 'Exchange them', taskState: 'OPEN → SKIPPED', taskNote: 'Two of three do not start.' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Tomás',
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
            'TICKET_DIAGNOSED by Tomás',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 2' },
          ],
          ['PLAN_SUBMITTED by Tomás', { status: 'PLANNING → SCHEDULED', '(staff) plan': 'plan 2' }],
          ['IMPLEMENTATION_STARTED by Tomás', { status: 'SCHEDULED → IMPLEMENTING' }],
          [
            'IMPLEMENTATION_COMPLETED by Tomás',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Rosa',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'CHANGED',
              resolutionNotes: 'New certificates everywhere.',
              verification: 'verification 2',
              verificationOutcome: 'PASSED',
            },
          ],
          [
            '(staff) TICKET_REVIEWED by Tomás',
            { review: 'review 1', reviewOutcome: 'SUCCESSFUL_WITH_ISSUES' },
          ],
          [
            'TICKET_CLOSED by Rosa',
            {
              status: 'RESOLVED → CLOSED',
              closureSummary: 'Good for two years.',
              verifiedByRequester: 'false → true',
            },
          ],
          ['(staff) SURVEY_SENT by Rosa, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
    });
  });
});
