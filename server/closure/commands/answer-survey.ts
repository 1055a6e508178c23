import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { AnswerSurveyInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, notFound } from '../../platform/kernel/user-errors.js';
import { filterFacts, TicketEntity } from '../../tickets/index.js';
import { SurveyEntity } from '../data/entities.js';

/** Stores a requester's answer, once. The token was verified before. */
export async function answerSurvey(
  command: CommandContext,
  input: Omit<AnswerSurveyInput, 'token'> & { surveyId: string },
): Promise<Result<{ surveyId: string }>> {
  const check = new InputCheck();
  check.between('score', input.score, 1, 5);
  const comment = check.text('comment', input.comment || null, 5000);
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId, now } = command;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const one = { organisationId, id: input.surveyId };
  const found = await command.em.findOne(SurveyEntity, one);
  if (!found) return err(notFound(['token'], null, 'survey'));
  // The ticket is locked first, as in all commands.
  const itsTicket = { organisationId, id: found.ticketId };
  const ticket = await command.em.findOneOrFail(TicketEntity, itsTicket, { lockMode });
  const survey = await command.em.findOneOrFail(SurveyEntity, one, { lockMode, refresh: true });
  if (survey.answeredAt)
    return err(
      invalid(['token'], 'ANSWERED', 'The survey was already answered. A survey can be answered once.'),
    );
  if (survey.expiresAt <= now) return err(invalid(['token'], 'EXPIRED', 'The survey has expired.'));
  const { score } = input;
  Object.assign(survey, { answeredAt: now, score, comment });
  command.emit({
    type: 'SURVEY_ANSWERED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [
      changed('Survey.score', null, score),
      ...(comment ? [changed('Survey.comment', null, comment)] : []),
    ],
    facts: filterFacts(ticket),
  });
  return ok({ surveyId: survey.id });
}
