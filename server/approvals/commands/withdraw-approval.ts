import type { Change } from '../../changes/change.js';
import { ApprovalEntity } from '../entities.js';

/** Takes back what is still asked for: the ticket is cancelled. */
export async function withdrawApproval(change: Change, ticketId: string): Promise<void> {
  const { organisationId } = change;
  const pending = await change.em.find(ApprovalEntity, { organisationId, ticketId, state: 'PENDING' });
  for (const approval of pending)
    Object.assign(approval, { state: 'WITHDRAWN', decidedAt: change.occurredAt });
}
