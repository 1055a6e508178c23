import type { Actor } from '../../platform/actor/actor.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { writableScopeOf } from '../../platform/actor/scope.js';
import { type NestedList, nestedList } from '../../platform/db/nested-page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { partVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { type AttachedRow, AttachmentEntity, type AttachmentRow } from './entities.js';

const attachmentColumns = columns(AttachmentEntity, 'a', ['visibility']);

/** The attachments `a` (with their comment `c`) of a visible ticket `t` that the actor can see, by the comment's present visibility. */
function visibleAttachments(reads: ActorReads): Sql<boolean> {
  return partVisible(reads.scope, sql`coalesce(c.visibility, a.visibility)`);
}

// The comment's visibility applies, if the attachment is on one.
const selected = sql`${attachmentColumns}, coalesce(c.visibility, a.visibility) as visibility`;
function joined(reads: ActorReads): Sql {
  return sql`from attachments a
  join tickets t on t.organisation_id = ${reads.organisationId} and t.id = a.ticket_id
  left join comments c on c.organisation_id = ${reads.organisationId} and c.id = a.comment_id`;
}

/** Attachments by id that the actor can see; never incomplete uploads. */
export async function attachmentsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(AttachedRow | null)[]> {
  const among = (some: readonly string[]) => sql`${joined(reads)}
    where a.organisation_id = ${reads.organisationId} and a.id = any (${some}::uuid[]) and a.state = 'READY'`;
  const rows = await reads.query(sql<AttachedRow>`select ${selected} ${among(ids)}
    and ${visibleTickets(reads.scope)} and ${visibleAttachments(reads)}`);
  await noteNotFound(reads, ids, rows, among);
  return byId(ids, rows);
}

/** The attachments of each comment. Actors who can see the comment can see them. */
export async function attachmentsOfComments(
  reads: ActorReads,
  commentIds: readonly string[],
): Promise<AttachedRow[][]> {
  const rows = await reads.query(sql<AttachedRow>`select ${selected} ${joined(reads)}
    where a.organisation_id = ${reads.organisationId} and a.comment_id = any (${commentIds}::uuid[]) and a.state = 'READY'
      and ${visibleAttachments(reads)} order by a.id`);
  const byComment = Map.groupBy(rows, (row) => row.commentId ?? '');
  return commentIds.map((id) => byComment.get(id) ?? []);
}

/** The attachments of each visible ticket and its comments that the actor can see, oldest first. */
export const attachmentsOfTickets: NestedList<ActorReads, AttachedRow> = nestedList({
  order: {
    name: 'attachments',
    descending: false,
    columns: [{ sql: 'a.id', type: 'uuid', of: (attachment) => attachment.id }],
  },
  columns: () => selected,
  source: (
    reads,
  ) => sql`${joined(reads)} where a.organisation_id = ${reads.organisationId} and a.ticket_id = parent.id
    and a.state = 'READY' and ${visibleAttachments(reads)}`,
});

/** An incomplete, unexpired upload of the actor, without a ticket or on one that they can name; only for its inspection. */
export async function announcedUpload(reads: ActorReads, id: string): Promise<AttachmentRow | null> {
  const { actor } = reads;
  if (!actor) return null;
  const [row] =
    await reads.query(sql<AttachmentRow>`select ${columns(AttachmentEntity, 'a')} from attachments a
    where a.organisation_id = ${reads.organisationId} and a.id = ${id} and a.state = 'PENDING' and a.expires_at > now()
      and (a.ticket_id is null or exists (select 1 from tickets t where t.organisation_id = ${reads.organisationId}
        and t.id = a.ticket_id and ${visibleTickets(writableScopeOf(actor))})) and ${ownUploads(actor)}`);
  return row ?? null;
}

/** Inspecting an upload costs as much as it is large, so it is only for actors who can complete it. */
function ownUploads(actor: Actor): Sql<boolean> {
  if (actor.kind === 'user') return sql<boolean>`a.uploaded_by_user_id = ${actor.userId}`;
  if (actor.kind === 'system') return sql<boolean>`false`;
  return sql<boolean>`a.uploaded_by_key_id = ${actor.keyId}`;
}
