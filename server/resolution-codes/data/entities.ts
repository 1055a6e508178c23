import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const ResolutionCodeEntity = defineEntity({
  name: 'ResolutionCode',
  tableName: 'resolution_codes',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    code: p.text(),
    description: p.text().nullable(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type ResolutionCodeRow = InferEntity<typeof ResolutionCodeEntity>;
