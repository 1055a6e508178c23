import { describe, expect } from 'vitest';
import { it } from './story.js';

describe('a problem that causes several incidents', () => {
  it('has a known error that agents see on the incidents, with a public workaround for requesters, until a change fixes it', async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;
    const { queues } = story.names;

    story.step('Rosa, Ravi and Security report incidents');
    const rosas = await story.report(
      rosa,
      'what Rosa reports',
      { type: 'INCIDENT', subject: 'The calendar is empty', description: 'Since Monday.' },
      [rosa],
    );
    const ravis = await story.report(
      ravi,
      'what Ravi reports',
      { type: 'INCIDENT', subject: 'No meetings shown', description: 'In the calendar.' },
      [ravi],
    );
    const secret = await story.report(tomas, 'what Security reports', {
      type: 'INCIDENT',
      subject: 'Calendar of the board is empty',
      description: 'Do not tell.',
      queueId: queues.Security,
    });

    story.step('Aisha creates a problem as their cause');
    const problemId = await story.report(
      aisha,
      'the problem',
      { type: 'PROBLEM', subject: 'Calendars lose their meetings', description: 'Three so far.' },
      [aisha],
    );
    const link = (who: typeof aisha, incident: string) =>
      who.does('linkTickets', { ticketId: problemId, relation: 'PROBLEM_OF', otherTicketId: incident });
    await link(aisha, rosas);
    await link(aisha, ravis);
    await link(tomas, secret);
    await aisha.does('startInvestigation', { ticketId: problemId });
    expect(
      await aisha.isRefused('resolveTicket', {
        ticketId: problemId,
        resolutionCode: 'FIXED',
        resolutionNotes: 'Y',
      }),
    ).toMatchObject({
      reasons: [{ code: 'WRONG_TYPE' }],
    });
    await aisha.does('diagnoseTicket', {
      ticketId: problemId,
      findings: 'The cache of the client is broken by long titles.',
      rootCauseUnknownReason: 'The vendor does not tell.',
    });

    story.step('Aisha records a known error with a public workaround');
    const error = {
      symptoms: 'An empty calendar after a long title.',
      workaround: 'Delete the cache by script.',
      publicWorkaround: 'Sign out and in again.',
    };
    const { knownError } = await story.without(rosa, () =>
      aisha.does('recordKnownError', { ticketId: problemId, ...error }, 'knownError { id }'),
    );
    story.called(knownError.id, 'the known error');
    const errors = 'knownErrors { nodes { symptoms workaround } } workarounds';
    const known = [{ symptoms: error.symptoms, workaround: error.workaround }];
    for (const incident of [rosas, ravis])
      for (const person of [aisha, leo, tomas, ada])
        expect(await person.sees(incident, errors)).toEqual({
          knownErrors: { nodes: known },
          workarounds: ['Sign out and in again.'],
        });
    expect(await rosa.sees(rosas, `${errors} problems { nodes { id } }`)).toEqual({
      knownErrors: { nodes: [] },
      workarounds: ['Sign out and in again.'],
      problems: { nodes: [] },
    });

    story.step('the public workaround changes');
    await aisha.does('updateKnownError', {
      knownErrorId: knownError.id,
      publicWorkaround: 'Sign out and in again, then wait a minute.',
    });
    expect(await ravi.sees(ravis, 'workarounds')).toEqual({
      workarounds: ['Sign out and in again, then wait a minute.'],
    });

    story.step('a change is created to fix it, and the problem waits for the change');
    const changeId = await story.report(
      aisha,
      'the change',
      {
        type: 'CHANGE_REQUEST',
        ticketTemplateId: await story.standardTemplate(),
        subject: 'A new client of the calendar',
        description: 'Version 8.',
      },
      [aisha],
    );
    await aisha.does('linkTickets', { ticketId: problemId, relation: 'FIXED_BY', otherTicketId: changeId });
    await aisha.does('submitPlan', { ticketId: problemId, kind: 'FIX', summary: 'Version 8 of the client.' });
    await aisha.does('holdTicket', {
      ticketId: problemId,
      reason: 'AWAITING_CHANGE',
      linkedTicketId: changeId,
    });

    story.step('the change is implemented and verified');
    await aisha.does('startInvestigation', { ticketId: changeId });
    await aisha.does('diagnoseTicket', {
      ticketId: changeId,
      findings: 'Version 8 keeps the cache whole.',
      rootCause: 'Version 7.',
    });
    await aisha.does('submitPlan', {
      ticketId: changeId,
      kind: 'FIX',
      summary: 'Roll it out.',
      risk: 'LOW',
      rollbackPlan: 'Version 7 again.',
    });
    await aisha.does('completeImplementation', {
      ticketId: changeId,
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It works.',
    });
    await aisha.does('verifyTicket', {
      ticketId: changeId,
      outcome: 'PASSED',
      method: 'TEST',
      evidence: 'Long titles stay.',
      resolutionCode: 'IMPLEMENTED',
      resolutionNotes: 'Version 8 everywhere.',
    });

    story.step('the problem is resolved, and its known error is retired');
    await aisha.does('resumeTicket', { ticketId: problemId });
    await aisha.does('completeImplementation', {
      ticketId: problemId,
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It works.',
    });
    await leo.does('verifyTicket', {
      ticketId: problemId,
      outcome: 'PASSED',
      method: 'INSPECTION',
      evidence: 'No empty calendar this week.',
      resolutionCode: 'FIXED',
      resolutionNotes: 'By version 8.',
    });
    await aisha.does('retireKnownError', { knownErrorId: knownError.id, reason: 'Version 8 is out.' });
    expect(await aisha.sees(rosas, errors)).toEqual({ knownErrors: { nodes: [] }, workarounds: [] });
    expect(await rosa.sees(rosas, 'workarounds')).toEqual({ workarounds: [] });
    expect(await aisha.sees(problemId, 'knownErrors { nodes { retireReason } }')).toEqual({
      knownErrors: { nodes: [{ retireReason: 'Version 8 is out.' }] },
    });

    const staff = [ada, leo, aisha, tomas];

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'what Rosa reports': {
        staff,
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'The calendar is empty',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['(staff) TICKET_LINKED by Aisha', { linkRelation: 'HAS_PROBLEM', linkTicket: 'the problem' }],
          ['(staff) KNOWN_ERROR_RECORDED by Aisha, after KNOWN_ERROR_RECORDED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_RECORDED', {}],
          ['(staff) KNOWN_ERROR_UPDATED by Aisha, after KNOWN_ERROR_UPDATED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_UPDATED', {}],
          ['(staff) KNOWN_ERROR_RETIRED by Aisha, after KNOWN_ERROR_RETIRED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_RETIRED', {}],
        ],
      },
      'what Ravi reports': {
        staff,
        requesters: [ravi],
        history: [
          [
            'TICKET_CREATED by Ravi',
            {
              status: 'NEW',
              subject: 'No meetings shown',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Ravi',
              queue: 'Service Desk',
            },
          ],
          ['(staff) TICKET_LINKED by Aisha', { linkRelation: 'HAS_PROBLEM', linkTicket: 'the problem' }],
          ['(staff) KNOWN_ERROR_RECORDED by Aisha, after KNOWN_ERROR_RECORDED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_RECORDED', {}],
          ['(staff) KNOWN_ERROR_UPDATED by Aisha, after KNOWN_ERROR_UPDATED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_UPDATED', {}],
          ['(staff) KNOWN_ERROR_RETIRED by Aisha, after KNOWN_ERROR_RETIRED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_RETIRED', {}],
        ],
      },
      'what Security reports': {
        staff: [ada, tomas],
        requesters: [],
        history: [
          [
            'TICKET_CREATED by Tomás',
            {
              status: 'NEW',
              subject: 'Calendar of the board is empty',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Tomás',
              queue: 'Security',
            },
          ],
          ['TICKET_LINKED by Tomás', { linkRelation: 'HAS_PROBLEM', linkTicket: 'the problem' }],
          ['KNOWN_ERROR_RECORDED by Aisha, after KNOWN_ERROR_RECORDED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_RECORDED', {}],
          ['KNOWN_ERROR_UPDATED by Aisha, after KNOWN_ERROR_UPDATED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_UPDATED', {}],
          ['KNOWN_ERROR_RETIRED by Aisha, after KNOWN_ERROR_RETIRED', {}],
          ['WORKAROUND_CHANGED by Aisha, after KNOWN_ERROR_RETIRED', {}],
        ],
      },
      'the problem': {
        staff,
        requesters: [],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'Calendars lose their meetings',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Aisha',
              queue: 'Service Desk',
            },
          ],
          ['TICKET_LINKED by Aisha', { linkRelation: 'PROBLEM_OF', linkTicket: 'what Rosa reports' }],
          ['TICKET_LINKED by Aisha', { linkRelation: 'PROBLEM_OF', linkTicket: 'what Ravi reports' }],
          [
            '(Ada, Tomás) TICKET_LINKED by Tomás',
            { linkRelation: 'PROBLEM_OF', linkTicket: 'what Security reports' },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          ['TICKET_DIAGNOSED by Aisha', { status: 'INVESTIGATING → PLANNING', diagnosis: 'diagnosis 1' }],
          ['KNOWN_ERROR_RECORDED by Aisha', { knownError: 'the known error' }],
          [
            'KNOWN_ERROR_UPDATED by Aisha',
            {
              knownErrorPublicWorkaround:
                'Sign out and in again. → Sign out and in again, then wait a minute.',
            },
          ],
          ['TICKET_LINKED by Aisha', { linkRelation: 'FIXED_BY', linkTicket: 'the change' }],
          ['PLAN_SUBMITTED by Aisha', { status: 'PLANNING → IMPLEMENTING', resolutionPlan: 'plan 1' }],
          [
            'TICKET_HELD by Aisha',
            {
              status: 'IMPLEMENTING → ON_HOLD',
              holdReason: 'AWAITING_CHANGE',
              holdLinkedTicket: 'the change',
            },
          ],
          ['HOLD_CAUSE_ENDED by Aisha, after IMPLEMENTATION_COMPLETED', { holdLinkedTicket: 'the change' }],
          ['HOLD_CAUSE_ENDED by Aisha, after TICKET_VERIFIED', { holdLinkedTicket: 'the change' }],
          [
            'TICKET_RESUMED by Aisha',
            {
              status: 'ON_HOLD → IMPLEMENTING',
              holdReason: 'AWAITING_CHANGE → none',
              holdLinkedTicket: 'the change → none',
            },
          ],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Leo',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'FIXED',
              resolutionNotes: 'By version 8.',
              verification: 'verification 1',
              verificationOutcome: 'PASSED',
            },
          ],
          [
            'KNOWN_ERROR_RETIRED by Aisha',
            { knownError: 'the known error → none', reason: 'Version 8 is out.' },
          ],
        ],
      },
      'the change': {
        staff,
        requesters: [],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'A new client of the calendar',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Aisha',
              queue: 'Service Desk',
              template: 'A standard change',
            },
          ],
          ['TICKET_LINKED by Aisha', { linkRelation: 'FIXES', linkTicket: 'the problem' }],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          ['TICKET_DIAGNOSED by Aisha', { status: 'INVESTIGATING → PLANNING', diagnosis: 'diagnosis 1' }],
          ['PLAN_SUBMITTED by Aisha', { status: 'PLANNING → IMPLEMENTING', resolutionPlan: 'plan 1' }],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Aisha',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'IMPLEMENTED',
              resolutionNotes: 'Version 8 everywhere.',
              verification: 'verification 1',
              verificationOutcome: 'PASSED',
            },
          ],
        ],
      },
    });
  });
});
