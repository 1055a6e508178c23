import { LockMode } from '@mikro-orm/core';
import { recordsVisible, visibleTickets, writableScopeOf } from '../authz/scope.js';
import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import { idOfType } from '../kernel/ids.js';
import { notFound } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import { ApprovalEntity, type ApprovalRow, ApproverEntity, type ApproverRow } from './entities.js';

/** An approval that the actor may see. What they may not see is not there, for them. */
export async function visibleApproval(
  change: Change,
  globalId: string,
): Promise<Result<{ id: string; ticketId: string }>> {
  const scope = writableScopeOf(change.actor);
  const id = idOfType(globalId, 'Approval');
  const [found] = id
    ? await change.query(sql<{
        id: string;
        ticketId: string;
      }>`select a.id, a.ticket_id as "ticketId" from approvals a
        join tickets t on t.organisation_id = a.organisation_id and t.id = a.ticket_id
        where a.organisation_id = ${change.organisationId} and a.id = ${id} and ${visibleTickets(scope)}
          and ${recordsVisible(scope)}`)
    : [];
  return found ? done(found) : refused(notFound(['approvalId'], globalId, 'approval'));
}

/** An approval with those who are asked, to be changed. Its ticket is locked already. */
export async function lockedApproval(
  change: Change,
  id: string,
): Promise<{ approval: ApprovalRow; approvers: ApproverRow[] }> {
  const { organisationId } = change;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const approval = await change.em.findOneOrFail(
    ApprovalEntity,
    { organisationId, id },
    { lockMode, refresh: true },
  );
  const approvers = await change.em.find(ApproverEntity, { organisationId, approvalId: id });
  return { approval, approvers };
}
