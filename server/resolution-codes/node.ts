import type { ResolutionCode } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { ResolutionCodeRow } from './data/entities.js';

/** The contract's form of a resolution code. */
export function toResolutionCode(row: ResolutionCodeRow): ResolutionCode {
  const { code, active, version } = row;
  const id = toGlobalId('ResolutionCode', row.id);
  return { __typename: 'ResolutionCode', id, code, description: row.description ?? null, active, version };
}
