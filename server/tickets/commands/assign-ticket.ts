import { command, type Gathering } from '../../platform/commands/command.js';
import type { AssignTicketInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { changedTicket } from '../data/changed-ticket.js';
import { changesSince, filterFacts, snapshot, type TicketField } from '../data/changes.js';
import { loadedTicketFor, ticketToChange } from '../data/gather.js';
import {
  foundQueue,
  queueNamed,
  queueOfTicket,
  ticketAssigneeProblem,
  usersNamed,
} from '../data/gather-references.js';
import { touch } from '../data/store.js';
import { putInQueue } from '../rules/assignment.js';
import { finalProblem } from '../rules/final.js';
import { importedTooEarly } from '../rules/import-times.js';

/** Assigns a ticket to a queue, an agent, or both. */
export const assignTicket = command<AssignTicketInput>()({
  operation: 'assignTicket',
  gather: (input, gathering) => ({
    ticket: ticketToChange(gathering, input.ticketId),
    queue: queueNamed(gathering, input.queueId),
    staying: input.queueId ? assigneeInTeam(gathering, input.ticketId, input.queueId) : null,
    users: usersNamed(gathering, [input.assigneeId]),
    present: input.assigneeId
      ? queueOfTicket(gathering, sql`${idOfType(input.ticketId, 'Ticket')}::uuid`)
      : null,
  }),
  decide(facts, input, deciding) {
    const loaded = loadedTicketFor(deciding.actor, 'assign', facts.ticket, input);
    if (!loaded.ok) return loaded;
    const { ticket: before } = loaded.value;
    const final = finalProblem('assignTicket', before.status);
    if (final) return err(final);
    const early = importedTooEarly(deciding, before);
    if (early) return err(early);
    const check = new InputCheck();
    const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
    const assigneeId = check.id('assigneeId', input.assigneeId, 'User');
    const reason = check.text('reason', input.reason, 1000) ?? null;
    if (!queueId && assigneeId === undefined)
      check.fail(['queueId'], 'REQUIRED', 'One of queueId and assigneeId is required.');
    if (check.errors.length > 0) return err(...check.errors);
    const queue = input.queueId ? foundQueue(facts.queue, input.queueId, 'queueId') : null;
    if (queue && !queue.ok) return queue;
    const assignedIn = queue?.value ?? facts.present[0];
    const isNew = assigneeId !== before.assigneeId || (queueId && queueId !== before.queueId);
    if (input.assigneeId && isNew && assignedIn) {
      const wrong = ticketAssigneeProblem(facts.users, input.assigneeId, assignedIn, deciding);
      if (wrong) return err(wrong);
    }

    const ticket = { ...before };
    if (queue) {
      const isOther = queue.value.id !== ticket.queueId;
      putInQueue(ticket, queue.value.id);
      if (isOther && assigneeId === undefined && facts.staying.length === 0) ticket.assigneeId = null;
    }
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
