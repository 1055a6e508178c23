import type { NotificationChannel, NotificationKind } from '../../platform/contract/generated/enums.js';

/** Minutes of the day, in the time zone of a person. */
export interface QuietHours {
  start: number;
  end: number;
}

const DAY = 1440;
const MINUTE_MS = 60_000;

/** How a kind on a channel is stored. */
export function switchOf(kind: NotificationKind, channel: NotificationChannel): string {
  return `${kind} ${channel}`;
}

/** Whether a person wants a kind on a channel: all that they did not switch off. */
export function wants(
  disabled: readonly string[],
  kind: NotificationKind,
  channel: NotificationChannel,
): boolean {
  return !disabled.includes(switchOf(kind, channel));
}

/** When something may be delivered to a person: now, or at the end of their quiet hours. */
export function deliveredAt(now: Date, quiet: QuietHours | null, timeZone: string | null): Date {
  if (!quiet) return now;
  const zone = timeZone ?? 'UTC';
  const minute = minuteOfDay(now, zone);
  const since = (minute - quiet.start + DAY) % DAY;
  const length = (quiet.end - quiet.start + DAY) % DAY;
  if (since >= length) return now;
  const ends = new Date(now.getTime() - (now.getTime() % MINUTE_MS) + (length - since) * MINUTE_MS);
  // The clock can change in between: then the end has another distance.
  const difference = ((minuteOfDay(ends, zone) - quiet.end + DAY + DAY / 2) % DAY) - DAY / 2;
  const corrected = new Date(ends.getTime() - difference * MINUTE_MS);
  // A time that does not exist on that day is passed when the clock goes forward.
  return minuteOfDay(corrected, zone) === quiet.end ? corrected : ends;
}

function minuteOfDay(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
  return hour * 60 + minute;
}

/** The minute of the day that a text such as `07:30` means; null: it is none. */
export function minuteOf(text: string): number | null {
  const [, hour = '', minute = ''] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === '' ? null : Number(hour) * 60 + Number(minute);
}

/** The text of a minute of the day. */
export function textOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
