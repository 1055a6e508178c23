import type { Change } from '../changes/change.js';
import type { NewEvent } from '../events/event.js';
import { newId } from '../kernel/ids.js';
import { UserEntity } from '../people/index.js';
import type { TicketRow } from '../tickets/index.js';
import { SurveyEntity } from './entities.js';
import { policyOf } from './policies.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 30;
/** Nobody remembers what was resolved longer ago: it waited, or was imported so. */
const MOST_DAYS = 90;

/**
 * Opens the survey of a ticket that is being closed, where its type has one; gives the events that tell of it. Nobody is asked about
 * what was closed elsewhere, long ago, and nobody who has left.
 */
export async function openSurvey(change: Change, ticket: TicketRow): Promise<NewEvent[]> {
  const { organisationId, now } = change;
  const imported = change.occurredAt < now;
  const resolvedLongAgo =
    ticket.resolvedAt && now.getTime() - ticket.resolvedAt.getTime() > MOST_DAYS * DAY_MS;
  if (imported || resolvedLongAgo || !(await policyOf(change, ticket.type)).survey) return [];
  const { requesterId } = ticket;
  const requester = await change.em.findOneOrFail(UserEntity, { organisationId, id: requesterId });
  if (!requester.active) return [];
  const expiresAt = new Date(now.getTime() + DAYS * DAY_MS);
  change.em.create(
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
