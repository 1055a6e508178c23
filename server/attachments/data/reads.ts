import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { writableScopeOf } from '../../platform/actor/scope.js';
import { type Children, countsByParent, pagesByParent } from '../../platform/db/nested-page.js';
import type { Order } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { partVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { AttachmentEntity, type AttachmentRow } from './entities.js';

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
): Promise<(AttachmentRow | null)[]> {
  const rows = await reads.query(sql<AttachmentRow>`select ${selected} ${joined(reads)}
    where a.organisation_id = ${reads.organisationId} and a.id = any (${ids}::uuid[]) and a.state = 'READY'
      and ${visibleTickets(reads.scope)} and ${visibleAttachments(reads)}`);
  return byId(ids, rows);
}

/** The attachments of each comment. Actors who can see the comment can see them. */
export async function attachmentsOfComments(
  reads: ActorReads,
  commentIds: readonly string[],
): Promise<AttachmentRow[][]> {
  const rows = await reads.query(sql<AttachmentRow>`select ${selected} ${joined(reads)}
    where a.organisation_id = ${reads.organisationId} and a.comment_id = any (${commentIds}::uuid[]) and a.state = 'READY'
      and ${visibleAttachments(reads)} order by a.id`);
  const byComment = Map.groupBy(rows, (row) => row.commentId ?? '');
  return commentIds.map((id) => byComment.get(id) ?? []);
}

const oldestFirst: Order<AttachmentRow> = {
  name: 'attachments',
  descending: false,
  columns: [{ sql: 'a.id', type: 'uuid', of: (attachment) => attachment.id }],
};

const ofTicket: Children<ActorReads, AttachmentRow> = {
  order: oldestFirst,
  columns: () => selected,
  source: (
    reads,
  ) => sql`${joined(reads)} where a.organisation_id = ${reads.organisationId} and a.ticket_id = parent.id
    and a.state = 'READY' and ${visibleAttachments(reads)}`,
};

export const attachmentOrder = oldestFirst;
export const attachmentPages = pagesByParent(ofTicket);
export const attachmentCounts = countsByParent(ofTicket);

/** An incomplete, unexpired upload of the actor, on a ticket that they can name; only for its inspection. */
export async function announcedUpload(reads: ActorReads, id: string): Promise<AttachmentRow | null> {
  const [row] = await reads.query(sql<AttachmentRow>`select ${selected} ${joined(reads)}
    where a.organisation_id = ${reads.organisationId} and a.id = ${id} and a.state = 'PENDING' and a.expires_at > now()
      and ${visibleTickets(writableScopeOf(reads.actor))} and ${ownUploads(reads)}`);
  return row ?? null;
}

/** Inspecting an upload costs as much as it is large, so it is only for actors who can complete it. */
function ownUploads({ actor }: ActorReads): Sql<boolean> {
  if (actor.kind === 'user') return sql<boolean>`a.uploaded_by_user_id = ${actor.userId}`;
  if (actor.kind === 'system') return sql<boolean>`false`;
  return sql<boolean>`a.uploaded_by_key_id = ${actor.keyId}`;
}
