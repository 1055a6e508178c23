import { type NotificationRule, usersNamed } from '../../tickets/rules/notification-rules.js';

export const processNotifications: readonly NotificationRule[] = [
  {
    kind: 'ASSIGNED',
    of: ['TASK_ADDED', 'TASK_ASSIGNED'],
    to: (event) => ({ users: usersNamed(event, 'Task.assignee') }),
  },
  {
    kind: 'RESOLUTION_PROPOSED',
    of: ['IMPLEMENTATION_COMPLETED', 'RESOLUTION_PROPOSED'],
    to: (_, { requesterId }) => ({ users: [requesterId] }),
  },
];
