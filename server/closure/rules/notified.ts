import type { NotificationRule } from '../../tickets/rules/notification-rules.js';

/** The requester is asked, who does not see that the survey was sent. */
export const surveyed: NotificationRule = {
  kind: 'SURVEY',
  of: ['SURVEY_SENT'],
  alsoWithoutEvent: true,
  to: (_, { requesterId }) => ({ users: [requesterId] }),
};
