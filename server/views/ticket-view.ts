import type { Actor } from '../platform/actor/actor.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { StreamItem, TicketViewSnapshot } from '../platform/contract/generated/types.js';
import {
  type AccessChange,
  accessChangeOf,
  changedId,
  type FilteredEventRow,
  positionCursor,
} from '../platform/events/index.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { type Sent, type Stream, streamOfState } from '../platform/live/stream.js';
import {
  canMatchIn,
  dependsOnMyTeams,
  type FilterFacts,
  factsBefore,
  matchesFilter,
  queuesConcerned,
  queuesShown,
  ticketsById,
} from '../tickets/index.js';
import { between, toEvent, topicsOf, visibleEventsSince } from '../timeline/index.js';
import { type Named, namedIn } from './data/named.js';
import type { Query } from './data/stored.js';
import { accessChangesSince, readWindow, type ViewWindow, whereLeft } from './data/window.js';
import { changesBetween } from './rules/difference.js';

/** How many events a re-read can stand for. */
const GATHERED = 100;

/** What is followed. */
export interface FollowedView {
  readonly query: Query;
  /** The number of rows. */
  readonly first: number;
  /** Whether the count is selected. */
  readonly counts: boolean;
  /** The saved view that the query is from; null: none. */
  readonly savedViewId: string | null;
  /** What it is about: events with none of these topics do not concern it. Null: all. */
  readonly topics: readonly string[] | null;
  /** Whether the saved view still has this query and is still shared with the reader. */
  isUnchanged(reads: ActorReads): Promise<boolean>;
}

/** The snapshot, with the ids of its rows. */
export type SnapshotItem = TicketViewSnapshot & { ids: readonly string[] };

/**
 * The rows of a view and what changes in them. After events that can concern it, the rows are read afresh once, and the difference is sent.
 * So it is right whatever the event did: other tables, other rights, a row that moves up. It keeps only ids and versions.
 */
export function ticketView(view: FollowedView): Stream {
  const { query, first, counts, savedViewId } = view;
  const named = namedIn(query.filter);
  return streamOfState<ViewWindow>({
    gathers: GATHERED,
    shared: {
      key: JSON.stringify([query.filter, query.orderBy, first, counts, savedViewId]),
      topics: view.topics,
      topicsOf,
      between,
    },
    showing: {
      read: (reads) => readWindow(reads, query, view),
      changes: difference,
      concerns: (window, actor, event) => {
        if (event.number <= window.place.number) return false;
        if (event.ticketId === null) return canMove(view, window, named, actor, event);
        if (window.rows.some(({ id }) => id === event.ticketId) || named.tickets.has(event.ticketId))
          return true;
        if (event.facts === null) return false;
        const after = event.facts as unknown as FilterFacts;
        const { filter } = window;
        return matchesFilter(filter, after) || matchesFilter(filter, factsBefore(after, event.changes));
      },
    },
    snapshot(reads, { place, rows, count }) {
      const cursor = positionCursor(reads.seals, reads.organisationId, place);
      const ids = rows.map(({ id }) => id);
      const snapshot: SnapshotItem = { __typename: 'TicketViewSnapshot', cursor, ids, ...counted(count) };
      return { items: [snapshot, { __typename: 'StreamPosition', cursor }] };
    },
    endsBy: async (reads) => ((await view.isUnchanged(reads)) ? null : 'VIEW_CHANGED'),
  });
}

/** Whether an event that is about no ticket can bring other tickets into the rows, or change the saved view. */
function canMove(
  { savedViewId }: FollowedView,
  { filter }: ViewWindow,
  named: Named,
  reader: Actor,
  event: FilteredEventRow,
): boolean {
  const change = accessChangeOf(event);
  // A queue that gets another team brings its tickets with it. Its type is that of the catalogue.
  if (event.type === 'QUEUE_UPDATED' && named.teams) return true;
  if (!change) return savedViewId !== null && changedId(event, 'savedView' as never) === savedViewId;
  if (queuesShown(reader, change).some((id) => named.queues.has(id))) return true;
  const isMine = concernsUser(reader, change);
  if (isMine && (savedViewId !== null || dependsOnMyTeams(filter))) return true;
  return canMatchIn(filter, queuesConcerned(reader, change));
}

