import { shown } from '../../platform/actor/asking.js';
import {
  type Asked,
  command,
  type Deciding,
  type FactsOf,
  type Gathering,
} from '../../platform/commands/command.js';
import type { AddCommentInput } from '../../platform/contract/generated/types.js';
import type { Sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import {
  finalProblem,
  type GatheredTicket,
  loadedTicket,
  movedByReply,
  TicketEntity,
  ticketsById,
  ticketToChange,
  toTicket,
} from '../../tickets/index.js';
import { commentsById } from '../data/reads.js';
import { factsOfComment, moreFactsOfComment, writeComment } from './write-comment.js';

/**
 * Adds a comment. A public comment of the requester resumes a ticket that waits for them, and reopens a resolved one. An internal note does
 * not change the ticket.
 */
export const addComment = command<AddCommentInput>()({
  operation: 'addComment',
  gather: gatherComment,
  more: moreOfComment,
  decide: decideComment,
});

type CommentFacts = { ticket: Sql<GatheredTicket> } & Asked;

export function gatherComment(input: AddCommentInput, gathering: Gathering): CommentFacts {
  return { ticket: ticketToChange(gathering, input.ticketId), ...factsOfComment(input, gathering) };
}

export function moreOfComment(
  { ticket: [ticket] }: FactsOf<CommentFacts>,
  input: AddCommentInput,
  gathering: Gathering,
): Asked {
  return ticket ? moreFactsOfComment(ticket, input, gathering) : {};
}

export function decideComment(facts: FactsOf<CommentFacts>, input: AddCommentInput, deciding: Deciding) {
  const loaded = loadedTicket(facts.ticket, input.ticketId);
  if (!loaded.ok) return loaded;
  if (input.automatic && deciding.actor.kind === 'user')
    return err(forbidden('ROLE', 'Only API keys can add automatic comments.', ['automatic']));
  const { ticket: before, facts: rights } = loaded.value;
  const ticket = { ...before };
  const written = writeComment(facts, ticket, rights, input, deciding, 0);
  if (!written.ok) return written;
  // A ticket that was merged passes its comments on to its target, which decides.
  const final = before.mergedFrom ? null : finalProblem('addComment', before.status);
  if (final) return err(final);
  const { comment, isReply, writes, events } = written.value;
  const byRequester = isReply && deciding.onBehalfOf.userId === ticket.requesterId;
  const keepsResolved = input.keepResolved === true;
  const moved = movedByReply(deciding, ticket, { byRequester, keepsResolved, event: 0 });
  const update = updateOf(TicketEntity, before, ticket);
  const { id } = comment;
  return ok({
    ticket,
    value: { ticketId: ticket.id, commentId: id },
    writes: [...writes, ...(update ? [update] : [])],
    events: [...events, ...(moved ? [moved] : [])],
    shows: [shown(commentsById, id, comment), shown(ticketsById, ticket.id, toTicket(ticket))],
  });
}
