import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const CompanyEntity = defineEntity({
  name: 'Company',
  tableName: 'companies',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    externalId: p.text().nullable(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type CompanyRow = InferEntity<typeof CompanyEntity>;