function concernsUser(reader: Actor, change: AccessChange): boolean {
  if (reader.kind !== 'user') return false;
  if (change.kind === 'ROLE') return change.userId === reader.userId;
  return change.kind === 'TEAM' && change.userIds.includes(reader.userId);
}

/** The items that turn one window into another. */
async function difference(
  reads: ActorReads,
  before: ViewWindow,
  { rows, count, place, filter }: ViewWindow,
): Promise<Sent | null> {
  const ids = new Set([...before.rows, ...rows].map(({ id }) => id));
  const seen = await visibleEventsSince(reads, [...ids], before.place);
  const eventsOf = Map.groupBy(seen, ({ ticketId }) => ticketId ?? '');
  // With other rights, a row can show something else although nothing happened to its ticket.
  const hasOtherRights = (await accessChangesSince(reads, before.place)).some((change) =>
    isConcerned(reads, change),
  );
  const changes = changesBetween(before.rows, rows, hasOtherRights ? ids : new Set(eventsOf.keys()));
  const left = changes.filter(({ kind }) => kind === 'LEFT');
  const where = await whereLeft(
    reads,
    left.map(({ id }) => id),
    filter,
  );
  const cursor = positionCursor(reads.seals, reads.organisationId, place);
  const shown = (event: FilteredEventRow | undefined) => (event ? toEvent(reads, event) : null);
  const items = await Promise.all(
    changes.map(async (change): Promise<StreamItem> => {
      const events = eventsOf.get(change.id) ?? [];
      if (change.kind !== 'LEFT') {
        const ticket = await reads.load(ticketsById, change.id);
        if (!ticket) throw new Error('a row of the view is not seen by its reader');
        const { kind, index } = change;
        const row = { cursor, ticket, index, event: shown(events.at(-1)) };
        return kind === 'ENTERED'
          ? { __typename: 'TicketEntered', ...row }
          : { __typename: 'TicketChanged', ...row };
      }
      const ticketId = toGlobalId('Ticket', change.id);
      const matches = where.get(change.id);
      if (matches === undefined) return { __typename: 'TicketGone', cursor, ticketId };
      const event = matches ? null : shown(events.findLast((one) => leaves(filter, one)));
      return { __typename: 'TicketLeft', cursor, ticketId, matches, event };
    }),
  );
  if (count && !isSameCount(count, before.count))
    items.push({ __typename: 'TicketViewCount', cursor, ...counted(count) });
  if (items.length === 0) return null;
  return { items: [...items, { __typename: 'StreamPosition', cursor }], upTo: place };
}

/** Whether a reader sees other tickets since a change of access. Of a class, a member whose role or teams change reads alone. */
function isConcerned({ reader }: ActorReads, change: AccessChange): boolean {
  return reader.kind === 'class' ? change.kind === 'QUEUE' : queuesConcerned(reader, change)?.length !== 0;
}

/** Whether a ticket matched before an event and not after it. */
function leaves(filter: ViewWindow['filter'], { facts, changes }: FilteredEventRow): boolean {
  if (facts === null) return false;
  const after = facts as unknown as FilterFacts;
  return !matchesFilter(filter, after) && matchesFilter(filter, factsBefore(after, changes));
}

/** The fields of a count. Without a count nobody selects them. */
function counted(count: ViewWindow['count']) {
  return { totalCount: count?.total ?? 0, totalCountIsCapped: count?.isCapped ?? false };
}

function isSameCount(a: NonNullable<ViewWindow['count']>, b: ViewWindow['count']): boolean {
  return a.total === b?.total && a.isCapped === b.isCapped;
}
