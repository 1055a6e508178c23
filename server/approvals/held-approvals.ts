import { type HeldWork, heldWork, type Successor } from '../identity/people/index.js';
import { type Sql, sql } from '../platform/db/sql.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { choosesApprovers, namedAs, obstacleOf } from './data/ability.js';
import { endAccess, withAccess } from './data/access.js';
import { type Asked, ask } from './data/ask.js';

/** The pending approvals `a` of tickets `t` that wait for the decision of a user, as their approver `own`. */
const heldBy: HeldWork['heldBy'] = (organisationId, userId) => sql`from approvers own
  join approvals a on a.organisation_id = ${organisationId} and a.id = own.approval_id and a.state = 'PENDING'
  join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
  where own.organisation_id = ${organisationId} and own.user_id = ${userId} and own.decision is null`;

/** Whether a user can decide about the approval `a` in place of another one, by the rules of a delegation. */
function canTakeOver(organisationId: string, takerId: string, askedBy: string | null): Sql<boolean> {
  return sql<boolean>`exists (select 1 from (${takerBy(organisationId, takerId)}) r
    where ${obstacleOf(organisationId)} is null and coalesce(${choosesApprovers(organisationId, sql`${askedBy}::uuid`)}, true)
      and not exists (select 1 from approvers other where other.organisation_id = ${organisationId}
        and other.approval_id = a.id and other.user_id = r.user_id))`;
}

function takerBy(organisationId: string, takerId: string): Sql<{ asked_as: Asked['askedAs'] }> {
  return sql`select u.id as user_id, array[${namedAs}] as asked_as from users u
    where u.organisation_id = ${organisationId} and u.id = ${takerId}`;
}

interface Taken {
  approvalId: string;
  ticketId: string;
}

/** The pending approvals that wait for the decision of a user. */
export const heldApprovals = heldWork.add({
  approvals: {
    heldBy,
    async settle(command, { userId, to, askedBy }, most) {
      const takerId = takerOf(to);
      if (!takerId) return 0;
      const { em, query, emit, organisationId, occurredAt } = command;
      const due = sql`${heldBy(organisationId, sql`${userId}::uuid`)} and ${canTakeOver(organisationId, takerId, askedBy)}`;
      const locked = await query(sql<{
        id: string;
      }>`select t.id from tickets t where t.organisation_id = ${organisationId}
        and t.id in (select t.id ${due} order by t.id limit ${most}) order by t.id for no key update`);
      // A statement of its own sees what was decided while the tickets were being locked.
      const taken = await query(sql<Taken>`select a.id as "approvalId", t.id as "ticketId" ${due}
        and t.id = any (${locked.map((ticket) => ticket.id)}::uuid[]) order by t.id, a.id`);
      const id = { $in: taken.map(({ ticketId }) => ticketId) };
      const [taker] = await query(takerBy(organisationId, takerId));
      const users = [{ id: takerId, askedAs: taker?.asked_as ?? [] }];
      const tickets = await em.find(TicketEntity, { organisationId, id });
      const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
      for (const { approvalId, ticketId } of taken) {
        const ticket = byId.get(ticketId);
        if (!ticket) throw new Error('the ticket of an approval is missing');
        const stays = await query(sql`select 1 ${withAccess(organisationId, sql`${ticketId}::uuid`)}
          and a.id <> ${approvalId} and r.user_id = ${userId}`);
        for (const write of [
          ...ask(command, { approvalId, ticketId, users, delegatedByUserId: userId }),
          ...endAccess(organisationId, ticketId, stays.length > 0 ? [] : [userId]),
          sql`update approvers set decision = 'DELEGATED', decided_at = ${occurredAt.toISOString()}
            where organisation_id = ${organisationId} and approval_id = ${approvalId} and user_id = ${userId}`,
        ])
          await query(write);
        emit({
          type: 'APPROVAL_DELEGATED',
          ticketId,
          visibility: 'INTERNAL',
          changes: [
            { field: 'Approval.id', from: approvalId, to: approvalId },
            { field: 'Approver.user', from: userId, to: takerId },
          ],
          facts: filterFacts(ticket),
        });
      }
      return taken.length;
    },
  },
});

function takerOf(to: Successor | null): string | null {
  return to && 'userId' in to ? to.userId : null;
}
