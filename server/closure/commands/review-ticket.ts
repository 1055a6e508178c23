import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ReviewTicketInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { newRecord } from '../../process/index.js';
import { filterFacts, importedTooEarly, loadTicketFor } from '../../tickets/index.js';
import { ReviewEntity } from '../data/entities.js';
import { closeWhenQuiet } from '../data/quiet.js';
import { needsReview } from '../rules/review.js';

/** Records a review of a resolved or closed ticket. It is internal: the public side of the ticket does not change. */
export async function reviewTicket(
  command: CommandContext,
  input: ReviewTicketInput,
): Promise<Result<{ reviewId: string; ticketId: string }>> {
  const loaded = await loadTicketFor(command, 'transition', input);
  if (!loaded.ok) return loaded;
  const { ticket } = loaded.value;
  if (ticket.status !== 'RESOLVED' && ticket.status !== 'CLOSED') {
    const message = `reviewTicket needs a status of RESOLVED or CLOSED; this ticket is ${ticket.status}.`;
    return err(invalid(['ticketId'], 'STATUS', message));
  }
  const early = importedTooEarly(command, ticket, ['resolvedAt', 'reportedAt']);
  if (early) return err(early);
  const check = new InputCheck();
  const summary = check.required('summary', input.summary, 10_000, 'MARKDOWN');
  const lessons = check.text('lessons', input.lessons || null, 10_000, 'MARKDOWN');
  const actions = check.texts('actions', input.actions, 20, 1000, 'TEXT') ?? [];
  if (check.errors.length > 0) return err(...check.errors);
  const record = newRecord(command, ticket);
  const { outcome } = input;
  command.em.create(ReviewEntity, { ...record, outcome, summary, lessons, actions }, { persist: true });
  if (needsReview(ticket)) await closeWhenQuiet(command, ticket);
  command.emit({
    type: 'TICKET_REVIEWED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [
      { field: 'Review.id', from: null, to: record.id },
      { field: 'Review.outcome', from: null, to: outcome },
    ],
    facts: filterFacts(ticket),
  });
  return ok({ reviewId: record.id, ticketId: ticket.id });
}
