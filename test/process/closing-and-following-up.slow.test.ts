import { describe, expect } from 'vitest';
import { DAY, HOUR, it } from './story.js';

const answer = `mutation ($input: AnswerSurveyInput!) { answerSurvey(input: $input) {
  surveyForm { number answered } errors { code ... on ValidationError { rule } } } }`;

describe('a resolved ticket without further replies', () => {
  it('closes automatically; its survey is answered once without an account; a new report of the same fault is a follow-up', async (story) => {
    const { ada, leo, aisha, tomas, rosa } = story.people;

    story.step('Rosa reports it, and Aisha resolves it');
    const oldId = await story.report(
      rosa,
      'the old one',
      { type: 'INCIDENT', subject: 'The projector flickers', description: 'In room 4.' },
      [aisha, rosa],
    );
    await aisha.does('resolveTicket', {
      ticketId: oldId,
      resolutionCode: 'REPLACED',
      resolutionNotes: 'It has a new lamp.',
    });

    story.step('it closes automatically after several days');
    await story.passes(6 * DAY);
    await rosa.does('addComment', { ticketId: oldId, body: 'So far, so good.', keepResolved: true });
    await story.passes(7 * DAY - HOUR);
    expect(await rosa.sees(oldId, 'status')).toEqual({ status: 'RESOLVED' });
    await story.without(rosa, () => story.passes(HOUR));
    expect(await rosa.sees(oldId, 'status closure { summary verifiedByRequester }')).toEqual({
      status: 'CLOSED',
      closure: { summary: 'Closed after 7 quiet days.', verifiedByRequester: false },
    });
    for (const person of [ada, leo, aisha, rosa]) expect(await person.may(oldId)).toBe('');

    story.step('its survey is answered once, without an account');
    const { survey } = await rosa.sees(oldId, 'survey { token score }');
    expect(survey).toEqual({ token: expect.any(String), score: null });
    expect(await aisha.sees(oldId, 'survey { token score }')).toEqual({
      survey: { token: null, score: null },
    });
    const nobody = story.world.anonymous();
    const input = { token: survey.token, score: 4, comment: 'Quick, but it took two lamps.' };
    const { number } = await rosa.sees(oldId, 'number');
    expect((await nobody.ok(answer, { input })).answerSurvey).toEqual({
      surveyForm: { number, answered: true },
      errors: [],
    });
    expect((await nobody.ok(answer, { input: { ...input, score: 1 } })).answerSurvey).toEqual({
      surveyForm: null,
      errors: [{ code: 'VALIDATION_FAILED', rule: 'ANSWERED' }],
    });
    expect(await aisha.sees(oldId, 'survey { score comment }')).toEqual({
      survey: { score: 4, comment: 'Quick, but it took two lamps.' },
    });

    story.step('Rosa reports the same fault again, as a follow-up');
    expect(await rosa.isRefused('reopenTicket', { ticketId: oldId, reason: 'Again.' })).toMatchObject({
      code: 'INVALID_TRANSITION',
      reasons: [{ code: 'WRONG_STATUS' }],
    });
    const newId = await story.report(
      rosa,
      'the follow-up',
      {
        type: 'INCIDENT',
        subject: 'The projector flickers again',
        description: 'As before.',
        followUpOfId: oldId,
      },
      [aisha, rosa],
    );
    await rosa.does('cancelTicket', { ticketId: newId, reason: 'It was the cable.' });
    expect(await rosa.sees(newId, 'status followUpOf { id status }')).toEqual({
      status: 'CANCELLED',
      followUpOf: { id: oldId, status: 'CLOSED' },
    });
    expect(await aisha.sees(oldId, 'followUps { nodes { id } }')).toEqual({
      followUps: { nodes: [{ id: newId }] },
    });

    story.step('everyone can read and has received exactly what they may see, in order and once');
    await story.ends({
      'the old one': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'The projector flickers',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          [
            'TICKET_RESOLVED by Aisha',
            { status: 'NEW → RESOLVED', resolutionCode: 'REPLACED', resolutionNotes: 'It has a new lamp.' },
          ],
          ['COMMENT_ADDED by Rosa', { public: 'So far, so good.' }],
          [
            'TICKET_CLOSED by Ticketwire, by CLOCK',
            { status: 'RESOLVED → CLOSED', closureSummary: 'Closed after 7 quiet days.' },
          ],
          ['(staff) SURVEY_SENT by Ticketwire, after TICKET_CLOSED', { surveyExpiresAt: '30 days later' }],
          [
            '(staff) SURVEY_ANSWERED by Rosa',
            { surveyScore: '4', surveyComment: 'Quick, but it took two lamps.' },
          ],
          ['TICKET_LINKED by Rosa', { linkRelation: 'FOLLOWED_UP_BY', linkTicket: 'the follow-up' }],
        ],
      },
      'the follow-up': {
        staff: [ada, leo, aisha, tomas],
        requesters: [rosa],
        history: [
          [
            'TICKET_CREATED by Rosa',
            {
              status: 'NEW',
              subject: 'The projector flickers again',
              impact: 'MEDIUM',
              urgency: 'MEDIUM',
              priority: 'P3',
              requester: 'Rosa',
              queue: 'Service Desk',
            },
          ],
          ['TICKET_LINKED by Rosa', { linkRelation: 'FOLLOW_UP_OF', linkTicket: 'the old one' }],
          [
            'TICKET_CANCELLED by Rosa',
            { status: 'NEW → CANCELLED', cancellationReason: 'It was the cable.' },
          ],
        ],
      },
    });
  });
});
