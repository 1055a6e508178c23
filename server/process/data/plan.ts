import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { ResolutionPlanEntity, type ResolutionPlanRow } from './entities.js';

/** The plan of a ticket that counts: the last one. The ticket is locked already. */
export async function presentPlan(command: CommandContext, ticketId: string): Promise<ResolutionPlanRow> {
  const { organisationId } = command;
  const [plan] = await command.em.find(
    ResolutionPlanEntity,
    { organisationId, ticketId },
    { orderBy: { id: 'desc' }, limit: 1, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  // No status that asks for one is reached without.
  if (!plan) throw new Error('the ticket has no plan');
  return plan;
}

/** Marks a plan as being carried out. */
export function begin(command: CommandContext, plan: ResolutionPlanRow): void {
  const { userId, keyId } = command.performer;
  Object.assign(plan, { startedAt: command.occurredAt, startedByUserId: userId, startedByKeyId: keyId });
}
