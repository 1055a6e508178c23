import { LockMode } from '@mikro-orm/core';
import type { Change } from '../changes/change.js';
import { idOfType, toGlobalId } from '../kernel/ids.js';
import { conflict, notFound } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import { type LoadedTicket, loadTicket } from '../tickets/index.js';
import { CommentEntity, type CommentRow } from './entities.js';

/** Locks a comment that the actor sees, with its ticket. */
export async function loadComment(
  change: Change,
  globalId: string,
  expectedVersion?: number | null,
): Promise<Result<LoadedTicket & { comment: CommentRow }>> {
  const id = idOfType(globalId, 'Comment');
  const missing = () => refused(notFound(['commentId'], globalId, 'comment'));
  if (!id) return missing();
  const { organisationId } = change;
  const found = await change.em.findOne(CommentEntity, { organisationId, id });
  if (!found) return missing();
  // The ticket first, as everywhere, so that two changes never wait for each other.
  const loaded = await loadTicket(change, toGlobalId('Ticket', found.ticketId));
  if (!loaded.ok) return missing();
  const comment = await change.em.findOneOrFail(
    CommentEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (comment.visibility === 'INTERNAL' && !loaded.value.facts.internalVisible) return missing();
  if (typeof expectedVersion === 'number' && expectedVersion !== comment.version) {
    return refused(conflict(comment.version, globalId));
  }
  return done({ ...loaded.value, comment });
}
