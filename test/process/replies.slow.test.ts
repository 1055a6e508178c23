import { describe, expect } from 'vitest';
import type { Line } from './history.js';
import { DAY, it, type Story } from './story.js';

const created = (subject: string): Line => [
  'TICKET_CREATED by Rosa',
  {
    status: 'NEW',
    subject,
    impact: 'MEDIUM',
    urgency: 'MEDIUM',
    priority: 'P3',
    requester: 'Rosa',
    queue: 'Service Desk',
  },
];
const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'The cable was loose.' };
const resolvedBy = (status: string): Line => [
  'TICKET_RESOLVED by Aisha',
  { status: `${status} → RESOLVED`, ...resolution },
];

/** Rosa reports a fault, and Aisha resolves it. */
async function resolvedTicket(story: Story, subject: string): Promise<string> {
  const { aisha, rosa } = story.people;
  const id = await story.report(rosa, 'the ticket', { type: 'INCIDENT', subject, description: 'Again.' }, [
    aisha,
    rosa,
  ]);
  await aisha.does('resolveTicket', { ticketId: id, ...resolution });
  return id;
}

describe('a reply that reopens', () => {
  it('begins a new cycle, and a thank-you after it does not', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Aisha resolves what Rosa reported');
    const id = await resolvedTicket(story, 'The lamp is off');

    story.step('Rosa replies while her connection is cut, and the ticket is open again');
    await story.passes(6 * DAY);
    await story.without(rosa, () => rosa.does('addComment', { ticketId: id, body: 'It is off again.' }));
    expect(await rosa.sees(id, 'status reopenCount autoCloseAt resolution { code }')).toEqual({
      status: 'INVESTIGATING',
      reopenCount: 1,
      autoCloseAt: null,
      resolution: null,
    });
    await story.passes(30 * DAY);
    expect(await rosa.sees(id, 'status')).toEqual({ status: 'INVESTIGATING' });

    story.step('Aisha resolves it once more, and Rosa thanks her');
    await aisha.does('resolveTicket', { ticketId: id, ...resolution });
    await story.passes(6 * DAY);
    await rosa.does('addComment', { ticketId: id, body: 'Thank you!', keepResolved: true });
    expect(await rosa.sees(id, 'status')).toEqual({ status: 'RESOLVED' });

    story.step('it closes when it was quiet for a week after that');
    await story.passes(6 * DAY);
    expect(await rosa.sees(id, 'status')).toEqual({ status: 'RESOLVED' });
    await story.passes(DAY);
    expect(await rosa.sees(id, 'status')).toEqual({ status: 'CLOSED' });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the ticket': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          created('The lamp is off'),
          resolvedBy('NEW'),
          ['COMMENT_ADDED by Rosa', { public: 'It is off again.' }],
          [
            'TICKET_REOPENED by Rosa, after COMMENT_ADDED',
            {
              status: 'RESOLVED → INVESTIGATING',
              resolutionCode: 'FIXED → none',
              resolutionNotes: 'The cable was loose. → none',
              reopenCount: '0 → 1',
              reason: 'reply',
            },
          ],
          resolvedBy('INVESTIGATING'),
          ['COMMENT_ADDED by Rosa', { public: 'Thank you!' }],
          [
            'TICKET_CLOSED by Ticketwire, by CLOCK',
            { status: 'RESOLVED → CLOSED', closureSummary: 'Closed after 7 quiet days.' },
          ],
          ['(staff) SURVEY_SENT by Ticketwire, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
        ],
      },
    });
  });
});

