import { isDeepStrictEqual } from 'node:util';
import { numberIn } from './numbers.js';
import type { Arrivals } from './subscribers.js';
import { CURSOR, INDEX, TIME } from './topics.js';

/** What was published, in the order of the log. */
export interface Publication {
  number: number;
  key: string;
  /** The ticket that was written to. */
  ticket: string;
  /** What each subscriber with the key must get. */
  item: object;
  /** When the writer had its answer; undefined when it did not get one in time. */
  answeredAt: number | undefined;
}

export interface Verified {
  due: number;
  arrived: number;
  /** Milliseconds from the answer of a write to each arrival; an arrival before the answer counts as 0. */
  latencies: number[];
  /** Items that say that a stream ended, and closed WebSockets, each once. */
  ended: string[];
}

/**
 * Compares what arrived with what was published: each subscriber must have got exactly what its key says, in the order of the log, from the
 * first item on. With `merges`, an item can stand for earlier ones of its ticket, and the order counts for each ticket. Items at the end may
 * be missing, because the time of a measurement is limited. Throws an error on any other difference.
 */
export function verify(
  arrivals: Arrivals,
  publications: readonly Publication[],
  keys: readonly string[],
  merges: boolean,
): Verified {
  const { frames, subscribers, frameOf, at, closed } = arrivals;
  const byNumber = new Map(publications.map((publication) => [publication.number, publication]));
  const ended = new Set(closed);
  const published = frames.map((frame) => publicationOf(frame, byNumber, ended));
  const listOf = ({ key, ticket }: Publication) => (merges ? `${key} ${ticket}` : key);
  const lists = Map.groupBy(publications, listOf);
  const places = new Map([...lists.values()].flatMap((list) => list.map((one, place) => [one, place])));
  const next = new Map<string, number>();
  const latencies: number[] = [];
  let arrived = 0;
  for (const [i, subscriber] of subscribers.entries()) {
    const publication = published[frameOf[i] ?? 0];
    if (!publication) continue;
    const list = lists.get(listOf(publication)) ?? [];
    const place = places.get(publication) ?? 0;
    const reached = `${subscriber} ${listOf(publication)}`;
    const due = next.get(reached) ?? 0;
    if (publication.key !== keys[subscriber] || place < due || (place > due && !merges))
      throw new Error(
        `subscriber ${subscriber} got item ${publication.number} and not item ${list[due]?.number}, which was next`,
      );
    next.set(reached, place + 1);
    arrived += place + 1 - due;
    for (const { answeredAt } of list.slice(due, place + 1))
      if (answeredAt !== undefined) latencies.push(Math.max(0, (at[i] ?? 0) - answeredAt));
  }
  const byKey = Map.groupBy(publications, ({ key }) => key);
  const due = keys.reduce((sum, key) => sum + (byKey.get(key)?.length ?? 0), 0);
  return { due, arrived, latencies, ended: [...ended] };
}

/** What a frame brings; null for a position. The ends of streams are added to a list. */
function publicationOf(
  frame: string,
  byNumber: ReadonlyMap<number, Publication>,
  ended: Set<string>,
): Publication | null {
  const { type, payload } = JSON.parse(frame);
  const item = itemIn(payload);
  if (item?.__typename === 'StreamPosition' || type === 'ping') return null;
  if (type !== 'next' || payload.errors || item?.__typename === 'ResyncRequired') {
    ended.add(item?.resyncReason ?? frame.slice(0, 200));
    return null;
  }
  const publication = byNumber.get(numberIn((item.comment ?? item.event?.comment)?.body ?? ''));
  if (!publication) throw new Error(`an item was not published: ${frame}`);
  if (!fits(item, publication.item))
    throw new Error(`an item differs from what was written: ${frame}\n${JSON.stringify(publication.item)}`);
  return publication;
}

/** The item of a payload: the value of its only field. */
export function itemIn(payload: { data?: object | null } | undefined) {
  return Object.values(payload?.data ?? {})[0];
}

/** Whether an item is the published one. A time must be one; a cursor that is not known must be a text, and a place a number. */
function fits(item: Record<string, unknown>, published: object): boolean {
  const given = { ...item };
  const expected: Record<string, unknown> = { ...published };
  if (expected.occurredAt === TIME && !Number.isNaN(Date.parse(String(given.occurredAt))))
    given.occurredAt = TIME;
  if (expected.cursor === CURSOR && typeof given.cursor === 'string') given.cursor = CURSOR;
  if (expected.index === INDEX && Number.isInteger(given.index)) given.index = INDEX;
  return isDeepStrictEqual(given, expected);
}
