import type { Deciding, Gathering } from '../../platform/commands/command.js';
import type { CreateTicketInput, TicketType } from '../../platform/contract/generated/types.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { type Answer, checkAnswers } from '../rules/answers.js';
import { type Defaults, fillIn } from '../rules/fill.js';
import { isAsApproved } from '../rules/standard-change.js';
import { type FormRow, RequestFormEntity, type TemplateRow, TicketTemplateEntity } from './entities.js';

/** The answered form of an input. */
export interface AnsweredForm {
  form: FormRow;
  answers: Answer[];
}

export type FillingInput = Pick<CreateTicketInput, 'form' | 'ticketTemplateId'> & {
  type?: TicketType | null;
};

/** An input completed by its form and template. */
export interface Filled<I> {
  input: I & Partial<Defaults>;
  answered: AnsweredForm | null;
  /** The stored id. */
  ticketTemplateId: string | null;
  /** Whether its template makes standard changes, and it leaves what the template was approved for. */
  standardChange: boolean;
  /** Sets the path of errors in values that a form or a template gave to that form or template. */
  blame(errors: readonly UserError[]): UserError[];
}

const places = { form: ['form', 'requestFormId'], template: ['ticketTemplateId'] };

/** The form and the template that an input names. */
export interface FillingFacts {
  form: readonly FormRow[];
  template: readonly TemplateRow[];
}

const formColumns = columns(RequestFormEntity, 'f');
const templateColumns = columns(TicketTemplateEntity, 'f');

/** Reads the form and the template that an input names. */
export function gatherFilling(
  input: FillingInput,
  gathering: Gathering,
): { [K in keyof FillingFacts]: Sql<FillingFacts[K][number]> | null } {
  const { organisationId, me } = gathering;
  const { requestFormId, ticketTemplateId } = sourcesOf(input);
  const named = (id: string) => sql`f.organisation_id = ${organisationId} and f.id = ${id}::uuid`;
  return {
    form: requestFormId
      ? sql`select ${formColumns} from ${me} join request_forms f on ${named(requestFormId)}`
      : null,
    template: ticketTemplateId
      ? sql`select ${templateColumns} from ${me} join ticket_templates f on ${named(ticketTemplateId)}`
      : null,
  };
}

/** SQL of what the form and the template of an input have in a column: a value each. */
export function filledFrom(
  input: FillingInput,
  { organisationId }: Gathering,
  column: 'category_id' | 'subcategory_id' | 'queue_id' | 'service_ids',
): Sql[] {
  const { requestFormId, ticketTemplateId } = sourcesOf(input);
  const value = (table: 'request_forms' | 'ticket_templates', id: string) =>
    sql`(select f.${sql.ref(column)} from ${sql.table(table)} f where f.organisation_id = ${organisationId} and f.id = ${id}::uuid)`;
  const inForms = column === 'category_id' || column === 'queue_id';
  return [
    ...(requestFormId && inForms ? [value('request_forms', requestFormId)] : []),
    ...(ticketTemplateId ? [value('ticket_templates', ticketTemplateId)] : []),
  ];
}

function sourcesOf({ form, ticketTemplateId }: FillingInput): {
  requestFormId: string | null;
  ticketTemplateId: string | null;
} {
  return {
    requestFormId: form ? idOfType(form.requestFormId, 'RequestForm') : null,
    ticketTemplateId:
      typeof ticketTemplateId === 'string' ? idOfType(ticketTemplateId, 'TicketTemplate') : null,
  };
}

/** Fills in the omitted fields of an input: from its form first, then from its template. */
export function filledIn<I extends FillingInput & object>(
  facts: FillingFacts,
  input: I,
  moments: Moments,
): Result<Filled<I>> {
  const answered = input.form ? answeredForm(facts.form, input.form, moments) : ok(null);
  const template =
    typeof input.ticketTemplateId === 'string'
      ? usableTemplate(facts.template, input.ticketTemplateId, moments)
      : ok(null);
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
    ticketTemplateId: template.value?.id ?? null,
    standardChange:
      template.value?.standardChange === true && isAsApproved(byTemplate(template.value), filled.input),
    blame: (refusals) =>
      refusals.map((refusal) => {
        const place = filled.from.get(refusal.path[1] ?? '');
        if (!place) return refusal;
        // A form or template can name objects that the actor cannot see.
        const hidden = 'id' in refusal ? { ...refusal, id: null } : refusal;
        return { ...hidden, path: ['input', ...place] };
      }),
  });
}

/** Stores an answered form with the ticket that it created. */
export function keepAnswers(organisationId: string, ticketId: string, { form, answers }: AnsweredForm): Sql {
  return sql`insert into ticket_forms (organisation_id, ticket_id, form_id, form_version, name, answers)
    values (${organisationId}, ${ticketId}, ${form.id}, ${form.version}, ${form.name}, ${JSON.stringify(answers)}::jsonb)`;
}

type Moments = Pick<Deciding, 'now' | 'occurredAt'>;

function answeredForm(
  [form]: readonly FormRow[],
  { requestFormId, answers }: NonNullable<FillingInput['form']>,
  { now, occurredAt }: Moments,
): Result<AnsweredForm> {
  if (!form) return err(notFound(places.form, requestFormId, 'form'));
  if (!form.active && occurredAt >= now)
    return err(invalid(places.form, 'RETIRED', 'The form is retired. Choose an active one.'));
  const checked = checkAnswers(form.fields, answers ?? []);
  if (checked.faults.length === 0) return ok({ form, answers: checked.answers });
  return err(
    ...checked.faults.map(({ path, rule, message }) => invalid(['form', 'answers', ...path], rule, message)),
  );
}

function usableTemplate(
  [template]: readonly TemplateRow[],
  ticketTemplateId: string,
  { now, occurredAt }: Moments,
): Result<TemplateRow> {
  if (!template) return err(notFound(places.template, ticketTemplateId, 'template'));
  if (!template.active && occurredAt >= now)
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
