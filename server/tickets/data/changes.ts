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
    createdAt: ticket.createdAt.toISOString(),
  };
}

/** The facts before an event: those after it with its changes undone. Facts that modules add are stored as they were. */
export function factsBefore(facts: FilterFacts, changes: readonly FieldChange[]): FilterFacts {
  const { addedBefore, ...after } = facts;
  const undone = changes
    .filter((change) => change.field in after)
    .map((change) => [change.field, change.from]);
  return { ...after, ...(addedBefore ? { added: addedBefore } : {}), ...Object.fromEntries(undone) };
}

// The contract's fields that changes name, and how to read them from a row.
const fieldValues = {
  status: (t) => t.status,
  subject: (t) => t.subject,
  description: (t) => t.description,
  errorMessages: (t) => t.errorMessages,
  category: (t) => t.categoryId,
  subcategory: (t) => t.subcategoryId,
  affectedServices: (t) => t.affectedServices,
  affectedServicesUnknown: (t) => t.affectedServicesUnknown,
  services: (t) => t.serviceIds,
  affectedUserCount: (t) => t.affectedUserCount,
  affectedOperations: (t) => t.affectedOperations,
  impact: (t) => t.impact,
  urgency: (t) => t.urgency,
  priority: (t) => rankToPriority(t.priority),
  priorityOverrideReason: (t) => t.priorityOverrideReason,
  labels: (t) => t.labels,
  externalReference: (t) => t.externalReference,
  requester: (t) => t.requesterId,
  queue: (t) => t.queueId,
  assignee: (t) => t.assigneeId,
  holdReason: (t) => t.holdReason,
  resumeAt: (t) => t.holdResumeAt?.toISOString() ?? null,
  linkedTicket: (t) => t.holdLinkedTicketId,
  holdNote: (t) => t.holdNote,
  resolutionCode: (t) => t.resolutionCode,
  resolutionNotes: (t) => t.resolutionNotes,
  closureSummary: (t) => t.closureSummary,
  documentationUrl: (t) => t.documentationUrl,
  verifiedByRequester: (t) => t.verifiedByRequester,
  cancelReason: (t) => t.cancelReason,
  duplicateOf: (t) => t.duplicateOfId,
  reassignmentCount: (t) => t.reassignmentCount,
  reopenCount: (t) => t.reopenCount,
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
const unvalueOfOfNew = new Set(['description', 'errorMessages']);

/** The changes in the first event of a new ticket: its fields that are not empty. */
export function changesOfNew(ticket: UnnumberedTicket): FieldChange<TicketField>[] {
  const empty = new Set(['null', '[]', 'false', '0']);
  return fields
    .filter(([field]) => !unvalueOfOfNew.has(field))
    .map(([field, of]) => ({ field, from: null, to: of(ticket) }))
    .filter(({ to }) => !empty.has(JSON.stringify(to ?? null)));
}
