import type { FactsOf, Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { notFound } from '../../platform/kernel/user-errors.js';
import { lastPlan } from '../../process/index.js';
import { recordsVisibleToMe, visibleToMe } from '../../tickets/data/visibility.js';
import { type LoadedTicket, loadedTicket, lockedTicket } from '../../tickets/index.js';
import { obstacleOf } from './ability.js';
import { withAccess } from './access.js';
import { ApprovalEntity, type ApprovalRow, ApproverEntity, type ApproverWithObstacle } from './entities.js';

const approvalColumns = columns(ApprovalEntity, 'a');
const approverColumns = columns(ApproverEntity, 'r');

/** SQL of the id of the ticket that an approval is about. */
export function ticketOfApproval({ organisationId }: Gathering, globalId: string): Sql {
  return sql`(select a.ticket_id from approvals a
    where a.organisation_id = ${organisationId} and a.id = ${idOfType(globalId, 'Approval')}::uuid)`;
}

/**
 * An approval to be changed, if the actor sees it, with its approvers, those who have access by another approval, and the plan in force.
 * They change only under the ticket's lock.
 */
export function approvalToChange(globalId: string, gathering: Gathering) {
  const { me, organisationId } = gathering;
  const id = sql`${idOfType(globalId, 'Approval')}::uuid`;
  const ticketId = ticketOfApproval(gathering, globalId);
  return {
    ticket: lockedTicket(gathering, ticketId),
    approval: sql<ApprovalRow>`select ${approvalColumns} from ${me}
      join approvals a on a.organisation_id = ${organisationId} and a.id = ${id}
      join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id
      where ${visibleToMe(organisationId)} and ${recordsVisibleToMe(organisationId)}`,
    approvers: sql<ApproverWithObstacle>`select ${approverColumns}, ${obstacleOf(organisationId)} as obstacle from ${me}
      join approvals a on a.organisation_id = ${organisationId} and a.id = ${id}
      join approvers r on r.organisation_id = ${organisationId} and r.approval_id = ${id}`,
    staying: sql<{
      userId: string;
    }>`select r.user_id as "userId" ${withAccess(organisationId, ticketId)} and a.id <> ${id}
      and exists (select 1 from ${me})`,
    plan: lastPlan(gathering, ticketId),
  };
}

/** An approval that was gathered, with its ticket. One that the actor does not see is refused as not found. */
export function loadedApproval(
  facts: FactsOf<ReturnType<typeof approvalToChange>>,
  globalId: string,
): Result<LoadedTicket & { approval: ApprovalRow }> {
  const [approval] = facts.approval;
  const loaded = approval && loadedTicket(facts.ticket, toGlobalId('Ticket', approval.ticketId));
  if (!approval || !loaded?.ok) return err(notFound(['approvalId'], globalId, 'approval'));
  return ok({ ...loaded.value, approval });
}
