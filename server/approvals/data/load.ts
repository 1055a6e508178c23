import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { notFound } from '../../platform/kernel/user-errors.js';
import { writableScopeOf } from '../../platform/viewer/scope.js';
import { recordsVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { ApprovalEntity, type ApprovalRow, ApproverEntity, type ApproverRow } from './entities.js';

/** An approval that the actor can see. Others are refused as not found. */
export async function visibleApproval(
  command: CommandContext,
  globalId: string,
): Promise<Result<{ id: string; ticketId: string }>> {
  const scope = writableScopeOf(command.actor);
  const id = idOfType(globalId, 'Approval');
  const [found] = id
    ? await command.query(sql<{
        id: string;
        ticketId: string;
      }>`select a.id, a.ticket_id as "ticketId" from approvals a
        join tickets t on t.organisation_id = ${command.organisationId} and t.id = a.ticket_id
        where a.organisation_id = ${command.organisationId} and a.id = ${id} and ${visibleTickets(scope)}
          and ${recordsVisible(scope)}`)
    : [];
  return found ? ok(found) : err(notFound(['approvalId'], globalId, 'approval'));
}

/** An approval with its approvers, to be changed. Its ticket is locked already. */
export async function lockedApproval(
  command: CommandContext,
  id: string,
): Promise<{ approval: ApprovalRow; approvers: ApproverRow[] }> {
  const { organisationId } = command;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const approval = await command.em.findOneOrFail(
    ApprovalEntity,
    { organisationId, id },
    { lockMode, refresh: true },
  );
  const approvers = await command.em.find(ApproverEntity, { organisationId, approvalId: id });
  return { approval, approvers };
}
