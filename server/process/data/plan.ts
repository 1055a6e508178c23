import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { ResolutionPlanEntity, type ResolutionPlanRow } from './entities.js';

/** The plan in force: the ticket's last one. The ticket must be locked. */
export async function presentPlan(command: CommandContext, ticketId: string): Promise<ResolutionPlanRow> {
  const { organisationId } = command;
  const [plan] = await command.em.find(
    ResolutionPlanEntity,
    { organisationId, ticketId },
    { orderBy: { id: 'desc' }, limit: 1, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  // Every status that needs a plan is reached only with one.
  if (!plan) throw new Error('the ticket has no plan');
  return plan;
}

/** Marks the implementation of a plan as started. */
export function begin(command: CommandContext, plan: ResolutionPlanRow): void {
  const { userId, keyId } = command.onBehalfOf;
  Object.assign(plan, { startedAt: command.occurredAt, startedByUserId: userId, startedByKeyId: keyId });
}
