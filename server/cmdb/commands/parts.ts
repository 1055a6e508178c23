import { TeamEntity } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { FieldChange } from '../../platform/events/index.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { closesCycle, type Link, linkedIds, relink, wrongEnds } from '../data/links.js';

/** What inputs tell of services and configuration items alike. */
export interface Part {
  name?: string | null;
  description?: string | null;
  ownerTeamId?: string | null;
  dependsOnServiceIds?: readonly string[] | null;
  dependsOnItemIds?: readonly string[] | null;
}

interface CheckedPart {
  name: string | undefined;
  description: string | null | undefined;
  ownerTeamId: string | undefined;
  services: string[] | undefined;
  items: string[] | undefined;
}

/** Where the dependencies of a thing are kept. Configuration items depend on no services. */
interface On {
  services?: Link;
  items: Link;
}

const MOST = 100;

/** Checks what an input tells, and brings it into the form that is stored. Left out stays left out. */
export function checkPart(check: InputCheck, input: Part): CheckedPart {
  for (const field of ['name', 'ownerTeamId', 'dependsOnServiceIds', 'dependsOnItemIds'] as const)
    check.notNull(field, input[field]);
  const services = check.ids('dependsOnServiceIds', input.dependsOnServiceIds, 'Service', MOST);
  const items = check.ids('dependsOnItemIds', input.dependsOnItemIds, 'ConfigurationItem', MOST);
  return {
    name: check.text('name', input.name, 100) ?? undefined,
    description: check.text('description', input.description, 5000),
    ownerTeamId: check.id('ownerTeamId', input.ownerTeamId, 'Team') ?? undefined,
    services: services ?? undefined,
    items: items ?? undefined,
  };
}

/** What is named and not there, and dependencies that close a circle. */
export async function wrongPart(
  command: CommandContext,
  on: On,
  id: string,
  part: CheckedPart,
): Promise<UserError[]> {
  const { ownerTeamId, services = [], items = [] } = part;
  const { organisationId } = command;
  const errors: UserError[] = [];
  if (ownerTeamId && !(await command.em.findOne(TeamEntity, { organisationId, id: ownerTeamId })))
    errors.push(notFound(['ownerTeamId'], toGlobalId('Team', ownerTeamId), 'team'));
  errors.push(
    ...(await wrongEnds(command, 'services', services, 'dependsOnServiceIds', null)),
    ...(await wrongEnds(command, 'configuration_items', items, 'dependsOnItemIds', null)),
  );
  if (errors.length > 0) return errors;
  // A circle is made of things of one kind: what a service is made of depends on no service.
  const [ids, field] = on.services ? [services, 'dependsOnServiceIds'] : [items, 'dependsOnItemIds'];
  const circle =
    ids.length > 0 ? await closesCycle(command, on.services ?? on.items, id, ids, field as string) : null;
  return circle ? [circle] : [];
}

/** Replaces the dependencies that are given, and tells which changed. */
export async function dependOn(
  command: CommandContext,
  on: On,
  id: string,
  { services, items }: CheckedPart,
): Promise<FieldChange[]> {
  const changes = [
    ...(on.services && services ? [await replaced(command, on.services, id, services, 'dependsOn')] : []),
    ...(items ? [await replaced(command, on.items, id, items, 'dependsOnItems')] : []),
  ];
  return changes.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

async function replaced(
  command: CommandContext,
  link: Link,
  id: string,
  ids: readonly string[],
  field: string,
) {
  const before = await linkedIds(command, link, id);
  await relink(command, link, id, ids);
  return { field, from: before, to: [...ids].sort() };
}
