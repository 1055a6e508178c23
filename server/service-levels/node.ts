import type {
  BusinessCalendar,
  ServiceLevel,
  ServiceLevelPolicy,
  ServiceLevelTargetTime,
} from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { BusinessCalendarRow, ServiceLevelPolicyRow } from './data/entities.js';
import type { Clock, Terms } from './rules/clock.js';
import { timeText, weekdays } from './rules/hours.js';

export type CalendarNode = BusinessCalendar & { row: BusinessCalendarRow };
export type PolicyNode = ServiceLevelPolicy & { row: ServiceLevelPolicyRow };
export type LevelNode = ServiceLevel & { clock: Clock };

/** The contract's plain fields of a business calendar. */
export function toCalendar(row: BusinessCalendarRow): CalendarNode {
  return {
    __typename: 'BusinessCalendar',
    row,
    id: toGlobalId('BusinessCalendar', row.id),
    name: row.name,
    timeZone: row.timeZone,
    hours: row.hours.map(({ weekday, from, to }) => ({
      __typename: 'BusinessHours',
      weekday: weekdays[weekday - 1] ?? 'MONDAY',
      from: timeText(from),
      to: timeText(to),
    })),
    country: row.country ?? null,
    region: row.region ?? null,
    daysOff: row.daysOff.map(({ date, name }) => ({ __typename: 'DayOff', date, name })),
    version: row.version,
    createdAt: row.createdAt,
  };
}

/** The contract's plain fields of a service level policy. */
export function toPolicy(row: ServiceLevelPolicyRow): PolicyNode {
  return {
    __typename: 'ServiceLevelPolicy',
    row,
    id: toGlobalId('ServiceLevelPolicy', row.id),
    name: row.name,
    active: row.active,
    targets: Object.entries(row.targets).map(
      ([target, minutes]) =>
        ({ __typename: 'ServiceLevelTargetTime', target, minutes }) as ServiceLevelTargetTime,
    ),
    warnAtPercent: row.warnAtPercent,
    pauseReasons: row.pauseReasons,
    types: row.types,
    priorities: row.priorities,
    version: row.version,
    createdAt: row.createdAt,
  };
}

/** The contract's plain fields of a clock that has a policy. */
export function toLevel(clock: Clock, terms: Terms): LevelNode {
  const date = (at: number | null) => (at === null ? null : new Date(at));
  return {
    __typename: 'ServiceLevel',
    clock,
    target: clock.target,
    cycle: clock.cycle,
    because: [...terms.because],
    targetMinutes: terms.minutes,
    state: clock.state,
    startedAt: new Date(clock.startedAt),
    stoppedAt: date(clock.stoppedAt),
    dueAt: date(clock.dueAt),
    atRiskAt: date(clock.atRiskAt),
    breachedAt: date(clock.breachedAt),
  };
}