describe('a reply that meets the automatic closing', () => {
  it('is refused with the way to a follow-up when it comes second, and nothing of it is kept', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Aisha resolves what Rosa reported, and nobody says anything for a week');
    const id = await resolvedTicket(story, 'The lamp is off');
    await story.without(rosa, () => story.passes(7 * DAY));

    story.step('Rosa replies just after the ticket closed');
    expect(await rosa.isRefused('addComment', { ticketId: id, body: 'It is off again.' })).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'CLOSED',
      message: expect.stringContaining('createTicket(followUpOfId)'),
    });
    expect(await rosa.sees(id, 'status comments { totalCount }')).toEqual({
      status: 'CLOSED',
      comments: { totalCount: 0 },
    });

    story.step('she follows it up as the refusal says');
    const next = await story.report(
      rosa,
      'the follow-up',
      { type: 'INCIDENT', subject: 'The lamp is off', description: 'Again.', followUpOfId: id },
      [aisha, rosa],
    );
    expect(await rosa.sees(next, 'followUpOf { id }')).toEqual({ followUpOf: { id } });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the ticket': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          created('The lamp is off'),
          resolvedBy('NEW'),
          [
            'TICKET_CLOSED by Ticketwire, by CLOCK',
            { status: 'RESOLVED → CLOSED', closureSummary: 'Closed after 7 quiet days.' },
          ],
          ['(staff) SURVEY_SENT by Ticketwire, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
          ['TICKET_LINKED by Rosa', { linkRelation: 'FOLLOWED_UP_BY', linkTicket: 'the follow-up' }],
        ],
      },
      'the follow-up': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          created('The lamp is off'),
          ['TICKET_LINKED by Rosa', { linkRelation: 'FOLLOW_UP_OF', linkTicket: 'the ticket' }],
        ],
      },
    });
  });
});

describe('a merged requester who follows', () => {
  it('sees the target from then on, and their reply on the merged ticket reopens it', async (story) => {
    const { ada, leo, aisha, tomas, rosa, ravi } = story.people;
    const report = { type: 'INCIDENT', subject: 'No hot water', description: 'On floor 2.' };

    story.step('Rosa and Ravi report the same fault');
    const target = await story.report(rosa, 'the target', report, [aisha, rosa]);
    const merged = await story.report(ravi, 'the merged one', report, [aisha, ravi]);
    expect(await ravi.sees(target, 'id')).toBeNull();

    story.step('Aisha merges the report of Ravi, who follows');
    const merge = { ticketId: merged, intoTicketId: target, requesterFollows: true };
    await story.without(aisha, () => aisha.does('mergeTicket', merge));
    expect(await ravi.sees(target, 'status affectedUsers { nodes { name } }')).toEqual({
      status: 'NEW',
      affectedUsers: { nodes: [{ name: 'Ravi Requester' }] },
    });

    story.step('Aisha resolves the target, and Ravi replies where he reported it');
    await aisha.does('resolveTicket', { ticketId: target, ...resolution });
    await ravi.does('addComment', { ticketId: merged, body: 'Still cold.' });
    expect(await ravi.sees(target, 'status')).toEqual({ status: 'INVESTIGATING' });
    expect(await ravi.sees(merged, 'status')).toEqual({ status: 'CANCELLED' });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    const reportedBy = (name: string): Line => [
      `TICKET_CREATED by ${name}`,
      { ...created('No hot water')[1], requester: name },
    ];
    await story.ends({
      'the target': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa, ravi],
        joins: { Ravi: 'TICKET_MERGED_IN by Aisha' },
        history: [
          reportedBy('Rosa'),
          [
            'TICKET_MERGED_IN by Aisha',
            { '(staff, Ravi) linkTicket': 'the merged one', affectedUsers: 'none → Ravi' },
          ],
          resolvedBy('NEW'),
          ['(staff, Ravi) MERGED_COMMENT_ADDED by Ravi, after COMMENT_ADDED', { public: 'Still cold.' }],
          [
            'TICKET_REOPENED by Ravi, after MERGED_COMMENT_ADDED',
            {
              status: 'RESOLVED → INVESTIGATING',
              resolutionCode: 'FIXED → none',
              resolutionNotes: 'The cable was loose. → none',
              reopenCount: '0 → 1',
              reason: 'reply',
            },
          ],
        ],
      },
      'the merged one': {
        staff: [ada, leo, aisha, tomas],
        requesters: [ravi],
        history: [
          reportedBy('Ravi'),
          ['TICKET_MERGED by Aisha', { status: 'NEW → CANCELLED', cancellationDuplicateOf: 'the target' }],
          ['COMMENT_ADDED by Ravi', { public: 'Still cold.' }],
        ],
      },
    });
  });
});
