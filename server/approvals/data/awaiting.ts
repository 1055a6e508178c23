import { type Sql, sql } from '../../platform/db/sql.js';
import { eventFacts } from '../../platform/events/event-facts.js';
import { haveCommon } from '../../tickets/data/condition-kinds.js';
import { viewerRelation, viewerRelations } from '../../tickets/data/viewer-conditions.js';

declare module '../../platform/events/event-facts.js' {
  interface ModuleFacts {
    /** The approvers whose decision is awaited. */
    awaitedApprovers: readonly string[];
  }
}

const awaitedOn = (organisationId: string, ticketId: Sql) => sql<string[]>`(
  select coalesce(jsonb_agg(r.user_id order by r.user_id), '[]') from approvals a
  join approvers r on r.organisation_id = ${organisationId} and r.approval_id = a.id and r.decision is null
  where a.organisation_id = ${organisationId} and a.ticket_id = ${ticketId} and a.state = 'PENDING')`;

/** Events know whose decision is awaited. */
export const awaitedFact = eventFacts.add({ awaitedApprovers: awaitedOn });

/** The plan of a ticket `t` waits for the viewer's decision. */
export const awaitingViewer = viewerRelations.add({
  AWAITING_MY_APPROVAL: viewerRelation({
    sql: (userId, organisationId) => sql<boolean>`(t.status = 'AWAITING_APPROVAL' and t.id in (
      select a.ticket_id from approvers r
      join approvals a on a.organisation_id = ${organisationId} and a.id = r.approval_id and a.state = 'PENDING'
      where r.organisation_id = ${organisationId} and r.user_id = ${userId}::uuid and r.decision is null))`,
    matches: (userId, { status, added }) =>
      status === 'AWAITING_APPROVAL' ? haveCommon([userId], added?.awaitedApprovers) : false,
  }),
});
