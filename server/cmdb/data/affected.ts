import type { CommandContext } from '../../platform/commands/command-context.js';
import type { FieldChange } from '../../platform/events/index.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { linkedIds, links, relink, wrongEnds } from './links.js';

export interface AffectedInput {
  affectedServiceIds?: readonly string[] | null;
  affectedItemIds?: readonly string[] | null;
}

/** The affected services and items of an input, in the order in which they are stored. Null: omitted. */
export interface Affected {
  services: string[] | null;
  items: string[] | null;
}

const MOST = 50;

/** Checks the ids of affected services and items. */
export function checkAffected(check: InputCheck, input: AffectedInput): Affected {
  const services = check.ids('affectedServiceIds', input.affectedServiceIds, 'Service', MOST);
  const items = check.ids('affectedItemIds', input.affectedItemIds, 'ConfigurationItem', MOST);
  return { services: services?.sort() ?? null, items: items?.sort() ?? null };
}

/**
 * Refuses affected services and items that do not exist, or are retired and were not on the ticket before. Without a ticket: for a new one.
 */
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

/** Replaces the services of a ticket, which must be stored already. */
export async function setServices(
  command: CommandContext,
  ticket: { id: string; serviceIds: string[] },
  ids: readonly string[],
): Promise<void> {
  ticket.serviceIds = [...ids];
  await relink(command, links.ticketServices, ticket.id, ids);
}

/** Replaces the configuration items of a ticket, and returns the change; null when nothing changed. */
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
