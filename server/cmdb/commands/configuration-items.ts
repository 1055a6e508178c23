import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type {
  CreateConfigurationItemInput,
  UpdateConfigurationItemInput,
} from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { ConfigurationItemEntity } from '../data/entities.js';
import { links, oneAtATime } from '../data/links.js';
import { checkPart, dependOn, wrongPart } from './parts.js';

const named = { table: 'configuration_items', what: 'configuration item of the organisation' };

const on = { items: links.itemOnItems };

/** Creates a configuration item. */
export async function createConfigurationItem(
  command: CommandContext,
  input: CreateConfigurationItemInput,
): Promise<Result<{ configurationItemId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create configuration items.'));
  const check = new InputCheck();
  const part = checkPart(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  await oneAtATime(command);
  const { organisationId } = command;
  const configurationItemId = newId();
  const { name = '', ownerTeamId = '' } = part;
  const taken = await nameTaken(command, named, name);
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(command, on, configurationItemId, part))];
  if (errors.length > 0) return err(...errors);
  command.em.create(
    ConfigurationItemEntity,
    {
      organisationId,
      id: configurationItemId,
      name,
      description: part.description ?? null,
      kind: input.kind,
      ownerTeamId,
      criticality: input.criticality ?? 'MEDIUM',
      active: true,
      version: 1,
      createdAt: command.now,
    },
    { persist: true },
  );
  await dependOn(command, on, configurationItemId, part);
  command.emit({
    type: 'CONFIGURATION_ITEM_CREATED',
    changes: [{ field: 'configurationItem', from: null, to: configurationItemId }],
  });
  return ok({ configurationItemId });
}

/** Changes or retires a configuration item. */
export async function updateConfigurationItem(
  command: CommandContext,
  input: UpdateConfigurationItemInput,
): Promise<Result<{ configurationItemId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change configuration items.'));
  const check = new InputCheck();
  const configurationItemId = check.id('configurationItemId', input.configurationItemId, 'ConfigurationItem');
  for (const field of ['kind', 'criticality', 'active'] as const) check.notNull(field, input[field]);
  const part = checkPart(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  await oneAtATime(command);
  const { organisationId } = command;
  const found = asExpected(
    await command.em.findOne(
      ConfigurationItemEntity,
      { organisationId, id: configurationItemId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'ConfigurationItem',
      field: 'configurationItemId',
      given: input.configurationItemId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const item = found.value;
  const { name, description, ownerTeamId } = part;
  const taken = name && name !== item.name ? await nameTaken(command, named, name, item) : null;
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(command, on, configurationItemId, part))];
  if (errors.length > 0) return err(...errors);
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
    ...(await dependOn(command, on, configurationItemId, part)),
  ];
  if (changes.length === 0) return ok({ configurationItemId });
  item.version += 1;
  command.emit({
    type: 'CONFIGURATION_ITEM_UPDATED',
    changes: [{ field: 'configurationItem', from: configurationItemId, to: configurationItemId }, ...changes],
  });
  return ok({ configurationItemId });
}
