import type { Actor } from '../platform/actor/actor.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import { type Scope, scopeOf } from '../platform/actor/scope.js';
import type { QueueCounters, StreamItem } from '../platform/contract/generated/types.js';
import {
  type AccessChange,
  accessChangeOf,
  type FilteredEventRow,
  headIn,
  type Position,
  positionCursor,
} from '../platform/events/index.js';
import { type Shown, type Stream, streamOfState } from '../platform/live/stream.js';
import { type FilterFacts, factsBefore, namesUser, queuesConcerned, queuesShown } from '../tickets/index.js';
import { between, queueTopic, topicsOf } from '../timeline/index.js';
import { type CountersRow, queueCounters } from './data/reads.js';
import { toCounters } from './node.js';
import { queuesCountedAnew } from './rules/concern.js';

/** Events that are answered by reading the counters once. */
const MOST_GATHERED = 100;

/** Counters that a client shows. */
interface ShownCounters extends Shown {
  readonly rows: readonly CountersRow[];
}

/** The counters of these queues, and those that change; null: of all queues that the subscriber sees. */
export function countersStream(queueIds: readonly string[] | null): Stream {
  const follows = (queueId: string) => queueIds?.includes(queueId) ?? true;
  return streamOfState<ShownCounters>({
    gathers: MOST_GATHERED,
    shared: {
      key: JSON.stringify(queueIds && [...queueIds].sort()),
      topics: queueIds?.map(queueTopic) ?? null,
      topicsOf,
      between,
    },
    showing: {
      async read(reads) {
        const [rows, place] = await Promise.all([queueCounters(reads, queueIds), headIn(reads)]);
        return { rows, place, content: rows.map(textOf).join(' ') };
      },
      concerns: (shown, actor, event) => {
        if (event.number <= shown.place.number) return false;
        const change = accessChangeOf(event);
        return change
          ? changesQueues(actor, change, queueIds)
          : queuesOf(scopeOf(actor), event).some(follows);
      },
      changes: async (reads, before, { rows, place }) => {
        const sent = new Map(before.rows.map((row) => [row.queue.id, textOf(row)]));
        // A queue that is seen no more cannot be taken away.
        if (rows.filter(({ queue }) => sent.has(queue.id)).length < before.rows.length)
          return 'ACCESS_CHANGED';
        const changed = rows.filter((row) => sent.get(row.queue.id) !== textOf(row));
        if (changed.length === 0) return null;
        return { items: [itemOf(reads, 'QueueCountersChanged', place, changed.map(toCounters))] };
      },
    },
    snapshot: (reads, { rows, place }) => ({
      items: [itemOf(reads, 'QueueCountersSnapshot', place, rows.map(toCounters))],
    }),
    endsBy: async ({ reader }, events) => {
      const changes = events.map(accessChangeOf).filter((change) => change !== null);
      const isChanged =
        reader.kind !== 'class' && changes.some((change) => changesQueues(reader, change, queueIds));
      return isChanged ? 'ACCESS_CHANGED' : null;
    },
  });
}

/** What is shown of a queue: its counters, and not what the catalogue says of it. */
function textOf({ queue: { id }, ...counters }: CountersRow): string {
  return JSON.stringify([id, counters]);
}

function itemOf(
  { seals, organisationId }: ActorReads,
  __typename: 'QueueCountersSnapshot' | 'QueueCountersChanged',
  place: Position,
  counters: QueueCounters[],
): StreamItem {
  const cursor = positionCursor(seals, organisationId, place);
  return { __typename, cursor, counters } as StreamItem;
}

/** The queues whose counters an event can change for a reader: by what counts, or by which tickets the reader sees. */
function queuesOf(scope: Scope, event: FilteredEventRow): string[] {
  if (event.ticketId === null || event.facts === null) return [];
  const counted = queuesCountedAnew(event);
  if (!namesUser(scope, event.changes)) return counted;
  const after = event.facts as unknown as FilterFacts;
  return [...counted, after.queue, factsBefore(after, event.changes).queue].filter((id) => id !== null);
}

/** Whether the subscriber sees one of the queues, or its tickets, differently since a change of access. */
function changesQueues(actor: Actor, change: AccessChange, queueIds: readonly string[] | null): boolean {
  const concerned = queuesConcerned(actor, change);
  if (concerned === null) return true;
  return [...concerned, ...queuesShown(actor, change)].some((id) => queueIds?.includes(id) ?? true);
}
