import type { FieldChange } from '../../platform/events/event.js';
import type { AddedFacts } from '../../platform/events/event-facts.js';
import { rankToPriority } from '../rules/priority.js';
import type { UnnumberedTicket } from './entities.js';

/** The values that filters use, stored with each event as they are after it. */
export interface FilterFacts extends AddedFacts {
  type: string;
  status: string;
  priority: string;
  queue: string;
  assignee: string | null;
  requester: string;
  category: string | null;
  subcategory: string | null;
  labels: string[];
  /** Missing in events that were recorded before there were services. */
  services?: string[];
  channel: string;
  externalReference: string | null;
  createdAt: string;
}

/** The values that filters use, of a ticket as it is. */
export function filterFacts(ticket: UnnumberedTicket): FilterFacts {
  return {
    type: ticket.type,
    status: ticket.status,
    priority: rankToPriority(ticket.priority),
    queue: ticket.queueId,
    assignee: ticket.assigneeId ?? null,
    requester: ticket.requesterId,
    category: ticket.categoryId ?? null,
    subcategory: ticket.subcategoryId ?? null,
    labels: ticket.labels,
    services: ticket.serviceIds,
    channel: ticket.channel,
    externalReference: ticket.externalReference ?? null,
    // In a unit of work, the times of gathered rows come as texts.
    createdAt: new Date(ticket.createdAt).toISOString(),
  };
}

/** The facts before an event: those after it with its changes undone. Facts that modules add are stored as they were. */
export function factsBefore(facts: FilterFacts, changes: readonly FieldChange[]): FilterFacts {
  const { addedBefore, ...after } = facts;
  const undone = changes
    .map(({ field, from }) => [factOf(field), from] as const)
    .filter(([fact]) => fact in after);
  return { ...after, ...(addedBefore ? { added: addedBefore } : {}), ...Object.fromEntries(undone) };
}

/** The fact that a change of a field of the ticket changes. Facts keep the names under which they are stored. */
function factOf(field: string): string {
  if (field === 'Ticket.affectedServices') return 'services';
  return field.startsWith('Ticket.') ? field.slice('Ticket.'.length) : field;
}

// The contract's fields that changes name, and how to read them from a row.
const fieldValues = {
  'Ticket.status': (t) => t.status,
  'Ticket.subject': (t) => t.subject,
  'Ticket.description': (t) => t.description,
  'Ticket.errorMessages': (t) => t.errorMessages,
  'Ticket.category': (t) => t.categoryId,
  'Ticket.subcategory': (t) => t.subcategoryId,
  'Ticket.affectedServiceNames': (t) => t.affectedServiceNames,
  'Ticket.affectedServicesUnknown': (t) => t.affectedServicesUnknown,
  'Ticket.affectedServices': (t) => t.serviceIds,
  'Ticket.affectedUserCount': (t) => t.affectedUserCount,
  'Ticket.affectedOperations': (t) => t.affectedOperations,
  'Ticket.impact': (t) => t.impact,
  'Ticket.urgency': (t) => t.urgency,
  'Ticket.priority': (t) => rankToPriority(t.priority),
  'PriorityOverride.reason': (t) => t.priorityOverrideReason,
  'Ticket.labels': (t) => t.labels,
  'Ticket.externalReference': (t) => t.externalReference,
  'Ticket.requester': (t) => t.requesterId,
  'Ticket.queue': (t) => t.queueId,
  'Ticket.assignee': (t) => t.assigneeId,
  'TicketHold.reason': (t) => t.holdReason,
  'TicketHold.resumeAt': (t) => t.holdResumeAt?.toISOString() ?? null,
  'TicketHold.linkedTicket': (t) => t.holdLinkedTicketId,
  'TicketHold.note': (t) => t.holdNote,
  'TicketResolution.code': (t) => t.resolutionCode,
  'TicketResolution.notes': (t) => t.resolutionNotes,
  'TicketClosure.summary': (t) => t.closureSummary,
  'TicketClosure.documentationUrl': (t) => t.documentationUrl,
  'TicketClosure.verifiedByRequester': (t) => t.verifiedByRequester,
  'TicketCancellation.reason': (t) => t.cancelReason,
  'TicketCancellation.duplicateOf': (t) => t.duplicateOfId,
  'Ticket.reassignmentCount': (t) => t.reassignmentCount,
  'Ticket.reopenCount': (t) => t.reopenCount,
} satisfies Record<string, (ticket: UnnumberedTicket) => unknown>;

/** A field of a ticket that changes name. */
export type TicketField = keyof typeof fieldValues;

const fields = Object.entries(fieldValues) as [TicketField, (ticket: UnnumberedTicket) => unknown][];

export type Snapshot = Readonly<Record<string, unknown>>;

/** The fields of a ticket, for a later comparison. */
export function snapshot(ticket: UnnumberedTicket): Snapshot {
  return Object.fromEntries(fields.map(([field, of]) => [field, of(ticket)]));
}

/** The fields that changed since a snapshot. */
export function changesSince(before: Snapshot, ticket: UnnumberedTicket): FieldChange<TicketField>[] {
  return fields
    .map(([field, of]) => ({ field, from: before[field], to: of(ticket) }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

// Long texts of a new ticket are on the ticket; later changes of them are in events.
const leftOutOfNew = new Set<TicketField>(['Ticket.description', 'Ticket.errorMessages']);

/** The changes in the first event of a new ticket: its fields that are not empty. */
export function changesOfNew(ticket: UnnumberedTicket): FieldChange<TicketField>[] {
  const empty = new Set(['null', '[]', 'false', '0']);
  return fields
    .filter(([field]) => !leftOutOfNew.has(field))
    .map(([field, of]) => ({ field, from: null, to: of(ticket) }))
    .filter(({ to }) => !empty.has(JSON.stringify(to ?? null)));
}
