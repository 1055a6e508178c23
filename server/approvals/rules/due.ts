interface Waiting {
  state: string;
  remindAt?: Date | null;
  dueAt?: Date | null;
  overdue: boolean;
}

/** Whether an approval waits for decisions: on hold, time does not press. */
function waits({ state }: Waiting, ticketStatus: string): boolean {
  return state === 'PENDING' && ticketStatus === 'AWAITING_APPROVAL';
}

/** Whether approvers without a decision are to be reminded. The SQL function `due_approvals` has the same rule. */
export function isReminderDue(approval: Waiting, ticketStatus: string, now: Date): boolean {
  const { remindAt } = approval;
  return waits(approval, ticketStatus) && Boolean(remindAt && remindAt <= now);
}

/** Whether an approval is overdue and not marked as overdue. The SQL function `due_approvals` has the same rule. */
export function isOverdue(approval: Waiting, ticketStatus: string, now: Date): boolean {
  const { dueAt, overdue } = approval;
  return waits(approval, ticketStatus) && Boolean(dueAt && dueAt <= now && !overdue);
}
