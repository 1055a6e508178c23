import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { newId } from '../../kernel/ids.js';
import { invalid } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { needsApproval, type TicketRow } from '../../tickets/index.js';
import { ApprovalEntity, ApproverEntity } from '../entities.js';

/** Asks for the approval of a plan, where one is needed; null where none is. Whoever submits it is never asked. */
export async function requestApproval(
  change: Change,
  ticket: TicketRow,
  plan: { id: string },
): Promise<Result<{ approvalId: string } | null>> {
  if (!needsApproval(ticket.changeKind)) return done(null);
  const { organisationId, performer, now } = change;
  const approvers = await change.query(sql<{ id: string }>`
    select u.id from users u where u.organisation_id = ${organisationId} and u.active
      and u.id is distinct from ${performer.userId}::uuid and (u.role = 'ADMIN' or exists (
        select from queues q join team_members m on m.organisation_id = q.organisation_id and m.team_id = q.team_id
        where q.organisation_id = ${organisationId} and q.id = ${ticket.queueId} and m.user_id = u.id and m.lead))
    order by u.id limit 100`);
  if (approvers.length === 0)
    return refused(invalid(['ticketId'], 'NO_APPROVER', 'There is nobody who could approve the plan.'));
  const approvalId = newId();
  change.em.create(
    ApprovalEntity,
    {
      organisationId,
      id: approvalId,
      ticketId: ticket.id,
      planId: plan.id,
      rule: 'ANY_ONE',
      needed: 1,
      state: 'PENDING',
      requestedAt: now,
      dueAt: null,
      remindAt: null,
      decidedAt: null,
    },
    { persist: true },
  );
  await change.em.flush();
  for (const { id } of approvers) {
    change.em.create(
      ApproverEntity,
      {
        organisationId,
        approvalId,
        userId: id,
        delegatedByUserId: null,
        decision: null,
        reason: null,
        decidedAt: null,
      },
      { persist: true },
    );
    await change.query(sql`insert into ticket_people (organisation_id, ticket_id, user_id, relation, asked_in, created_at)
      values (${organisationId}, ${ticket.id}, ${id}, 'APPROVER', true, ${now}) on conflict do nothing`);
  }
  return done({ approvalId });
}
