import type { Change } from '../../changes/change.js';
import type { FieldChange } from '../../events/index.js';
import type { InputCheck } from '../../kernel/check.js';
import { toGlobalId } from '../../kernel/ids.js';
import { notFound, type Refusal } from '../../kernel/refusals.js';
import { TeamEntity } from '../../people/index.js';
import { closesCycle, type Link, linkedIds, relink, wrongEnds } from '../links.js';

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
export async function wrongPart(change: Change, on: On, id: string, part: CheckedPart): Promise<Refusal[]> {
  const { ownerTeamId, services = [], items = [] } = part;
  const { organisationId } = change;
  const errors: Refusal[] = [];
  if (ownerTeamId && !(await change.em.findOne(TeamEntity, { organisationId, id: ownerTeamId })))
    errors.push(notFound(['ownerTeamId'], toGlobalId('Team', ownerTeamId), 'team'));
  errors.push(
    ...(await wrongEnds(change, 'services', services, 'dependsOnServiceIds', null)),
    ...(await wrongEnds(change, 'configuration_items', items, 'dependsOnItemIds', null)),
  );
  if (errors.length > 0) return errors;
  // A circle is made of things of one kind: what a service is made of depends on no service.
  const [ids, field] = on.services ? [services, 'dependsOnServiceIds'] : [items, 'dependsOnItemIds'];
  const circle =
    ids.length > 0 ? await closesCycle(change, on.services ?? on.items, id, ids, field as string) : null;
  return circle ? [circle] : [];
}

/** Replaces the dependencies that are given, and tells which changed. */
export async function dependOn(
  change: Change,
  on: On,
  id: string,
  { services, items }: CheckedPart,
): Promise<FieldChange[]> {
  const changes = [
    ...(on.services && services ? [await replaced(change, on.services, id, services, 'dependsOn')] : []),
    ...(items ? [await replaced(change, on.items, id, items, 'dependsOnItems')] : []),
  ];
  return changes.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

async function replaced(change: Change, link: Link, id: string, ids: readonly string[], field: string) {
  const before = await linkedIds(change, link, id);
  await relink(change, link, id, ids);
  return { field, from: before, to: [...ids].sort() };
}
