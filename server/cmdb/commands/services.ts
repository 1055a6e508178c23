import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type { CreateServiceInput, UpdateServiceInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { ServiceEntity } from '../data/entities.js';
import { links, oneAtATime } from '../data/links.js';
import { checkPart, dependOn, wrongPart } from './parts.js';

const named = { table: 'services', what: 'service of the organisation' };

const on = { services: links.serviceOnServices, items: links.serviceOnItems };

/** Creates a service. */
export async function createService(
  command: CommandContext,
  input: CreateServiceInput,
): Promise<Result<{ serviceId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create services.'));
  const check = new InputCheck();
  const part = checkPart(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  await oneAtATime(command);
  const { organisationId } = command;
  const serviceId = newId();
  const { name = '', ownerTeamId = '' } = part;
  const taken = await nameTaken(command, named, name);
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(command, on, serviceId, part))];
  if (errors.length > 0) return err(...errors);
  command.em.create(
    ServiceEntity,
    {
      organisationId,
      id: serviceId,
      name,
      description: part.description ?? null,
      ownerTeamId,
      criticality: input.criticality,
      active: true,
      version: 1,
      createdAt: command.now,
    },
    { persist: true },
  );
  await dependOn(command, on, serviceId, part);
  command.emit({ type: 'SERVICE_CREATED', changes: [{ field: 'service', from: null, to: serviceId }] });
  return ok({ serviceId });
}

/** Changes or retires a service. */
export async function updateService(
  command: CommandContext,
  input: UpdateServiceInput,
): Promise<Result<{ serviceId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change services.'));
  const check = new InputCheck();
  const serviceId = check.id('serviceId', input.serviceId, 'Service');
  for (const field of ['criticality', 'active'] as const) check.notNull(field, input[field]);
  const part = checkPart(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  await oneAtATime(command);
  const { organisationId } = command;
  const found = asExpected(
    await command.em.findOne(
      ServiceEntity,
      { organisationId, id: serviceId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    { type: 'Service', field: 'serviceId', given: input.serviceId, expectedVersion: input.expectedVersion },
  );
  if (!found.ok) return found;
  const service = found.value;
  const { name, description, ownerTeamId } = part;
  const taken = name && name !== service.name ? await nameTaken(command, named, name, service) : null;
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(command, on, serviceId, part))];
  if (errors.length > 0) return err(...errors);
  const { criticality, active } = input;
  const changes = [
    ...put(service, {
      name,
      description,
      ownerTeamId,
      criticality: criticality ?? undefined,
      active: active ?? undefined,
    }),
    ...(await dependOn(command, on, serviceId, part)),
  ];
  if (changes.length === 0) return ok({ serviceId });
  service.version += 1;
  command.emit({
    type: 'SERVICE_UPDATED',
    changes: [{ field: 'service', from: serviceId, to: serviceId }, ...changes],
  });
  return ok({ serviceId });
}
