import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, notFound } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { type GatheredTicket, type LoadedTicket, loadedTicket, lockedTicket } from '../../tickets/index.js';
import { CommentEntity, type CommentRow } from './entities.js';

const commentColumns = columns(CommentEntity, 'c');

/** A comment with its ticket, as facts of a command. */
export interface CommentFacts {
  ticket: readonly GatheredTicket[];
  comment: readonly CommentRow[];
}

/** Locks a comment, if its ticket is seen. The ticket first, as everywhere, so that two changes never wait for each other. */
export function commentToChange(
  gathering: Gathering,
  globalId: string,
): { ticket: Sql<GatheredTicket>; comment: Sql<CommentRow> } {
  const { me, organisationId } = gathering;
  const id = idOfType(globalId, 'Comment');
  return {
    ticket: lockedTicket(
      gathering,
      sql`(select c.ticket_id from comments c where c.organisation_id = ${organisationId} and c.id = ${id}::uuid)`,
    ),
    comment: sql<CommentRow>`select ${commentColumns} from ${me}
      join comments c on c.organisation_id = ${organisationId} and c.id = ${id}::uuid
      join tickets t on t.organisation_id = ${organisationId} and t.id = c.ticket_id and ${visibleToMe(organisationId)}
      for no key update of c`,
  };
}

/** A comment that was gathered, if it is seen and still at the expected version. */
export function loadedComment(
  facts: CommentFacts,
  globalId: string,
  expectedVersion?: number | null,
): Result<LoadedTicket & { comment: CommentRow }> {
  const [comment] = facts.comment;
  const loaded = comment && loadedTicket(facts.ticket, toGlobalId('Ticket', comment.ticketId));
  const isSeen = loaded?.ok && (comment?.visibility === 'PUBLIC' || loaded.value.facts.internalVisible);
  if (!comment || !isSeen) return err(notFound(['commentId'], globalId, 'comment'));
  if (typeof expectedVersion === 'number' && expectedVersion !== comment.version)
    return err(conflict(comment.version, globalId));
  return ok({ ...loaded.value, comment });
}
