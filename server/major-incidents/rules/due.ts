import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import { statusCategory } from '../../tickets/rules/status-category.js';

interface Announced {
  endedAt?: Date | null;
  /** Whether this update was announced as due. */
  dueTold: boolean;
  nextUpdateDueAt: Date;
}

/**
 * Whether a status update is due and was not recorded as due. A ticket that is done needs none. The SQL function
 * `due_major_incident_updates` has the same rule.
 */
export function isUpdateDue(
  { endedAt, dueTold, nextUpdateDueAt }: Announced,
  ticketStatus: TicketStatus,
  now: Date,
): boolean {
  return !endedAt && !dueTold && nextUpdateDueAt <= now && statusCategory(ticketStatus) !== 'DONE';
}
