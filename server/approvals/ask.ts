import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import { ApproverEntity } from './entities.js';

/** Asks people to approve: they see the ticket and its records from now on. */
export async function ask(
  change: Change,
  given: {
    approvalId: string;
    ticketId: string;
    userIds: readonly string[];
    delegatedByUserId: string | null;
  },
): Promise<void> {
  const { organisationId, now } = change;
  const { approvalId, ticketId, userIds, delegatedByUserId } = given;
  for (const userId of userIds) {
    change.em.create(
      ApproverEntity,
      {
        organisationId,
        approvalId,
        userId,
        delegatedByUserId,
        decision: null,
        reason: null,
        decidedAt: null,
      },
      { persist: true },
    );
  }
  await change.query(sql`
    insert into ticket_people (organisation_id, ticket_id, user_id, relation, asked_in, created_at)
    select ${organisationId}, ${ticketId}, given.id, 'APPROVER', true, ${now}
    from unnest(${userIds}::uuid[]) as given (id) on conflict do nothing`);
}
