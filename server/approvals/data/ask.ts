import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { ApproverEntity } from './entities.js';

/** Makes users approvers: they can see the ticket and its records from now on. */
export async function ask(
  command: CommandContext,
  given: {
    approvalId: string;
    ticketId: string;
    userIds: readonly string[];
    delegatedByUserId: string | null;
  },
): Promise<void> {
  const { organisationId, now } = command;
  const { approvalId, ticketId, userIds, delegatedByUserId } = given;
  for (const userId of userIds) {
    command.em.create(
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
  await command.query(sql`
    insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access, created_at)
    select ${organisationId}, ${ticketId}, given.id, 'APPROVER', true, ${now}
    from unnest(${userIds}::uuid[]) as given (id) on conflict do nothing`);
}
