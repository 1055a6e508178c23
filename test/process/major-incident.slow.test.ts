import { describe, expect } from 'vitest';
import { it, MINUTE } from './story.js';

describe('a major incident', () => {
  it('is declared, led and updated; when it is resolved, its open children are listed; it closes after its review', async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;
    const { queues } = story.names;

    story.step('the outage is reported three times');
    const parentId = await story.report(
      aisha,
      'the outage',
      {
        type: 'INCIDENT',
        subject: 'Nobody reaches the network drives',
        description: 'On all floors.',
        requesterId: ravi.id,
        impact: 'HIGH',
        urgency: 'HIGH',
      },
      [leo, ravi],
    );
    const mine = await story.report(rosa, 'what Rosa reports', {
      type: 'INCIDENT',
      subject: 'My files are gone',
      description: 'The drive is empty.',
    });
    const hidden = await story.report(tomas, 'what Security found', {
      type: 'INCIDENT',
      subject: 'The file server answers strangers',
      description: 'On port 445.',
      queueId: queues.Security,
    });

    story.step('Aisha cannot declare it a major incident, and Leo does');
    expect(
      await aisha.isRefused('declareMajorIncident', {
        ticketId: parentId,
        reason: 'All floors.',
        leadId: tomas.id,
        updateEveryMinutes: 30,
      }),
    ).toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_PERMITTED' });
    const due = async (name: string) => {
      const { majorIncident } = await ravi.sees(parentId, 'majorIncident { nextUpdateDueAt }');
      story.called(majorIncident.nextUpdateDueAt, name);
    };
    await leo.does('declareMajorIncident', {
      ticketId: parentId,
      reason: 'No floor can work.',
      leadId: tomas.id,
      updateEveryMinutes: 30,
    });
    await due('the first due time');

    story.step('the other reports become its children');
    await leo.does('linkTickets', { ticketId: parentId, relation: 'PARENT_OF', otherTicketId: mine });
    await tomas.does('linkTickets', { ticketId: hidden, relation: 'CHILD_OF', otherTicketId: parentId });

    story.step('Tomás posts updates, one of them late');
    await tomas.does('postMajorIncidentUpdate', {
      ticketId: parentId,
      body: 'We found the file server down.',
    });
    await due('the second');
    await story.passes(31 * MINUTE);
    await story.without(leo, async () => {
      await tomas.does('postMajorIncidentUpdate', {
        ticketId: parentId,
        body: 'It starts; ten minutes more.',
      });
      await due('the third');
      await leo.does('changeMajorIncident', { ticketId: parentId, updateEveryMinutes: 60 });
      await due('the third, half an hour later');
    });
    await story.passes(31 * MINUTE);

    story.step('everyone sees only the children that they may see');
    const whole = `majorIncident { reason lead { name } updates { nodes { body } } endedAt }
      children(first: 10) { totalCount nodes { subject } } childCounts { total todo done }`;
    const declared = {
      reason: 'No floor can work.',
      lead: { name: 'Tomás Agent' },
      updates: {
        nodes: [{ body: 'We found the file server down.' }, { body: 'It starts; ten minutes more.' }],
      },
      endedAt: null,
    };
    const [rosas, securitys] = [
      { subject: 'My files are gone' },
      { subject: 'The file server answers strangers' },
    ];
    for (const person of [tomas, ada])
      expect(await person.sees(parentId, whole)).toEqual({
        majorIncident: declared,
        children: { totalCount: 2, nodes: [rosas, securitys] },
        childCounts: { total: 2, todo: 2, done: 0 },
      });
    for (const person of [aisha, leo])
      expect(await person.sees(parentId, whole)).toEqual({
        majorIncident: declared,
        children: { totalCount: 1, nodes: [rosas] },
        childCounts: { total: 1, todo: 1, done: 0 },
      });
    expect(await ravi.sees(parentId, whole)).toEqual({
      majorIncident: declared,
      children: { totalCount: 0, nodes: [] },
      childCounts: { total: 0, todo: 0, done: 0 },
    });

    story.step('it is resolved, with the children that Leo can see');
    const fix = { resolutionCode: 'RESTARTED', resolutionNotes: 'The file server runs again.' };
    const { openChildren } = await leo.does(
      'resolveTicket',
      { ticketId: parentId, ...fix },
      'openChildren { id subject }',
    );
    expect(openChildren).toEqual([{ id: mine, ...rosas }]);
    const { ticketResults } = await leo.does(
      'resolveChildren',
      { ticketId: parentId, childIds: openChildren.map(({ id }: { id: string }) => id), ...fix },
      'ticketResults { ticketId ticket { status } errors { code } }',
    );
    expect(ticketResults).toEqual([{ ticketId: mine, ticket: { status: 'RESOLVED' }, errors: [] }]);
    expect(await tomas.sees(hidden, 'status')).toEqual({ status: 'NEW' });

    story.step('it closes after its end and its review');
    expect(await leo.may(parentId)).toBe('REOPEN');
    expect(await ravi.sees(parentId, 'autoCloseAt')).toEqual({ autoCloseAt: null });
    expect(
      await ravi.isRefused('closeTicket', { ticketId: parentId, closureSummary: 'It works.' }),
    ).toMatchObject({
      reasons: [{ code: 'REVIEW_MISSING' }],
    });
    await tomas.does('endMajorIncident', { ticketId: parentId, summary: 'The drives are back.' });
    await leo.does('reviewTicket', {
      ticketId: parentId,
      outcome: 'SUCCESSFUL_WITH_ISSUES',
      summary: 'Found late.',
      lessons: 'Watch the file server.',
      actions: ['Order a monitor'],
    });
    expect(await leo.may(parentId)).toBe('REOPEN CLOSE');
    await leo.does('closeTicket', { ticketId: parentId, closureSummary: 'Restarted; a monitor is ordered.' });
    await rosa.does('closeTicket', { ticketId: mine, closureSummary: 'My files are back.' });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the outage': {
        staff: [ada, leo, aisha, tomas],
        requesters: [ravi],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'Nobody reaches the network drives',
              impact: 'HIGH',
              urgency: 'HIGH',
              priority: 'P1',
              requester: 'Ravi',
              queue: 'Service Desk',
            },
          ],
          [
            'MAJOR_INCIDENT_DECLARED by Leo',
            {
              majorIncident: 'false → true',
              majorIncidentLead: 'Tomás',
              majorIncidentUpdateEveryMinutes: '30',
              majorIncidentNextUpdateDueAt: 'the first due time',
              reason: 'No floor can work.',
            },
          ],
          ['(staff) WATCHER_ADDED by Leo', { watchers: 'Tomás' }],
          ['(staff) TICKET_LINKED by Leo', { linkRelation: 'PARENT_OF', linkTicket: 'what Rosa reports' }],
          [
            '(Ada, Tomás) TICKET_LINKED by Tomás',
            { linkRelation: 'PARENT_OF', linkTicket: 'what Security found' },
          ],
          ['COMMENT_ADDED by Tomás', { public: 'We found the file server down.' }],
          [
            'MAJOR_INCIDENT_UPDATED by Tomás',
            {
              majorIncidentNextUpdateDueAt: 'the first due time → the second',
              public: 'We found the file server down.',
            },
          ],
          [
            '(staff) MAJOR_INCIDENT_UPDATE_DUE by Ticketwire, by CLOCK',
            { majorIncidentNextUpdateDueAt: 'the second' },
          ],
          ['COMMENT_ADDED by Tomás', { public: 'It starts; ten minutes more.' }],
          [
            'MAJOR_INCIDENT_UPDATED by Tomás',
            {
              majorIncidentNextUpdateDueAt: 'the second → the third',
              public: 'It starts; ten minutes more.',
            },
          ],
          [
            'MAJOR_INCIDENT_CHANGED by Leo',
            {
              majorIncidentUpdateEveryMinutes: '30 → 60',
              majorIncidentNextUpdateDueAt: 'the third → the third, half an hour later',
            },
          ],
          [
            'TICKET_RESOLVED by Leo',
            {
              status: 'NEW → RESOLVED',
              resolutionCode: 'RESTARTED',
              resolutionNotes: 'The file server runs again.',
            },
          ],
          [
            'MAJOR_INCIDENT_ENDED by Tomás',
            {
              majorIncidentNextUpdateDueAt: 'the third, half an hour later → none',
              majorIncidentEndSummary: 'The drives are back.',
            },
          ],
          ['(staff) TICKET_REVIEWED by Leo', { review: 'review 1', reviewOutcome: 'SUCCESSFUL_WITH_ISSUES' }],
          [
            'TICKET_CLOSED by Leo',
            { status: 'RESOLVED → CLOSED', closureSummary: 'Restarted; a monitor is ordered.' },
          ],
          ['(staff) SURVEY_SENT by Leo, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
      'what Rosa reports': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'My files are gone',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['(staff) TICKET_LINKED by Leo', { linkRelation: 'CHILD_OF', linkTicket: 'the outage' }],
          ['PARENT_STATUS_UPDATED by Tomás, after MAJOR_INCIDENT_UPDATED', {}],
          ['PARENT_STATUS_UPDATED by Tomás, after MAJOR_INCIDENT_UPDATED', {}],
          [
            'TICKET_RESOLVED by Leo',
            {
              status: 'NEW → RESOLVED',
              resolutionCode: 'RESTARTED',
              resolutionNotes: 'The file server runs again.',
            },
          ],
          [
            'TICKET_CLOSED by Rosa',
            {
              status: 'RESOLVED → CLOSED',
              closureSummary: 'My files are back.',
              closureVerifiedByRequester: 'false → true',
              verification: 'verification 1',
            },
          ],
          ['(staff) SURVEY_SENT by Rosa, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
      'what Security found': {
        staff: [ada, tomas],
        requesters: [],
        history: [
          [
            'TICKET_CREATED by Tomás',
            {
              status: 'NEW',
              subject: 'The file server answers strangers',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Tomás',
              queue: 'Security',
            },
          ],
          ['TICKET_LINKED by Tomás', { linkRelation: 'CHILD_OF', linkTicket: 'the outage' }],
          ['PARENT_STATUS_UPDATED by Tomás, after MAJOR_INCIDENT_UPDATED', {}],
          ['PARENT_STATUS_UPDATED by Tomás, after MAJOR_INCIDENT_UPDATED', {}],
        ],
      },
    });
  });
});
