import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { filterFacts, resumeByReply, TicketEntity } from '../../tickets/index.js';

/** So far a comment follows when what its ticket was merged into was merged itself. */
const MOST_STEPS = 20;

/** Tells of a new comment wherever its ticket was merged into. It stays where it was written; who does not see it there is not told. */
export async function followMerges(
  command: CommandContext,
  comment: { id: string; ticketId: string; visibility: 'PUBLIC' | 'INTERNAL' },
  added: number,
): Promise<void> {
  const { organisationId } = command;
  const targets = await command.query(sql<{ id: string }>`
    with recursive followed (id, step) as (
      select to_ticket_id, 1 from ticket_links
      where organisation_id = ${organisationId} and from_ticket_id = ${comment.ticketId} and kind = 'MERGED_INTO'
      union all
      select l.to_ticket_id, f.step + 1 from followed f join ticket_links l
        on l.organisation_id = ${organisationId} and l.from_ticket_id = f.id and l.kind = 'MERGED_INTO'
      where f.step < ${MOST_STEPS}
    ) select id from followed order by step`);
  for (const { id } of targets) {
    const target = await command.em.findOneOrFail(TicketEntity, { organisationId, id });
    const told = command.emit({
      type: 'MERGED_COMMENT_ADDED',
      ticketId: target.id,
      otherTicketId: comment.ticketId,
      visibility: comment.visibility,
      commentId: comment.id,
      facts: filterFacts(target),
      causedBy: added,
    });
    // Who is awaited there and answers here has answered.
    if (comment.visibility !== 'PUBLIC' || target.holdReason !== 'AWAITING_REQUESTER') continue;
    await command.em.lock(target, LockMode.PESSIMISTIC_WRITE);
    await command.em.refresh(target);
    resumeByReply(command, target, told);
  }
}
