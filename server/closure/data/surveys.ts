import { eventReaction } from '../../platform/commands/reactions.js';
import { sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { newId } from '../../platform/kernel/ids.js';
import { policiesFrom } from '../rules/quiet.js';
import { SurveyEntity } from './entities.js';
import { changedPolicies, policyFor } from './policies.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 30;
/** Tickets that were resolved longer ago get no survey: they waited for long, or were imported. */
const MOST_DAYS = 90;

/** A ticket that was closed, with whether its requester can be asked. */
interface Closed {
  id: string;
  type: string;
  requesterId: string;
  resolvedAt: Date | string | null;
  active: boolean;
}

/**
 * Opens the survey of a ticket that is closed, if its type has one. There is no survey for tickets that were closed elsewhere long ago, and
 * none for deactivated requesters.
 */
export const openSurvey = eventReaction({
  to: ['TICKET_CLOSED'],
  gather: (organisationId, ticketIds) => ({
    policies: changedPolicies(organisationId),
    closed: sql<Closed>`select t.id, t.type, t.requester_id as "requesterId", t.resolved_at as "resolvedAt", u.active
      from tickets t join users u on u.organisation_id = ${organisationId} and u.id = t.requester_id
      where t.organisation_id = ${organisationId} and t.id = any (${ticketIds})`,
  }),
  react({ policies, closed }, event, { organisationId, now, occurredAt }) {
    const ticket = closed.find(({ id }) => id === event.ticketId);
    if (!ticket) return {};
    const { id: ticketId, type, requesterId, resolvedAt, active } = ticket;
    const imported = occurredAt < now;
    const resolvedLongAgo =
      resolvedAt !== null && now.getTime() - new Date(resolvedAt).getTime() > MOST_DAYS * DAY_MS;
    const { survey } = policyFor(policiesFrom(policies), type);
    if (imported || resolvedLongAgo || !survey || !active) return {};
    const expiresAt = new Date(now.getTime() + DAYS * DAY_MS);
    const row = { organisationId, id: newId(), ticketId, requesterId, sentAt: now, expiresAt };
    const changes = [changed('Survey.expiresAt', null, expiresAt.toISOString())];
    return {
      writes: [insertInto(SurveyEntity, { ...row, answeredAt: null, score: null, comment: null })],
      events: [{ type: 'SURVEY_SENT', visibility: 'INTERNAL', changes }],
    };
  },
});
