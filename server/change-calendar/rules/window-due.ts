import type { Window } from '../../process/rules/window.js';

/** What is known of the window of a scheduled change. */
export interface Announced {
  opened: boolean;
  missed: boolean;
}

/**
 * What is to be announced of a window at a moment: that it opened, or that it ended before the implementation began. A window that ended before
 * anybody looked was missed; it is not announced as open. The SQL function `due_windows` has the same rule.
 */
export function windowEvent(
  ticketStatus: string,
  { start, end }: Window,
  { opened, missed }: Announced,
  now: Date,
): 'WINDOW_OPENED' | 'WINDOW_MISSED' | null {
  if (ticketStatus !== 'SCHEDULED' || now < start) return null;
  if (now >= end) return missed ? null : 'WINDOW_MISSED';
  return opened ? null : 'WINDOW_OPENED';
}
