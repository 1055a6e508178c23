import { LockMode } from '@mikro-orm/core';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { ApprovalEntity, type ApprovalRow } from './data/entities.js';
import { lockedApproval } from './data/load.js';

/** Something that is told once about an approval that waits. */
function told(given: {
  name: string;
  what: 'REMIND' | 'DUE';
  type: string;
  /** Whether it is still to be told, and has not been. */
  due(approval: ApprovalRow, now: Date): boolean;
  tell(approval: ApprovalRow): void;
}): ScheduledTask {
  return {
    name: given.name,
    async findDue(pool, now, limit) {
      const { rows } = await pool.query<{ organisationId: string; id: string }>(
        'select organisation_id as "organisationId", id from due_approvals($1, $2, $3)',
        [now, given.what, limit],
      );
      return rows;
    },
    async run(command, id) {
      const { organisationId } = command;
      const { ticketId } = await command.em.findOneOrFail(ApprovalEntity, { organisationId, id });
      const ticket = await command.em.findOneOrFail(
        TicketEntity,
        { organisationId, id: ticketId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const { approval, approvers } = await lockedApproval(command, id);
      const waits = approval.state === 'PENDING' && ticket.status === 'AWAITING_APPROVAL';
      if (!waits || !given.due(approval, command.now)) return ok(null);
      given.tell(approval);
      const asked = approvers.filter(({ decision }) => !decision).map(({ userId }) => userId);
      command.emit({
        type: given.type,
        ticketId,
        visibility: 'INTERNAL',
        changes: [
          { field: 'approval', from: id, to: id },
          { field: 'awaitedApprovers', from: null, to: asked },
        ],
        facts: filterFacts(ticket),
      });
      return ok(null);
    },
  };
}

/** Reminds those who did not decide, once. */
export const approvalReminder = told({
  name: 'approvalReminder',
  what: 'REMIND',
  type: 'APPROVAL_REMINDED',
  due: ({ remindAt }, now) => Boolean(remindAt && remindAt <= now),
  tell: (approval) => {
    approval.remindAt = null;
  },
});

/** Says that an approval was not decided in time, once. */
export const approvalOverdue = told({
  name: 'approvalOverdue',
  what: 'DUE',
  type: 'APPROVAL_OVERDUE',
  due: ({ dueAt, overdue }, now) => Boolean(dueAt && dueAt <= now && !overdue),
  tell: (approval) => {
    approval.overdue = true;
  },
});
