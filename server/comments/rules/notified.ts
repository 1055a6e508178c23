import type { NotificationRule } from '../../tickets/rules/notification-rules.js';

/** All whom a ticket concerns hear of a comment, if they can see it. */
export const replied: NotificationRule = {
  kind: 'REPLIED',
  of: ['COMMENT_ADDED', 'COMMENT_PUBLISHED'],
  to: (_, { requesterId, assigneeId }) => ({
    users: [requesterId, assigneeId],
    groups: ['WATCHERS', 'AFFECTED'],
  }),
};

export const mentioned: NotificationRule = {
  kind: 'MENTIONED',
  of: ['COMMENT_ADDED'],
  to: () => ({ groups: ['MENTIONED'] }),
};
