import { type NotificationRule, usersNamed } from '../../tickets/rules/notification-rules.js';

export const majorIncidentNotifications: readonly NotificationRule[] = [
  {
    kind: 'MAJOR_INCIDENT',
    of: [
      'MAJOR_INCIDENT_DECLARED',
      'MAJOR_INCIDENT_UPDATED',
      'MAJOR_INCIDENT_ENDED',
      'PARENT_STATUS_UPDATED',
    ],
    // An update is also a comment.
    inPlaceOf: ['COMMENT_ADDED'],
    to: (event, { requesterId, assigneeId }) => ({
      users: [requesterId, assigneeId, ...usersNamed(event, 'MajorIncident.lead')],
      groups: ['WATCHERS', 'AFFECTED'],
    }),
  },
  {
    kind: 'MAJOR_INCIDENT_UPDATE_DUE',
    of: ['MAJOR_INCIDENT_UPDATE_DUE'],
    to: (event) => ({ users: usersNamed(event, 'MajorIncident.lead') }),
  },
];
