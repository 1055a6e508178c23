import { describe, expect } from 'vitest';
import { it } from './story.js';

describe('a service request', () => {
  it("is made with a form whose answers are checked and kept, approved by a manager because of its category's policy, fulfilled, verified and closed; a request of another category needs no approval", async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;
    const { categories } = story.names;

    story.step('Ada creates the policy of the category');
    await ada.does('createApprovalPolicy', {
      name: 'Equipment',
      ticketType: 'SERVICE_REQUEST',
      categoryId: categories['SERVICE_REQUEST Equipment'],
      rule: 'ANY_ONE',
      userIds: [ravi.id],
    });

    story.step('invalid answers to the form are refused');
    const { requestForms } = await rosa.client.ok(
      '{ requestForms(ticketType: SERVICE_REQUEST) { nodes { id name version fields { key } } } }',
    );
    const form = requestForms.nodes.find(({ name }: { name: string }) => name === 'Equipment for somebody');
    story.called(form.id, 'the form');
    const answers = [
      { key: 'what', value: ['Laptop', 'Screen'] },
      { key: 'for', value: 'Nora, who begins in December' },
      { key: 'by', value: '2026-12-01' },
    ];
    const wrong = [{ key: 'what', value: ['Yacht'] }, { key: 'costCentre', value: 7 }, answers[1]];
    const { errors } = await rosa.client.mutate(
      'createTicket',
      { form: { requestFormId: form.id, answers: wrong } },
      '__typename',
    );
    expect(
      errors.map(({ path, rule }: { path: string[]; rule: string }) => [path.slice(3).join(' '), rule]),
    ).toEqual([
      ['0 value', 'OPTION'],
      ['1 value', 'OUT_OF_RANGE'],
      ['by', 'REQUIRED'],
    ]);

    story.step("Rosa's answers are kept when the form changes");
    const ticketId = await story.report(rosa, 'the request', { form: { requestFormId: form.id, answers } }, [
      aisha,
      rosa,
    ]);
    // The questions and answers stay, even when the form changes.
    await ada.does('updateRequestForm', {
      requestFormId: form.id,
      name: 'Equipment',
      fields: [{ key: 'what', label: 'What?', type: 'TEXT', required: true }],
    });
    const asked = {
      name: 'Equipment for somebody',
      version: form.version,
      answers: [
        { label: 'What is needed?', value: ['Laptop', 'Screen'] },
        { label: 'For whom?', value: 'Nora, who begins in December' },
        { label: 'From which day on?', value: '2026-12-01' },
        { label: 'Cost centre', value: null },
        { label: 'Anything else?', value: null },
      ],
    };
    for (const person of [rosa, aisha])
      expect(
        await person.sees(
          ticketId,
          'type subject category { name } form { name version answers { label value } }',
        ),
      ).toEqual({
        type: 'SERVICE_REQUEST',
        subject: 'Equipment for somebody',
        category: { name: 'Equipment' },
        form: asked,
      });

    story.step('Leo triages it, and Aisha diagnoses and plans it');
    await story.without(aisha, async () => {
      await leo.does('triageTicket', {
        ticketId,
        affectedServicesUnknown: true,
        impact: 'LOW',
        urgency: 'MEDIUM',
      });
      await leo.does('startInvestigation', { ticketId, assigneeId: aisha.id });
    });
    await aisha.does('diagnoseTicket', {
      ticketId,
      findings: 'A laptop is in store, a screen is not.',
      rootCauseUnknownReason: 'Nothing is broken.',
    });
    await story.catchesUp(ravi);
    const { ticket } = await aisha.does(
      'submitPlan',
      {
        ticketId,
        kind: 'FULFILMENT',
        summary: 'Order the screen, hand over both.',
        tasks: [{ title: 'Order the screen' }, { title: 'Hand over' }],
      },
      'ticket { status plans { nodes { tasks { id } } } }',
    );
    expect(ticket.status).toBe('AWAITING_APPROVAL');
    for (const person of [aisha, rosa]) expect(await person.may(ticketId)).not.toContain('APPROVE');

    story.step('Ravi is an approver, and can see what he decides about');
    // An approver can see the ticket, its form and its plan, but no internal notes.
    await aisha.does('addComment', {
      ticketId,
      body: 'Two screens would be cheaper.',
      visibility: 'INTERNAL',
    });
    const { approvals } = await ravi.client.ok(
      `{ approvals(filter: { awaitingViewer: true }) { nodes { id rule needed viewerCanDecide approvers { user { name } }
        plan { summary } ticket { id form { answers { value } } } } } }`,
    );
    expect(approvals.nodes).toEqual([
      {
        id: expect.any(String),
        rule: 'ANY_ONE',
        needed: 1,
        viewerCanDecide: true,
        approvers: [{ user: { name: 'Ravi Requester' } }],
        plan: { summary: 'Order the screen, hand over both.' },
        ticket: { id: ticketId, form: { answers: asked.answers.map(({ value }) => ({ value })) } },
      },
    ]);
    const approvalId = approvals.nodes[0].id;
    expect(await ravi.may(ticketId)).toBe('APPROVE REJECT');
    expect(await aisha.isRefused('decideApproval', { approvalId, decision: 'APPROVE' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await rosa.isRefused('decideApproval', { approvalId, decision: 'APPROVE' })).toMatchObject({
      code: 'NOT_FOUND',
    });

    story.step('Ravi approves it');
    await ravi.does('decideApproval', { approvalId, decision: 'APPROVE', reason: 'She needs both.' });
    expect(await ravi.may(ticketId)).toBe('');

    story.step('it is fulfilled, verified and closed');
    for (const { id } of ticket.plans.nodes[0].tasks) await aisha.does('completeTask', { taskId: id });
    await aisha.does('completeImplementation', {
      ticketId,
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FULFILLED',
      resolutionNotes: 'Laptop and screen are on her desk.',
    });
    await rosa.does('verifyTicket', {
      ticketId,
      outcome: 'PASSED',
      method: 'REQUESTER_CONFIRMATION',
      evidence: 'Both work.',
    });
    await rosa.does('closeTicket', { ticketId, closureSummary: 'Nora can begin.' });
    expect(await rosa.steps(ticketId)).toEqual({
      DONE: 'CREATION TRIAGE INVESTIGATION DIAGNOSIS PLAN APPROVAL IMPLEMENTATION VERIFICATION RESOLUTION CLOSURE',
    });

    story.step('a request of another category needs no approval');
    const otherId = await story.report(rosa, 'the other request', {
      type: 'SERVICE_REQUEST',
      subject: 'The shared drive of Sales',
      description: 'To read.',
      categoryId: categories['SERVICE_REQUEST Access'],
    });
    await aisha.does('startInvestigation', { ticketId: otherId });
    await aisha.does('diagnoseTicket', {
      ticketId: otherId,
      findings: 'She is of Sales.',
      rootCauseUnknownReason: 'Nothing is broken.',
    });
    const { ticket: other } = await aisha.does(
      'submitPlan',
      { ticketId: otherId, kind: 'FULFILMENT', summary: 'Let her in.' },
      'ticket { status }',
    );
    expect(other.status).toBe('IMPLEMENTING');

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the request': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa, ravi],
        joins: { Ravi: 'PLAN_SUBMITTED by Aisha' },
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'Equipment for somebody',
              category: 'SERVICE_REQUEST Equipment',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
              requestForm: 'the form',
            },
          ],
          [
            'TICKET_TRIAGED by Leo',
            {
              status: 'NEW → TRIAGED',
              affectedServicesUnknown: 'false → true',
              impact: 'MEDIUM → LOW',
              priority: 'P3 → P4',
            },
          ],
          ['INVESTIGATION_STARTED by Leo', { status: 'TRIAGED → INVESTIGATING', assignee: 'Aisha' }],
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
              '(staff, Ravi) approvalApprovers': 'Ravi',
            },
          ],
          ['(staff) COMMENT_ADDED by Aisha', { internal: 'Two screens would be cheaper.' }],
          [
            'PLAN_APPROVED by Ravi',
            {
              status: 'AWAITING_APPROVAL → IMPLEMENTING',
              '(staff, Ravi) approval': 'approval 1',
              reason: 'She needs both.',
            },
          ],
          ['(staff, Ravi) TASK_COMPLETED by Aisha', { task: 'Order the screen', taskState: 'OPEN → DONE' }],
          ['(staff, Ravi) TASK_COMPLETED by Aisha', { task: 'Hand over', taskState: 'OPEN → DONE' }],
          [
            'IMPLEMENTATION_COMPLETED by Aisha',
            { status: 'IMPLEMENTING → VERIFYING', implementationOutcome: 'IMPLEMENTED' },
          ],
          [
            'TICKET_VERIFIED by Rosa',
            {
              status: 'VERIFYING → RESOLVED',
              resolutionCode: 'FULFILLED',
              resolutionNotes: 'Laptop and screen are on her desk.',
              verification: 'verification 1',
              verificationOutcome: 'PASSED',
            },
          ],
          [
            'TICKET_CLOSED by Rosa',
            {
              status: 'RESOLVED → CLOSED',
              closureSummary: 'Nora can begin.',
              closureVerifiedByRequester: 'false → true',
            },
          ],
          ['(staff) SURVEY_SENT by Rosa, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
      'the other request': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'The shared drive of Sales',
              category: 'SERVICE_REQUEST Access',
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
        ],
      },
    });
  });
});
