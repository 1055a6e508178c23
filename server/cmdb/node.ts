import type { ConfigurationItem, Service } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { ItemRow, ServiceRow } from './data/entities.js';

export type ServiceNode = Service & { row: ServiceRow };
export type ItemNode = ConfigurationItem & { row: ItemRow };

/** The contract's plain fields of a service. */
export function toService(row: ServiceRow): ServiceNode {
  return {
    __typename: 'Service',
    row,
    id: toGlobalId('Service', row.id),
    name: row.name,
    description: row.description ?? null,
    criticality: row.criticality,
    active: row.active,
    version: row.version,
  };
}

/** The contract's plain fields of a configuration item. */
export function toItem(row: ItemRow): ItemNode {
  return {
    __typename: 'ConfigurationItem',
    row,
    id: toGlobalId('ConfigurationItem', row.id),
    name: row.name,
    description: row.description ?? null,
    kind: row.kind,
    criticality: row.criticality,
    active: row.active,
    version: row.version,
  };
}
