import type { SavedView } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { SavedViewRow } from './data/entities.js';

export type SavedViewNode = SavedView & { row: SavedViewRow };

/** The contract's plain fields of a saved view. */
export function toSavedView(row: SavedViewRow): SavedViewNode {
  const { name, sharing, columns, version, createdAt, updatedAt } = row;
  return {
    __typename: 'SavedView',
    row,
    id: toGlobalId('SavedView', row.id),
    name,
    sharing,
    filter: row.filter ? JSON.parse(row.filter) : null,
    columns,
    version,
    createdAt,
    updatedAt,
  };
}
