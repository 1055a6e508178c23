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
import { insertInto, updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import {
  canTicket,
  filterFacts,
  type GatheredTicket,
  loadedTicket,
  resumedByReply,
  TicketEntity,
  ticketsById,
  ticketToChange,
  toTicket,
  touch,
} from '../../tickets/index.js';
import { CommentEntity, type CommentRow } from '../data/entities.js';
import { commentReactions } from '../data/reactions.js';
import { commentsById } from '../data/reads.js';

/** Adds a comment. A public comment of the requester resumes a ticket that waits for them. An internal note does not change the ticket. */
export const addComment = command<AddCommentInput>()({
  operation: 'addComment',
  gather: gatherComment,
  more: moreOfComment,
  decide: decideComment,
});

type CommentFacts = { ticket: Sql<GatheredTicket> } & Asked;

export function gatherComment(input: AddCommentInput, gathering: Gathering): CommentFacts {
  const reactions = gathering.extensions.at(commentReactions);
  const others = reactions.map((reaction) => reaction.gather?.(input, gathering));
  return Object.assign({ ticket: ticketToChange(gathering, input.ticketId) }, ...others);
}

export function moreOfComment(
  { ticket: [ticket] }: FactsOf<CommentFacts>,
  input: AddCommentInput,
  gathering: Gathering,
): Asked {
  const reactions = gathering.extensions.at(commentReactions);
  return Object.assign(
    {},
    ...reactions.map((reaction) => ticket && reaction.more?.(ticket, input, gathering)),
  );
}

export function decideComment(facts: FactsOf<CommentFacts>, input: AddCommentInput, deciding: Deciding) {
  const loaded = loadedTicket(facts.ticket, input.ticketId);
  if (!loaded.ok) return loaded;
  const before = loaded.value.ticket;
  const visibility = input.visibility ?? 'PUBLIC';
  const isInternal = visibility === 'INTERNAL';
  const allowed = canTicket(deciding.actor, isInternal ? 'note' : 'comment', loaded.value.facts);
  if (!allowed.allowed)
    return err(forbidden(allowed.reason, allowed.message, [isInternal ? 'visibility' : 'ticketId']));
  const check = new InputCheck();
  const body = check.required('body', input.body, 50_000, 'MARKDOWN');
  const attachmentIds = check.ids('attachmentIds', input.attachmentIds, 'Attachment', 20) ?? [];
  if (check.errors.length > 0) return err(...check.errors);

  const ticket = { ...before };
  const { organisationId, onBehalfOf, now, occurredAt } = deciding;
  const comment: CommentRow = {
    organisationId,
    id: newId(),
    ticketId: ticket.id,
    authorUserId: onBehalfOf.userId,
    authorKeyId: onBehalfOf.keyId,
    visibility,
    body,
    version: 1,
    createdAt: now,
    occurredAt,
    editedAt: null,
  } as CommentRow;
  if (!isInternal) touch(deciding, ticket);
  const events: NewEvent[] = [
    {
      type: 'COMMENT_ADDED',
      ticketId: ticket.id,
      visibility,
      commentId: comment.id,
      facts: filterFacts(ticket),
    },
  ];
  const writes: Sql[] = [insertInto(CommentEntity, comment)];
  const added = { id: comment.id, ticket, visibility, attachmentIds, event: 0 };
  for (const reaction of deciding.extensions.at(commentReactions)) {
    const reacted = reaction.react(facts, { ...added, next: events.length }, deciding);
    if (!reacted.ok) return reacted;
    writes.push(...(reacted.value.writes ?? []));
    events.push(...(reacted.value.events ?? []));
  }
  const resumed = isInternal ? null : resumedByReply(deciding, ticket, added.event);
  if (resumed) events.push(resumed);
  const moved = updateOf(TicketEntity, before, ticket);
  if (moved) writes.push(moved);
  const { id } = comment;
  return ok({
    ticket,
    value: { ticketId: ticket.id, commentId: id },
    writes,
    events,
    shows: [shown(commentsById, id, comment), shown(ticketsById, ticket.id, toTicket(ticket))],
  });
}
