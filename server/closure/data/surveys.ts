import { UserEntity } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { NewEvent } from '../../platform/events/event.js';
import { newId } from '../../platform/kernel/ids.js';
import type { TicketRow } from '../../tickets/index.js';
import { SurveyEntity } from './entities.js';
import { policyOf } from './policies.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 30;
/** Tickets that were resolved longer ago get no survey: they waited for long, or were imported. */
const MOST_DAYS = 90;

/**
 * Opens the survey of a ticket that is being closed, if its type has one, and returns the events. There is no survey for tickets that were
 * closed elsewhere long ago, and none for deactivated requesters.
 */
export async function openSurvey(command: CommandContext, ticket: TicketRow): Promise<NewEvent[]> {
  const { organisationId, now } = command;
  const imported = command.occurredAt < now;
  const resolvedLongAgo =
    ticket.resolvedAt && now.getTime() - ticket.resolvedAt.getTime() > MOST_DAYS * DAY_MS;
  if (imported || resolvedLongAgo || !(await policyOf(command, ticket.type)).survey) return [];
  const { requesterId } = ticket;
  const requester = await command.em.findOneOrFail(UserEntity, { organisationId, id: requesterId });
  if (!requester.active) return [];
  const expiresAt = new Date(now.getTime() + DAYS * DAY_MS);
  command.em.create(
    SurveyEntity,
    {
      organisationId,
      id: newId(),
      ticketId: ticket.id,
      requesterId,
      sentAt: now,
      expiresAt,
      answeredAt: null,
      score: null,
      comment: null,
    },
    { persist: true },
  );
  const changes = [{ field: 'surveyExpiresAt', from: null, to: expiresAt.toISOString() }];
  return [{ type: 'SURVEY_SENT', visibility: 'INTERNAL', changes }];
}
