import type { OrganisationRow } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ChangeKind, Channel, TicketType } from '../../platform/contract/generated/enums.js';
import { sql } from '../../platform/db/sql.js';
import { newId } from '../../platform/kernel/ids.js';
import { prioritise } from '../rules/priority.js';
import { TicketEntity, type TicketRow } from './entities.js';
import type { Details } from './input.js';
import { keepLabels } from './labels.js';
import { matrixOf } from './references.js';

/** What a new ticket is made of, checked. */
export interface NewTicket {
  type: TicketType;
  details: Details & { subject: string; description: string };
  changeKind: ChangeKind | null;
  channel: Channel;
  categoryId: string | null;
  subcategoryId: string | null;
  serviceIds: readonly string[];
  requesterId: string;
  /** Null: the default queue. */
  queueId: string | null;
  assigneeId: string | null;
}

/** Stores a new ticket, with the next number of its type. */
export async function newTicket(
  command: CommandContext,
  organisation: OrganisationRow & { defaultQueueId: string },
  { details, type, queueId, serviceIds, ...told }: NewTicket,
): Promise<TicketRow> {
  const { organisationId, performer, now } = command;
  const { impact = null, urgency = null } = details;
  const levels = [impact ?? 'MEDIUM', urgency ?? 'MEDIUM'] as const;
  const ticket = command.em.create(
    TicketEntity,
    {
      ...told,
      organisationId,
      id: newId(),
      type,
      number: await nextNumber(command, type),
      status: 'NEW',
      subject: details.subject,
      description: details.description,
      errorMessages: [...(details.errorMessages ?? [])],
      affectedServices: [...(details.affectedServices ?? [])],
      affectedServicesUnknown: false,
      serviceIds: [...serviceIds],
      affectedUserCount: details.affectedUserCount ?? null,
      affectedOperations: details.affectedOperations ?? null,
      impact: levels[0],
      urgency: levels[1],
      ...prioritise(matrixOf(organisation), ...levels, details.priorityOverride ?? null),
      labels: [...(details.labels ?? [])],
      externalReference: details.externalReference ?? null,
      createdByUserId: performer.userId,
      createdByKeyId: performer.keyId,
      queueId: queueId ?? organisation.defaultQueueId,
      dispatched: queueId !== null,
      holdReason: null,
      heldFrom: null,
      heldSince: null,
      holdResumeAt: null,
      holdLinkedTicketId: null,
      holdNote: null,
      resolutionCode: null,
      resolutionNotes: null,
      resolvedAt: null,
      resolvedByUserId: null,
      resolvedByKeyId: null,
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
      reportedAt: command.occurredAt,
    },
    { persist: true },
  );
  await command.em.flush();
  if (ticket.labels.length > 0) await keepLabels(command, ticket.id, ticket.labels);
  return ticket;
}

/** The next number of a type. Taken in the transaction, so none is lost to a refusal. */
async function nextNumber(command: CommandContext, type: TicketType): Promise<number> {
  const [row] = await command.query(sql<{ number: number }>`
    insert into ticket_counters as c (organisation_id, type, number) values (${command.organisationId}, ${type}, 1)
    on conflict (organisation_id, type) do update set number = c.number + 1 returning number`);
  if (!row) throw new Error('no number');
  return row.number;
}
