import { LockMode } from '@mikro-orm/core';
import { asExpected, nameTaken, put, QueueEntity, wrongCategories } from '../../catalog/index.js';
import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { newId, toGlobalId } from '../../kernel/ids.js';
import { forbidden, notFound, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import type { TicketType } from '../../tickets/index.js';
import { RequestFormEntity } from '../entities.js';
import { checkFields, type FieldInput } from '../field-input.js';

export interface CreateRequestForm {
  name: string;
  description?: string | null;
  ticketType: TicketType;
  categoryId?: string | null;
  queueId?: string | null;
  fields: readonly FieldInput[];
}

/** Makes a form. */
export async function createRequestForm(
  change: Change,
  input: CreateRequestForm,
): Promise<Result<{ formId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making forms is for administrators.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100);
  const description = check.text('description', input.description, 5000) ?? null;
  const categoryId = check.id('categoryId', input.categoryId, 'Category') ?? null;
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const fields = checkFields(check, input.fields);
  if (check.errors.length > 0) return refused(...check.errors);
  const taken = await nameTaken(change, 'request_forms', name);
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(change, input.ticketType, categoryId, null)),
    ...(await missingQueue(change, queueId)),
  ];
  if (errors.length > 0) return refused(...errors);
  const formId = newId();
  change.em.create(
    RequestFormEntity,
    {
      organisationId: change.organisationId,
      id: formId,
      name,
      description,
      ticketType: input.ticketType,
      categoryId,
      queueId,
      fields,
      active: true,
      version: 1,
      createdAt: change.now,
    },
    { persist: true },
  );
  change.emit({ type: 'REQUEST_FORM_CREATED', changes: [{ field: 'form', from: null, to: formId }] });
  return done({ formId });
}

export interface UpdateRequestForm {
  formId: string;
  expectedVersion?: number | null;
  name?: string | null;
  description?: string | null;
  categoryId?: string | null;
  queueId?: string | null;
  fields?: readonly FieldInput[] | null;
  active?: boolean | null;
}

/** Changes or retires a form. What was answered keeps its questions. */
export async function updateRequestForm(
  change: Change,
  input: UpdateRequestForm,
): Promise<Result<{ formId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing forms is for administrators.'));
  const check = new InputCheck();
  const formId = check.id('formId', input.formId, 'RequestForm');
  for (const field of ['name', 'fields', 'active'] as const) check.notNull(field, input[field]);
  const name = check.text('name', input.name, 100) ?? undefined;
  const description = check.text('description', input.description, 5000);
  const categoryId = check.id('categoryId', input.categoryId, 'Category');
  const queueId = check.id('queueId', input.queueId, 'Queue');
  const fields = input.fields ? checkFields(check, input.fields) : undefined;
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  const found = asExpected(
    await change.em.findOne(
      RequestFormEntity,
      { organisationId, id: formId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    { type: 'RequestForm', field: 'formId', given: input.formId, expectedVersion: input.expectedVersion },
  );
  if (!found.ok) return found;
  const form = found.value;
  const taken = name && name !== form.name ? await nameTaken(change, 'request_forms', name) : null;
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(change, form.ticketType, categoryId ?? null, null, form)),
    ...(await missingQueue(change, queueId ?? null)),
  ];
  if (errors.length > 0) return refused(...errors);
  const values = { name, description, categoryId, queueId, fields, active: input.active ?? undefined };
  const changes = put(form, values);
  if (changes.length === 0) return done({ formId });
  form.version += 1;
  change.emit({
    type: 'REQUEST_FORM_UPDATED',
    changes: [{ field: 'form', from: formId, to: formId }, ...changes],
  });
  return done({ formId });
}

/** Refuses a queue that is not there. */
export async function missingQueue(change: Change, queueId: string | null): Promise<Refusal[]> {
  if (!queueId) return [];
  const queues = await change.em.count(QueueEntity, { organisationId: change.organisationId, id: queueId });
  return queues === 0 ? [notFound(['queueId'], toGlobalId('Queue', queueId), 'queue')] : [];
}
