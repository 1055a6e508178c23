import { type CommentFacts, commentToChange, loadedComment } from '../../comments/index.js';
import { decideNewTicket, gatherNewTicket } from '../../intake/index.js';
import { shown } from '../../platform/actor/asking.js';
import { command } from '../../platform/commands/command.js';
import type { CreateTicketInput, SplitTicketInput } from '../../platform/contract/generated/types.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import { canTicket, ticketsById, toTicket } from '../../tickets/index.js';
import { insertLink, linkEvents } from '../data/store.js';

/**
 * Creates a ticket from a comment. The text of an internal note is never copied, because the requester of the new ticket can read it: a
 * description is required. The new ticket is in the queue of the comment's ticket unless another is named, so that it is not shown to more
 * people by accident.
 */
export const splitTicket = command<SplitTicketInput>()({
  operation: 'splitTicket',
  gather: ({ commentId }, gathering) => commentToChange(gathering, commentId),
  more: (facts, input, gathering) => {
    const { given } = newTicketBy(facts, input);
    return gatherNewTicket(given, gathering);
  },
  decide(facts, input, deciding) {
    const loaded = loadedComment(facts, input.commentId);
    if (!loaded.ok) return loaded;
    const { comment, ticket: source, facts: permission } = loaded.value;
    const decision = canTicket(deciding.actor, 'edit', permission);
    if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['commentId']));
    const { given, description } = newTicketBy(facts, input);
    const created = decideNewTicket(facts, given, deciding);
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
    const { ticket, value, writes, events, complete } = created.value;
    const edge = { kind: 'SPLIT_FROM', fromId: ticket.id, toId: source.id } as const;
    const splitFromId = source.id;
    return ok({
      ...created.value,
      value: { ...value, splitFromId },
      writes: [...writes, insertLink(deciding, edge)],
      events: [
        ...events,
        ...linkEvents('TICKET_LINKED', edge, [ticket, source], { id: comment.id, onTicketId: source.id }),
      ],
      shows: [shown(ticketsById, source.id, toTicket(source))],
      complete: (written) => {
        const completed = complete(written);
        return { ...completed, value: { ...completed.value, splitFromId } };
      },
    });
  },
});

/** The input of the new ticket: the comment and its ticket fill in the omitted fields. */
function newTicketBy({ comment: [comment], ticket: [source] }: CommentFacts, input: SplitTicketInput) {
  const { commentId: _, ...others } = input;
  const isPublic = comment?.visibility === 'PUBLIC';
  const description = input.description ?? (isPublic ? comment.body : null);
  const author = isPublic && comment.authorUserId ? toGlobalId('User', comment.authorUserId) : null;
  const given: CreateTicketInput = {
    ...others,
    // A placeholder, so that all other errors are reported too.
    description: description ?? '-',
    requesterId: input.requesterId ?? author,
    queueId: input.queueId ?? (source ? toGlobalId('Queue', source.queueId) : null),
  };
  return { given, description };
}
