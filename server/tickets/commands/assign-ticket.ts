import { command, type Gathering } from '../../platform/commands/command.js';
import type { AssignTicketInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { changedTicket } from '../data/changed-ticket.js';
import { changesSince, filterFacts, snapshot, type TicketField } from '../data/changes.js';
import { loadedTicketFor, ticketToChange } from '../data/gather.js';
import { assigneeProblem, foundQueue, queueNamed, usersNamed } from '../data/gather-references.js';
import { touch } from '../data/store.js';
import { finalProblem } from '../rules/final.js';
import { assignsOneself } from '../rules/policy.js';

/** Assigns a ticket to a queue, an agent, or both. A move from one queue to another counts as a reassignment; the first queue does not. */
export const assignTicket = command<AssignTicketInput>()({
  operation: 'assignTicket',
  gather: (input, gathering) => ({
    ticket: ticketToChange(gathering, input.ticketId),
    queue: queueNamed(gathering, input.queueId),
    staying: input.queueId ? assigneeInTeam(gathering, input.ticketId, input.queueId) : null,
    users: usersNamed(gathering, [input.assigneeId]),
  }),
  decide(facts, input, deciding) {
    const loaded = loadedTicketFor(deciding.actor, 'assign', facts.ticket, input);
    if (!loaded.ok) return loaded;
    const { ticket: before } = loaded.value;
    const final = finalProblem('assignTicket', before.status);
    if (final) return err(final);
    const check = new InputCheck();
    const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
    const assigneeId = check.id('assigneeId', input.assigneeId, 'User');
    const reason = check.text('reason', input.reason, 1000) ?? null;
    if (!queueId && assigneeId === undefined)
      check.fail(['queueId'], 'REQUIRED', 'One of queueId and assigneeId is required.');
    if (check.errors.length > 0) return err(...check.errors);
    const queue = input.queueId ? foundQueue(facts.queue, input.queueId, 'queueId') : null;
    if (queue && !queue.ok) return queue;
    const wrong = input.assigneeId ? assigneeProblem(facts.users, input.assigneeId, deciding) : null;
    if (wrong) return err(wrong);
    const teamId = queue?.value.teamId ?? loaded.value.facts.queueTeamId;
    const isNew = assigneeId !== before.assigneeId || (queueId && queueId !== before.queueId);
    const oneself = assignsOneself(deciding.actor, isNew ? (assigneeId ?? null) : null, teamId);
    if (!oneself.allowed) return err(forbidden(oneself.reason, oneself.message, ['assigneeId']));

    const ticket = { ...before };
    if (queue && queue.value.id !== ticket.queueId) {
      if (ticket.dispatched) ticket.reassignmentCount += 1;
      ticket.queueId = queue.value.id;
      if (assigneeId === undefined && facts.staying.length === 0) ticket.assigneeId = null;
    }
    if (queue) ticket.dispatched = true;
    if (assigneeId !== undefined) ticket.assigneeId = assigneeId;
    const value = { ticketId: ticket.id };
    const changes: FieldChange<TicketField | 'TicketEvent.reason'>[] = changesSince(snapshot(before), ticket);
    const queueAfter = queue?.value ?? null;
    if (changes.length === 0)
      return ok({ value, ...changedTicket(before, ticket, deciding.actor, loaded.value.facts, queueAfter) });
    if (reason) changes.push({ field: 'TicketEvent.reason', from: null, to: reason });
    touch(deciding, ticket);
    const event: NewEvent = {
      type: 'TICKET_ASSIGNED',
      ticketId: ticket.id,
      changes,
      facts: filterFacts(ticket),
    };
    const written = changedTicket(before, ticket, deciding.actor, loaded.value.facts, queueAfter);
    return ok({ value, events: [event], ...written });
  },
});

/** A row if the assignee of a ticket is in the team of a queue. */
function assigneeInTeam({ me, organisationId }: Gathering, ticketId: string, queueId: string) {
  return sql<{ id: string }>`select m.user_id as id from ${me}
    join tickets t on t.organisation_id = ${organisationId} and t.id = ${idOfType(ticketId, 'Ticket')}::uuid
    join queues q on q.organisation_id = ${organisationId} and q.id = ${idOfType(queueId, 'Queue')}::uuid
    join team_members m on m.organisation_id = ${organisationId} and m.team_id = q.team_id and m.user_id = t.assignee_id`;
}
