import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { ApprovalEntity, type ApprovalRow, ApproverEntity, type ApproverRow } from './entities.js';

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
