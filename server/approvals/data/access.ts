import { type Sql, sql } from '../../platform/db/sql.js';

/** Whether an approver `r` still takes part: they did not delegate the decision, and were not removed. */
export const takesPart: Sql<boolean> = sql<boolean>`coalesce(r.decision not in ('DELEGATED', 'REMOVED'), true)`;

/** The approvers `r` who can see this ticket by an approval `a`: it is pending or approved. */
export function withAccess(organisationId: string, ticketId: Sql): Sql {
  return sql`from approvals a join approvers r on r.organisation_id = ${organisationId} and r.approval_id = a.id
    where a.organisation_id = ${organisationId} and a.ticket_id = ${ticketId} and a.state in ('PENDING', 'APPROVED')
      and ${takesPart}`;
}

/** Ends the access that users had as approvers of a ticket. */
export function endAccess(organisationId: string, ticketId: string, userIds: readonly string[]): Sql[] {
  if (userIds.length === 0) return [];
  return [
    sql`delete from ticket_people where organisation_id = ${organisationId} and ticket_id = ${ticketId}
      and participation = 'APPROVER' and user_id = any (${userIds}::uuid[])`,
  ];
}
