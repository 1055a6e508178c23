import type { CommentReaction } from '../../comments/index.js';
import type { Gathering } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { ok } from '../../platform/kernel/result.js';
import {
  filterFacts,
  resumedByReply,
  TicketEntity,
  type TicketRow,
  ticketColumns,
} from '../../tickets/index.js';

/** How many merges a comment follows when its ticket's target was merged too. */
const MOST_STEPS = 20;

/**
 * Records a new comment on the tickets its ticket was merged into. The comment stays where it was written; actors who cannot see it there
 * do not see the event.
 */
export const followMerges: CommentReaction = {
  more({ id, mergedFrom }, { visibility }, gathering) {
    if (!mergedFrom) return {};
    const targets = sql<TicketRow>`select ${ticketColumns('t')} ${followed(gathering, id)}`;
    // When the target waits for this requester, the comment counts as their answer.
    const awaiting = sql<TicketRow>`select ${ticketColumns('t')} ${followed(gathering, id)}
      and t.hold_reason = 'AWAITING_REQUESTER' order by t.id for no key update of t`;
    return visibility === 'INTERNAL'
      ? { targets: inOrder(targets) }
      : { awaiting, targets: inOrder(targets) };
  },
  react({ targets = [], awaiting = [] }, { id, ticket, visibility, event, next }, deciding) {
    const locked = new Map((awaiting as TicketRow[]).map((one) => [one.id, one]));
    const events: NewEvent[] = [];
    const writes = [];
    for (const target of targets as TicketRow[]) {
      const told = next + events.length;
      events.push({
        type: 'MERGED_COMMENT_ADDED',
        ticketId: target.id,
        otherTicketId: ticket.id,
        visibility,
        commentId: id,
        facts: filterFacts(target),
        causedBy: event,
      });
      const before = locked.get(target.id);
      if (!before) continue;
      const after = { ...before };
      const resumed = resumedByReply(deciding, after, told);
      if (!resumed) continue;
      events.push(resumed);
      writes.push(updateOf(TicketEntity, before, after));
    }
    return ok({ events, writes: writes.filter((write) => write !== null) });
  },
};

/** The tickets `t` that a ticket was merged into, with their distance. */
function followed({ me, organisationId }: Gathering, ticketId: string): Sql {
  return sql`from ${me} join lateral (
      with recursive followed (id, step) as (
        select l.to_ticket_id, 1 from ticket_links l
        where l.organisation_id = ${organisationId} and l.from_ticket_id = ${ticketId} and l.kind = 'MERGED_INTO'
        union all
        select l.to_ticket_id, f.step + 1 from followed f join ticket_links l
          on l.organisation_id = ${organisationId} and l.from_ticket_id = f.id and l.kind = 'MERGED_INTO'
        where f.step < ${MOST_STEPS}
      ) select id, step from followed) f on true
    join tickets t on t.organisation_id = ${organisationId} and t.id = f.id where true`;
}

function inOrder(targets: Sql): Sql {
  return sql`${targets} order by f.step`;
}
