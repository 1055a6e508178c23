import { internalVisible, visibleTickets } from '../authz/scope.js';
import type { ViewerReads } from '../authz/viewer-reads.js';
import { type Children, countsByParent, type NestedKey, pagesByParent } from '../db/nested-page.js';
import { type Connection, type Order, toConnection, windowOf } from '../db/page.js';
import { byId } from '../db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../db/sql.js';
import { readActors } from '../people/index.js';
import { CommentEntity, type CommentRow } from './entities.js';
import { authorOf, type CommentNode, columnsOf, toComment } from './node.js';

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

export const commentOrder: Order<CommentRow> = {
  name: 'comments',
  descending: false,
  // Ids sort by the time they were made.
  columns: [{ sql: 'c.id', type: 'uuid', of: (comment) => comment.id }],
};

const ofTicket: Children<ViewerReads, CommentRow> = {
  order: commentOrder,
  columns: (_reads, asked) => columnsNamed(columnsOf(asked), 'c'),
  // The parent is a ticket that the viewer sees: it was read through `visibleTickets`.
  source: (
    reads,
  ) => sql`from comments c join tickets t on t.organisation_id = c.organisation_id and t.id = c.ticket_id
    where c.organisation_id = ${reads.organisationId} and c.ticket_id = parent.id and ${visibleComments(reads)}`,
};

const pages = pagesByParent(ofTicket);
const counts = countsByParent(ofTicket);

/** Pages of the comments of tickets that the viewer sees, with the authors of all of them where they are asked for. */
export async function commentsOn(
  reads: ViewerReads,
  keys: readonly NestedKey[],
): Promise<Connection<CommentNode>[]> {
  const found = await pages(reads, keys);
  const authors = found.flatMap((rows, i) => (keys[i]?.page.asked.has('author') ? rows.map(authorOf) : []));
  await readActors(reads, authors);
  return keys.map(({ parentId, page }, i) => {
    const window = windowOf(page.args, commentOrder);
    return toConnection(found[i] ?? [], commentOrder, window, toComment, () => reads.load(counts, parentId));
  });
}
