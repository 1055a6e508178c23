import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { RedactCommentInput, RedactDescriptionInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { filterFacts, frozenFields, loadTicket, staleness, touch } from '../../tickets/index.js';
import { loadComment } from '../data/store.js';

/** The text of a comment that was redacted. */
const REDACTED = '[redacted]';

/** Removes the text of a comment and its former texts for good. It is recorded who did it, and why. */
export async function redactComment(
  command: CommandContext,
  input: RedactCommentInput,
): Promise<Result<{ commentId: string }>> {
  const loaded = await loadComment(command, input.commentId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  if (!canPeople(command.actor, 'administer')) return err(onlyAdministrators('commentId'));
  const check = new InputCheck();
  const reason = check.required('reason', input.reason, 1000);
  if (check.errors.length > 0) return err(...check.errors);
  const { comment, ticket } = loaded.value;
  const { organisationId, onBehalfOf, now } = command;
  Object.assign(comment, {
    body: REDACTED,
    version: comment.version + 1,
    redactedAt: now,
    redactedByUserId: onBehalfOf.userId,
    redactedByKeyId: onBehalfOf.keyId,
  });
  await command.query(
    sql`delete from comment_edits where organisation_id = ${organisationId} and comment_id = ${comment.id}`,
  );
  // A redaction is no activity on the ticket: it delays nothing.
  if (comment.visibility === 'PUBLIC') touch(command, ticket, false);
  command.emit({
    type: 'COMMENT_REDACTED',
    ticketId: ticket.id,
    visibility: comment.visibility,
    commentId: comment.id,
    changes: [changed('TicketEvent.reason', null, reason)],
    facts: filterFacts(ticket),
  });
  return ok({ commentId: comment.id });
}

/** Replaces the description of a ticket, and removes the present and all former ones from the stored events. */
export async function redactDescription(
  command: CommandContext,
  input: RedactDescriptionInput,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  if (!canPeople(command.actor, 'administer')) return err(onlyAdministrators('ticketId'));
  const { ticket } = loaded.value;
  const stale = staleness(ticket, input.expectedVersion);
  if (stale) return stale;
  const check = new InputCheck();
  const description = check.required('description', input.description, 50_000, 'MARKDOWN');
  const reason = check.required('reason', input.reason, 1000);
  if (check.errors.length > 0) return err(...check.errors);
  // What is approved must stay as the approvers read it.
  const frozen = frozenFields(ticket, ['Ticket.description']);
  if (frozen.length > 0) return err(...frozen);
  ticket.description = description;
  touch(command, ticket, false);
  await command.query(sql`select redact_description(${command.organisationId}, ${ticket.id})`);
  command.emit({
    type: 'DESCRIPTION_REDACTED',
    ticketId: ticket.id,
    changes: [changed('TicketEvent.reason', null, reason)],
    facts: filterFacts(ticket),
  });
  return ok({ ticketId: ticket.id });
}

function onlyAdministrators(field: string) {
  return forbidden('ROLE', 'Only administrators can redact texts.', [field]);
}
