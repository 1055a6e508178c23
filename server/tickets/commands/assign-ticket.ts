import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { changesSince, filterFacts, snapshot } from '../changes.js';
import { findQueue, isMember, wrongAssignee } from '../references.js';
import { statusCategory } from '../rules/words.js';
import { loadTicketFor, type TicketInput, touch } from '../store.js';

export interface AssignTicket extends TicketInput {
  queueId?: string | null;
  assigneeId?: string | null;
  reason?: string | null;
}

/** Gives a ticket to a queue, a person, or both. Going from one queue to another is a reassignment; the first is not. */
export async function assignTicket(
  change: Change,
  input: AssignTicket,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicketFor(change, 'assign', input);
  if (!loaded.ok) return loaded;
  const { ticket } = loaded.value;
  const check = new InputCheck();
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User');
  const reason = check.text('reason', input.reason, 1000) ?? null;
  if (!queueId && assigneeId === undefined)
    check.fail(['queueId'], 'REQUIRED', 'Give queueId, assigneeId, or both.');
  if (statusCategory(ticket.status) === 'DONE' && ticket.status !== 'RESOLVED') {
    check.fail(['ticketId'], 'STATUS', `A ticket that is ${ticket.status} is not assigned any more.`);
  }
  if (check.errors.length > 0) return refused(...check.errors);
  const queue = queueId ? await findQueue(change, queueId, 'queueId') : null;
  if (queue && !queue.ok) return queue;
  const wrong = assigneeId ? await wrongAssignee(change, assigneeId) : null;
  if (wrong) return refused(wrong);

  const before = snapshot(ticket);
  if (queue?.ok && queue.value.id !== ticket.queueId) {
    if (ticket.dispatched) ticket.reassignmentCount += 1;
    ticket.queueId = queue.value.id;
    const stays = ticket.assigneeId && (await isMember(change, queue.value.teamId, ticket.assigneeId));
    if (assigneeId === undefined && !stays) ticket.assigneeId = null;
  }
  if (queue?.ok) ticket.dispatched = true;
  if (assigneeId !== undefined) ticket.assigneeId = assigneeId;
  const changes = changesSince(before, ticket);
  if (changes.length === 0) return done({ ticketId: ticket.id });
  if (reason) changes.push({ field: 'reason', from: null, to: reason });
  touch(change, ticket);
  change.emit({ type: 'TICKET_ASSIGNED', ticketId: ticket.id, changes, facts: filterFacts(ticket) });
  return done({ ticketId: ticket.id });
}
