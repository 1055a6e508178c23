import type { NotificationRule } from '../../tickets/rules/notification-rules.js';

export const serviceLevelNotifications: readonly NotificationRule[] = [
  {
    kind: 'AT_RISK',
    of: ['SERVICE_LEVEL_AT_RISK'],
    to: (_, { assigneeId }) => (assigneeId ? { users: [assigneeId] } : { groups: ['TEAM'] }),
  },
  {
    kind: 'BREACHED',
    of: ['SERVICE_LEVEL_BREACHED'],
    to: (_, { assigneeId }) =>
      assigneeId ? { users: [assigneeId], groups: ['TEAM_LEADS'] } : { groups: ['TEAM', 'TEAM_LEADS'] },
  },
];
