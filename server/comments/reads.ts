import { internalVisible, visibleTickets } from '../authz/scope.js';
import type { ViewerReads } from '../authz/viewer-reads.js';
import { type Children, countsByParent, pagesByParent } from '../db/nested-page.js';
import type { Order } from '../db/page.js';
import { byId } from '../db/rows.js';
import { columns, type Sql, sql } from '../db/sql.js';
import { CommentEntity, type CommentRow } from './entities.js';

const commentColumns = columns(CommentEntity, 'c');

/** Which comments `c` of a ticket `t` that is seen the viewer may see. */
export function visibleComments(reads: ViewerReads): Sql<boolean> {
  return sql<boolean>`(c.visibility = 'PUBLIC' or ${internalVisible(reads.scope)})`;
}

/** Comments by id that the viewer sees. */
export async function commentsById(
  reads: ViewerReads,
  ids: readonly string[],
): Promise<(CommentRow | null)[]> {
  const rows = await reads.query(sql<CommentRow>`select ${commentColumns} from comments c
    join tickets t on t.organisation_id = c.organisation_id and t.id = c.ticket_id
    where c.organisation_id = ${reads.organisationId} and c.id = any (${ids}::uuid[])
      and ${visibleTickets(reads.scope)} and ${visibleComments(reads)}`);
  return byId(ids, rows);
}

const oldestFirst: Order<CommentRow> = {
  name: 'comments',
  descending: false,
  // Ids sort by the time they were made.
  columns: [{ sql: 'c.id', type: 'uuid', of: (comment) => comment.id }],
};

const ofTicket: Children<ViewerReads, CommentRow> = {
  order: oldestFirst,
  columns: () => commentColumns,
  // The parent is a ticket that the viewer sees: it was read through `visibleTickets`.
  source: (
    reads,
  ) => sql`from comments c join tickets t on t.organisation_id = c.organisation_id and t.id = c.ticket_id
    where c.organisation_id = ${reads.organisationId} and c.ticket_id = parent.id and ${visibleComments(reads)}`,
};

export const commentOrder = oldestFirst;
export const commentPages = pagesByParent(ofTicket);
export const commentCounts = countsByParent(ofTicket);
