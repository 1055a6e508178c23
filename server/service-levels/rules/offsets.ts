import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a time zone has one offset from UTC, in milliseconds. `until` is not included. */
export interface OffsetStretch {
  from: number;
  until: number;
  offset: number;
}

const NANOSECONDS = 1e6;
const stretchesOfYears = new Map<string, readonly OffsetStretch[]>();
/** The most years of zones that are kept in memory. */
const MOST_KEPT = 2000;

/** The offsets of a time zone in a range, in order and without a gap. The end of the range is not included. */
export function offsetsIn(timeZone: string, from: number, until: number): OffsetStretch[] {
  const found: OffsetStretch[] = [];
  const lastYear = yearOf(until);
  for (let year = yearOf(from); year <= lastYear; year += 1) {
    for (const stretch of stretchesOf(timeZone, year)) {
      const cut = {
        from: Math.max(stretch.from, from),
        until: Math.min(stretch.until, until),
        offset: stretch.offset,
      };
      if (cut.from >= cut.until) continue;
      const last = found.at(-1);
      if (last?.offset === cut.offset) last.until = cut.until;
      else found.push(cut);
    }
  }
  return found;
}

/** The stretches of a year in UTC. Looking up the transitions of a zone takes long, so they are kept. */
function stretchesOf(timeZone: string, year: number): readonly OffsetStretch[] {
  const key = `${timeZone} ${year}`;
  const kept = stretchesOfYears.get(key);
  if (kept) return kept;
  const end = Date.UTC(year + 1, 0, 1);
  const stretches: OffsetStretch[] = [];
  let from = Date.UTC(year, 0, 1);
  while (from < end) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
    const next = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? end;
    const until = Math.min(next, end);
    stretches.push({ from, until, offset: zoned.offsetNanoseconds / NANOSECONDS });
    from = until;
  }
  if (stretchesOfYears.size >= MOST_KEPT) stretchesOfYears.clear();
  stretchesOfYears.set(key, stretches);
  return stretches;
}

function yearOf(time: number): number {
  return new Date(time).getUTCFullYear();
}
