import { LockMode } from '@mikro-orm/core';
import { asExpected, categoriesAfter, checkLabels, put, wrongCategories } from '../../catalog/index.js';
import { type Affected, checkAffected, wrongAffected } from '../../cmdb/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type { Impact, TicketType, Urgency } from '../../platform/contract/generated/enums.js';
import type {
  CreateTicketTemplateInput,
  UpdateTicketTemplateInput,
} from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { TicketTemplateEntity } from '../data/entities.js';
import { missingQueue } from './request-forms.js';

const named = { table: 'ticket_templates', what: 'template of the organisation' };

type Content = Omit<
  UpdateTicketTemplateInput,
  'ticketTemplateId' | 'expectedVersion' | 'active' | 'idempotencyKey'
>;

/** Creates a template. */
export async function createTicketTemplate(
  command: CommandContext,
  input: CreateTicketTemplateInput,
): Promise<Result<{ ticketTemplateId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create templates.'));
  const check = new InputCheck();
  const { name = '', affected, ...content } = checkContent(check, input);
  checkStandardChange(check, input.standardChange, input.ticketType);
  if (check.errors.length > 0) return err(...check.errors);
  const { categoryId = null, subcategoryId = null, queueId = null } = content;
  const taken = await nameTaken(command, named, name);
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(command, input.ticketType, categoryId, subcategoryId)),
    ...(await missingQueue(command, queueId)),
    ...(await wrongAffected(command, affected)),
  ];
  if (errors.length > 0) return err(...errors);
  const ticketTemplateId = newId();
  command.em.create(
    TicketTemplateEntity,
    {
      organisationId: command.organisationId,
      id: ticketTemplateId,
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
      standardChange: input.standardChange ?? false,
      active: true,
      version: 1,
      createdAt: command.now,
    },
    { persist: true },
  );
  command.emit({ type: 'TICKET_TEMPLATE_CREATED', changes: [changed('template', null, ticketTemplateId)] });
  return ok({ ticketTemplateId });
}

/** Changes or retires a template. */
export async function updateTicketTemplate(
  command: CommandContext,
  input: UpdateTicketTemplateInput,
): Promise<Result<{ ticketTemplateId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change templates.'));
  const check = new InputCheck();
  const ticketTemplateId = check.id('ticketTemplateId', input.ticketTemplateId, 'TicketTemplate');
  check.notNull('active', input.active);
  check.notNull('standardChange', input.standardChange);
  const { name, affected, categoryId, subcategoryId, ...content } = checkContent(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const found = asExpected(
    await command.em.findOne(
      TicketTemplateEntity,
      { organisationId, id: ticketTemplateId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'TicketTemplate',
      field: 'ticketTemplateId',
      given: input.ticketTemplateId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const template = found.value;
  const standard = new InputCheck();
  checkStandardChange(standard, input.standardChange, template.ticketType);
  if (standard.errors.length > 0) return err(...standard.errors);
  const categories = categoriesAfter(template, categoryId, subcategoryId);
  const taken = name && name !== template.name ? await nameTaken(command, named, name, template) : null;
  const errors = [
    ...(taken ? [taken] : []),
    ...(await wrongCategories(
      command,
      template.ticketType,
      categories.categoryId,
      categories.subcategoryId,
      template,
    )),
    ...(await missingQueue(command, content.queueId ?? null)),
    ...(await wrongAffected(command, affected, template)),
  ];
  if (errors.length > 0) return err(...errors);
  const changes = put(template, {
    ...content,
    name,
    ...categories,
    serviceIds: affected.services ?? undefined,
    standardChange: input.standardChange ?? undefined,
    active: input.active ?? undefined,
  });
  if (changes.length === 0) return ok({ ticketTemplateId });
  template.version += 1;
  command.emit({
    type: 'TICKET_TEMPLATE_UPDATED',
    changes: [{ field: 'template', from: ticketTemplateId, to: ticketTemplateId }, ...changes],
  });
  return ok({ ticketTemplateId });
}

function checkStandardChange(
  check: InputCheck,
  standardChange: boolean | null | undefined,
  ticketType: TicketType,
): void {
  if (standardChange && ticketType !== 'CHANGE_REQUEST')
    check.fail(['standardChange'], 'TYPE', 'standardChange is only for the type CHANGE_REQUEST.');
}

interface CheckedContent {
  name: string | undefined;
  subject: string | null | undefined;
  description: string | null | undefined;
  categoryId: string | null | undefined;
  subcategoryId: string | null | undefined;
  queueId: string | null | undefined;
  impact: Impact | null | undefined;
  urgency: Urgency | null | undefined;
  labels: string[] | undefined;
  affected: Affected;
}

/** Checks the fields of a template as those of a ticket. Omitted fields stay omitted. */
function checkContent(check: InputCheck, input: Content): CheckedContent {
  for (const field of ['name', 'labels', 'affectedServiceIds'] as const) check.notNull(field, input[field]);
  return {
    name: check.text('name', input.name, 100, 'NAME') ?? undefined,
    subject: check.text('subject', input.subject, 200, 'LINE'),
    description: check.text('description', input.description, 50_000, 'MARKDOWN'),
    categoryId: check.id('categoryId', input.categoryId, 'Category'),
    subcategoryId: check.id('subcategoryId', input.subcategoryId, 'Category'),
    queueId: check.id('queueId', input.queueId, 'Queue'),
    impact: input.impact,
    urgency: input.urgency,
    labels: checkLabels(check, input.labels) ?? undefined,
    affected: checkAffected(check, { affectedServiceIds: input.affectedServiceIds ?? null }),
  };
}
