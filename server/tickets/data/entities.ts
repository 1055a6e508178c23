import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type {
  ChangeKind,
  Channel,
  HoldReason,
  Impact,
  TicketStatus,
  TicketType,
  Urgency,
} from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';

/** The hold of a ticket when it was merged into another; times as text. */
export interface Hold {
  heldFrom: TicketStatus;
  heldSince: string;
  holdReason: HoldReason;
  holdResumeAt: string | null;
  /** Missing in merges that were recorded before holds were announced. */
  holdDueAt?: string | null;
  holdLinkedTicketId: string | null;
  holdNote: string | null;
}

export const TicketEntity = defineEntity({
  name: 'Ticket',
  tableName: 'tickets',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    type: p.text().$type<TicketType>(),
    number: p.integer(),
    formerNumbers: list(),
    changeKind: p.text().$type<ChangeKind>().nullable(),
    status: p.text().$type<TicketStatus>(),
    subject: p.text(),
    description: p.text(),
    errorMessages: list(),
    channel: p.text().$type<Channel>(),
    categoryId: p.uuid().nullable(),
    subcategoryId: p.uuid().nullable(),
    affectedServiceNames: list(),
    affectedServicesUnknown: p.boolean(),
    serviceIds: list(),
    affectedUserCount: p.integer().nullable(),
    affectedOperations: p.text().nullable(),
    impact: p.text().$type<Impact>(),
    urgency: p.text().$type<Urgency>(),
    priority: p.smallint(),
    matrixPriority: p.smallint(),
    priorityOverrideReason: p.text().nullable(),
    labels: list(),
    externalReference: p.text().nullable(),
    requesterId: p.uuid(),
    companyId: p.uuid().nullable(),
    createdByUserId: p.uuid().nullable(),
    createdByKeyId: p.uuid().nullable(),
    queueId: p.uuid(),
    dispatched: p.boolean(),
    assigneeId: p.uuid().nullable(),
    holdReason: p.text().$type<HoldReason>().nullable(),
    heldFrom: p.text().$type<TicketStatus>().nullable(),
    heldSince: p.datetime(3).nullable(),
    holdResumeAt: p.datetime(3).nullable(),
    holdDueAt: p.datetime(3).nullable(),
    holdLinkedTicketId: p.uuid().nullable(),
    holdNote: p.text().nullable(),
    resolutionCode: p.text().nullable(),
    resolutionNotes: p.text().nullable(),
    resolvedAt: p.datetime(3).nullable(),
    resolvedByUserId: p.uuid().nullable(),
    resolvedByKeyId: p.uuid().nullable(),
    quietSince: p.datetime(3).nullable(),
    autoCloseAt: p.datetime(3).nullable(),
    closureSummary: p.text().nullable(),
    documentationUrl: p.text().nullable(),
    closedAt: p.datetime(3).nullable(),
    closedByUserId: p.uuid().nullable(),
    closedByKeyId: p.uuid().nullable(),
    verifiedByRequester: p.boolean(),
    cancelReason: p.text().nullable(),
    duplicateOfId: p.uuid().nullable(),
    cancelledAt: p.datetime(3).nullable(),
    cancelledByUserId: p.uuid().nullable(),
    cancelledByKeyId: p.uuid().nullable(),
    reassignmentCount: p.integer(),
    reopenCount: p.integer(),
    majorIncident: p.boolean(),
    mergedFrom: p.text().$type<TicketStatus>().nullable(),
    mergedHold: p.json().$type<Hold>().nullable(),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    reportedAt: p.datetime(3),
  },
});

export const TicketPersonEntity = defineEntity({
  name: 'TicketPerson',
  tableName: 'ticket_people',
  properties: {
    organisationId: p.uuid().primary(),
    ticketId: p.uuid().primary(),
    userId: p.uuid().primary(),
    participation: p.text().$type<'WATCHER' | 'AFFECTED' | 'APPROVER'>().primary(),
    grantsAccess: p.boolean(),
    createdAt: p.datetime(3),
  },
});

export type TicketRow = InferEntity<typeof TicketEntity>;
/** A ticket that is given its number when it is stored. */
export type UnnumberedTicket = Omit<TicketRow, 'number'>;
