import type { By } from '../../identity/people/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { Ticket } from '../../platform/contract/generated/types.js';
import { fieldColumns } from '../../platform/db/sql.js';
import { ExtensionPoint, mergedRecords } from '../../platform/extensions/extension-point.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { rankToPriority } from '../rules/priority.js';
import { statusCategory } from '../rules/status-category.js';
import { ticketNumber } from '../rules/ticket-number.js';
import { TicketEntity, type TicketRow } from './entities.js';

/** A ticket in the contract's form, with the row that its resolvers use. */
export type TicketNode = Ticket & { row: TicketRow };

/** The contract's plain fields of a ticket. */
export function toTicket(row: TicketRow): TicketNode {
  return {
    __typename: 'Ticket',
    row,
    id: toGlobalId('Ticket', row.id),
    number: ticketNumber(row.type, row.number),
    type: row.type,
    changeKind: row.changeKind ?? null,
    status: row.status,
    statusCategory: statusCategory(row.status),
    formerNumbers: row.formerNumbers,
    subject: row.subject,
    description: row.description,
    errorMessages: row.errorMessages,
    channel: row.channel,
    affectedServiceNames: row.affectedServiceNames,
    affectedServicesUnknown: row.affectedServicesUnknown,
    affectedUserCount: row.affectedUserCount ?? null,
    affectedOperations: row.affectedOperations ?? null,
    impact: row.impact,
    urgency: row.urgency,
    priority: rankToPriority(row.priority),
    priorityOverride: row.priorityOverrideReason
      ? { matrixPriority: rankToPriority(row.matrixPriority), reason: row.priorityOverrideReason }
      : null,
    labels: row.labels,
    externalReference: row.externalReference ?? null,
    hold: holdOf(row),
    resolution: resolutionOf(row),
    closure: closureOf(row),
    cancellation: cancellationOf(row),
    reassignmentCount: row.reassignmentCount,
    reopenCount: row.reopenCount,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    reportedAt: row.reportedAt,
    resolvedAt: row.resolvedAt ?? null,
    closedAt: row.closedAt ?? null,
    autoCloseAt: row.autoCloseAt ?? null,
  };
}

/** The columns that fields of a ticket need, here and in the resolvers. */
export type TicketFields = Readonly<Record<string, readonly (keyof TicketRow & string)[]>>;

/** The columns that the selected fields need. An unknown field needs all of them. */
export const ticketFields = new ExtensionPoint<TicketFields, (fields: Iterable<string>) => readonly string[]>(
  'fields of Ticket',
  (added) =>
    fieldColumns<TicketRow>(TicketEntity, Object.fromEntries(mergedRecords('field of Ticket', added))),
);

/** The columns of these fields of tickets, for the reads of an actor. */
export function columnsOf(reads: ActorReads, fields: Iterable<string>): readonly string[] {
  return reads.extensions.at(ticketFields)(fields);
}

export const ownFields: TicketFields = {
  number: ['type', 'number'],
  url: ['type', 'number'],
  statusCategory: ['status'],
  priorityOverride: ['priorityOverrideReason', 'matrixPriority'],
  category: ['categoryId'],
  subcategory: ['subcategoryId'],
  requester: ['requesterId'],
  createdBy: ['createdByUserId', 'createdByKeyId'],
  queue: ['queueId'],
  assignee: ['assigneeId'],
  hold: ['heldFrom', 'holdReason', 'heldSince', 'holdResumeAt', 'holdNote', 'holdLinkedTicketId'],
  resolution: ['resolvedAt', 'resolvedByUserId', 'resolvedByKeyId', 'resolutionCode', 'resolutionNotes'],
  closure: [
    'closedAt',
    'closedByUserId',
    'closedByKeyId',
    'closureSummary',
    'documentationUrl',
    'verifiedByRequester',
  ],
  cancellation: ['cancelledAt', 'cancelledByUserId', 'cancelledByKeyId', 'cancelReason', 'duplicateOfId'],
  availableTransitions: [
    ...(['version', 'type', 'status', 'heldFrom', 'mergedFrom', 'changeKind', 'majorIncident'] as const),
    ...(['categoryId', 'affectedServiceNames', 'serviceIds', 'assigneeId'] as const),
  ],
  affectedUsers: [],
  watchers: [],
  viewerIsWatching: [],
  affectedServices: ['serviceIds'],
  affectedItems: [],
  suggestedImpact: ['serviceIds', 'affectedUserCount'],
};

function holdOf(row: TicketRow) {
  if (!row.heldFrom || !row.holdReason || !row.heldSince) return null;
  return {
    reason: row.holdReason,
    heldAt: row.heldSince,
    heldFrom: row.heldFrom,
    resumeAt: row.holdResumeAt ?? null,
    note: row.holdNote ?? null,
    linkedTicketId: row.holdLinkedTicketId,
  };
}

function resolutionOf(row: TicketRow) {
  if (!row.resolvedAt) return null;
  const by: By = { userId: row.resolvedByUserId ?? null, keyId: row.resolvedByKeyId ?? null };
  return {
    code: row.resolutionCode ?? '',
    notes: row.resolutionNotes ?? '',
    resolvedAt: row.resolvedAt,
    byWhom: by,
  };
}

function closureOf(row: TicketRow) {
  if (!row.closedAt) return null;
  const by: By = { userId: row.closedByUserId ?? null, keyId: row.closedByKeyId ?? null, part: 'clock' };
  return {
    summary: row.closureSummary ?? '',
    documentationUrl: row.documentationUrl ?? null,
    closedAt: row.closedAt,
    verifiedByRequester: row.verifiedByRequester,
    byWhom: by,
  };
}

function cancellationOf(row: TicketRow) {
  if (!row.cancelledAt) return null;
  const by: By = { userId: row.cancelledByUserId ?? null, keyId: row.cancelledByKeyId ?? null };
  return {
    reason: row.cancelReason ?? null,
    cancelledAt: row.cancelledAt,
    byWhom: by,
    duplicateOfId: row.duplicateOfId,
  };
}
