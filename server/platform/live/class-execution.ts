import type { ActorReads } from '../actor/actor-reads.js';
import type { Testimony } from '../actor/witness.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { FilteredEventRow } from '../events/index.js';
import { divide, type StaffClass } from './sharing.js';
import type { Stream } from './stream.js';

/** An item as it is sent: the payload, and the type of the item for metrics. */
export interface Payload {
  readonly payload: string;
  readonly typeName: string;
}

/** What an event is to a reader. */
export interface Executed {
  /** For each stream what it sends. Null: it is an error or the end of a subscription, which each member finds out alone. */
  readonly frames: readonly (readonly Payload[] | null)[];
  readonly testimony: Testimony;
}

/** Executes a document for an item; null after an error. */
type Execute = (item: StreamItem) => Promise<string | null>;

const nothing: Testimony = { isPersonal: false, hidden: [], isMany: false };

/** Executes a document once for an event, for streams of one reader or of a class, and closes the reads. What streams send alike is executed once. */
export async function executeOnce(
  reads: ActorReads,
  streams: readonly Stream[],
  event: FilteredEventRow,
  execute: Execute,
): Promise<Executed> {
  const executed = new Map<string, Promise<Payload[] | null>>();
  try {
    const frames = await Promise.all(
      streams.map(async (stream, i) => {
        const outcome = await stream.itemsOf(reads, [event]);
        if (outcome === null) return [];
        if (typeof outcome === 'string' || outcome.ends) return null;
        const name = outcome.alike ?? `${i}`;
        const payloads = executed.get(name) ?? payloadsOf(outcome.items, execute);
        executed.set(name, payloads);
        return payloads;
      }),
    );
    return { frames, testimony: reads.witness?.testimony ?? nothing };
  } finally {
    await reads.close();
  }
}

/** Executes a document for items; null after an error. */
export async function payloadsOf(items: readonly StreamItem[], execute: Execute): Promise<Payload[] | null> {
  const payloads: Payload[] = [];
  for (const item of items) {
    const payload = await execute(item);
    if (payload === null) return null;
    payloads.push({ payload, typeName: item.__typename ?? '' });
  }
  return payloads;
}

/** A result, with the classes whose members get it. */
interface SharedResult<C, R> {
  result: R;
  classes: C[];
}

/**
 * The results of an event for classes of staff. `execute` runs as staff who see exactly these `TEAM` queues: first for those who see none, then
 * for the classes that see more by what was hidden. Members with rights of their own can be served alone: see `isServedAlone`. `seen`: the
 * queues that all of the classes see, when it is not none.
 */
export async function executeForStaff<C extends StaffClass, R extends Pick<Executed, 'testimony'>>(
  classes: readonly C[],
  execute: (queueIds: readonly string[]) => Promise<R>,
  seen: readonly string[] = [],
): Promise<SharedResult<C, R>[]> {
  const among = async (queueIds: readonly string[], some: readonly C[]): Promise<SharedResult<C, R>[]> => {
    const result = await execute(queueIds);
    // It is right for one person only: nobody shares it, whatever was hidden.
    if (result.testimony.isPersonal) return [{ result, classes: [...some] }];
    const { kept, parts } = divide(queueIds, result.testimony, some);
    const others = await Promise.all(parts.map((part) => among(part.queueIds, part.classes)));
    return [...(kept.length > 0 ? [{ result, classes: kept }] : []), ...others.flat()];
  };
  return classes.length === 0 ? [] : among(seen, classes);
}
