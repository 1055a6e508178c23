import type { CommandContext } from '../../platform/commands/command-context.js';
import { prioritise, rankToPriority } from '../rules/priority.js';
import type { TicketRow } from './entities.js';
import type { Details } from './input.js';
import { matrixOf, ownOrganisation } from './references.js';

/** Impact, urgency and override by the organisation's matrix. An override stays until it is removed. */
export async function reprioritise(
  command: CommandContext,
  ticket: TicketRow,
  details: Details,
): Promise<void> {
  if (details.impact) ticket.impact = details.impact;
  if (details.urgency) ticket.urgency = details.urgency;
  const standing = ticket.priorityOverrideReason
    ? { priority: rankToPriority(ticket.priority), reason: ticket.priorityOverrideReason }
    : null;
  const override = details.priorityOverride === undefined ? standing : details.priorityOverride;
  Object.assign(
    ticket,
    prioritise(matrixOf(await ownOrganisation(command)), ticket.impact, ticket.urgency, override),
  );
}
