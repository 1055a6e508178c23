import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import type { ChangedField } from '../../platform/events/event-fields.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';

/** The input field of each field of a ticket that is approved with its plan. */
const approved: Readonly<Partial<Record<ChangedField, string>>> = {
  'Ticket.description': 'description',
  'Ticket.category': 'categoryId',
  'Ticket.subcategory': 'subcategoryId',
  'Ticket.affectedServiceNames': 'affectedServiceNames',
  'Ticket.affectedServices': 'affectedServiceIds',
  'Ticket.affectedItems': 'affectedItemIds',
};

const underApproval: readonly TicketStatus[] = ['AWAITING_APPROVAL', 'SCHEDULED'];

/** Whether what was approved, or is to be, must not change: the ticket has a plan that was submitted and not begun, also while it is on hold. */
export function isFrozen({
  status,
  heldFrom,
}: {
  status: TicketStatus;
  heldFrom?: TicketStatus | null;
}): boolean {
  return underApproval.includes(heldFrom ?? status);
}

/** The errors of changed fields of a ticket whose plan must be withdrawn first. */
export function frozenFields(
  ticket: { status: TicketStatus; heldFrom?: TicketStatus | null },
  changed: readonly ChangedField[],
): UserError[] {
  if (!isFrozen(ticket)) return [];
  const fields = new Set(changed.map((field) => approved[field]).filter((field) => field !== undefined));
  const status = ticket.heldFrom ? `${ticket.status} (held from ${ticket.heldFrom})` : ticket.status;
  return [...fields].map((field) =>
    invalid(
      [field],
      'FROZEN',
      `${field} cannot change while the ticket is ${status}, because it belongs to what is approved. Withdraw the plan with withdrawPlan first.`,
    ),
  );
}
