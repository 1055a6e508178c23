import { loadComment } from '../../comments/index.js';
import { type CreateTicket, createTicket } from '../../intake/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import { canTicket, TicketEntity } from '../../tickets/index.js';
import { saveLink, tellLink } from '../data/store.js';

export interface SplitTicket extends Omit<CreateTicket, 'description'> {
  commentId: string;
  description?: string | null;
}

/**
 * Creates a ticket from a comment. The text of an internal note is never copied, because the requester of the new ticket can read it: a
 * description is required. The new ticket is in the queue of the comment's ticket unless another is named, so that it is not shown to more
 * people by accident.
 */
export async function splitTicket(
  command: CommandContext,
  input: SplitTicket,
): Promise<Result<{ ticketId: string; number: string; splitFromId: string }>> {
  const loaded = await loadComment(command, input.commentId);
  if (!loaded.ok) return loaded;
  const { comment, ticket: source, facts } = loaded.value;
  const decision = canTicket(command.actor, 'edit', facts);
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['commentId']));
  const isPublic = comment.visibility === 'PUBLIC';
  const description = input.description ?? (isPublic ? comment.body : null);
  const { commentId: _, ...given } = input;
  const author = isPublic && comment.authorUserId ? toGlobalId('User', comment.authorUserId) : null;
  const created = await createTicket(command, {
    ...given,
    // A placeholder, so that all other errors are reported too.
    description: description ?? '-',
    requesterId: input.requesterId ?? author,
    queueId: input.queueId ?? toGlobalId('Queue', source.queueId),
  });
  const errors = created.ok ? [] : [...created.errors];
  if (description === null)
    errors.push(
      invalid(
        ['description'],
        'REQUIRED',
        'description is required for an internal note, because the requester of the new ticket can read it.',
      ),
    );
  if (errors.length > 0 || !created.ok) return err(...errors);
  const { organisationId } = command;
  const ticket = await command.em.findOneOrFail(TicketEntity, { organisationId, id: created.value.ticketId });
  const edge = { kind: 'SPLIT_FROM', fromId: ticket.id, toId: source.id } as const;
  saveLink(command, edge);
  tellLink(command, 'TICKET_LINKED', edge, [ticket, source], { id: comment.id, onTicketId: source.id });
  return ok({ ...created.value, splitFromId: source.id });
}
