import { describe, expect } from 'vitest';
import { it } from './story.js';

const whole = `status statusCategory hold { reason note heldFrom resumeAt } assignee { name } queue { name } priority
  cancellation { reason } watchers { nodes { name } } comments(first: 10) { nodes { body } }
  steps { step state doneAt } links(first: 10) { nodes { relation } }`;

describe('two reports of one fault', () => {
  it('are merged: later replies reach the target, visible to those who may read them; undoing the merge restores everything', async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;

    story.step('Rosa and Ravi report the same fault, and Aisha starts to work on both');
    const kept = await story.report(
      rosa,
      'the first',
      { type: 'INCIDENT', subject: 'No hot water', description: 'On floor 2.' },
      [aisha, rosa],
    );
    const doubled = await story.report(
      ravi,
      'the second',
      { type: 'INCIDENT', subject: 'Cold water only', description: 'On floor 2, in the kitchen.' },
      [aisha, ravi],
    );
    await aisha.does('startInvestigation', { ticketId: doubled });
    await aisha.does('addComment', { ticketId: doubled, body: 'I called the plumber.' });
    await aisha.does('holdTicket', {
      ticketId: doubled,
      reason: 'AWAITING_VENDOR',
      note: 'The plumber comes.',
    });
    const before = { aisha: await aisha.sees(doubled, whole), ravi: await ravi.sees(doubled, whole) };
    const keptBefore = await rosa.sees(kept, `version ${whole}`);

    story.step('Aisha merges the two');
    await aisha.does('mergeTicket', { ticketId: doubled, intoTicketId: kept, reason: 'The same boiler.' });
    expect(await aisha.may(doubled)).toBe('UNMERGE');
    expect(await ravi.may(doubled)).toBe('');
    expect(await ravi.sees(doubled, 'status cancellation { reason duplicateOf { id } }')).toEqual({
      status: 'CANCELLED',
      cancellation: { reason: 'The same boiler.', duplicateOf: null },
    });

    story.step('later replies arrive on both');
    await story.without(rosa, async () => {
      await ravi.does('addComment', { ticketId: doubled, body: 'It is hot again!' });
      await leo.does('addComment', { ticketId: doubled, body: 'The pump was off.', visibility: 'INTERNAL' });
      await rosa.does('addComment', { ticketId: kept, body: 'Warm, not hot.' });
    });

    story.step('Aisha undoes the merge');
    await aisha.does('unmergeTicket', { ticketId: doubled, reason: 'Two boilers, after all.' });
    const said = { nodes: [...before.ravi.comments.nodes, { body: 'It is hot again!' }] };
    const noted = { nodes: [...said.nodes, { body: 'The pump was off.' }] };
    expect(await ravi.sees(doubled, whole)).toEqual({ ...before.ravi, comments: said });
    expect(await aisha.sees(doubled, whole)).toEqual({ ...before.aisha, comments: noted });
    expect(await aisha.may(doubled)).toBe('HOLD RESUME RESOLVE CANCEL MERGE');
    expect(await rosa.sees(kept, `version ${whole}`)).toEqual({
      ...keptBefore,
      // By the reply of Ravi, which counts as one of its requester, and by Rosa's.
      version: keptBefore.version + 2,
      comments: { nodes: [{ body: 'Warm, not hot.' }] },
    });
    await ravi.does('addComment', { ticketId: doubled, body: 'Thank you.' });
    await aisha.does('resumeTicket', { ticketId: doubled });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the first': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'No hot water',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['TICKET_MERGED_IN by Aisha', { '(staff) linkTicket': 'the second' }],
          ['(staff) MERGED_COMMENT_ADDED by Ravi, after COMMENT_ADDED', { public: 'It is hot again!' }],
          ['(staff) MERGED_COMMENT_ADDED by Leo, after COMMENT_ADDED', { internal: 'The pump was off.' }],
          ['COMMENT_ADDED by Rosa', { public: 'Warm, not hot.' }],
          ['TICKET_UNMERGED_OUT by Aisha', { '(staff) linkTicket': 'the second → none' }],
        ],
      },
      'the second': {
        staff: [ada, leo, aisha, tomas],
        requesters: [ravi],
        history: [
          [
            'TICKET_CREATED by Ravi',
            {
              status: 'NEW',
              subject: 'Cold water only',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Ravi',
              queue: 'Service Desk',
            },
          ],
          ['INVESTIGATION_STARTED by Aisha', { status: 'NEW → INVESTIGATING', assignee: 'Aisha' }],
          ['COMMENT_ADDED by Aisha', { public: 'I called the plumber.' }],
          [
            'TICKET_HELD by Aisha',
            {
              status: 'INVESTIGATING → ON_HOLD',
              holdReason: 'AWAITING_VENDOR',
              holdNote: 'The plumber comes.',
            },
          ],
          [
            'TICKET_MERGED by Aisha',
            {
              status: 'ON_HOLD → CANCELLED',
              holdReason: 'AWAITING_VENDOR → none',
              holdNote: 'The plumber comes. → none',
              cancellationReason: 'The same boiler.',
              '(staff) cancellationDuplicateOf': 'the first',
            },
          ],
          ['COMMENT_ADDED by Ravi', { public: 'It is hot again!' }],
          ['(staff) COMMENT_ADDED by Leo', { internal: 'The pump was off.' }],
          [
            'TICKET_UNMERGED by Aisha',
            {
              status: 'CANCELLED → ON_HOLD',
              holdReason: 'AWAITING_VENDOR',
              holdNote: 'The plumber comes.',
              cancellationReason: 'The same boiler. → none',
              '(staff) cancellationDuplicateOf': 'the first → none',
              reason: 'Two boilers, after all.',
            },
          ],
          ['COMMENT_ADDED by Ravi', { public: 'Thank you.' }],
          [
            'TICKET_RESUMED by Aisha',
            {
              status: 'ON_HOLD → INVESTIGATING',
              holdReason: 'AWAITING_VENDOR → none',
              holdNote: 'The plumber comes. → none',
            },
          ],
        ],
      },
    });
  });

  it('in one ticket are split: the comment about the second becomes a ticket, and stays where it was', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Aisha reports a fault for Rosa, who asks for something else in a comment');
    const firstId = await story.report(
      aisha,
      'the first',
      {
        type: 'INCIDENT',
        subject: 'The door squeaks',
        description: 'Room 12.',
        requesterId: rosa.id,
        watcherIds: [leo.id],
      },
      [rosa],
    );
    const { comment } = await rosa.does(
      'addComment',
      { ticketId: firstId, body: 'And I need a *second key*.' },
      'comment { id }',
    );

    story.step('Aisha splits it');
    const { ticket } = await story.without(leo, () =>
      aisha.does(
        'splitTicket',
        {
          commentId: comment.id,
          type: 'SERVICE_REQUEST',
          subject: 'A second key for room 12',
          urgency: 'LOW',
        },
        'ticket { id description }',
      ),
    );
    story.ticket(ticket.id, 'the second', [leo, rosa]);
    expect(ticket.description).toBe('And I need a *second key*.');
    const links = 'links(first: 10) { nodes { relation ticket { id } } }';
    expect(await rosa.sees(firstId, links)).toEqual({
      links: { nodes: [{ relation: 'SPLIT_INTO', ticket: { id: ticket.id } }] },
    });
    expect(await rosa.sees(ticket.id, links)).toEqual({
      links: { nodes: [{ relation: 'SPLIT_FROM', ticket: { id: firstId } }] },
    });
    await rosa.does('addComment', { ticketId: ticket.id, body: 'By Friday, please.' });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the first': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'The door squeaks',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
              '(staff) watchers': 'Leo',
            },
          ],
          ['COMMENT_ADDED by Rosa', { public: 'And I need a *second key*.' }],
          [
            'TICKET_LINKED by Aisha',
            { linkRelation: 'SPLIT_INTO', linkTicket: 'the second', public: 'And I need a *second key*.' },
          ],
        ],
      },
      'the second': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Aisha',
            {
              status: 'NEW',
              subject: 'A second key for room 12',
              impact: 'MEDIUM',
              urgency: 'LOW',
              priority: 'P4',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['TICKET_LINKED by Aisha', { linkRelation: 'SPLIT_FROM', linkTicket: 'the first' }],
          ['COMMENT_ADDED by Rosa', { public: 'By Friday, please.' }],
        ],
      },
    });
  });
});
