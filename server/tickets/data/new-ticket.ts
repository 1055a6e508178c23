import type { Deciding } from '../../platform/commands/command.js';
import type { ChangeKind, Channel, TicketType } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { newId } from '../../platform/kernel/ids.js';
import { type PriorityMatrix, prioritise } from '../rules/priority.js';
import { numberPrefix } from '../rules/ticket-number.js';
import { TicketEntity, type TicketRow, type UnnumberedTicket } from './entities.js';
import type { Details } from './input.js';

/** The checked values of a new ticket. */
export interface NewTicket {
  type: TicketType;
  details: Details & { subject: string; description: string };
  changeKind: ChangeKind | null;
  channel: Channel;
  categoryId: string | null;
  subcategoryId: string | null;
  serviceIds: readonly string[];
  requesterId: string;
  queueId: string;
  /** Whether somebody chose the queue. */
  dispatched: boolean;
  assigneeId: string | null;
}

/** A new ticket. */
export function newTicket(
  { organisationId, onBehalfOf, now, occurredAt }: Deciding,
  matrix: PriorityMatrix,
  { details, type, queueId, dispatched, serviceIds, ...given }: NewTicket,
): UnnumberedTicket {
  const { impact = null, urgency = null } = details;
  const levels = [impact ?? 'MEDIUM', urgency ?? 'MEDIUM'] as const;
  return {
    ...given,
    organisationId,
    id: newId(),
    type,
    formerNumbers: [] as string[],
    status: 'NEW',
    subject: details.subject,
    description: details.description,
    errorMessages: [...(details.errorMessages ?? [])],
    affectedServiceNames: [...(details.affectedServiceNames ?? [])],
    affectedServicesUnknown: false,
    serviceIds: [...serviceIds],
    affectedUserCount: details.affectedUserCount ?? null,
    affectedOperations: details.affectedOperations ?? null,
    impact: levels[0],
    urgency: levels[1],
    ...prioritise(matrix, ...levels, details.priorityOverride ?? null),
    labels: [...(details.labels ?? [])],
    externalReference: details.externalReference ?? null,
    createdByUserId: onBehalfOf.userId,
    createdByKeyId: onBehalfOf.keyId,
    queueId,
    dispatched,
    holdReason: null,
    heldFrom: null,
    heldSince: null,
    holdResumeAt: null,
    holdDueAt: null,
    holdLinkedTicketId: null,
    holdNote: null,
    resolutionCode: null,
    resolutionNotes: null,
    resolvedAt: null,
    resolvedByUserId: null,
    resolvedByKeyId: null,
    quietSince: null,
    autoCloseAt: null,
    closureSummary: null,
    documentationUrl: null,
    closedAt: null,
    closedByUserId: null,
    closedByKeyId: null,
    verifiedByRequester: false,
    cancelReason: null,
    duplicateOfId: null,
    cancelledAt: null,
    cancelledByUserId: null,
    cancelledByKeyId: null,
    reassignmentCount: 0,
    reopenCount: 0,
    majorIncident: false,
    mergedFrom: null,
    mergedHold: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    reportedAt: occurredAt,
  } as UnnumberedTicket;
}

/** What only the database knows of a new ticket. */
export type Numbered = Pick<TicketRow, 'number' | 'companyId'>;

/**
 * Inserts a new ticket with the next number of its type, and the company of its requester. `before` is inserted in the same statement:
 * parts of its `with`.
 */
export function insertTicket(ticket: UnnumberedTicket, before: Sql | null = null): Sql<Numbered> {
  const { organisationId, type, requesterId } = ticket;
  const company = sql`(select u.company_id from users u where u.organisation_id = ${organisationId} and u.id = ${requesterId})`;
  const numbered = { ...ticket, number: sql`(select number from counter)`, companyId: company };
  return sql<Numbered>`with ${before ? sql`${before}, ` : sql``}counter as (
      insert into ticket_counters as c (organisation_id, type, number) values (${organisationId}, ${type}, 1)
      on conflict (organisation_id, type) do update set number = c.number + 1 returning number)
    ${insertInto(TicketEntity, numbered)} returning number, company_id as "companyId"`;
}

/** SQL of the number of a stored ticket, as people use it. */
export function numberOfStored({ organisationId, id, type }: UnnumberedTicket): Sql {
  return sql`(select ${numberPrefix(type)} || t.number from tickets t where t.organisation_id = ${organisationId} and t.id = ${id})`;
}

/** A user who is affected by a new ticket or watches it. */
export interface NewPerson {
  userId: string;
  participation: 'WATCHER' | 'AFFECTED';
  grantsAccess: boolean;
}

/** Stores who is affected by a new ticket and who watches it. */
export function insertPeople(
  { organisationId, id, createdAt }: UnnumberedTicket,
  people: readonly NewPerson[],
): Sql {
  return sql`insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access, created_at)
    select ${organisationId}::uuid, ${id}::uuid, p.user_id, p.participation, p.grants_access, ${createdAt}::timestamptz
    from unnest(${people.map(({ userId }) => userId)}::uuid[], ${people.map(({ participation }) => participation)}::text[],
      ${people.map(({ grantsAccess }) => grantsAccess)}::boolean[]) p (user_id, participation, grants_access)`;
}
