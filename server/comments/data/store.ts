import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, notFound } from '../../platform/kernel/user-errors.js';
import { type LoadedTicket, loadTicket, maySeePart } from '../../tickets/index.js';
import { CommentEntity, type CommentRow } from './entities.js';

/** Locks a comment that the actor can see, with its ticket. */
export async function loadComment(
  command: CommandContext,
  globalId: string,
  expectedVersion?: number | null,
): Promise<Result<LoadedTicket & { comment: CommentRow }>> {
  const id = idOfType(globalId, 'Comment');
  const missing = () => err(notFound(['commentId'], globalId, 'comment'));
  if (!id) return missing();
  const { organisationId } = command;
  const found = await command.em.findOne(CommentEntity, { organisationId, id });
  if (!found) return missing();
  // The ticket is locked first, as everywhere, so that two changes cannot deadlock.
  const loaded = await loadTicket(command, toGlobalId('Ticket', found.ticketId));
  if (!loaded.ok) return missing();
  const comment = await command.em.findOneOrFail(
    CommentEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!maySeePart(loaded.value.facts, comment.visibility)) return missing();
  if (typeof expectedVersion === 'number' && expectedVersion !== comment.version) {
    return err(conflict(comment.version, globalId));
  }
  return ok({ ...loaded.value, comment });
}
