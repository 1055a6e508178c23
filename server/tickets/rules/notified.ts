import type { FilteredEventRow } from '../../platform/events/event.js';
import {
  changeOf,
  type NotificationRule,
  type NotifiedTicket,
  type Recipients,
} from './notification-rules.js';

/** Who works the ticket: its assignee, or the team of its queue while nobody is. */
function workers({ assigneeId }: NotifiedTicket): Recipients {
  return assigneeId ? { users: [assigneeId] } : { groups: ['TEAM'] };
}

function becomes(event: FilteredEventRow, status: string): boolean {
  return changeOf(event, 'Ticket.status')?.to === status;
}

/** A new assignee. The one who has left the ticket by now is not notified. */
const assigned: NotificationRule = {
  kind: 'ASSIGNED',
  of: ['TICKET_CREATED', 'TICKET_ASSIGNED', 'TICKET_TRIAGED', 'INVESTIGATION_STARTED', 'TICKET_REOPENED'],
  to: (event, { assigneeId }) => ({
    users: [changeOf(event, 'Ticket.assignee')?.to].filter((id) => id === assigneeId) as string[],
  }),
};

/** The team of the queue that a ticket comes into without an assignee, and the former assignee. */
const handedOver: NotificationRule = {
  kind: 'HANDED_OVER',
  of: ['TICKET_ASSIGNED', 'TICKET_REQUEUED'],
  to(event, { assigneeId }) {
    const before = changeOf(event, 'Ticket.assignee')?.from as string | null | undefined;
    const isMoved = event.type === 'TICKET_REQUEUED' || changeOf(event, 'Ticket.queue') !== undefined;
    return { users: [before], groups: isMoved && assigneeId === null ? ['TEAM'] : [] };
  },
};

const holdDue: NotificationRule = {
  kind: 'HOLD_DUE',
  of: ['HOLD_DUE', 'HOLD_CAUSE_ENDED'],
  to: (_, ticket) => workers(ticket),
};

const reopened: NotificationRule = {
  kind: 'REOPENED',
  of: ['TICKET_REOPENED'],
  to: (_, ticket) => workers(ticket),
};

const resolved: NotificationRule = {
  kind: 'RESOLVED',
  of: ['TICKET_RESOLVED', 'TICKET_VERIFIED'],
  to: (event, { requesterId }) =>
    becomes(event, 'RESOLVED') ? { users: [requesterId], groups: ['AFFECTED'] } : {},
};

export const ticketNotifications: readonly NotificationRule[] = [
  assigned,
  handedOver,
  holdDue,
  reopened,
  resolved,
];
