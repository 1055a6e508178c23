import { describe, expect } from 'vitest';
import { it } from './story.js';

describe('an incident that is reported by telephone', () => {
  it('goes through triage, a hold, diagnosis, plan and implementation; its requester verifies and closes it', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;
    const { categories } = story.names;

    story.step('Aisha reports it for Rosa');
    const ticketId = await story.report(
      aisha,
      'the incident',
      {
        type: 'INCIDENT',
        subject: 'The label printer jams',
        description: 'On every second label, says Rosa.',
        channel: 'PHONE',
        requesterId: rosa.id,
        impact: 'LOW',
        urgency: 'HIGH',
      },
      [aisha, rosa],
    );
    expect(await aisha.may(ticketId)).toBe('TRIAGE START_INVESTIGATION HOLD RESOLVE CANCEL MERGE');
    expect(await rosa.may(ticketId)).toBe('CANCEL');

    story.step('Aisha triages it, and asks Rosa');
    await aisha.does('triageTicket', {
      ticketId,
      categoryId: categories['INCIDENT Hardware'],
      affectedServiceNames: ['Labels'],
      impact: 'MEDIUM',
      urgency: 'HIGH',
    });
    await aisha.does('startInvestigation', { ticketId });
    await aisha.does('addComment', { ticketId, body: 'Which roll of labels is in it?' });
    await aisha.does('holdTicket', {
      ticketId,
      reason: 'AWAITING_REQUESTER',
      note: 'Which labels are in it?',
    });
    expect(await aisha.may(ticketId)).toBe('HOLD RESUME RESOLVE CANCEL MERGE');
    expect(await rosa.may(ticketId)).toBe('');

    story.step("Rosa's answer resumes it, and Aisha diagnoses it");
    await story.without(rosa, async () => {
      await rosa.does('addComment', { ticketId, body: 'The ones of the new vendor.' });
      await aisha.does('addComment', { ticketId, body: 'Them again.', visibility: 'INTERNAL' });
      await aisha.does('diagnoseTicket', {
        ticketId,
        findings: 'The roller slips on coated labels.',
        rootCause: 'The roller is worn.',
      });
    });
    expect(await aisha.may(ticketId)).toBe('SUBMIT_PLAN HOLD RESOLVE CANCEL MERGE');

    story.step('Aisha plans two tasks');
    const { ticket: planned } = await aisha.does(
      'submitPlan',
      {
        ticketId,
        kind: 'FIX',
        summary: 'A new roller.',
        tasks: [{ title: 'Order' }, { title: 'Fit', assigneeId: tomas.id }],
      },
      'ticket { plans { nodes { tasks { id } } } }',
    );
    const [order, fit] = planned.plans.nodes[0].tasks;
    expect(await aisha.may(ticketId)).toBe('WITHDRAW_PLAN HOLD RESOLVE MERGE');
    expect(
      await aisha.isRefused('completeImplementation', {
        ticketId,
        outcome: 'IMPLEMENTED',
        resolutionCode: 'FIXED',
        resolutionNotes: 'It works.',
      }),
    ).toMatchObject({
      code: 'INVALID_TRANSITION',
      reasons: [{ code: 'OPEN_TASKS' }],
    });

    story.step('both tasks are done, and the implementation is completed');
    await aisha.does('skipTask', { taskId: order.id, reason: 'One was in store.' });
    await tomas.does('completeTask', { taskId: fit.id, note: 'With a screwdriver.' });
    expect(await aisha.may(ticketId)).toBe('WITHDRAW_PLAN COMPLETE_IMPLEMENTATION HOLD RESOLVE MERGE');
    await aisha.does('completeImplementation', {
      ticketId,
      outcome: 'IMPLEMENTED',
      notes: 'Runs quieter, too.',
      resolutionCode: 'REPAIRED',
      resolutionNotes: 'It has a new roller.',
    });
    expect(await rosa.may(ticketId)).toBe('VERIFY');

    story.step('Rosa verifies and closes it');
    await rosa.does('verifyTicket', {
      ticketId,
      outcome: 'PASSED',
      method: 'REQUESTER_CONFIRMATION',
      evidence: 'A hundred labels without a jam.',
    });
    expect(await rosa.may(ticketId)).toBe('REOPEN CLOSE');
    expect(await aisha.may(ticketId)).toBe('REOPEN');
    await rosa.does('closeTicket', { ticketId, closureSummary: 'It prints.' });
    for (const person of [ada, leo, aisha, rosa]) expect(await person.may(ticketId)).toBe('');

    for (const person of [aisha, rosa])
      expect(await person.steps(ticketId)).toEqual({
        DONE: 'CREATION TRIAGE INVESTIGATION DIAGNOSIS PLAN IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
        SKIPPED: 'APPROVAL',
      });

    story.step('the records stay readable for those who may read them');
    const who = '... on User { name }';
    const verifications = [
      {
        cycle: 1,
        outcome: 'PASSED',
        method: 'REQUESTER_CONFIRMATION',
        evidence: 'A hundred labels without a jam.',
        verifiedBy: { name: 'Rosa Requester' },
      },
    ];
    const records = `diagnoses { nodes { cycle findings rootCause diagnosedBy { ${who} } } }
      plans { nodes { cycle kind summary tasks { title assignee { name } state note finishedBy { ${who} } }
        implementation { outcome notes startedBy { ${who} } completedBy { ${who} } } } }
      verifications { nodes { cycle outcome method evidence verifiedBy { ${who} } } }`;
    expect(await aisha.sees(ticketId, records)).toEqual({
      diagnoses: {
        nodes: [
          {
            cycle: 1,
            findings: 'The roller slips on coated labels.',
            rootCause: 'The roller is worn.',
            diagnosedBy: { name: 'Aisha Agent' },
          },
        ],
      },
      plans: {
        nodes: [
          {
            cycle: 1,
            kind: 'FIX',
            summary: 'A new roller.',
            tasks: [
              {
                title: 'Order',
                assignee: null,
                state: 'SKIPPED',
                note: 'One was in store.',
                finishedBy: { name: 'Aisha Agent' },
              },
              {
                title: 'Fit',
                assignee: { name: 'Tomás Agent' },
                state: 'DONE',
                note: 'With a screwdriver.',
                finishedBy: { name: 'Tomás Agent' },
              },
            ],
            implementation: {
              outcome: 'IMPLEMENTED',
              notes: 'Runs quieter, too.',
              startedBy: { name: 'Aisha Agent' },
              completedBy: { name: 'Aisha Agent' },
            },
          },
        ],
      },
      verifications: { nodes: verifications },
    });
    expect(await rosa.sees(ticketId, records)).toEqual({
      diagnoses: { nodes: [] },
      plans: { nodes: [] },
      verifications: { nodes: verifications },
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the incident': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'The label printer jams',
              impact: 'LOW',
              urgency: 'HIGH',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          [
            'TICKET_TRIAGED by Aisha',
            {
              status: 'NEW → TRIAGED',
              category: 'INCIDENT Hardware',
              affectedServiceNames: 'none → Labels',
              impact: 'LOW → MEDIUM',
              priority: 'P3 → P2',
            },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'TRIAGED → INVESTIGATING', assignee: 'Aisha' }],
          ['COMMENT_ADDED by Aisha', { public: 'Which roll of labels is in it?' }],
          [
            'TICKET_HELD by Aisha',
            {
              status: 'INVESTIGATING → ON_HOLD',
              holdReason: 'AWAITING_REQUESTER',
              holdNote: 'Which labels are in it?',
            },
          ],
          ['COMMENT_ADDED by Rosa', { public: 'The ones of the new vendor.' }],
          [
            'TICKET_RESUMED by Rosa, after COMMENT_ADDED',
            {
              status: 'ON_HOLD → INVESTIGATING',
              holdReason: 'AWAITING_REQUESTER → none',
              holdNote: 'Which labels are in it? → none',
            },
          ],
          ['(staff) COMMENT_ADDED by Aisha', { internal: 'Them again.' }],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 1' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            { status: 'PLANNING → IMPLEMENTING', '(staff) resolutionPlan': 'plan 1' },
          ],
          [
            '(staff) TASK_SKIPPED by Aisha',
            { task: 'Order', taskState: 'OPEN → SKIPPED', taskNote: 'One was in store.' },
          ],
          [
            '(staff) TASK_COMPLETED by Tomás',
            { task: 'Fit', taskState: 'OPEN → DONE', taskNote: 'With a screwdriver.' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Rosa',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'REPAIRED',
              resolutionNotes: 'It has a new roller.',
              verification: 'verification 1',
              verificationOutcome: 'PASSED',
            },
          ],
          [
            'TICKET_CLOSED by Rosa',
            {
              status: 'RESOLVED → CLOSED',
              closureSummary: 'It prints.',
              closureVerifiedByRequester: 'false → true',
            },
          ],
          ['(staff) SURVEY_SENT by Rosa, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
    });
  });

  it('is resolved at once by the fast track: the steps before are skipped, and closing it is the verification', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Aisha reports it for Rosa');
    const ticketId = await story.report(
      aisha,
      'the incident',
      {
        type: 'INCIDENT',
        subject: 'Locked out',
        description: 'Too many wrong passwords.',
        channel: 'PHONE',
        requesterId: rosa.id,
      },
      [aisha, rosa],
    );

    story.step('Aisha resolves it at once');
    await story.without(aisha, () =>
      aisha.does('resolveTicket', {
        ticketId,
        resolutionCode: 'FIXED',
        resolutionNotes: 'Unlocked while Rosa waited.',
      }),
    );
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION RESOLUTION',
      SKIPPED: 'TRIAGE INVESTIGATION DIAGNOSIS PLAN APPROVAL IMPLEMENTATION VERIFICATION',
      CURRENT: 'CLOSURE',
    });

    story.step('Rosa closes it');
    await rosa.does('closeTicket', { ticketId, closureSummary: 'I am in.' });
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION VERIFICATION RESOLUTION CLOSURE',
      SKIPPED: 'TRIAGE INVESTIGATION DIAGNOSIS PLAN APPROVAL IMPLEMENTATION',
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the incident': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'Locked out',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          [
            'TICKET_RESOLVED by Aisha',
            {
              status: 'NEW → RESOLVED',
              resolutionCode: 'FIXED',
              resolutionNotes: 'Unlocked while Rosa waited.',
            },
          ],
          [
            'TICKET_CLOSED by Rosa',
            {
              status: 'RESOLVED → CLOSED',
              closureSummary: 'I am in.',
              closureVerifiedByRequester: 'false → true',
              verification: 'verification 1',
            },
          ],
          ['(staff) SURVEY_SENT by Rosa, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
    });
  });
});
