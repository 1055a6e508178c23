import { LockMode } from '@mikro-orm/core';
import {
  asExpected,
  categoriesAfter,
  checkLabels,
  nameTaken,
  put,
  wrongCategories,
} from '../../catalog/index.js';
import type { Change } from '../../changes/change.js';
import { type Affected, checkAffected, wrongAffected } from '../../cmdb/index.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import type { Level, TicketType } from '../../tickets/index.js';
import { TicketTemplateEntity } from '../entities.js';
import { missingQueue } from './request-forms.js';

interface Content {
  name?: string | null;
  subject?: string | null;
  description?: string | null;
  categoryId?: string | null;
  subcategoryId?: string | null;
  queueId?: string | null;
  impact?: Level | null;
  urgency?: Level | null;
  labels?: readonly string[] | null;
  affectedServiceIds?: readonly string[] | null;
}

export interface CreateTicketTemplate extends Content {
  name: string;
  ticketType: TicketType;
}

/** Makes a template. */
export async function createTicketTemplate(
  change: Change,
  input: CreateTicketTemplate,
): Promise<Result<{ templateId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making templates is for administrators.'));
  const check = new InputCheck();
  const { name = '', affected, ...content } = checkContent(check, input);
  if (check.errors.length > 0) return refused(...check.errors);
  const { categoryId = null, subcategoryId = null, queueId = null } = content;
  const taken = await nameTaken(change, 'ticket_templates', name);
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(change, input.ticketType, categoryId, subcategoryId)),
    ...(await missingQueue(change, queueId)),
    ...(await wrongAffected(change, affected)),
  ];
  if (errors.length > 0) return refused(...errors);
  const templateId = newId();
  change.em.create(
    TicketTemplateEntity,
    {
      organisationId: change.organisationId,
      id: templateId,
      name,
      ticketType: input.ticketType,
      subject: content.subject ?? null,
      description: content.description ?? null,
      categoryId,
      subcategoryId,
      queueId,
      impact: input.impact ?? null,
      urgency: input.urgency ?? null,
      labels: content.labels ?? [],
      serviceIds: affected.services ?? [],
      active: true,
      version: 1,
      createdAt: change.now,
    },
    { persist: true },
  );
  const made = { field: 'template', from: null, to: templateId };
  change.emit({ type: 'TICKET_TEMPLATE_CREATED', changes: [made] });
  return done({ templateId });
}

export interface UpdateTicketTemplate extends Content {
  templateId: string;
  expectedVersion?: number | null;
  active?: boolean | null;
}

/** Changes or retires a template. */
export async function updateTicketTemplate(
  change: Change,
  input: UpdateTicketTemplate,
): Promise<Result<{ templateId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing templates is for administrators.'));
  const check = new InputCheck();
  const templateId = check.id('templateId', input.templateId, 'TicketTemplate');
  check.notNull('active', input.active);
  const { name, affected, categoryId, subcategoryId, ...content } = checkContent(check, input);
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  const found = asExpected(
    await change.em.findOne(
      TicketTemplateEntity,
      { organisationId, id: templateId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'TicketTemplate',
      field: 'templateId',
      given: input.templateId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const template = found.value;
  const categories = categoriesAfter(template, categoryId, subcategoryId);
  const taken = name && name !== template.name ? await nameTaken(change, 'ticket_templates', name) : null;
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(
      change,
      template.ticketType,
      categories.categoryId,
      categories.subcategoryId,
      template,
    )),
    ...(await missingQueue(change, content.queueId ?? null)),
    ...(await wrongAffected(change, affected, template)),
  ];
  if (errors.length > 0) return refused(...errors);
  const changes = put(template, {
    ...content,
    name,
    ...categories,
    serviceIds: affected.services ?? undefined,
    active: input.active ?? undefined,
  });
  if (changes.length === 0) return done({ templateId });
  template.version += 1;
  change.emit({
    type: 'TICKET_TEMPLATE_UPDATED',
    changes: [{ field: 'template', from: templateId, to: templateId }, ...changes],
  });
  return done({ templateId });
}

interface CheckedContent {
  name: string | undefined;
  subject: string | null | undefined;
  description: string | null | undefined;
  categoryId: string | null | undefined;
  subcategoryId: string | null | undefined;
  queueId: string | null | undefined;
  impact: Level | null | undefined;
  urgency: Level | null | undefined;
  labels: string[] | undefined;
  affected: Affected;
}

/** Checks what a template fills in, as a ticket would be checked. Left out stays left out. */
function checkContent(check: InputCheck, input: Content): CheckedContent {
  for (const field of ['name', 'labels', 'affectedServiceIds'] as const) check.notNull(field, input[field]);
  return {
    name: check.text('name', input.name, 100) ?? undefined,
    subject: check.line('subject', input.subject, 200),
    description: check.text('description', input.description, 50_000),
    categoryId: check.id('categoryId', input.categoryId, 'Category'),
    subcategoryId: check.id('subcategoryId', input.subcategoryId, 'Category'),
    queueId: check.id('queueId', input.queueId, 'Queue'),
    impact: input.impact,
    urgency: input.urgency,
    labels: checkLabels(check, input.labels) ?? undefined,
    affected: checkAffected(check, { affectedServiceIds: input.affectedServiceIds ?? null }),
  };
}
