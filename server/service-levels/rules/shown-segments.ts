import type { ServiceLevelSegmentReason } from '../../platform/contract/generated/enums.js';
import type { Calendar } from './business-time.js';
import { type Clock, countedIn } from './clock.js';

/** A segment as it is shown. */
export interface ShownSegment {
  from: Date;
  to: Date | null;
  counted: number;
  paused: boolean;
  reason: ServiceLevelSegmentReason;
}

const MOST_SHOWN = 200;

/** The segments of a clock at a moment. What counts in them is what has elapsed. */
export function shownSegments(
  { segments }: Clock,
  calendar: Calendar | undefined,
  now: number,
): ShownSegment[] {
  const all = segments.map(
    (segment): ShownSegment => ({
      from: new Date(segment.from),
      to: segment.to === null ? null : new Date(segment.to),
      counted: segment.to === null && calendar ? countedIn(segment, calendar, now) : segment.counted,
      paused: segment.paused === true,
      reason: (segment.reason ?? 'NOT_HELD') as ServiceLevelSegmentReason,
    }),
  );
  const earlier = all.slice(0, -MOST_SHOWN);
  const [first, last] = [earlier[0], earlier.at(-1)];
  if (!first || !last) return all;
  const counted = earlier.reduce((sum, segment) => sum + segment.counted, 0);
  return [
    { from: first.from, to: last.to, counted, paused: false, reason: 'EARLIER' },
    ...all.slice(-MOST_SHOWN),
  ];
}
