import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { KnownErrorFilter } from '../../platform/contract/generated/types.js';
import type { NestedList } from '../../platform/db/nested-page.js';
import { byAge, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import type { Batch } from '../../platform/db/read-session.js';
import { byId } from '../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../platform/db/sql.js';
import { listOnTickets, noteHidden, noteNotFound, notVisible } from '../../tickets/data/hidden.js';
import { isOpen } from '../../tickets/data/open-ticket.js';
import { internalVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { type TicketRow, ticketColumnsOf } from '../../tickets/index.js';
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

/** The links of each ticket whose other ticket the actor can see. */
export const linksOfTickets = listOnTickets<LinkRow>({
  order: {
    name: 'links',
    descending: false,
    columns: [{ sql: 'l.id', type: 'uuid', of: (link) => link.id }],
  },
  columns: () =>
    sql`l.id, l.kind, l."end", t.id as "otherId", l.created_by_user_id as "createdByUserId",
      l.created_by_key_id as "createdByKeyId", l.created_at as "createdAt"`,
  source: (reads) => sql`${linksWithOthers(reads)} where ${visibleTickets(reads.scope)}`,
  hidden: (reads) => sql`${linksWithOthers(reads)} where ${notVisible(reads)}`,
});

/** The links of `parent.id`, with their other tickets `t`. */
function linksWithOthers({ organisationId }: ActorReads): Sql {
  return sql`from (
      select 'from' as "end", to_ticket_id as other_id, f.* from ticket_links f
      where f.organisation_id = ${organisationId} and f.from_ticket_id = parent.id
      union all
      select 'to', from_ticket_id, b.* from ticket_links b
      where b.organisation_id = ${organisationId} and b.to_ticket_id = parent.id
    ) l join tickets t on t.organisation_id = ${organisationId} and t.id = l.other_id`;
}

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
  const source = sql`from unnest(${edges.map(({ kind }) => kind)}::text[], ${edges.map(({ fromId }) => fromId)}::uuid[],
      ${edges.map(({ toId }) => toId)}::uuid[], ${ends.map(([ticketId], i) => (edges[i]?.fromId === ticketId ? 'from' : 'to'))}::text[])
      as asked (kind, from_id, to_id, "end")
    join ticket_links l on l.organisation_id = ${reads.organisationId} and l.kind = asked.kind
      and l.from_ticket_id = asked.from_id and l.to_ticket_id = asked.to_id
    join tickets t on t.organisation_id = ${reads.organisationId}
      and t.id = case asked."end" when 'from' then asked.to_id else asked.from_id end`;
  const [rows] = await Promise.all([
    reads.query(sql<LinkRow & { fromId: string; toId: string }>`
      select l.id, l.kind, l.from_ticket_id as "fromId", l.to_ticket_id as "toId", asked."end", t.id as "otherId",
        l.created_by_user_id as "createdByUserId", l.created_by_key_id as "createdByKeyId", l.created_at as "createdAt"
      ${source} where ${visibleTickets(reads.scope)}`),
    noteHidden(reads, sql`${source} where true`),
  ]);
  return edges.map(({ kind, fromId, toId }, i) => {
    const [, , otherId] = ends[i] ?? [];
    return (
      rows.find(
        (row) => row.kind === kind && row.fromId === fromId && row.toId === toId && row.otherId === otherId,
      ) ?? null
    );
  });
}

type LinkedRow = TicketRow & { linkId: string };

/** The visible tickets at the other ends of links of one kind, in the order in which they were linked. */
function linkedTickets(
  name: string,
  kind: LinkKind,
  own: 'from' | 'to',
  descending = false,
): NestedList<ActorReads, LinkedRow> {
  const [ownEnd, otherEnd] =
    own === 'from' ? ['from_ticket_id', 'to_ticket_id'] : ['to_ticket_id', 'from_ticket_id'];
  const linked = ({ organisationId }: ActorReads) => sql`from ticket_links l
    join tickets t on t.organisation_id = ${organisationId} and t.id = l.${sql.raw(otherEnd)}
    where l.organisation_id = ${organisationId} and l.${sql.raw(ownEnd)} = parent.id and l.kind = ${kind}`;
  return listOnTickets({
    order: { name, descending, columns: [{ sql: 'l.id', type: 'uuid', of: ({ linkId }) => linkId }] },
    columns: (reads, asked) => sql`l.id as "linkId", ${columnsNamed(ticketColumnsOf(reads, asked), 't')}`,
    source: (reads) => sql`${linked(reads)} and ${visibleTickets(reads.scope)}`,
    hidden: (reads) => sql`${linked(reads)} and ${notVisible(reads)}`,
  });
}

export const childrenOf = linkedTickets('children', 'PARENT_OF', 'from');
export const followUpsOf = linkedTickets('follow-ups', 'FOLLOW_UP_OF', 'to', true);
export const problemsOf = linkedTickets('problems', 'PROBLEM_OF', 'to');

/** Numbers of each ticket's children that the actor can see, by status. */
export async function childStatuses(
  reads: ActorReads,
  parentIds: readonly string[],
): Promise<{ status: TicketRow['status']; count: number }[][]> {
  const source = sql`from ticket_links l
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = l.to_ticket_id
    where l.organisation_id = ${reads.organisationId} and l.from_ticket_id = any (${parentIds}::uuid[])
      and l.kind = 'PARENT_OF'`;
  const [rows] = await Promise.all([
    reads.query(sql<{ parentId: string; status: TicketRow['status']; count: number }>`
      select l.from_ticket_id as "parentId", t.status, count(*)::int as count ${source}
        and ${visibleTickets(reads.scope)} group by l.from_ticket_id, t.status`),
    noteHidden(reads, source),
  ]);
  const byParent = Map.groupBy(rows, (row) => row.parentId);
  return parentIds.map((id) => byParent.get(id) ?? []);
}

/** The ids of visible tickets at the other ends of links of one kind: at most 50 for each ticket. */
function others(kind: LinkKind, own: 'from' | 'to', only = sql`true`): Batch<ActorReads, string, string[]> {
  const [ownEnd, otherEnd] =
    own === 'from' ? ['from_ticket_id', 'to_ticket_id'] : ['to_ticket_id', 'from_ticket_id'];
  return async (reads, ids) => {
    const linked = (end: Sql) => sql`from ticket_links l
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = l.${sql.raw(otherEnd)}
      where l.organisation_id = ${reads.organisationId} and l.${sql.raw(ownEnd)} = ${end} and l.kind = ${kind} and ${only}`;
    const [rows] = await Promise.all([
      reads.query(sql<{ own: string; id: string }>`
        select one.id as own, found.id from unnest(${ids}::uuid[]) one (id) cross join lateral (
          select t.id, l.id as link ${linked(sql`one.id`)} and ${visibleTickets(reads.scope)}
            order by l.id limit 50) found
        order by found.link`),
      noteHidden(reads, linked(sql`any (${ids}::uuid[])`)),
    ]);
    const byOwn = Map.groupBy(rows, (row) => row.own);
    return ids.map((id) => (byOwn.get(id) ?? []).map((row) => row.id));
  };
}

export const parentsOf = others('PARENT_OF', 'to');
export const openChildrenOf = others('PARENT_OF', 'from', isOpen());
export const followedBy = others('FOLLOW_UP_OF', 'from');

const knownErrorColumns = columns(KnownErrorEntity, 'k');

/** Known errors by id, of problems whose internal notes the actor can read. */
export async function knownErrorsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(KnownErrorRow | null)[]> {
  const among = (some: readonly string[]) => sql`from known_errors k
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = k.ticket_id
    where k.organisation_id = ${reads.organisationId} and k.id = any (${some}::uuid[])`;
  const rows = await reads.query(sql<KnownErrorRow>`select ${knownErrorColumns} ${among(ids)}
    and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}`);
  await noteNotFound(reads, ids, rows, among);
  return byId(ids, rows);
}

const knownErrorsByAge = byAge<'RECORDED_AT', KnownErrorRow>('known errors', 'k', 'RECORDED_AT');

/** A page of the known errors of problems whose internal notes the actor can read. */
export async function listKnownErrors(
  reads: ActorReads,
  { active }: KnownErrorFilter,
  args: OrderedArgs<'RECORDED_AT'>,
): Promise<Connection<KnownErrorRow>> {
  const inUse = typeof active === 'boolean' ? sql`(k.retired_at is null) = ${active}::boolean` : sql`true`;
  const source = sql`from known_errors k
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = k.ticket_id
    where k.organisation_id = ${reads.organisationId} and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}
      and ${inUse}`;
  return orderedPage(reads, knownErrorsByAge, args, knownErrorColumns, source);
}

/** The known errors of each ticket: its own, or the active ones of its problems; latest first. */
export const knownErrorsOf = listOnTickets<KnownErrorRow>({
  order: {
    name: 'known errors of a ticket',
    descending: true,
    columns: [{ sql: 'k.id', type: 'uuid', of: (row) => row.id }],
  },
  columns: () => knownErrorColumns,
  source: (reads) =>
    sql`${knownErrorsAt(reads)} and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}`,
  hidden: (reads) => sql`${knownErrorsAt(reads)} and ${notVisible(reads)}`,
});

/** The known errors of `parent.id`, with their problems `t`. */
function knownErrorsAt({ organisationId }: ActorReads): Sql {
  return sql`from known_errors k
    join tickets t on t.organisation_id = ${organisationId} and t.id = k.ticket_id
    where k.organisation_id = ${organisationId} and (k.ticket_id = parent.id or k.retired_at is null)
      and k.ticket_id in (select parent.id union all select l.from_ticket_id from ticket_links l
        where l.organisation_id = ${organisationId} and l.to_ticket_id = parent.id and l.kind = 'PROBLEM_OF')`;
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
