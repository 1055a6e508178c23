import { Weekday } from '../../platform/contract/generated/enums.js';
import type { BusinessHours } from './business-time.js';

/** The days of the week, from Monday. */
export const weekdays = Object.values(Weekday);

/** A time of day in minutes after midnight; `24:00` is the end of the day. Null when the text is none. */
export function minutesOf(text: string): number | null {
  const found = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return minutes > 24 * 60 ? null : minutes;
}

/** A time of day as text. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whether a text is a date of the years 1970 to 2199. */
export function isDate(text: string): boolean {
  if (!/^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** Hours in the order of the week. */
export function sortedHours(hours: readonly BusinessHours[]): BusinessHours[] {
  return [...hours].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
}
