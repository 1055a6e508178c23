import type { Company } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { CompanyRow } from './data/entities.js';

export type CompanyNode = Company & { row: CompanyRow };

/** The contract's plain fields of a company. */
export function toCompany(row: CompanyRow): CompanyNode {
  return {
    __typename: 'Company',
    row,
    id: toGlobalId('Company', row.id),
    name: row.name,
    active: row.active,
    version: row.version,
    createdAt: row.createdAt,
  };
}
