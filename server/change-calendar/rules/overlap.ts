import type { Window } from '../../process/rules/window.js';

/** The overlap of two windows; null when there is none. The end of a window is not included. */
export function overlapOf(one: Window, other: Window): Window | null {
  const start = one.start > other.start ? one.start : other.start;
  const end = one.end < other.end ? one.end : other.end;
  return start < end ? { start, end } : null;
}

/** The elements of both lists, in the order of the first. */
export function commonOf<T>(one: readonly T[], other: readonly T[]): T[] {
  return one.filter((item) => other.includes(item));
}
