// Generated from schema/ by `npm run codegen`. Do not edit.

/** The conditions of each filter. */
export const filterConditionNames = {
  AccessRecordFilter: [
    'kinds',
    'userIds',
    'apiKeyIds',
  ],
  ConfigurationItemFilter: [
    'ownerTeamIds',
    'criticalities',
    'kinds',
    'namePrefix',
    'active',
  ],
  ServiceFilter: [
    'ownerTeamIds',
    'criticalities',
    'namePrefix',
    'active',
  ],
  SessionFilter: [
    'userIds',
    'active',
  ],
  TicketFilter: [
    'serviceIds',
    'types',
    'statuses',
    'statusCategories',
    'priorities',
    'queueIds',
    'assigneeIds',
    'unassigned',
    'requesterIds',
    'categoryIds',
    'labels',
    'channels',
    'externalReferences',
    'createdAt',
  ],
  UserFilter: [
    'roles',
    'active',
    'teamIds',
    'emails',
  ],
} as const;
