import { invalid, type UserError } from '../../platform/kernel/user-errors.js';

/** What happened to a ticket before, as an error says it. */
const words = {
  closedAt: 'was closed',
  resolvedAt: 'was resolved',
  heldSince: 'was put on hold',
  reportedAt: 'was reported',
} as const;

type Moment = keyof typeof words;
type Moments = { readonly [M in Moment]?: Date | null | undefined };

/** The steps of a ticket, the latest first: an imported transition cannot have happened before one of them. */
export const STEPS: readonly Moment[] = ['closedAt', 'resolvedAt', 'heldSince', 'reportedAt'];

/**
 * The error of an import that happened before one of these moments of its ticket; null for what happens now. By default, it is the report:
 * what is no transition can be imported after later steps.
 */
export function importedTooEarly(
  { imported, occurredAt }: { imported: boolean; occurredAt: Date },
  ticket: Moments,
  moments: readonly Moment[] = ['reportedAt'],
): UserError | null {
  if (!imported) return null;
  for (const moment of moments) {
    const at = ticket[moment];
    if (!at || at <= occurredAt) continue;
    const message = `occurredAt is ${occurredAt.toISOString()}, before the ticket ${words[moment]} (${at.toISOString()}).`;
    return invalid(['import', 'occurredAt'], 'ORDER', message);
  }
  return null;
}
