import type { TicketFilter } from '../../platform/contract/generated/types.js';
import { parentsNamedIn } from '../../tickets/index.js';

/** Other objects whose events change which tickets match a filter, without an event of these tickets. */
export interface Named {
  /** Parents: their children match only while the reader sees the parent. */
  readonly tickets: ReadonlySet<string>;
  /** Whether it depends on which team works a queue. */
  readonly teams: boolean;
}

/** What a filter names at any level. */
export function namedIn(filter: TicketFilter | null): Named {
  const all = levelsOf(filter);
  return {
    tickets: new Set(parentsNamedIn(filter)),
    teams: all.some(({ teamIds, viewer }) => teamIds || viewer?.includes('MY_TEAMS')),
  };
}

function levelsOf(filter: TicketFilter | null): TicketFilter[] {
  if (!filter) return [];
  const { anyOf, not } = filter;
  return [filter, ...(anyOf ?? []).flatMap(levelsOf), ...levelsOf(not ?? null)];
}
