import type { CommandContext } from '../../platform/commands/command-context.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { changesSince, filterFacts, snapshot } from '../data/changes.js';
import { findQueue, isMember, wrongAssignee } from '../data/references.js';
import { loadTicketFor, type TicketInput, touch } from '../data/store.js';
import { statusCategory } from '../rules/words.js';

export interface AssignTicket extends TicketInput {
  queueId?: string | null;
  assigneeId?: string | null;
  reason?: string | null;
}

/** Gives a ticket to a queue, a person, or both. Going from one queue to another is a reassignment; the first is not. */
export async function assignTicket(
  command: CommandContext,
  input: AssignTicket,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicketFor(command, 'assign', input);
  if (!loaded.ok) return loaded;
  const { ticket } = loaded.value;
  const check = new InputCheck();
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User');
  const reason = check.text('reason', input.reason, 1000) ?? null;
  if (!queueId && assigneeId === undefined)
    check.fail(['queueId'], 'REQUIRED', 'One of queueId and assigneeId is required.');
  if (statusCategory(ticket.status) === 'DONE' && ticket.status !== 'RESOLVED') {
    check.fail(['ticketId'], 'STATUS', `assignTicket is not possible for a ticket that is ${ticket.status}.`);
  }
  if (check.errors.length > 0) return err(...check.errors);
  const queue = queueId ? await findQueue(command, queueId, 'queueId') : null;
  if (queue && !queue.ok) return queue;
  const wrong = assigneeId ? await wrongAssignee(command, assigneeId) : null;
  if (wrong) return err(wrong);

  const before = snapshot(ticket);
  if (queue?.ok && queue.value.id !== ticket.queueId) {
    if (ticket.dispatched) ticket.reassignmentCount += 1;
    ticket.queueId = queue.value.id;
    const stays = ticket.assigneeId && (await isMember(command, queue.value.teamId, ticket.assigneeId));
    if (assigneeId === undefined && !stays) ticket.assigneeId = null;
  }
  if (queue?.ok) ticket.dispatched = true;
  if (assigneeId !== undefined) ticket.assigneeId = assigneeId;
  const changes = changesSince(before, ticket);
  if (changes.length === 0) return ok({ ticketId: ticket.id });
  if (reason) changes.push({ field: 'reason', from: null, to: reason });
  touch(command, ticket);
  command.emit({ type: 'TICKET_ASSIGNED', ticketId: ticket.id, changes, facts: filterFacts(ticket) });
  return ok({ ticketId: ticket.id });
}
