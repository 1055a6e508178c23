import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type { CreateCompanyInput, UpdateCompanyInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { CompanyEntity } from '../data/entities.js';

const named = { table: 'companies', what: 'company of the organisation' };

/** Creates a company. */
export async function createCompany(
  command: CommandContext,
  input: CreateCompanyInput,
): Promise<Result<{ companyId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create companies.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 200, 'NAME');
  const externalId = check.text('externalId', input.externalId, 200, 'NAME') ?? null;
  if (check.errors.length > 0) return err(...check.errors);
  const taken = await nameTaken(command, named, name);
  if (taken) return err(taken);
  const { em, organisationId, now: createdAt } = command;
  const companyId = newId();
  const made = { organisationId, id: companyId, name, externalId, active: true, version: 1, createdAt };
  em.create(CompanyEntity, made, { persist: true });
  command.emit({ type: 'COMPANY_CREATED', changes: [{ field: 'company', from: null, to: companyId }] });
  return ok({ companyId });
}

/** Changes or retires a company. */
export async function updateCompany(
  command: CommandContext,
  input: UpdateCompanyInput,
): Promise<Result<{ companyId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change companies.'));
  const check = new InputCheck();
  const companyId = check.id('companyId', input.companyId, 'Company');
  check.notNull('name', input.name);
  check.notNull('active', input.active);
  const name = check.text('name', input.name, 200, 'NAME') ?? undefined;
  const externalId = check.text('externalId', input.externalId, 200, 'NAME');
  if (check.errors.length > 0) return err(...check.errors);
  const found = asExpected(
    await command.em.findOne(
      CompanyEntity,
      { organisationId: command.organisationId, id: companyId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'Company',
      field: 'companyId',
      given: input.companyId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const company = found.value;
  const taken = name && name !== company.name ? await nameTaken(command, named, name, company) : null;
  if (taken) return err(taken);
  const changes = put(company, { name, externalId, active: input.active ?? undefined });
  if (changes.length === 0) return ok({ companyId });
  company.version += 1;
  command.emit({
    type: 'COMPANY_UPDATED',
    changes: [{ field: 'company', from: companyId, to: companyId }, ...changes],
  });
  return ok({ companyId });
}
