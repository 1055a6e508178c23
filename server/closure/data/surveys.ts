import { sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { newId } from '../../platform/kernel/ids.js';
import type { Reaction } from '../../tickets/index.js';
import { policiesFrom } from '../rules/quiet.js';
import { SurveyEntity } from './entities.js';
import { changedPolicies, policyFor, type StoredPolicy } from './policies.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 30;
/** Tickets that were resolved longer ago get no survey: they waited for long, or were imported. */
const MOST_DAYS = 90;

/**
 * Opens the survey of a ticket that is being closed, if its type has one, and returns the events. There is no survey for tickets that were
 * closed elsewhere long ago, and none for deactivated requesters.
 */
export const openSurvey: Reaction = {
  gather: (organisationId, ticketId) => ({
    policies: changedPolicies(organisationId),
    requester: sql`select u.active from tickets t join users u on u.organisation_id = ${organisationId} and u.id = t.requester_id
      where t.organisation_id = ${organisationId} and t.id = ${ticketId}`,
  }),
  react({ policies = [], requester = [] }, ticket, { organisationId, now, occurredAt }) {
    const imported = occurredAt < now;
    const resolvedLongAgo =
      ticket.resolvedAt && now.getTime() - ticket.resolvedAt.getTime() > MOST_DAYS * DAY_MS;
    const { survey } = policyFor(policiesFrom(policies as StoredPolicy[]), ticket.type);
    const [asked] = requester as { active: boolean }[];
    if (imported || resolvedLongAgo || !survey || !asked?.active) return {};
    const expiresAt = new Date(now.getTime() + DAYS * DAY_MS);
    const { id: ticketId, requesterId } = ticket;
    const row = { organisationId, id: newId(), ticketId, requesterId, sentAt: now, expiresAt };
    const changes = [changed('surveyExpiresAt', null, expiresAt.toISOString())];
    return {
      writes: [insertInto(SurveyEntity, { ...row, answeredAt: null, score: null, comment: null })],
      follows: [{ type: 'SURVEY_SENT', visibility: 'INTERNAL', changes }],
    };
  },
};
