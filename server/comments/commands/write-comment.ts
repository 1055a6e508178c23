import { meAsUser } from '../../identity/people/index.js';
import type { Asked, Deciding, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { AddCommentInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import {
  canTicket,
  filterFacts,
  importedTooEarly,
  type LoadedTicket,
  type TicketRow,
  touch,
} from '../../tickets/index.js';
import { CommentEntity, type CommentRow } from '../data/entities.js';
import { commentReactions } from '../data/reactions.js';

/** A comment that is written, and what it does to its ticket. */
export interface WrittenComment {
  comment: CommentRow;
  /** Whether it counts as activity on the ticket: it is public, and neither imported nor automatic. */
  isReply: boolean;
  writes: Sql[];
  events: NewEvent[];
}

/** The facts that reactions to a new comment need in the first packet. */
export function factsOfComment(input: AddCommentInput, gathering: Gathering): Asked {
  const reactions = gathering.extensions.at(commentReactions);
  const { onBehalfOfId, ticketId } = input;
  const seenBy = onBehalfOfId ? whetherSeenBy(onBehalfOfId, ticketId, gathering) : null;
  return Object.assign({ seenBy }, ...reactions.map((reaction) => reaction.gather?.(input, gathering)));
}

/** A row if a user can see a ticket. */
function whetherSeenBy(userId: string, ticketId: string, { me, organisationId }: Gathering): Sql {
  const user = meAsUser(organisationId, idOfType(userId, 'User'));
  return sql`select 1 from ${me} cross join lateral (select t.id from ${user}, tickets t
    where t.organisation_id = ${organisationId} and t.id = ${idOfType(ticketId, 'Ticket')}::uuid and ${visibleToMe(organisationId)}) seen`;
}

/** The facts that reactions to a new comment need once its ticket is known. */
export function moreFactsOfComment(ticket: TicketRow, input: AddCommentInput, gathering: Gathering): Asked {
  const reactions = gathering.extensions.at(commentReactions);
  return Object.assign({}, ...reactions.map((reaction) => reaction.more?.(ticket, input, gathering)));
}

/**
 * Writes a comment on a ticket, which it touches. `event` is the position of its event in the command. What the comment does to the status
 * of its ticket is the caller's matter.
 */
export function writeComment(
  facts: FactsOf<Asked>,
  ticket: TicketRow,
  rights: LoadedTicket['facts'],
  input: AddCommentInput,
  deciding: Deciding,
  event: number,
): Result<WrittenComment> {
  const visibility = input.visibility ?? 'PUBLIC';
  const isInternal = visibility === 'INTERNAL';
  const allowed = canTicket(deciding.actor, isInternal ? 'note' : 'comment', rights);
  if (!allowed.allowed)
    return err(forbidden(allowed.reason, allowed.message, [isInternal ? 'visibility' : 'ticketId']));
  if (input.onBehalfOfId && isInternal)
    return err(invalid(['visibility'], 'PUBLIC', 'A comment on behalf of a user is public.'));
  if (input.onBehalfOfId && facts.seenBy?.length !== 1)
    return err(notFound(['onBehalfOfId'], input.onBehalfOfId, 'user who can see the ticket'));
  const early = importedTooEarly(deciding, ticket);
  if (early) return err(early);
  const check = new InputCheck();
  const body = check.required('body', input.body, 50_000, 'MARKDOWN');
  const attachmentIds = check.ids('attachmentIds', input.attachmentIds, 'Attachment', 20) ?? [];
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId, onBehalfOf, now, occurredAt, imported } = deciding;
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
    redactedAt: null,
    redactedByUserId: null,
    redactedByKeyId: null,
  } as CommentRow;
  const isReply = !isInternal && !imported && !input.automatic;
  if (!isInternal) touch(deciding, ticket, isReply);
  const { id } = comment;
  const added: NewEvent = {
    type: 'COMMENT_ADDED',
    ticketId: ticket.id,
    visibility,
    commentId: id,
    facts: filterFacts(ticket),
  };
  const written: WrittenComment = {
    comment,
    isReply,
    writes: [insertInto(CommentEntity, comment)],
    events: [added],
  };
  const keepsResolved = input.keepResolved === true;
  const about = { id, ticket, visibility, isReply, keepsResolved, attachmentIds, event };
  for (const reaction of deciding.extensions.at(commentReactions)) {
    const next = event + written.events.length;
    const reacted = reaction.react(facts, { ...about, next }, deciding);
    if (!reacted.ok) return reacted;
    written.writes.push(...(reacted.value.writes ?? []));
    written.events.push(...(reacted.value.events ?? []));
  }
  return ok(written);
}
