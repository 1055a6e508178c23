import type { Deciding, Gathering } from '../../platform/commands/command.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UpdateTicketInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { FieldChange } from '../../platform/events/index.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import {
  endProblems,
  endsNamed,
  linkedIds,
  linkedTo,
  links,
  type NamedEnd,
  relink,
  replaceLinks,
  wrongEnds,
} from './links.js';

export type AffectedInput = Pick<UpdateTicketInput, 'affectedServiceIds' | 'affectedItemIds'>;

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

/** What of the catalogue is affected, as it was found. */
export interface AffectedFacts {
  services: readonly NamedEnd[];
  items: readonly NamedEnd[];
  /** The items that were on the ticket before. */
  itemsBefore: readonly { id: string }[];
}

/** Where else an input has its services and its ticket from, as SQL. */
interface AffectedElsewhere {
  /** An array of the ids of more services. */
  services?: Sql | null;
  /** The id of the ticket, if there is one already. */
  ticketId?: Sql;
}

/** The affected services and items of an input. */
export function affectedNamed(
  gathering: Gathering,
  { affectedServiceIds, affectedItemIds }: AffectedInput,
  { services = null, ticketId }: AffectedElsewhere = {},
): { [K in keyof AffectedFacts]: Sql<AffectedFacts[K][number]> | null } {
  const serviceIds = idsOfType([...new Set(affectedServiceIds)].slice(0, MOST), 'Service');
  const itemIds = idsOfType([...new Set(affectedItemIds)].slice(0, MOST), 'ConfigurationItem');
  const given = sql`${serviceIds}::uuid[]`;
  return {
    services:
      services || serviceIds.length > 0
        ? endsNamed(gathering, 'services', services ? sql`${given} || ${services}` : given)
        : null,
    items: itemIds.length > 0 ? endsNamed(gathering, 'configuration_items', sql`${itemIds}::uuid[]`) : null,
    itemsBefore: ticketId && affectedItemIds ? linkedTo(gathering, links.ticketItems, ticketId) : null,
  };
}

/**
 * Refuses affected services and items that do not exist, or are retired and were not on the ticket before. Without a ticket: for a new one.
 */
export function affectedProblems(
  facts: AffectedFacts,
  { services, items }: Affected,
  deciding: Pick<Deciding, 'now' | 'occurredAt'>,
  ticket?: { serviceIds: readonly string[] },
): UserError[] {
  const before = facts.itemsBefore.map(({ id }) => id);
  const { serviceIds = [] } = ticket ?? {};
  return [
    ...endProblems(facts.services, 'services', services ?? [], 'affectedServiceIds', serviceIds, deciding),
    ...endProblems(facts.items, 'configuration_items', items ?? [], 'affectedItemIds', before, deciding),
  ];
}

/** Replaces the services of a ticket, which is stored already. Its column is written with the ticket itself. */
export function replaceServices(organisationId: string, ticketId: string, ids: readonly string[]): Sql {
  return replaceLinks(organisationId, links.ticketServices, ticketId, ids);
}

/** Replaces the configuration items of a ticket, with the change; null when nothing changes. */
export function replaceItems(
  organisationId: string,
  ticketId: string,
  { itemsBefore }: Pick<AffectedFacts, 'itemsBefore'>,
  ids: readonly string[],
): { write: Sql; change: FieldChange<'Ticket.affectedItems'> } | null {
  const before = itemsBefore.map(({ id }) => id);
  if (JSON.stringify(before) === JSON.stringify(ids)) return null;
  return {
    write: replaceLinks(organisationId, links.ticketItems, ticketId, ids),
    change: { field: 'Ticket.affectedItems', from: before, to: [...ids] },
  };
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
): Promise<FieldChange<'Ticket.affectedItems'> | null> {
  const before = await linkedIds(command, links.ticketItems, ticketId);
  if (JSON.stringify(before) === JSON.stringify(ids)) return null;
  await relink(command, links.ticketItems, ticketId, ids);
  return { field: 'Ticket.affectedItems', from: before, to: [...ids] };
}
