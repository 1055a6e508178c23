import type { CommentReaction } from '../../comments/index.js';
import type { Gathering } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { err, ok } from '../../platform/kernel/result.js';
import {
  filterFacts,
  finalProblem,
  mergeTargets,
  movedByReply,
  TicketEntity,
  type TicketRow,
  ticketColumns,
  touch,
} from '../../tickets/index.js';

/**
 * Passes a new comment on to the tickets its ticket was merged into. The comment stays where it was written; actors who cannot see it there
 * do not see the event. For the last of them it counts as a comment of its requester, if its author requested the merged ticket.
 */
export const followMerges: CommentReaction = {
  more({ id, mergedFrom }, _input, gathering) {
    return mergedFrom ? { targets: targetsOf(gathering, id) } : {};
  },
  react({ targets = [] }, added, deciding) {
    const { id, ticket, visibility, isReply, keepsResolved, event, next } = added;
    const events: NewEvent[] = [];
    const writes: Sql[] = [];
    const author = deciding.onBehalfOf.userId;
    const last = (targets as TicketRow[]).at(-1);
    for (const before of targets as TicketRow[]) {
      const target = { ...before };
      // Only the last one is not merged itself.
      const final = before === last ? finalProblem('addComment', target.status) : null;
      if (final) return err(final);
      const byRequester = isReply && (author === ticket.requesterId || author === target.requesterId);
      if (byRequester && before === last) touch(deciding, target);
      const passedOn = next + events.length;
      events.push({
        type: 'MERGED_COMMENT_ADDED',
        ticketId: target.id,
        otherTicketId: ticket.id,
        visibility,
        commentId: id,
        facts: filterFacts(target),
        causedBy: event,
      });
      const moved = movedByReply(deciding, target, { byRequester, keepsResolved, event: passedOn });
      if (moved) events.push(moved);
      const update = updateOf(TicketEntity, before, target);
      if (update) writes.push(update);
    }
    return ok({ events, writes });
  },
};

/** Locks the tickets that a ticket was merged into, the nearest first. */
function targetsOf({ me, organisationId }: Gathering, ticketId: string): Sql<TicketRow> {
  return sql<TicketRow>`select ${ticketColumns('t')} from ${me} join lateral ${mergeTargets(organisationId, ticketId)} f on true
    join tickets t on t.organisation_id = ${organisationId} and t.id = f.id order by f.step for no key update of t`;
}
