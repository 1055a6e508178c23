import type { TicketFilter } from '../../platform/contract/generated/types.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import { parentsNamedIn, queuesNamedIn } from '../../tickets/index.js';

/** Other objects whose events change which tickets match a filter, without an event of these tickets. */
export interface Named {
  /** Parents: their children match only while the reader sees the parent. */
  readonly tickets: ReadonlySet<string>;
  /** Queues: to requesters, tickets of a queue match only while they can name it. */
  readonly queues: ReadonlySet<string>;
  /** Whether it depends on which team works a queue. */
  readonly teams: boolean;
}

/** What a filter names at any level. */
export function namedIn(filter: TicketFilter | null): Named {
  const all = levelsOf(filter);
  return {
    tickets: new Set(parentsNamedIn(filter)),
    queues: new Set(queuesNamedIn(filter)),
    teams: all.some(({ teamIds, viewer }) => teamIds || viewer?.includes('MY_TEAMS')),
  };
}

/** The only queues whose tickets can match. The same for all readers of a filter, also for those to whom a queue does not exist. Null: any queue. */
export function onlyQueuesOf(filter: TicketFilter | null): readonly string[] | null {
  return filter?.queueIds ? idsOfType(filter.queueIds, 'Queue') : null;
}

function levelsOf(filter: TicketFilter | null): TicketFilter[] {
  if (!filter) return [];
  const { anyOf, not } = filter;
  return [filter, ...(anyOf ?? []).flatMap(levelsOf), ...levelsOf(not ?? null)];
}
