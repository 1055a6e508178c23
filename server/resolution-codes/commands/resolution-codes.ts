import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type {
  CreateResolutionCodeInput,
  UpdateResolutionCodeInput,
} from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { ResolutionCodeEntity } from '../data/entities.js';

const named = { table: 'resolution_codes', column: 'code', what: 'resolution code of the organisation' };

/** Adds a resolution code to the catalogue. */
export async function createResolutionCode(
  command: CommandContext,
  input: CreateResolutionCodeInput,
): Promise<Result<{ resolutionCodeId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create resolution codes.'));
  const check = new InputCheck();
  const code = check.required('code', input.code, 100, 'NAME');
  const description = check.optional('description', input.description, 1000);
  if (check.errors.length > 0) return err(...check.errors);
  const taken = await nameTaken(command, named, code);
  if (taken) return err(taken);
  const { organisationId, now } = command;
  const id = newId();
  command.em.create(
    ResolutionCodeEntity,
    { organisationId, id, code, description, active: true, version: 1, createdAt: now },
    { persist: true },
  );
  command.emit({
    type: 'RESOLUTION_CODE_CREATED',
    changes: [{ field: 'resolutionCode', from: null, to: id }],
  });
  return ok({ resolutionCodeId: id });
}

/** Describes, retires or reactivates a resolution code. */
export async function updateResolutionCode(
  command: CommandContext,
  input: UpdateResolutionCodeInput,
): Promise<Result<{ resolutionCodeId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change resolution codes.'));
  const check = new InputCheck();
  const id = check.id('resolutionCodeId', input.resolutionCodeId, 'ResolutionCode');
  check.notNull('active', input.active);
  const given = check.optional('description', input.description, 1000);
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const found = asExpected(
    await command.em.findOne(
      ResolutionCodeEntity,
      { organisationId, id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'ResolutionCode',
      field: 'resolutionCodeId',
      given: input.resolutionCodeId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const description = input.description === undefined ? undefined : given;
  const changes = put(found.value, { description, active: input.active ?? undefined });
  if (changes.length === 0) return ok({ resolutionCodeId: id });
  found.value.version += 1;
  command.emit({
    type: 'RESOLUTION_CODE_UPDATED',
    changes: [{ field: 'resolutionCode', from: id, to: id }, ...changes],
  });
  return ok({ resolutionCodeId: id });
}
