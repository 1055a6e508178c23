import type { DateTimeRange } from '../platform/contract/generated/types.js';
import { sql } from '../platform/db/sql.js';
import { factsIn } from '../tickets/data/facts.js';
import { type FilterConditions, filterCondition } from '../tickets/data/filter.js';
import { both, internalSight } from '../tickets/data/internal-sight.js';
import type { TicketOrderings } from '../tickets/data/orders.js';
import { NEVER_DUE } from '../tickets/index.js';

const never = NEVER_DUE.toISOString();

/** Tickets with a clock that is at risk, or that missed its target; or the others. What the reader cannot see counts as none. */
function flag(column: 'at_risk' | 'breached', of: 'atRisk' | 'breached') {
  return filterCondition({
    checked: (given: boolean, _, asking) => ({ given, sight: internalSight(asking.reads.scope) }),
    sql: ({ given, sight }) =>
      sql<boolean>`${sql.raw(given ? '' : 'not ')}(t.${sql.raw(column)} and ${sight.sql})`,
    matches: ({ given, sight }, facts) => {
      const found = both(factsIn(facts)?.[of] ?? null, sight.matches(facts));
      return found === null ? null : found === given;
    },
  });
}

const dueAt = filterCondition({
  checked: ({ from, to }: DateTimeRange, _, asking) =>
    from || to ? { from, to, sight: internalSight(asking.reads.scope) } : null,
  sql: ({ from, to, sight }) => {
    const since = from ? sql`t.due_at >= ${from.toISOString()}::timestamptz` : sql`true`;
    const until = to ? sql`t.due_at < ${to.toISOString()}::timestamptz` : sql`true`;
    return sql<boolean>`(${since} and ${until} and t.due_at < ${never}::timestamptz and ${sight.sql})`;
  },
  matches: ({ from, to, sight }, facts) => {
    const due = factsIn(facts)?.dueAt;
    const at = due === undefined ? null : new Date(due);
    const isWithin = at && at < NEVER_DUE && (!from || at >= from) && (!to || at < to);
    return both(isWithin, sight.matches(facts));
  },
});

/** The conditions over clocks. */
export const serviceLevelConditions: FilterConditions = {
  dueAt,
  atRisk: flag('at_risk', 'atRisk'),
  breached: flag('breached', 'breached'),
};

/** Tickets by when their earliest target is missed. */
export const serviceLevelOrders: TicketOrderings = {
  DUE_AT: {
    by: 'dueAt',
    index: 'tickets_due',
    column: { sql: 't.due_at', type: 'timestamptz', of: ({ dueAt: due }) => due.toISOString() },
    toOthers: `'${never}'::timestamptz`,
  },
};
