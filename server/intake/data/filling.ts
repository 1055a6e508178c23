import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { type Answer, checkAnswers, type GivenAnswer } from '../rules/answers.js';
import { type Defaults, fillIn } from '../rules/fill.js';
import { type FormRow, RequestFormEntity, type TemplateRow, TicketTemplateEntity } from './entities.js';

/** The answered form of an input. */
export interface AnsweredForm {
  form: FormRow;
  answers: Answer[];
}

export interface FillingInput {
  type?: string | null;
  form?: { formId: string; answers?: readonly GivenAnswer[] | null | undefined } | null;
  templateId?: string | null;
}

/** An input completed by its form and template. */
export interface Filled<I> {
  input: I & Partial<Defaults>;
  answered: AnsweredForm | null;
  /** The stored id. */
  templateId: string | null;
  /** Sets the path of errors in values that a form or a template gave to that form or template. */
  blame(errors: readonly UserError[]): UserError[];
}

const places = { form: ['form', 'formId'], template: ['templateId'] };

/** Fills in the omitted fields of an input: from its form first, then from its template. */
export async function filledIn<I extends FillingInput & object>(
  command: CommandContext,
  input: I,
): Promise<Result<Filled<I>>> {
  const answered = input.form ? await answeredForm(command, input.form) : ok(null);
  const template =
    typeof input.templateId === 'string' ? await usableTemplate(command, input.templateId) : ok(null);
  const errors = [...(answered.ok ? [] : answered.errors), ...(template.ok ? [] : template.errors)];
  if (!answered.ok || !template.ok) return err(...errors);
  const type = input.type ?? answered.value?.form.ticketType ?? template.value?.ticketType;
  if (answered.value && answered.value.form.ticketType !== type)
    errors.push(
      invalid(
        ['type'],
        'TYPE',
        `type must be ${answered.value.form.ticketType}, the type of the form, or be omitted.`,
      ),
    );
  if (template.value && template.value.ticketType !== type)
    errors.push(
      invalid(
        places.template,
        'TYPE',
        `type must be ${template.value.ticketType}, the type of the template, or be omitted.`,
      ),
    );
  if (errors.length > 0) return err(...errors);
  const filled = fillIn<I, string[]>(input, [
    ...(answered.value ? [{ from: places.form, defaults: byForm(answered.value.form) }] : []),
    ...(template.value ? [{ from: places.template, defaults: byTemplate(template.value) }] : []),
  ]);
  return ok({
    input: filled.input,
    answered: answered.value,
    templateId: template.value?.id ?? null,
    blame: (refusals) =>
      refusals.map((refusal) => {
        const place = filled.from.get(refusal.path[1] ?? '');
        if (!place) return refusal;
        // A form or template can name objects that the viewer cannot see.
        const told = 'id' in refusal ? { ...refusal, id: null } : refusal;
        return { ...told, path: ['input', ...place] };
      }),
  });
}

/** Stores an answered form with the ticket that it created. */
export async function keepAnswers(
  command: CommandContext,
  ticketId: string,
  { form, answers }: AnsweredForm,
): Promise<void> {
  await command.query(sql`insert into ticket_forms (organisation_id, ticket_id, form_id, form_version, name, answers)
    values (${command.organisationId}, ${ticketId}, ${form.id}, ${form.version}, ${form.name}, ${JSON.stringify(answers)}::jsonb)`);
}

async function answeredForm(
  command: CommandContext,
  { formId, answers }: NonNullable<FillingInput['form']>,
): Promise<Result<AnsweredForm>> {
  const id = idOfType(formId, 'RequestForm');
  const { organisationId } = command;
  const form = id ? await command.em.findOne(RequestFormEntity, { organisationId, id }) : null;
  if (!form) return err(notFound(places.form, formId, 'form'));
  if (!form.active && command.occurredAt >= command.now)
    return err(invalid(places.form, 'RETIRED', 'The form is retired. Choose an active one.'));
  const checked = checkAnswers(form.fields, answers ?? []);
  if (checked.faults.length === 0) return ok({ form, answers: checked.answers });
  return err(
    ...checked.faults.map(({ path, rule, message }) => invalid(['form', 'answers', ...path], rule, message)),
  );
}

async function usableTemplate(command: CommandContext, templateId: string): Promise<Result<TemplateRow>> {
  const id = idOfType(templateId, 'TicketTemplate');
  const { organisationId } = command;
  const template = id ? await command.em.findOne(TicketTemplateEntity, { organisationId, id }) : null;
  if (!template) return err(notFound(places.template, templateId, 'template'));
  if (!template.active && command.occurredAt >= command.now)
    return err(invalid(places.template, 'RETIRED', 'The template is retired. Choose an active one.'));
  return ok(template);
}

function byForm(form: FormRow): Defaults {
  return {
    type: form.ticketType,
    subject: form.name,
    description: form.description ?? form.name,
    ...(form.categoryId ? { categoryId: toGlobalId('Category', form.categoryId) } : {}),
    ...(form.queueId ? { queueId: toGlobalId('Queue', form.queueId) } : {}),
  };
}

function byTemplate(template: TemplateRow): Defaults {
  const { ticketType, subject, description, categoryId, subcategoryId, queueId, impact, urgency } = template;
  return {
    type: ticketType,
    ...(subject ? { subject } : {}),
    ...(description ? { description } : {}),
    ...(categoryId ? { categoryId: toGlobalId('Category', categoryId) } : {}),
    ...(subcategoryId ? { subcategoryId: toGlobalId('Category', subcategoryId) } : {}),
    ...(queueId ? { queueId: toGlobalId('Queue', queueId) } : {}),
    ...(impact ? { impact } : {}),
    ...(urgency ? { urgency } : {}),
    labels: template.labels,
    affectedServiceIds: template.serviceIds.map((id) => toGlobalId('Service', id)),
  };
}
