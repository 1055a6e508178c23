import type { NotificationRule } from '../../tickets/rules/notification-rules.js';

export const linkNotifications: readonly NotificationRule[] = [
  {
    kind: 'REPLIED',
    of: ['MERGED_COMMENT_ADDED'],
    to: (_, { requesterId, assigneeId }) => ({ users: [requesterId, assigneeId], groups: ['WATCHERS'] }),
  },
  {
    kind: 'RESOLVED',
    of: ['MERGE_TARGET_RESOLVED'],
    to: (_, { requesterId }) => ({ users: [requesterId] }),
  },
];
