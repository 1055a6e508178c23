import { describe, expect, it } from 'vitest';
import type { FilteredEventRow } from '../../server/platform/events/event.js';
import { serviceLevelNotifications } from '../../server/service-levels/rules/notified.js';

const recipientsOf = (type: string, assigneeId: string | null) => {
  const rule = serviceLevelNotifications.find(({ of }) => (of as readonly string[]).includes(type));
  return rule?.to({ type } as FilteredEventRow, { id: 't', requesterId: 'r', assigneeId });
};

describe('who is notified of a clock', () => {
  it.each([
    ['SERVICE_LEVEL_AT_RISK', 'a', { users: ['a'] }],
    ['SERVICE_LEVEL_AT_RISK', null, { groups: ['TEAM'] }],
    ['SERVICE_LEVEL_BREACHED', 'a', { users: ['a'], groups: ['TEAM_LEADS'] }],
    ['SERVICE_LEVEL_BREACHED', null, { groups: ['TEAM', 'TEAM_LEADS'] }],
  ])('%s with the assignee %s', (type, assigneeId, expected) => {
    expect(recipientsOf(type, assigneeId)).toEqual(expected);
  });
});
