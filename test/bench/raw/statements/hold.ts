import { object, text, when, word } from '../json.js';
import { visible } from '../seen.js';
import { appendEvent, changed } from './append-event.js';

function answer(mutation: string): string {
  return `select ${object({
    data: object({
      [mutation]: object({
        ticket: object({
          status: word('ticket.status'),
          hold: when(
            'ticket.held_from is not null',
            object({
              reason: word('ticket.hold_reason'),
              heldFrom: word('ticket.held_from'),
              note: text('ticket.hold_note'),
            }),
          ),
        }),
        errors: `'[]'`,
      }),
    }),
  })} as answer from ticket join event on true`;
}

// Whether the agent may work the ticket: as its assignee or in the team of its queue.
const works = '(t.assignee_id = $2 or q.team_id = any ($3::uuid[]))';
const mine = `t.organisation_id = $1 and t.id = $4 and q.organisation_id = $1 and q.id = t.queue_id and ${visible} and ${works}`;

/** $4: the ticket, $5: the reason, $6: the note, $7: the trace id. */
export const holdTicket = `
with ticket as (
  update tickets t set status = 'ON_HOLD', held_from = t.status, held_since = now(), hold_reason = $5, hold_note = $6, version = t.version + 1,
    updated_at = now()
  from queues q where ${mine} and t.status in ('NEW', 'TRIAGED', 'INVESTIGATING', 'PLANNING', 'SCHEDULED', 'IMPLEMENTING') returning t.*
), ${appendEvent({
  type: 'TICKET_HELD',
  counts: [
    ['t.held_from', -1],
    ['t.status', 1],
  ],
  request: '$7',
  changes: changed({
    'Ticket.status': ['t.held_from', 't.status'],
    'TicketHold.reason': ['null', 't.hold_reason'],
    'TicketHold.note': ['null', 't.hold_note'],
  }),
})}
${answer('holdTicket')}`;

/** $4: the ticket, $5: the trace id. */
export const resumeTicket = `
with ticket as (
  update tickets t set status = t.held_from, held_from = null, held_since = null, hold_reason = null, hold_resume_at = null,
    hold_linked_ticket_id = null, hold_note = null, version = t.version + 1, updated_at = now()
  from queues q where ${mine} and t.status = 'ON_HOLD' returning t.*, old.hold_reason as old_reason, old.hold_note as old_note
), ${appendEvent({
  type: 'TICKET_RESUMED',
  counts: [
    [`'ON_HOLD'`, -1],
    ['t.status', 1],
  ],
  request: '$5',
  changes: changed({
    'Ticket.status': [`'ON_HOLD'`, 't.status'],
    'TicketHold.reason': ['t.old_reason', 'null'],
    'TicketHold.note': ['t.old_note', 'null'],
  }),
})}
${answer('resumeTicket')}`;
