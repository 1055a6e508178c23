import type { Report } from './report.js';

/**
 * The description of a ticket about an alert: what it says. The requester reads it too, so labels and the link, which name what is inside
 * the organisation, are only on the alert.
 */
export function descriptionOf({ summary, description, startsAt }: Report): string {
  const parts = [description ?? summary, ...(startsAt ? [`Fires since ${startsAt.toISOString()}.`] : [])];
  return parts.join('\n\n');
}
