import { Notifications } from '../../migrations/2026-11-29-notifications.js';
import { NotificationPreferences } from '../../migrations/2026-11-29-notifications-wanted.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { NotificationEntity } from './data/entities.js';
import { notificationsById } from './data/reads.js';
import { notificationEvents } from './events.js';
import { notificationMutations } from './mutations.js';
import { toNotification } from './node.js';
import { notifyPeople } from './notify-people.js';
import { NotificationConnectionResolver, NotificationQueries, NotificationResolver } from './resolvers.js';
import { NotificationSubscriptions } from './subscriptions.js';

export default defineModule({
  name: 'notifications',
  migrations: [
    { name: '2026-11-29-notifications', class: Notifications },
    { name: '2026-11-29-notifications-wanted', class: NotificationPreferences },
  ],
  entities: [NotificationEntity],
  resolvers: [
    NotificationQueries,
    NotificationResolver,
    NotificationConnectionResolver,
    NotificationSubscriptions,
  ],
  mutations: notificationMutations,
  events: notificationEvents,
  nodes: { Notification: node(notificationsById, toNotification) },
  schedule: [notifyPeople],
  // The position moves with every event, and one event stands for many notifications.
  adds: [
    rowsWithoutEvents.add({
      notifications: 'COME_AND_GO',
      notification_preferences: 'COME_AND_GO',
      notification_positions: 'COME_AND_GO',
    }),
  ],
});
