import type { ActorReads } from '../../platform/actor/actor-reads.js';
import {
  type Children,
  countsByParent,
  type NestedKey,
  pagesByParent,
} from '../../platform/db/nested-page.js';
import { type Connection, type Order, toConnection, windowOf } from '../../platform/db/page.js';
import type { Batch } from '../../platform/db/read-session.js';
import { byId } from '../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../platform/db/sql.js';
import { internalVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { type TicketNode, type TicketRow, ticketColumnsOf, toTicket } from '../../tickets/index.js';
import { edgeOf, type LinkKind, type LinkType } from '../rules/link-types.js';
import { KnownErrorEntity, type KnownErrorRow } from './entities.js';

/** A link as seen from one of its ends. */
export interface LinkRow {
  id: string;
  kind: LinkKind;
  end: 'from' | 'to';
  otherId: string;
  createdByUserId: string | null;
  createdByKeyId: string | null;
  createdAt: Date;
}

export const linkOrder: Order<LinkRow> = {
  name: 'links',
  descending: false,
  columns: [{ sql: 'l.id', type: 'uuid', of: (link) => link.id }],
};

const linksOfTicket: Children<ActorReads, LinkRow> = {
  order: linkOrder,
  columns: () =>
    sql`l.id, l.kind, l."end", t.id as "otherId", l.created_by_user_id as "createdByUserId",
      l.created_by_key_id as "createdByKeyId", l.created_at as "createdAt"`,
  source: (reads) => sql`from (
      select 'from' as "end", to_ticket_id as other_id, f.* from ticket_links f
      where f.organisation_id = ${reads.organisationId} and f.from_ticket_id = parent.id
      union all
      select 'to', from_ticket_id, b.* from ticket_links b
      where b.organisation_id = ${reads.organisationId} and b.to_ticket_id = parent.id
    ) l join tickets t on t.organisation_id = ${reads.organisationId} and t.id = l.other_id
    where ${visibleTickets(reads.scope)}`,
};

export const linkPages = pagesByParent(linksOfTicket);
export const linkCounts = countsByParent(linksOfTicket);

/** A link as one of its tickets sees it. */
interface Ends {
  ticketId: string;
  relation: LinkType;
  otherId: string;
}

/** The key by which a link is loaded. */
export function linkKey({ ticketId, relation, otherId }: Ends): string {
  return [ticketId, relation, otherId].join(' ');
}

/** Links whose other ticket the actor can see, by their keys. */
export async function linksByEnds(reads: ActorReads, keys: readonly string[]): Promise<(LinkRow | null)[]> {
  const ends = keys.map((key) => key.split(' ') as [string, LinkType, string]);
  const edges = ends.map((one) => edgeOf(...one));
  const rows = await reads.query(sql<LinkRow & { fromId: string; toId: string }>`
    select l.id, l.kind, l.from_ticket_id as "fromId", l.to_ticket_id as "toId", asked."end", t.id as "otherId",
      l.created_by_user_id as "createdByUserId", l.created_by_key_id as "createdByKeyId", l.created_at as "createdAt"
    from unnest(${edges.map(({ kind }) => kind)}::text[], ${edges.map(({ fromId }) => fromId)}::uuid[],
      ${edges.map(({ toId }) => toId)}::uuid[], ${ends.map(([ticketId], i) => (edges[i]?.fromId === ticketId ? 'from' : 'to'))}::text[])
      as asked (kind, from_id, to_id, "end")
    join ticket_links l on l.organisation_id = ${reads.organisationId} and l.kind = asked.kind
      and l.from_ticket_id = asked.from_id and l.to_ticket_id = asked.to_id
    join tickets t on t.organisation_id = ${reads.organisationId}
      and t.id = case asked."end" when 'from' then asked.to_id else asked.from_id end
    where ${visibleTickets(reads.scope)}`);
  return edges.map(({ kind, fromId, toId }, i) => {
    const [, , otherId] = ends[i] ?? [];
    return (
      rows.find(
        (row) => row.kind === kind && row.fromId === fromId && row.toId === toId && row.otherId === otherId,
      ) ?? null
    );
  });
}

type ChildRow = TicketRow & { linkId: string };

export const childrenOrder: Order<ChildRow> = {
  name: 'children',
  descending: false,
  columns: [{ sql: 'l.id', type: 'uuid', of: (child) => child.linkId }],
};

const children: Children<ActorReads, ChildRow> = {
  order: childrenOrder,
  columns: (reads, asked) => sql`l.id as "linkId", ${columnsNamed(ticketColumnsOf(reads, asked), 't')}`,
  source: (reads) => sql`from ticket_links l
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = l.to_ticket_id
    where l.organisation_id = ${reads.organisationId} and l.from_ticket_id = parent.id and l.kind = 'PARENT_OF'
      and ${visibleTickets(reads.scope)}`,
};

const childPages = pagesByParent(children);
const childTotals = countsByParent(children);

/** Pages of the children of tickets. */
export async function childrenOn(
  reads: ActorReads,
  keys: readonly NestedKey[],
): Promise<Connection<TicketNode>[]> {
  const found = await childPages(reads, keys);
  return keys.map(({ parentId, page }, i) =>
    toConnection(found[i] ?? [], childrenOrder, windowOf(page.args, childrenOrder), toTicket, () =>
      reads.load(childTotals, parentId),
    ),
  );
}

/** Numbers of each ticket's children that the actor can see, by status. */
export async function childStatuses(
  reads: ActorReads,
  parentIds: readonly string[],
): Promise<{ status: TicketRow['status']; count: number }[][]> {
  const rows = await reads.query(sql<{ parentId: string; status: TicketRow['status']; count: number }>`
    select l.from_ticket_id as "parentId", t.status, count(*)::int as count from ticket_links l
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = l.to_ticket_id
    where l.organisation_id = ${reads.organisationId} and l.from_ticket_id = any (${parentIds}::uuid[])
      and l.kind = 'PARENT_OF' and ${visibleTickets(reads.scope)} group by l.from_ticket_id, t.status`);
  const byParent = Map.groupBy(rows, (row) => row.parentId);
  return parentIds.map((id) => byParent.get(id) ?? []);
}

/** The ids of visible tickets at the other ends of links of one kind: at most 50 for each ticket. */
function others(
  kind: LinkKind,
  own: 'from' | 'to',
  { latestFirst = false, only = sql`true` }: { latestFirst?: boolean; only?: Sql } = {},
): Batch<ActorReads, string, string[]> {
  const [ownEnd, otherEnd] =
    own === 'from' ? ['from_ticket_id', 'to_ticket_id'] : ['to_ticket_id', 'from_ticket_id'];
  const order = sql.raw(latestFirst ? 'desc' : 'asc');
  return async (reads, ids) => {
    const rows = await reads.query(sql<{ own: string; id: string }>`
      select one.id as own, found.id from unnest(${ids}::uuid[]) one (id) cross join lateral (
        select t.id, l.id as link from ticket_links l
        join tickets t on t.organisation_id = ${reads.organisationId} and t.id = l.${sql.raw(otherEnd)}
        where l.organisation_id = ${reads.organisationId} and l.${sql.raw(ownEnd)} = one.id and l.kind = ${kind}
          and ${visibleTickets(reads.scope)} and ${only} order by l.id ${order} limit 50) found
      order by found.link ${order}`);
    const byOwn = Map.groupBy(rows, (row) => row.own);
    return ids.map((id) => (byOwn.get(id) ?? []).map((row) => row.id));
  };
}

export const parentsOf = others('PARENT_OF', 'to');
export const openChildrenOf = others('PARENT_OF', 'from', {
  only: sql`t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`,
});
export const followedBy = others('FOLLOW_UP_OF', 'from');
export const followUpsOf = others('FOLLOW_UP_OF', 'to', { latestFirst: true });
export const problemsOf = others('PROBLEM_OF', 'to');

const knownErrorColumns = columns(KnownErrorEntity, 'k');

/** Known errors by id, of problems whose internal notes the actor can read. */
export async function knownErrorsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(KnownErrorRow | null)[]> {
  const rows = await reads.query(sql<KnownErrorRow>`select ${knownErrorColumns} from known_errors k
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = k.ticket_id
    where k.organisation_id = ${reads.organisationId} and k.id = any (${ids}::uuid[])
      and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}`);
  return byId(ids, rows);
}

/** The known errors of each ticket: its own, or the active ones of its problems; the latest 50. */
export async function knownErrorsOf(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<KnownErrorRow[][]> {
  const rows = await reads.query(sql<KnownErrorRow & { own: string }>`
    select one.id as own, found.* from unnest(${ticketIds}::uuid[]) one (id) cross join lateral (
      select ${knownErrorColumns} from known_errors k
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = k.ticket_id
      where k.organisation_id = ${reads.organisationId} and (k.ticket_id = one.id or k.retired_at is null)
        and k.ticket_id in (select one.id union all select l.from_ticket_id from ticket_links l
          where l.organisation_id = ${reads.organisationId} and l.to_ticket_id = one.id and l.kind = 'PROBLEM_OF')
        and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}
      order by k.id desc limit 50) found
    order by found.id desc`);
  const byOwn = Map.groupBy(rows, (row) => row.own);
  return ticketIds.map((id) => byOwn.get(id) ?? []);
}

/** The public workarounds of each visible ticket: only their text, also for actors who cannot see the problem. */
export async function workaroundsOf(reads: ActorReads, ticketIds: readonly string[]): Promise<string[][]> {
  const rows = await reads.query(sql<{ own: string; text: string }>`
    select one.id as own, found.text from unnest(${ticketIds}::uuid[]) one (id) cross join lateral (
      select k.id, k.public_workaround as text from ticket_links l
      join known_errors k on k.organisation_id = ${reads.organisationId} and k.ticket_id = l.from_ticket_id
      where l.organisation_id = ${reads.organisationId} and l.to_ticket_id = one.id and l.kind = 'PROBLEM_OF'
        and k.retired_at is null and k.public_workaround is not null
      order by k.id desc limit 50) found
    order by found.id desc`);
  const byOwn = Map.groupBy(rows, (row) => row.own);
  return ticketIds.map((id) => (byOwn.get(id) ?? []).map(({ text }) => text));
}
