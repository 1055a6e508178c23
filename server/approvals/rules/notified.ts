import { type NotificationRule, usersNamed } from '../../tickets/rules/notification-rules.js';

export const approvalNotifications: readonly NotificationRule[] = [
  {
    kind: 'APPROVAL_REQUESTED',
    of: ['PLAN_SUBMITTED', 'APPROVAL_REMINDED', 'APPROVAL_OVERDUE'],
    to: (event) => ({ users: usersNamed(event, 'Approval.approvers') }),
  },
  {
    kind: 'APPROVAL_REQUESTED',
    of: ['APPROVAL_DELEGATED'],
    to: (event) => ({ users: usersNamed(event, 'Approver.user') }),
  },
  {
    kind: 'APPROVAL_DECIDED',
    of: ['PLAN_APPROVED', 'PLAN_REJECTED'],
    to: (_, { assigneeId }) => ({ users: [assigneeId] }),
  },
  {
    kind: 'APPROVAL_ENDED',
    of: ['APPROVERS_REMOVED'],
    to: (event) => ({ users: usersNamed(event, 'Approval.approvers', 'from') }),
  },
];
