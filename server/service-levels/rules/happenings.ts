import type { Happening, Ledger, TicketState } from './ledger.js';

/** An event about a ticket, as far as clocks need it. */
export interface TicketEvent {
  type: string;
  visibility?: string | undefined;
  automatic?: boolean | undefined;
  changes?: readonly { field: string; to: unknown }[] | undefined;
}

/** Who wrote an event. */
export interface Speaker {
  userId: string | null;
  isStaff: boolean;
}

/** The events that can start, stop, pause or change a clock. */
export const followed = [
  'TICKET_CREATED',
  'COMMENT_ADDED',
  'TICKET_UPDATED',
  'TICKET_ASSIGNED',
  'TICKET_RECLASSIFIED',
  'TICKET_TRIAGED',
  'INVESTIGATION_STARTED',
  'TICKET_HELD',
  'TICKET_RESUMED',
  'TICKET_REQUEUED',
  'TICKET_RESOLVED',
  'TICKET_VERIFIED',
  'TICKET_REOPENED',
  'TICKET_CANCELLED',
  'TICKET_MERGED',
  'TICKET_UNMERGED',
] as const;

/** What an event means to the clocks of its ticket. */
export function happeningOf(
  event: TicketEvent,
  ledger: Ledger,
  ticket: TicketState,
  about: { at: number; requesterId: string; speaker: Speaker },
): Happening {
  const { type, changes = [] } = event;
  const to = (field: string) => changes.find((change) => change.field === field)?.to;
  const reason = to('TicketHold.reason');
  return {
    at: about.at,
    ticket,
    heldFor: ticket.status === 'ON_HOLD' ? (typeof reason === 'string' ? reason : ledger.heldFor) : null,
    isNew: type === 'TICKET_CREATED',
    moved: type !== 'TICKET_CREATED' && changes.some(({ field }) => field === 'Ticket.queue'),
    merged: type === 'TICKET_MERGED',
    unmerged: type === 'TICKET_UNMERGED',
    spoke: spokenBy(event, about),
  };
}

function spokenBy(
  { type, visibility, automatic, changes = [] }: TicketEvent,
  { requesterId, speaker }: { requesterId: string; speaker: Speaker },
): Happening['spoke'] {
  const isRequester = speaker.userId === requesterId;
  // A reply that reopens the ticket was written while its clocks were stopped.
  const reopens =
    type === 'TICKET_REOPENED' &&
    changes.some(({ field, to }) => field === 'TicketEvent.reason' && to === 'reply');
  if (reopens) return isRequester ? 'REQUESTER' : null;
  if (type !== 'COMMENT_ADDED' || visibility !== 'PUBLIC' || automatic) return null;
  return isRequester ? 'REQUESTER' : speaker.isStaff ? 'STAFF' : null;
}
