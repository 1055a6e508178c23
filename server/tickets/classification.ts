import type { Change } from '../changes/change.js';
import type { TicketRow } from './entities.js';
import type { Details } from './input.js';
import { matrixOf, ownOrganisation } from './references.js';
import { prioritise, rankToPriority } from './rules/priority.js';

/** A new category takes its subcategory with it, unless one is given. */
export function categoriesAfter(
  ticket: TicketRow,
  categoryId: string | null | undefined,
  subcategoryId: string | null | undefined,
): { categoryId: string | null; subcategoryId: string | null } {
  const after = (categoryId === undefined ? ticket.categoryId : categoryId) ?? null;
  const kept = after === ticket.categoryId ? (ticket.subcategoryId ?? null) : null;
  return { categoryId: after, subcategoryId: subcategoryId === undefined ? kept : subcategoryId };
}

/** Impact, urgency and override by the organisation's matrix. An override stays until it is taken back. */
export async function reprioritise(change: Change, ticket: TicketRow, details: Details): Promise<void> {
  if (details.impact) ticket.impact = details.impact;
  if (details.urgency) ticket.urgency = details.urgency;
  const standing = ticket.priorityOverrideReason
    ? { priority: rankToPriority(ticket.priority), reason: ticket.priorityOverrideReason }
    : null;
  const override = details.priorityOverride === undefined ? standing : details.priorityOverride;
  Object.assign(
    ticket,
    prioritise(matrixOf(await ownOrganisation(change)), ticket.impact, ticket.urgency, override),
  );
}
