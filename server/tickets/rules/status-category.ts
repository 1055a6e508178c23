import type { StatusCategory, TicketStatus } from '../../platform/contract/generated/enums.js';

const categories: Record<TicketStatus, StatusCategory> = {
  NEW: 'TODO',
  TRIAGED: 'TODO',
  INVESTIGATING: 'IN_PROGRESS',
  PLANNING: 'IN_PROGRESS',
  AWAITING_APPROVAL: 'WAITING',
  SCHEDULED: 'IN_PROGRESS',
  IMPLEMENTING: 'IN_PROGRESS',
  VERIFYING: 'IN_PROGRESS',
  ON_HOLD: 'WAITING',
  RESOLVED: 'DONE',
  CLOSED: 'DONE',
  CANCELLED: 'DONE',
};

/** The coarse status, for boards. */
export function statusCategory(status: TicketStatus): StatusCategory {
  return categories[status];
}
