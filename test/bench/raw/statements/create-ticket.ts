import { object, plain, text, word } from '../json.js';
import { numberOf, person } from '../seen.js';
import { appendEvent, changed } from './append-event.js';

/** $3: the queue, $4: the ticket's id, $5: its subject, $6: its description, $7: the trace id. An incident of the agent $2. */
export const createTicket = `
with counter as (
  insert into ticket_counters as c (organisation_id, type, number) values ($1, 'INCIDENT', 1)
  on conflict (organisation_id, type) do update set number = c.number + 1 returning number
), ticket as (
  insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact, urgency, priority, matrix_priority,
    requester_id, created_by_user_id, queue_id, dispatched, created_at, updated_at, reported_at)
  select $1, $4, 'INCIDENT', counter.number, 'NEW', $5, $6, 'PORTAL', 'MEDIUM', 'MEDIUM', 3, 3, $2, $2, q.id, true, now(), now(), now()
  from counter join queues q on q.organisation_id = $1 and q.id = $3 returning *
), ${appendEvent({
  type: 'TICKET_CREATED',
  request: '$7',
  counts: [['t.status', 1]],
  changes: changed({
    'Ticket.status': ['null', 't.status'],
    'Ticket.subject': ['null', 't.subject'],
    'Ticket.impact': ['null', 't.impact'],
    'Ticket.urgency': ['null', 't.urgency'],
    'Ticket.priority': ['null', `'P' || t.priority`],
    'Ticket.requester': ['null', 't.requester_id'],
    'Ticket.queue': ['null', 't.queue_id'],
  }),
})}
select ${object({
  data: object({
    createTicket: object({
      ticket: object({
        number: word(numberOf),
        subject: text('t.subject'),
        status: word('t.status'),
        priority: word(`'P' || t.priority`),
        version: plain('t.version'),
        requester: object({ name: text('requester.name') }),
        queue: object({ name: text('q.name') }),
      }),
      errors: `'[]'`,
    }),
  }),
})} as answer
from ticket t join event on true join queues q on q.organisation_id = $1 and q.id = t.queue_id ${person('requester', 't.requester_id')}`;
