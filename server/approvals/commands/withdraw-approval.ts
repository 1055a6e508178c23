import type { CommandContext } from '../../platform/commands/command-context.js';
import { ApprovalEntity } from '../data/entities.js';

/** Withdraws a pending approval, because the ticket is cancelled. */
export async function withdrawApproval(command: CommandContext, ticketId: string): Promise<void> {
  const { organisationId } = command;
  const pending = await command.em.find(ApprovalEntity, { organisationId, ticketId, state: 'PENDING' });
  for (const approval of pending)
    Object.assign(approval, { state: 'WITHDRAWN', decidedAt: command.occurredAt });
}
