import type { CommandContext } from '../../platform/commands/command-context.js';
import type { FieldChange } from '../../platform/events/index.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { linkedIds, links, relink, wrongEnds } from './links.js';

export interface AffectedInput {
  affectedServiceIds?: readonly string[] | null;
  affectedItemIds?: readonly string[] | null;
}

/** What of the catalogue an input says is affected, in the order it is stored in. Null: left out. */
export interface Affected {
  services: string[] | null;
  items: string[] | null;
}

const MOST = 50;

/** Checks the ids of what is affected. */
export function checkAffected(check: InputCheck, input: AffectedInput): Affected {
  const services = check.ids('affectedServiceIds', input.affectedServiceIds, 'Service', MOST);
  const items = check.ids('affectedItemIds', input.affectedItemIds, 'ConfigurationItem', MOST);
  return { services: services?.sort() ?? null, items: items?.sort() ?? null };
}

/** What is affected that is not there, or is retired and was not on the ticket before. Without a ticket: on a new one. */
export async function wrongAffected(
  command: CommandContext,
  { services, items }: Affected,
  ticket?: { id: string; serviceIds: readonly string[] },
): Promise<UserError[]> {
  const before = ticket && items ? await linkedIds(command, links.ticketItems, ticket.id) : [];
  return [
    ...(await wrongEnds(command, 'services', services ?? [], 'affectedServiceIds', ticket?.serviceIds ?? [])),
    ...(await wrongEnds(command, 'configuration_items', items ?? [], 'affectedItemIds', before)),
  ];
}

/** Replaces the services of a ticket. The ticket has to be stored. */
export async function setServices(
  command: CommandContext,
  ticket: { id: string; serviceIds: string[] },
  ids: readonly string[],
): Promise<void> {
  ticket.serviceIds = [...ids];
  await relink(command, links.ticketServices, ticket.id, ids);
}

/** Replaces the configuration items of a ticket, and tells what changed; null when nothing did. */
export async function setItems(
  command: CommandContext,
  ticketId: string,
  ids: readonly string[],
): Promise<FieldChange | null> {
  const before = await linkedIds(command, links.ticketItems, ticketId);
  if (JSON.stringify(before) === JSON.stringify(ids)) return null;
  await relink(command, links.ticketItems, ticketId, ids);
  return { field: 'configurationItems', from: before, to: [...ids] };
}
