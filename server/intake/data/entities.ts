import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Impact, TicketType, Urgency } from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';
import type { FormField } from '../rules/fields.js';

export const RequestFormEntity = defineEntity({
  name: 'RequestForm',
  tableName: 'request_forms',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    description: p.text().nullable(),
    ticketType: p.text().$type<TicketType>(),
    categoryId: p.uuid().nullable(),
    queueId: p.uuid().nullable(),
    fields: p.json().$type<FormField[]>(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export const TicketTemplateEntity = defineEntity({
  name: 'TicketTemplate',
  tableName: 'ticket_templates',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    ticketType: p.text().$type<TicketType>(),
    subject: p.text().nullable(),
    description: p.text().nullable(),
    categoryId: p.uuid().nullable(),
    subcategoryId: p.uuid().nullable(),
    queueId: p.uuid().nullable(),
    impact: p.text().$type<Impact>().nullable(),
    urgency: p.text().$type<Urgency>().nullable(),
    labels: list(),
    serviceIds: list(),
    standardChange: p.boolean(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type FormRow = InferEntity<typeof RequestFormEntity>;
export type TemplateRow = InferEntity<typeof TicketTemplateEntity>;
