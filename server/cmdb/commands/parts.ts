import { TeamEntity } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UpdateServiceInput } from '../../platform/contract/generated/types.js';
import type { FieldChange } from '../../platform/events/index.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { closesCycle, type Link, linkedIds, relink, wrongEnds } from '../data/links.js';

/** The input fields that services and configuration items share. */
export type Part = Pick<
  UpdateServiceInput,
  'name' | 'description' | 'ownerTeamId' | 'dependsOnServiceIds' | 'dependsOnItemIds'
>;

interface CheckedPart {
  name: string | undefined;
  description: string | null | undefined;
  ownerTeamId: string | undefined;
  services: string[] | undefined;
  items: string[] | undefined;
}

/** The link tables of dependencies. Configuration items do not depend on services. */
interface On {
  services?: Link;
  items: Link;
}

const MOST = 100;

/** Checks the fields and returns them in their stored form. Omitted fields stay omitted. */
export function checkPart(check: InputCheck, input: Part): CheckedPart {
  for (const field of ['name', 'ownerTeamId', 'dependsOnServiceIds', 'dependsOnItemIds'] as const)
    check.notNull(field, input[field]);
  const services = check.ids('dependsOnServiceIds', input.dependsOnServiceIds, 'Service', MOST);
  const items = check.ids('dependsOnItemIds', input.dependsOnItemIds, 'ConfigurationItem', MOST);
  return {
    name: check.text('name', input.name, 100, 'NAME') ?? undefined,
    description: check.text('description', input.description, 5000, 'MARKDOWN'),
    ownerTeamId: check.id('ownerTeamId', input.ownerTeamId, 'Team') ?? undefined,
    services: services ?? undefined,
    items: items ?? undefined,
  };
}

/** Refuses dependencies that do not exist, and those that would make a cycle. */
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
  // A cycle has objects of one kind only, because items do not depend on services.
  const [ids, field] = on.services ? [services, 'dependsOnServiceIds'] : [items, 'dependsOnItemIds'];
  const circle =
    ids.length > 0 ? await closesCycle(command, on.services ?? on.items, id, ids, field as string) : null;
  return circle ? [circle] : [];
}

/** Replaces the dependencies that are given, and returns the changes. */
export async function dependOn(
  command: CommandContext,
  on: On,
  id: string,
  { services, items }: CheckedPart,
): Promise<FieldChange<'dependsOn' | 'dependsOnItems'>[]> {
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
  field: 'dependsOn' | 'dependsOnItems',
) {
  const before = await linkedIds(command, link, id);
  await relink(command, link, id, ids);
  return { field, from: before, to: [...ids].sort() };
}
