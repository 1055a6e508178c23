import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../platform/kernel/ids.js';
import { notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { EvidenceEntity } from './entities.js';

/** The resolution cycle of a ticket: 1, increased by each reopening. */
export function cycleOf(ticket: { reopenCount: number }): number {
  return 1 + ticket.reopenCount;
}

/** The first fields of every record: organisation, ticket, cycle, time and author. */
export function newRecord(
  command: Pick<CommandContext, 'organisationId' | 'onBehalfOf' | 'now' | 'occurredAt'>,
  ticket: { id: string; reopenCount: number },
) {
  return {
    organisationId: command.organisationId,
    id: newId(),
    ticketId: ticket.id,
    cycle: cycleOf(ticket),
    byUserId: command.onBehalfOf.userId,
    byKeyId: command.onBehalfOf.keyId,
    recordedAt: command.now,
    occurredAt: command.occurredAt,
  };
}

const FIELD = 'evidenceAttachmentIds';

/** The ids of attachments that support a record. */
export function checkEvidence(
  check: InputCheck,
  ids: readonly string[] | null | undefined,
): readonly string[] {
  return check.ids(FIELD, ids, 'Attachment', 20) ?? [];
}

/**
 * Refuses attachments that are not on the ticket, or not complete. With `publicOnly`, internal ones count as missing: a requester who
 * verifies must not learn that they exist.
 */
export async function missingEvidence(
  command: CommandContext,
  ticketId: string,
  ids: readonly string[],
  publicOnly: boolean,
): Promise<UserError[]> {
  if (ids.length === 0) return [];
  const rows = await command.query(sql<{ id: string }>`
    select a.id from attachments a
    left join comments c on c.organisation_id = ${command.organisationId} and c.id = a.comment_id
    where a.organisation_id = ${command.organisationId} and a.ticket_id = ${ticketId} and a.id = any (${ids}::uuid[])
      and a.state = 'READY' and (not ${publicOnly}::boolean or coalesce(c.visibility, a.visibility) = 'PUBLIC')`);
  const found = new Set(rows.map(({ id }) => id));
  return ids
    .map((id, i) =>
      found.has(id) ? null : notFound([FIELD, String(i)], toGlobalId('Attachment', id), 'attachment'),
    )
    .filter((refusal) => refusal !== null);
}

/** Stores which attachments support a record. */
export function keepEvidence(command: CommandContext, recordId: string, ids: readonly string[]): void {
  const { organisationId } = command;
  for (const attachmentId of ids)
    command.em.create(EvidenceEntity, { organisationId, recordId, attachmentId }, { persist: true });
}
