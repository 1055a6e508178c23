import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ConfigurationItemKind, Criticality } from '../../platform/contract/generated/enums.js';

export const ServiceEntity = defineEntity({
  name: 'Service',
  tableName: 'services',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    description: p.text().nullable(),
    ownerTeamId: p.uuid(),
    criticality: p.text().$type<Criticality>(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export const ConfigurationItemEntity = defineEntity({
  name: 'ConfigurationItem',
  tableName: 'configuration_items',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    description: p.text().nullable(),
    kind: p.text().$type<ConfigurationItemKind>(),
    ownerTeamId: p.uuid(),
    criticality: p.text().$type<Criticality>(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type ServiceRow = InferEntity<typeof ServiceEntity>;
export type ItemRow = InferEntity<typeof ConfigurationItemEntity>;
