import type { Gathering } from '../../platform/commands/command.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { Visibility } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { idsOfType, newId, toGlobalId } from '../../platform/kernel/ids.js';
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

/** An attachment that supports a record, with the visibility of the place where it is. */
interface NamedEvidence {
  id: string;
  visibility: Visibility;
}

/** The complete attachments of a ticket among these global ids. */
export function evidenceNamed(
  { me, organisationId }: Gathering,
  ticketId: Sql,
  globalIds: readonly string[] | null | undefined,
): Sql<NamedEvidence> | null {
  if (!globalIds?.length) return null;
  return sql<NamedEvidence>`select a.id, coalesce(c.visibility, a.visibility) as visibility from ${me}
    join attachments a on a.organisation_id = ${organisationId} and a.ticket_id = ${ticketId}
      and a.id = any (${idsOfType(globalIds, 'Attachment')}::uuid[]) and a.state = 'READY'
    left join comments c on c.organisation_id = ${organisationId} and c.id = a.comment_id`;
}

/**
 * The errors of attachments that were not found. Where the actor does not read internal notes, internal ones count as missing: a requester
 * who verifies must not learn that they exist.
 */
export function missingEvidence(
  named: readonly NamedEvidence[],
  ids: readonly string[],
  seesInternal: boolean,
): UserError[] {
  const found = new Set(
    named.filter(({ visibility }) => seesInternal || visibility === 'PUBLIC').map(({ id }) => id),
  );
  return ids
    .map((id, i) =>
      found.has(id) ? null : notFound([FIELD, String(i)], toGlobalId('Attachment', id), 'attachment'),
    )
    .filter((refusal) => refusal !== null);
}

/** Stores which attachments support a record. */
export function insertEvidence(organisationId: string, recordId: string, ids: readonly string[]): Sql[] {
  return ids.map((attachmentId) => insertInto(EvidenceEntity, { organisationId, recordId, attachmentId }));
}
