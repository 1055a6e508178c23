import type { FieldChange } from '../../platform/events/event.js';
import { rankToPriority } from '../rules/priority.js';
import type { TicketRow } from './entities.js';

/** What filters ask about: kept with each event, as it is after it. */
export interface FilterFacts {
  type: string;
  status: string;
  priority: string;
  queue: string;
  assignee: string | null;
  requester: string;
  category: string | null;
  subcategory: string | null;
  labels: string[];
  /** Left out by events that were recorded before there were services. */
  services?: string[];
  channel: string;
  externalReference: string | null;
  createdAt: string;
}

/** What filters ask about, of a ticket as it is. */
export function filterFacts(ticket: TicketRow): FilterFacts {
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

/** What was before an event: the facts after it with its changes undone. */
export function factsBefore(after: FilterFacts, changes: readonly FieldChange[]): FilterFacts {
  const undone = changes
    .filter((change) => change.field in after)
    .map((change) => [change.field, change.from]);
  return { ...after, ...Object.fromEntries(undone) };
}

// The fields of the contract that a change is told by, and how they are read off a row.
const told: Record<string, (ticket: TicketRow) => unknown> = {
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
};

export type Snapshot = Record<string, unknown>;

/** What a ticket says now, to compare with later. */
export function snapshot(ticket: TicketRow): Snapshot {
  return Object.fromEntries(Object.entries(told).map(([field, of]) => [field, of(ticket)]));
}

/** The fields that changed since a snapshot. */
export function changesSince(before: Snapshot, ticket: TicketRow): FieldChange[] {
  return Object.entries(told)
    .map(([field, of]) => ({ field, from: before[field], to: of(ticket) }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

// Long texts of a new ticket are on the ticket; later changes of them are told, for the history.
const untoldOfNew = new Set(['description', 'errorMessages']);

/** What of a new ticket its first event tells: what is not empty. */
export function changesOfNew(ticket: TicketRow): FieldChange[] {
  const empty = new Set(['null', '[]', 'false', '0']);
  return Object.entries(told)
    .filter(([field]) => !untoldOfNew.has(field))
    .map(([field, of]) => ({ field, from: null, to: of(ticket) }))
    .filter(({ to }) => !empty.has(JSON.stringify(to ?? null)));
}
