import { eventReaction } from '../../platform/commands/reactions.js';
import { sql } from '../../platform/db/sql.js';
import type { FieldChange } from '../../platform/events/event.js';

/**
 * An approver whom an administrator removed from a ticket, and who has not decided, does not decide any more. Those who lost the access by a
 * merge decide again when it is undone.
 */
export const removeApprover = eventReaction({
  to: ['APPROVERS_REMOVED'],
  react(_facts, { ticketId, changes = [] }, { organisationId, occurredAt }) {
    const removed = (changes as readonly FieldChange[]).find(({ field }) => field === 'Approval.approvers');
    const remove = sql`update approvers r set decision = 'REMOVED', decided_at = ${occurredAt} from approvals a
      join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id and t.merged_from is null
      where a.organisation_id = ${organisationId} and a.ticket_id = ${ticketId} and a.state = 'PENDING'
        and r.organisation_id = ${organisationId} and r.approval_id = a.id and r.decision is null
        and r.user_id = any (${removed?.from ?? []}::uuid[])`;
    return { writes: [remove] };
  },
});
