import { describe, expect } from 'vitest';
import type { Person } from './person.js';
import { it } from './story.js';

describe('an incident that fails its verification', () => {
  it('goes back to investigation twice, and keeps every diagnosis, plan and verification in order; reopened, it begins a new cycle', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Rosa reports it');
    const ticketId = await story.report(
      rosa,
      'the incident',
      { type: 'INCIDENT', subject: 'The scanner sends nothing', description: 'No scan arrives.' },
      [aisha, rosa],
    );

    /** Takes the ticket from its diagnosis to the completed implementation. */
    async function round(by: Person, rootCause: string, summary: string, kind: string): Promise<void> {
      await by.does('diagnoseTicket', { ticketId, findings: `It looks like ${rootCause}.`, rootCause });
      await by.does('submitPlan', { ticketId, kind, summary });
      await by.does('completeImplementation', {
        ticketId,
        outcome: 'IMPLEMENTED',
        resolutionCode: 'FIXED',
        resolutionNotes: 'It works.',
      });
    }
    const failed = (by: Person, method: string, evidence: string) =>
      by.does('verifyTicket', { ticketId, outcome: 'FAILED', method, evidence });
    const passed = (by: Person, evidence: string, resolutionCode: string, resolutionNotes: string) =>
      by.does('verifyTicket', {
        ticketId,
        outcome: 'PASSED',
        method: 'TEST',
        evidence,
        resolutionCode,
        resolutionNotes,
      });

    story.step("Rosa's verification of the first round fails");
    await aisha.does('startInvestigation', { ticketId });
    await round(aisha, 'a full mailbox', 'Empty the mailbox.', 'WORKAROUND');
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION DIAGNOSIS PLAN IMPLEMENTATION',
      SKIPPED: 'TRIAGE APPROVAL',
      CURRENT: 'VERIFICATION',
      AHEAD: 'RESOLUTION CLOSURE',
    });
    await failed(rosa, 'REQUESTER_CONFIRMATION', 'Still nothing.');
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION',
      SKIPPED: 'TRIAGE',
      CURRENT: 'DIAGNOSIS',
      AHEAD: 'PLAN APPROVAL IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
    });
    expect(await aisha.may(ticketId)).toBe('DIAGNOSE HOLD REQUEUE RESOLVE CANCEL MERGE');
    expect(await rosa.may(ticketId)).toBe('');

    story.step("Leo's verification of the second round fails");
    await story.without(aisha, async () => {
      await round(leo, 'an expired certificate', 'Renew it.', 'FIX');
      await failed(leo, 'TEST', 'The test scan did not arrive.');
    });

    story.step('the verification of the third round passes');
    await round(aisha, 'a new address of the mail server', 'Enter the new address.', 'FIX');
    expect(
      await rosa.isRefused('verifyTicket', {
        ticketId,
        outcome: 'PASSED',
        method: 'REQUESTER_CONFIRMATION',
        evidence: 'It came.',
        resolutionCode: 'MAGIC',
      }),
    ).toMatchObject({ code: 'FORBIDDEN', path: ['input', 'resolutionCode'] });
    await passed(aisha, 'Three of three arrived.', 'CONFIGURED', 'It has the new address.');
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION DIAGNOSIS PLAN IMPLEMENTATION VERIFICATION RESOLUTION',
      SKIPPED: 'TRIAGE APPROVAL',
      CURRENT: 'CLOSURE',
    });

    story.step('Rosa reopens it, and the verification of a new cycle passes');
    await rosa.does('reopenTicket', { ticketId, reason: 'Since the restart nothing arrives again.' });
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION',
      SKIPPED: 'TRIAGE',
      CURRENT: 'DIAGNOSIS',
      AHEAD: 'PLAN APPROVAL IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
    });
    expect(await rosa.sees(ticketId, 'reopenCount resolution { code }')).toEqual({
      reopenCount: 1,
      resolution: null,
    });
    await round(aisha, 'a setting that is not kept', 'Keep it.', 'FIX');
    await passed(aisha, 'It came, after a restart too.', 'CONFIGURED', 'It keeps the new address.');
    expect(await aisha.steps(ticketId)).toEqual({
      DONE: 'CREATION INVESTIGATION DIAGNOSIS PLAN IMPLEMENTATION VERIFICATION RESOLUTION',
      SKIPPED: 'TRIAGE APPROVAL',
      CURRENT: 'CLOSURE',
    });

    story.step('every record of both cycles is kept, in order');
    const who = '... on User { name }';
    const records = await aisha.sees(
      ticketId,
      `diagnoses { nodes { cycle rootCause diagnosedBy { ${who} } } } plans { nodes { cycle kind summary implementation { outcome } submittedBy { ${who} } } }
        verifications { nodes { cycle outcome method evidence verifiedBy { ${who} } } }`,
    );
    const [aishas, leos, rosas] = ['Aisha Agent', 'Leo Lead', 'Rosa Requester'].map((name) => ({ name }));
    const plan = (cycle: number, kind: string, summary: string, name: string) => ({
      cycle,
      kind,
      summary,
      implementation: { outcome: 'IMPLEMENTED' },
      submittedBy: { name },
    });
    const verifications = [
      {
        cycle: 1,
        outcome: 'FAILED',
        method: 'REQUESTER_CONFIRMATION',
        evidence: 'Still nothing.',
        verifiedBy: rosas,
      },
      {
        cycle: 1,
        outcome: 'FAILED',
        method: 'TEST',
        evidence: 'The test scan did not arrive.',
        verifiedBy: leos,
      },
      {
        cycle: 1,
        outcome: 'PASSED',
        method: 'TEST',
        evidence: 'Three of three arrived.',
        verifiedBy: aishas,
      },
      {
        cycle: 2,
        outcome: 'PASSED',
        method: 'TEST',
        evidence: 'It came, after a restart too.',
        verifiedBy: aishas,
      },
    ];
    expect(records).toEqual({
      diagnoses: {
        nodes: [
          { cycle: 1, rootCause: 'a full mailbox', diagnosedBy: aishas },
          { cycle: 1, rootCause: 'an expired certificate', diagnosedBy: leos },
          { cycle: 1, rootCause: 'a new address of the mail server', diagnosedBy: aishas },
          { cycle: 2, rootCause: 'a setting that is not kept', diagnosedBy: aishas },
        ],
      },
      plans: {
        nodes: [
          plan(1, 'WORKAROUND', 'Empty the mailbox.', 'Aisha Agent'),
          plan(1, 'FIX', 'Renew it.', 'Leo Lead'),
          plan(1, 'FIX', 'Enter the new address.', 'Aisha Agent'),
          plan(2, 'FIX', 'Keep it.', 'Aisha Agent'),
        ],
      },
      verifications: { nodes: verifications },
    });
    expect(
      await rosa.sees(
        ticketId,
        `verifications { nodes { cycle outcome method evidence verifiedBy { ${who} } } }`,
      ),
    ).toEqual({
      verifications: { nodes: verifications },
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the incident': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'The scanner sends nothing',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 1' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            { status: 'PLANNING → IMPLEMENTING', '(staff) resolutionPlan': 'plan 1' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
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
            'TICKET_DIAGNOSED by Leo',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 2' },
          ],
          [
            'PLAN_SUBMITTED by Leo',
            { status: 'PLANNING → IMPLEMENTING', '(staff) resolutionPlan': 'plan 2' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Leo',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Leo',
            {
              status: 'VERIFYING → INVESTIGATING',
              verification: 'verification 2',
              verificationOutcome: 'FAILED',
            },
          ],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 3' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            { status: 'PLANNING → IMPLEMENTING', '(staff) resolutionPlan': 'plan 3' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Aisha',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'CONFIGURED',
              resolutionNotes: 'It has the new address.',
              verification: 'verification 3',
              verificationOutcome: 'PASSED',
            },
          ],
          [
            'TICKET_REOPENED by Rosa',
            {
              status: 'RESOLVED → INVESTIGATING',
              resolutionCode: 'CONFIGURED → none',
              resolutionNotes: 'It has the new address. → none',
              reopenCount: '0 → 1',
              reason: 'Since the restart nothing arrives again.',
            },
          ],
          [
            'TICKET_DIAGNOSED by Aisha',
            { status: 'INVESTIGATING → PLANNING', '(staff) diagnosis': 'diagnosis 4' },
          ],
          [
            'PLAN_SUBMITTED by Aisha',
            { status: 'PLANNING → IMPLEMENTING', '(staff) resolutionPlan': 'plan 4' },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Aisha',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'CONFIGURED',
              resolutionNotes: 'It keeps the new address.',
              verification: 'verification 4',
              verificationOutcome: 'PASSED',
            },
          ],
        ],
      },
    });
  });
});
