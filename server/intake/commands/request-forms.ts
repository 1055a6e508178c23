import { LockMode } from '@mikro-orm/core';
import { asExpected, put, QueueEntity, wrongCategories } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type {
  CreateRequestFormInput,
  UpdateRequestFormInput,
} from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { RequestFormEntity } from '../data/entities.js';
import { checkFields } from '../data/field-input.js';

const named = { table: 'request_forms', what: 'form of the organisation' };

/** Creates a form. */
export async function createRequestForm(
  command: CommandContext,
  input: CreateRequestFormInput,
): Promise<Result<{ requestFormId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create forms.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  const description = check.text('description', input.description, 5000, 'MARKDOWN') ?? null;
  const categoryId = check.id('categoryId', input.categoryId, 'Category') ?? null;
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const fields = checkFields(check, input.fields);
  if (check.errors.length > 0) return err(...check.errors);
  const taken = await nameTaken(command, named, name);
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(command, input.ticketType, categoryId, null)),
    ...(await missingQueue(command, queueId)),
  ];
  if (errors.length > 0) return err(...errors);
  const requestFormId = newId();
  command.em.create(
    RequestFormEntity,
    {
      organisationId: command.organisationId,
      id: requestFormId,
      name,
      description,
      ticketType: input.ticketType,
      categoryId,
      queueId,
      fields,
      active: true,
      version: 1,
      createdAt: command.now,
    },
    { persist: true },
  );
  command.emit({ type: 'REQUEST_FORM_CREATED', changes: [{ field: 'form', from: null, to: requestFormId }] });
  return ok({ requestFormId });
}

/** Changes or retires a form. Answered forms keep their questions. */
export async function updateRequestForm(
  command: CommandContext,
  input: UpdateRequestFormInput,
): Promise<Result<{ requestFormId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change forms.'));
  const check = new InputCheck();
  const requestFormId = check.id('requestFormId', input.requestFormId, 'RequestForm');
  for (const field of ['name', 'fields', 'active'] as const) check.notNull(field, input[field]);
  const name = check.text('name', input.name, 100, 'NAME') ?? undefined;
  const description = check.text('description', input.description, 5000, 'MARKDOWN');
  const categoryId = check.id('categoryId', input.categoryId, 'Category');
  const queueId = check.id('queueId', input.queueId, 'Queue');
  const fields = input.fields ? checkFields(check, input.fields) : undefined;
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const found = asExpected(
    await command.em.findOne(
      RequestFormEntity,
      { organisationId, id: requestFormId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'RequestForm',
      field: 'requestFormId',
      given: input.requestFormId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const form = found.value;
  const taken = name && name !== form.name ? await nameTaken(command, named, name, form) : null;
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(command, form.ticketType, categoryId ?? null, null, form)),
    ...(await missingQueue(command, queueId ?? null)),
  ];
  if (errors.length > 0) return err(...errors);
  const values = { name, description, categoryId, queueId, fields, active: input.active ?? undefined };
  const changes = put(form, values);
  if (changes.length === 0) return ok({ requestFormId });
  form.version += 1;
  command.emit({
    type: 'REQUEST_FORM_UPDATED',
    changes: [{ field: 'form', from: requestFormId, to: requestFormId }, ...changes],
  });
  return ok({ requestFormId });
}

/** Refuses a queue that does not exist. */
export async function missingQueue(command: CommandContext, queueId: string | null): Promise<UserError[]> {
  if (!queueId) return [];
  const queues = await command.em.count(QueueEntity, { organisationId: command.organisationId, id: queueId });
  return queues === 0 ? [notFound(['queueId'], toGlobalId('Queue', queueId), 'queue')] : [];
}
