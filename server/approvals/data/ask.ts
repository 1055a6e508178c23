import type { Deciding } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { AskedAs } from './ability.js';

/** A user to be asked, and by what right. */
export interface Asked {
  id: string;
  askedAs: readonly AskedAs[];
}

/** Makes users approvers: they can see the ticket and its records while the approval gives them access. */
export function ask(
  { organisationId, now }: Pick<Deciding, 'organisationId' | 'now'>,
  given: {
    approvalId: string;
    ticketId: string;
    users: readonly Asked[];
    delegatedByUserId: string | null;
  },
): Sql[] {
  const { approvalId, ticketId, users, delegatedByUserId } = given;
  const userIds = users.map(({ id }) => id);
  const rights = users.map(({ askedAs }) => `{${askedAs.join(',')}}`);
  return [
    sql`insert into approvers (organisation_id, approval_id, user_id, delegated_by_user_id, asked_as)
      select ${organisationId}::uuid, ${approvalId}::uuid, given.id, ${delegatedByUserId}::uuid, given.asked_as::text[]
      from unnest(${userIds}::uuid[], ${rights}::text[]) as given (id, asked_as)`,
    sql`insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access, created_at)
      select ${organisationId}::uuid, ${ticketId}::uuid, given.id, 'APPROVER', true, ${now}::timestamptz
      from unnest(${userIds}::uuid[]) as given (id) on conflict do nothing`,
  ];
}
