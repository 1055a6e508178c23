import { LockMode } from '@mikro-orm/core';
import { asExpected, nameTaken, put } from '../../catalog/index.js';
import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import { ConfigurationItemEntity } from '../entities.js';
import { links, oneAtATime } from '../links.js';
import type { Criticality, ItemKind } from '../rules/words.js';
import { checkPart, dependOn, type Part, wrongPart } from './parts.js';

export interface CreateConfigurationItem extends Part {
  name: string;
  ownerTeamId: string;
  kind: ItemKind;
  criticality?: Criticality | null;
}

const on = { items: links.itemOnItems };

/** Makes a configuration item. */
export async function createConfigurationItem(
  change: Change,
  input: CreateConfigurationItem,
): Promise<Result<{ itemId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making configuration items is for administrators.'));
  const check = new InputCheck();
  const part = checkPart(check, input);
  if (check.errors.length > 0) return refused(...check.errors);
  await oneAtATime(change);
  const { organisationId } = change;
  const itemId = newId();
  const { name = '', ownerTeamId = '' } = part;
  const taken = await nameTaken(change, 'configuration_items', name);
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(change, on, itemId, part))];
  if (errors.length > 0) return refused(...errors);
  change.em.create(
    ConfigurationItemEntity,
    {
      organisationId,
      id: itemId,
      name,
      description: part.description ?? null,
      kind: input.kind,
      ownerTeamId,
      criticality: input.criticality ?? 'MEDIUM',
      active: true,
      version: 1,
      createdAt: change.now,
    },
    { persist: true },
  );
  await dependOn(change, on, itemId, part);
  change.emit({
    type: 'CONFIGURATION_ITEM_CREATED',
    changes: [{ field: 'configurationItem', from: null, to: itemId }],
  });
  return done({ itemId });
}

export interface UpdateConfigurationItem extends Part {
  itemId: string;
  expectedVersion?: number | null;
  kind?: ItemKind | null;
  criticality?: Criticality | null;
  active?: boolean | null;
}

/** Changes or retires a configuration item. */
export async function updateConfigurationItem(
  change: Change,
  input: UpdateConfigurationItem,
): Promise<Result<{ itemId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing configuration items is for administrators.'));
  const check = new InputCheck();
  const itemId = check.id('itemId', input.itemId, 'ConfigurationItem');
  for (const field of ['kind', 'criticality', 'active'] as const) check.notNull(field, input[field]);
  const part = checkPart(check, input);
  if (check.errors.length > 0) return refused(...check.errors);
  await oneAtATime(change);
  const { organisationId } = change;
  const found = asExpected(
    await change.em.findOne(
      ConfigurationItemEntity,
      { organisationId, id: itemId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'ConfigurationItem',
      field: 'itemId',
      given: input.itemId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const item = found.value;
  const { name, description, ownerTeamId } = part;
  const taken = name && name !== item.name ? await nameTaken(change, 'configuration_items', name) : null;
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(change, on, itemId, part))];
  if (errors.length > 0) return refused(...errors);
  const { kind, criticality, active } = input;
  const changes = [
    ...put(item, {
      name,
      description,
      ownerTeamId,
      kind: kind ?? undefined,
      criticality: criticality ?? undefined,
      active: active ?? undefined,
    }),
    ...(await dependOn(change, on, itemId, part)),
  ];
  if (changes.length === 0) return done({ itemId });
  item.version += 1;
  change.emit({
    type: 'CONFIGURATION_ITEM_UPDATED',
    changes: [{ field: 'configurationItem', from: itemId, to: itemId }, ...changes],
  });
  return done({ itemId });
}
