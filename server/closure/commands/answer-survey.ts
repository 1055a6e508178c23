import { LockMode } from '@mikro-orm/core';
import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { invalid, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { filterFacts, TicketEntity } from '../../tickets/index.js';
import { SurveyEntity } from '../entities.js';

export interface AnswerSurvey {
  surveyId: string;
  score: number;
  comment?: string | null;
  idempotencyKey?: string | null;
}

/** Keeps what a requester says of how their ticket was handled, once. Their token was verified before. */
export async function answerSurvey(
  change: Change,
  input: AnswerSurvey,
): Promise<Result<{ surveyId: string }>> {
  const check = new InputCheck();
  check.between('score', input.score, 1, 5);
  const comment = check.text('comment', input.comment || null, 5000);
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId, now } = change;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const one = { organisationId, id: input.surveyId };
  const found = await change.em.findOne(SurveyEntity, one);
  if (!found) return refused(notFound(['token'], null, 'survey'));
  // The ticket first, as everybody does.
  const itsTicket = { organisationId, id: found.ticketId };
  const ticket = await change.em.findOneOrFail(TicketEntity, itsTicket, { lockMode });
  const survey = await change.em.findOneOrFail(SurveyEntity, one, { lockMode, refresh: true });
  if (survey.answeredAt)
    return refused(invalid(['token'], 'ANSWERED', 'The survey was answered already; it is answered once.'));
  if (survey.expiresAt <= now)
    return refused(invalid(['token'], 'EXPIRED', 'The survey can not be answered any more.'));
  const { score } = input;
  Object.assign(survey, { answeredAt: now, score, comment });
  const changes = [{ field: 'surveyScore', from: null, to: score as unknown }];
  if (comment) changes.push({ field: 'surveyComment', from: null, to: comment });
  change.emit({
    type: 'SURVEY_ANSWERED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes,
    facts: filterFacts(ticket),
  });
  return done({ surveyId: survey.id });
}
