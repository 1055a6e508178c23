import { LockMode } from '@mikro-orm/core';
import { asExpected, nameTaken, put } from '../../catalog/index.js';
import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import { ServiceEntity } from '../entities.js';
import { links, oneAtATime } from '../links.js';
import type { Criticality } from '../rules/words.js';
import { checkPart, dependOn, type Part, wrongPart } from './parts.js';

export interface CreateService extends Part {
  name: string;
  ownerTeamId: string;
  criticality: Criticality;
}

const on = { services: links.serviceOnServices, items: links.serviceOnItems };

/** Makes a service. */
export async function createService(
  change: Change,
  input: CreateService,
): Promise<Result<{ serviceId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making services is for administrators.'));
  const check = new InputCheck();
  const part = checkPart(check, input);
  if (check.errors.length > 0) return refused(...check.errors);
  await oneAtATime(change);
  const { organisationId } = change;
  const serviceId = newId();
  const { name = '', ownerTeamId = '' } = part;
  const taken = await nameTaken(change, 'services', name);
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(change, on, serviceId, part))];
  if (errors.length > 0) return refused(...errors);
  change.em.create(
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
      createdAt: change.now,
    },
    { persist: true },
  );
  await dependOn(change, on, serviceId, part);
  change.emit({ type: 'SERVICE_CREATED', changes: [{ field: 'service', from: null, to: serviceId }] });
  return done({ serviceId });
}

export interface UpdateService extends Part {
  serviceId: string;
  expectedVersion?: number | null;
  criticality?: Criticality | null;
  active?: boolean | null;
}

/** Changes or retires a service. */
export async function updateService(
  change: Change,
  input: UpdateService,
): Promise<Result<{ serviceId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing services is for administrators.'));
  const check = new InputCheck();
  const serviceId = check.id('serviceId', input.serviceId, 'Service');
  for (const field of ['criticality', 'active'] as const) check.notNull(field, input[field]);
  const part = checkPart(check, input);
  if (check.errors.length > 0) return refused(...check.errors);
  await oneAtATime(change);
  const { organisationId } = change;
  const found = asExpected(
    await change.em.findOne(
      ServiceEntity,
      { organisationId, id: serviceId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    { type: 'Service', field: 'serviceId', given: input.serviceId, expectedVersion: input.expectedVersion },
  );
  if (!found.ok) return found;
  const service = found.value;
  const { name, description, ownerTeamId } = part;
  const taken = name && name !== service.name ? await nameTaken(change, 'services', name) : null;
  const errors = [...(taken ? [taken] : []), ...(await wrongPart(change, on, serviceId, part))];
  if (errors.length > 0) return refused(...errors);
  const { criticality, active } = input;
  const changes = [
    ...put(service, {
      name,
      description,
      ownerTeamId,
      criticality: criticality ?? undefined,
      active: active ?? undefined,
    }),
    ...(await dependOn(change, on, serviceId, part)),
  ];
  if (changes.length === 0) return done({ serviceId });
  service.version += 1;
  change.emit({
    type: 'SERVICE_UPDATED',
    changes: [{ field: 'service', from: serviceId, to: serviceId }, ...changes],
  });
  return done({ serviceId });
}
