import { LockMode } from '@mikro-orm/core';
import type { Change } from '../changes/change.js';
import { ResolutionPlanEntity, type ResolutionPlanRow } from './entities.js';

/** The plan of a ticket that counts: the last one. The ticket is locked already. */
export async function presentPlan(change: Change, ticketId: string): Promise<ResolutionPlanRow> {
  const { organisationId } = change;
  const [plan] = await change.em.find(
    ResolutionPlanEntity,
    { organisationId, ticketId },
    { orderBy: { id: 'desc' }, limit: 1, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  // No status that asks for one is reached without.
  if (!plan) throw new Error('the ticket has no plan');
  return plan;
}

/** Marks a plan as being carried out. */
export function begin(change: Change, plan: ResolutionPlanRow): void {
  const { userId, keyId } = change.performer;
  Object.assign(plan, { startedAt: change.occurredAt, startedByUserId: userId, startedByKeyId: keyId });
}
