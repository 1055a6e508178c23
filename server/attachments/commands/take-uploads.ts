import type { Gathering } from '../../platform/commands/command.js';
import type { Visibility } from '../../platform/contract/generated/enums.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idsOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { filterFacts, type UnnumberedTicket } from '../../tickets/index.js';
import { AttachmentEntity, type AttachmentRow } from '../data/entities.js';

const attachmentColumns = columns(AttachmentEntity, 'a');

/** The most uploads that a new ticket or a comment takes. */
export const MOST_TAKEN = 20;

/** Uploads of the actor by their global ids, locked: those without a ticket, and those on a ticket that the actor can see. */
export function uploadsNamed(
  { me, organisationId }: Gathering,
  globalIds: readonly string[] | null | undefined,
): Sql<AttachmentRow> | null {
  if (!globalIds || globalIds.length === 0) return null;
  return sql<AttachmentRow>`select ${attachmentColumns} from ${me}
    join attachments a on a.organisation_id = ${organisationId}
      and a.id = any (${idsOfType(globalIds.slice(0, MOST_TAKEN), 'Attachment')}::uuid[])
      and (a.uploaded_by_user_id = me.user_id or a.uploaded_by_key_id = me.key_id) and a.state <> 'DELETED'
    where a.ticket_id is null or exists (select 1 from tickets t
      where t.organisation_id = ${organisationId} and t.id = a.ticket_id and ${visibleToMe(organisationId)})
    order by a.id for no key update of a`;
}

/** Where uploads without a ticket are attached. */
interface Place {
  ticket: UnnumberedTicket;
  comment?: { id: string; visibility: Visibility };
  now: Date;
}

/** The upload of this id; an error at its place in the input when the actor has none, or when its hour is over. */
export function uploadNamed(
  uploads: readonly AttachmentRow[],
  id: string,
  path: string[],
  now: Date,
): Result<AttachmentRow> {
  const upload = uploads.find((one) => one.id === id);
  const isOver = upload?.ticketId === null && new Date(upload.expiresAt) <= now;
  return upload && !isOver ? ok(upload) : err(notFound(path, toGlobalId('Attachment', id), 'upload'));
}

/** Attaches checked uploads without a ticket to a new ticket. */
export function takeUploads(
  uploads: readonly AttachmentRow[],
  ids: readonly string[],
  place: Place,
): Result<{ writes: Sql[]; events: NewEvent[] }> {
  const errors: UserError[] = [];
  const taken: ReturnType<typeof takeUpload>[] = [];
  for (const [i, id] of ids.entries()) {
    const path = ['attachmentIds', String(i)];
    const named = uploadNamed(uploads, id, path, place.now);
    if (!named.ok) errors.push(...named.errors);
    else if (named.value.state !== 'CHECKED')
      errors.push(invalid(path, 'STATE', 'A new ticket takes only completed uploads without a ticket.'));
    else taken.push(takeUpload(named.value, place));
  }
  if (errors.length > 0) return err(...errors);
  return ok({ writes: taken.flatMap(({ write }) => write ?? []), events: taken.map(({ event }) => event) });
}

/** Attaches a checked upload without a ticket to a ticket or a comment, whose visibility it then has. */
export function takeUpload(upload: AttachmentRow, { ticket, comment, now }: Place) {
  const visibility = comment?.visibility ?? 'PUBLIC';
  const commentId = comment?.id ?? null;
  const attached: AttachmentRow = {
    ...upload,
    ...{ ticketId: ticket.id, commentId, visibility, state: 'READY', attachedAt: now },
  };
  const event: NewEvent = {
    type: 'ATTACHMENT_ADDED',
    ticketId: ticket.id,
    attachmentId: upload.id,
    commentId,
    visibility,
    changes: [{ field: 'Attachment.fileName', from: null, to: upload.fileName }],
    facts: filterFacts(ticket),
  };
  return { write: updateOf(AttachmentEntity, upload, attached), event };
}
