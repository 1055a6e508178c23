import { LockMode } from '@mikro-orm/core';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { ApprovalEntity, type ApprovalRow } from './data/entities.js';
import { lockedApproval } from './data/load.js';
import { isOverdue, isReminderDue } from './rules/due.js';

/** A reminder about a pending approval, which is sent once. */
function reminder(given: {
  name: string;
  what: 'REMIND' | 'DUE';
  type: 'APPROVAL_REMINDED' | 'APPROVAL_OVERDUE';
  /** Whether it is due and was not sent yet. */
  isDue(approval: ApprovalRow, ticketStatus: string, now: Date): boolean;
  /** Marks the approval, so that the reminder is not sent again. */
  mark(approval: ApprovalRow): void;
}): ScheduledTask {
  return {
    name: given.name,
    findDue: (pool, now, after, limit) =>
      overOrganisations(pool, sql`due_approvals(${now}, ${given.what}, ${after}, ${limit})`),
    async run(command, id) {
      const { organisationId } = command;
      const { ticketId } = await command.em.findOneOrFail(ApprovalEntity, { organisationId, id });
      const ticket = await command.em.findOneOrFail(
        TicketEntity,
        { organisationId, id: ticketId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const { approval, approvers } = await lockedApproval(command, id);
      if (!given.isDue(approval, ticket.status, command.now)) return ok(null);
      given.mark(approval);
      const asked = approvers.filter(({ decision }) => !decision).map(({ userId }) => userId);
      command.emit({
        type: given.type,
        ticketId,
        visibility: 'INTERNAL',
        changes: [
          { field: 'Approval.id', from: id, to: id },
          { field: 'Approval.approvers', from: null, to: asked },
        ],
        facts: filterFacts(ticket),
      });
      return ok(null);
    },
  };
}

/** Reminds approvers without a decision, once. */
export const approvalReminder = reminder({
  name: 'approvalReminder',
  what: 'REMIND',
  type: 'APPROVAL_REMINDED',
  isDue: isReminderDue,
  mark: (approval) => {
    approval.remindAt = null;
  },
});

/** Records that an approval is overdue, once. */
export const approvalOverdue = reminder({
  name: 'approvalOverdue',
  what: 'DUE',
  type: 'APPROVAL_OVERDUE',
  isDue: isOverdue,
  mark: (approval) => {
    approval.overdue = true;
  },
});
