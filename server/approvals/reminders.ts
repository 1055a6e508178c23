import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../clocks/index.js';
import { done } from '../kernel/result.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { ApprovalEntity, type ApprovalRow } from './entities.js';
import { lockedApproval } from './load.js';

/** Something that is told once about an approval that waits. */
function told(given: {
  name: string;
  what: 'REMIND' | 'DUE';
  type: string;
  /** Whether it is still to be told, and has not been. */
  due(approval: ApprovalRow, now: Date): boolean;
  tell(approval: ApprovalRow): void;
}): Clock {
  return {
    name: given.name,
    async due(pool, now, limit) {
      const { rows } = await pool.query<{ organisationId: string; id: string }>(
        'select organisation_id as "organisationId", id from due_approvals($1, $2, $3)',
        [now, given.what, limit],
      );
      return rows;
    },
    async take(change, id) {
      const { organisationId } = change;
      const { ticketId } = await change.em.findOneOrFail(ApprovalEntity, { organisationId, id });
      const ticket = await change.em.findOneOrFail(
        TicketEntity,
        { organisationId, id: ticketId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const { approval, approvers } = await lockedApproval(change, id);
      const waits = approval.state === 'PENDING' && ticket.status === 'AWAITING_APPROVAL';
      if (!waits || !given.due(approval, change.now)) return done(null);
      given.tell(approval);
      const asked = approvers.filter(({ decision }) => !decision).map(({ userId }) => userId);
      change.emit({
        type: given.type,
        ticketId,
        visibility: 'INTERNAL',
        changes: [
          { field: 'approval', from: id, to: id },
          { field: 'awaitedApprovers', from: null, to: asked },
        ],
        facts: filterFacts(ticket),
      });
      return done(null);
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
