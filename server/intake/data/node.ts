import type { RequestForm, TicketForm, TicketTemplate } from '../../platform/contract/generated/types.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import type { Answer } from '../rules/answers.js';
import type { FormRow, TemplateRow } from './entities.js';

export type FormNode = RequestForm & { row: FormRow };
export type TemplateNode = TicketTemplate & { row: TemplateRow };

/** An answered form. */
export interface TicketFormRow {
  ticketId: string;
  requestFormId: string;
  formVersion: number;
  name: string;
  answers: Answer[];
}
export type TicketFormNode = TicketForm & { row: TicketFormRow };

/** The contract's plain fields of a form. */
export function toForm(row: FormRow): FormNode {
  return {
    __typename: 'RequestForm',
    row,
    id: toGlobalId('RequestForm', row.id),
    name: row.name,
    description: row.description ?? null,
    ticketType: row.ticketType,
    fields: row.fields,
    active: row.active,
    version: row.version,
  };
}

/** The contract's plain fields of an answered form. */
export function toTicketForm(row: TicketFormRow): TicketFormNode {
  return { row, name: row.name, version: row.formVersion, answers: row.answers };
}

/** The contract's plain fields of a template. */
export function toTemplate(row: TemplateRow): TemplateNode {
  return {
    __typename: 'TicketTemplate',
    row,
    id: toGlobalId('TicketTemplate', row.id),
    name: row.name,
    ticketType: row.ticketType,
    subject: row.subject ?? null,
    description: row.description ?? null,
    impact: row.impact ?? null,
    urgency: row.urgency ?? null,
    labels: row.labels,
    standardChange: row.standardChange,
    active: row.active,
    version: row.version,
  };
}
