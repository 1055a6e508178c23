import type { NotificationChannel, NotificationKind } from '../../platform/contract/generated/enums.js';
import type { Sql } from '../../platform/db/sql.js';
import { listPoint } from '../../platform/extensions/extension-point.js';

/** A notification that goes to a person over a channel. */
export interface Delivery {
  /** The notification. */
  id: string;
  userId: string;
  ticketId: string;
  kind: NotificationKind;
  /** Not before this time. */
  dueAt: Date;
}

/** A way on which notifications leave the product. */
export interface OtherChannel {
  readonly channel: Exclude<NotificationChannel, 'FEED'>;
  /** Stores what is to be delivered, in the transaction that stores the notifications. It sends nothing. */
  store(organisationId: string, deliveries: readonly Delivery[], now: Date): Sql;
}

export const notificationChannels = listPoint<OtherChannel>('channels of notifications');
