import { command, type Gathering } from '../../platform/commands/command.js';
import type { UnmergeTicketInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { ok } from '../../platform/kernel/result.js';
import {
  decideTransition,
  factsOfTransition,
  loadedTicket,
  type TicketRow,
  ticketColumns,
  ticketToChange,
  transitionStep,
} from '../../tickets/index.js';
import { deleteLink } from '../data/store.js';
import { mergeOn } from './merge-ticket.js';

const unmerge = transitionStep<UnmergeTicketInput>()({
  name: 'UNMERGE',
  check: (check, input) => ({ ...input, reason: check.optional('reason', input.reason, 2000) }),
  reason: (input) => input.reason,
  apply(ticket) {
    const { mergedHold } = ticket;
    if (mergedHold) {
      const { heldSince, holdResumeAt, holdDueAt, ...hold } = mergedHold;
      Object.assign(ticket, {
        ...hold,
        heldSince: new Date(heldSince),
        holdResumeAt: holdResumeAt ? new Date(holdResumeAt) : null,
        holdDueAt: holdDueAt ? new Date(holdDueAt) : null,
      });
    }
    Object.assign(ticket, {
      mergedFrom: null,
      mergedHold: null,
      cancelReason: null,
      duplicateOfId: null,
      cancelledAt: null,
      cancelledByUserId: null,
      cancelledByKeyId: null,
    });
    return ok({});
  },
});

/** Undoes a merge: the ticket returns to its former state, and its comments are no longer shown elsewhere. */
export const unmergeTicket = command<UnmergeTicketInput>()({
  operation: 'unmergeTicket',
  gather(input, gathering) {
    const ticketId = sql`${idOfType(input.ticketId, 'Ticket')}::uuid`;
    return {
      ticket: ticketToChange(gathering, input.ticketId),
      target: targetOfMerge(gathering, ticketId),
      ...factsOfTransition(unmerge, input, gathering, ticketId),
    };
  },
  decide(facts, input, deciding) {
    const loaded = loadedTicket(facts.ticket, input.ticketId);
    if (!loaded.ok) return loaded;
    const unmerged = decideTransition(unmerge, facts, loaded.value, input, deciding);
    if (!unmerged.ok) return unmerged;
    const { value, writes, events, shows } = unmerged.value;
    const [target] = facts.target;
    if (!target) throw new Error('a merged ticket has no target');
    const edge = { kind: 'MERGED_INTO', fromId: value.ticketId, toId: target.id } as const;
    return ok({
      value,
      writes: [...writes, deleteLink(deciding.organisationId, edge)],
      events: [...events, mergeOn(target, 'TICKET_UNMERGED_OUT', { from: value.ticketId, to: null })],
      shows,
    });
  },
});

/** The ticket that a ticket was merged into, whether or not the actor sees it. */
function targetOfMerge({ me, organisationId }: Gathering, ticketId: Sql): Sql<TicketRow> {
  return sql<TicketRow>`select ${ticketColumns('t')} from ${me}
    join ticket_links l on l.organisation_id = ${organisationId} and l.from_ticket_id = ${ticketId} and l.kind = 'MERGED_INTO'
    join tickets t on t.organisation_id = ${organisationId} and t.id = l.to_ticket_id`;
}
