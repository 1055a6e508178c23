import type { Notification } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { ShownNotification } from './data/reads.js';

export type NotificationNode = Notification & { row: ShownNotification };

/** The contract's plain fields of a notification. */
export function toNotification(row: ShownNotification): NotificationNode {
  return {
    __typename: 'Notification',
    row,
    id: toGlobalId('Notification', row.id),
    kind: row.kind,
    createdAt: row.createdAt,
    readAt: row.readAt ?? null,
  };
}
