import type { Deciding } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/** Makes users approvers: they can see the ticket and its records from now on. */
export function ask(
  { organisationId, now }: Pick<Deciding, 'organisationId' | 'now'>,
  given: {
    approvalId: string;
    ticketId: string;
    userIds: readonly string[];
    delegatedByUserId: string | null;
  },
): Sql[] {
  const { approvalId, ticketId, userIds, delegatedByUserId } = given;
  return [
    sql`insert into approvers (organisation_id, approval_id, user_id, delegated_by_user_id)
      select ${organisationId}::uuid, ${approvalId}::uuid, given.id, ${delegatedByUserId}::uuid
      from unnest(${userIds}::uuid[]) as given (id)`,
    sql`insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access, created_at)
      select ${organisationId}::uuid, ${ticketId}::uuid, given.id, 'APPROVER', true, ${now}::timestamptz
      from unnest(${userIds}::uuid[]) as given (id) on conflict do nothing`,
  ];
}
