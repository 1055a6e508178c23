import { readActors } from '../../identity/people/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import {
  type Children,
  countsByParent,
  type NestedKey,
  pagesByParent,
} from '../../platform/db/nested-page.js';
import { type Connection, type Order, toConnection, windowOf } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../platform/db/sql.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { internalVisible, partVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { CommentEditEntity, type CommentEditRow, CommentEntity, type CommentRow } from './entities.js';
import { authorOf, type CommentNode, columnsOf, toComment } from './node.js';

const commentColumns = columns(CommentEntity, 'c');

/** The comments `c` of a visible ticket `t` that the actor can see. */
export function visibleComments(reads: ActorReads): Sql<boolean> {
  return partVisible(reads.scope, sql`c.visibility`);
}

/** Comments by id that the actor can see. */
export async function commentsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(CommentRow | null)[]> {
  const among = (some: readonly string[]) => sql`from comments c
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = c.ticket_id
    where c.organisation_id = ${reads.organisationId} and c.id = any (${some}::uuid[])`;
  const rows = await reads.query(sql<CommentRow>`select ${commentColumns} ${among(ids)}
    and ${visibleTickets(reads.scope)} and ${visibleComments(reads)}`);
  await noteNotFound(reads, ids, rows, among);
  return byId(ids, rows);
}

/** A list of comments of tickets: its order, and how its pages are read. */
export interface CommentList {
  order: Order<CommentRow>;
  on(reads: ActorReads, keys: readonly NestedKey[]): Promise<Connection<CommentNode>[]>;
}

/** The comments `c` of tickets that meet a condition. The name keeps cursors of one list from being used in another. */
export function commentsWhere(name: string, only: (reads: ActorReads) => Sql): CommentList {
  const order: Order<CommentRow> = {
    name,
    descending: false,
    // Ids sort by the time they were made.
    columns: [{ sql: 'c.id', type: 'uuid', of: (comment) => comment.id }],
  };
  const ofTicket: Children<ActorReads, CommentRow> = {
    order,
    columns: (_reads, asked) => columnsNamed(columnsOf(asked), 'c'),
    // The parent is a visible ticket: it was read with `visibleTickets`.
    source: (
      reads,
    ) => sql`from comments c join tickets t on t.organisation_id = ${reads.organisationId} and t.id = c.ticket_id
    where c.organisation_id = ${reads.organisationId} and c.ticket_id = parent.id and ${visibleComments(reads)} and ${only(reads)}`,
  };
  const pages = pagesByParent(ofTicket);
  const counts = countsByParent(ofTicket);
  return {
    order,
    async on(reads, keys) {
      const found = await pages(reads, keys);
      // With all authors, if they are selected.
      const authors = found.flatMap((rows, i) =>
        keys[i]?.page.asked.has('author') ? rows.map(authorOf) : [],
      );
      await readActors(reads, authors);
      return keys.map(({ parentId, page }, i) => {
        const window = windowOf(page.args, order);
        return toConnection(found[i] ?? [], order, window, toComment, () => reads.load(counts, parentId));
      });
    },
  };
}

/** All comments of visible tickets. */
export const { order: commentOrder, on: commentsOn } = commentsWhere('comments', () => sql`true`);

/** The most former texts of a comment that are read. */
const MOST_EDITS = 50;

/** The former texts of visible comments, the latest first. None where the actor cannot read internal notes. */
export async function editsOfComments(
  reads: ActorReads,
  commentIds: readonly string[],
): Promise<CommentEditRow[][]> {
  const { organisationId } = reads;
  const rows = await reads.query(
    sql<CommentEditRow>`select ${columns(CommentEditEntity, 'e')} from unnest(${commentIds}::uuid[]) given (id)
    join comments c on c.organisation_id = ${organisationId} and c.id = given.id
    join tickets t on t.organisation_id = ${organisationId} and t.id = c.ticket_id
    cross join lateral (select * from comment_edits one where one.organisation_id = ${organisationId} and one.comment_id = c.id
      order by one.version desc limit ${MOST_EDITS}) e
    where ${internalVisible(reads.scope)} order by e.version desc`,
  );
  const byComment = Map.groupBy(rows, (row) => row.commentId);
  return commentIds.map((id) => byComment.get(id) ?? []);
}
