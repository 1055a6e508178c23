import type { CommandContext } from '../../platform/commands/command-context.js';
import { type PriorityMatrix, prioritise, rankToPriority } from '../rules/priority.js';
import type { TicketRow } from './entities.js';
import type { Details } from './input.js';
import { matrixOf, ownOrganisation } from './references.js';

/** The same as `prioritiseBy`, with the organisation's matrix read first. */
export async function reprioritise(
  command: CommandContext,
  ticket: TicketRow,
  details: Details,
): Promise<void> {
  prioritiseBy(matrixOf(await ownOrganisation(command)), ticket, details);
}

/** Sets impact, urgency and priority by a matrix. An override stays until it is removed. */
export function prioritiseBy(matrix: PriorityMatrix, ticket: TicketRow, details: Details): void {
  if (details.impact) ticket.impact = details.impact;
  if (details.urgency) ticket.urgency = details.urgency;
  const standing = ticket.priorityOverrideReason
    ? { priority: rankToPriority(ticket.priority), reason: ticket.priorityOverrideReason }
    : null;
  const override = details.priorityOverride === undefined ? standing : details.priorityOverride;
  Object.assign(ticket, prioritise(matrix, ticket.impact, ticket.urgency, override));
}
