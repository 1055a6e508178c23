import { describe, expect, it } from 'vitest';
import type { Actor } from '../../server/platform/actor/actor.js';
import type { Scope } from '../../server/platform/actor/scope.js';
import { sql } from '../../server/platform/db/sql.js';
import type { AccessChange, FieldChange } from '../../server/platform/events/index.js';
import { type CheckedFilter, canMatchIn, dependsOnMyTeams } from '../../server/tickets/data/filter.js';
import { isLoss, queuesConcerned, takesRight } from '../../server/tickets/rules/visibility.js';

const [organisationId, me, other] = ['o', 'me', 'other'];
const agent: Scope = { organisationId, sees: 'teams', userId: me, teamIds: [] };
const requester: Scope = { organisationId, sees: 'own', userId: me };
const key: Scope = { organisationId, sees: 'queues', queueIds: ['q'] };

describe('a right is taken by an event', () => {
  const change = (field: string, from: unknown, to: unknown, grantsAccess?: boolean): FieldChange => ({
    field,
    from,
    to,
    ...(grantsAccess === undefined ? {} : { grantsAccess }),
  });
  it.each<[string, Scope, FieldChange, boolean]>([
    ['from a requester who no longer watches', requester, change('Ticket.watchers', me, null), true],
    ['from an agent who was added as a watcher', agent, change('Ticket.watchers', me, null, true), true],
    ['from an agent who watched on their own: no', agent, change('Ticket.watchers', me, null, false), false],
    ['from one of the affected users', agent, change('Ticket.affectedUsers', [other, me], [other]), true],
    ['from an affected user who stays: no', agent, change('Ticket.affectedUsers', [other, me], [me]), false],
    ['from an approver', requester, change('Approval.approvers', [me], []), true],
    ['from an approver who delegates', requester, change('Approver.user', me, other), true],
    ['from somebody else: no', requester, change('Ticket.watchers', other, null), false],
    ['that is given: no', requester, change('Ticket.watchers', null, me), false],
    ['that is none: no', requester, change('Ticket.resolvedBy', me, null), false],
    ['from a key: no', key, change('Ticket.watchers', me, null), false],
  ])('%s', (_case, scope, given, expected) => {
    expect(takesRight(scope, [given])).toBe(expected);
  });
});

describe('a ticket is lost by an event', () => {
  const both = { followed: true, seen: true };
  const loss = { seesNow: false, takesRight: false, before: both, after: { ...both, seen: false } };
  it.each([
    ['that takes it out of sight', {}, true],
    ['that takes it out of the filter', { after: { followed: false, seen: true } }, true],
    [
      'that takes a right, whatever was followed',
      { takesRight: true, before: { followed: false, seen: false } },
      true,
    ],
    ['that changes neither: no', { after: both }, false],
    ['but is seen for another reason: no', { seesNow: true, takesRight: true }, false],
    ['but was not followed: no', { before: { followed: false, seen: true } }, false],
    ['but would not have been seen before: no', { before: { followed: true, seen: false } }, false],
  ])('%s', (_case, given, expected) => {
    expect(isLoss({ ...loss, ...given })).toBe(expected);
  });
});

describe('a filter can match tickets of a queue', () => {
  const within = (queues: readonly string[] | null): CheckedFilter[number] => ({
    sql: () => sql<boolean>`true`,
    matches: () => true,
    inOrder: false,
    queues,
    counted: false,
  });
  it.each<[string, CheckedFilter, readonly string[] | null, boolean]>([
    ['without conditions', [], ['q'], true],
    ['by a condition on other things', [within(null)], ['q'], true],
    ['that it names', [within(['p', 'q'])], ['q', 'r'], true],
    ['that it does not name: no', [within(['p'])], ['q'], false],
    ['that only one of its conditions names: no', [within(['q']), within(['p'])], ['q'], false],
    ['when any queue is concerned', [within(['p'])], null, true],
    ['when no queue is concerned: no', [within(null)], [], false],
  ])('%s', (_case, filter, queueIds, expected) => {
    expect(canMatchIn(filter, queueIds)).toBe(expected);
  });

  it('and depends on the teams of the viewer at any depth', () => {
    const mine = { ...within(null), byMyTeams: true };
    const nested = [{ ...within(null), anyOf: [[within(null)], [{ ...within(null), not: [mine] }]] }];
    expect([[], [within(['q'])], [mine], nested].map(dependsOnMyTeams)).toEqual([false, false, true, true]);
  });
});

describe('the queues of which an actor sees other tickets', () => {
  const user = (role: string, userId = me) =>
    ({ kind: 'user', organisationId, userId, role, teamIds: [] }) as unknown as Actor;
  const program = {
    kind: 'key',
    organisationId,
    scopes: ['TICKETS_READ'],
    queueIds: null,
  } as unknown as Actor;
  const roleChange: AccessChange = { kind: 'ROLE', userId: me };
  const teamChange: AccessChange = { kind: 'TEAM', userIds: [me], queueIds: ['q'] };
  const queueChange: AccessChange = { kind: 'QUEUE', queueId: 'q', exceptUserIds: [other] };
  it.each<[string, Actor, AccessChange, string[] | null]>([
    ['all, by their own role', user('REQUESTER'), roleChange, null],
    ["none, by somebody else's role", user('AGENT', other), roleChange, []],
    ['those of the team that they joined or left', user('AGENT'), teamChange, ['q']],
    ['none, by the team of others', user('AGENT', other), teamChange, []],
    ['none, by a team, for an administrator', user('ADMIN'), teamChange, []],
    ['the queue that is hidden or shown', user('LEAD'), queueChange, ['q']],
    ['none, for the members of its team', user('AGENT', other), queueChange, []],
    ['none, for a requester', user('REQUESTER'), queueChange, []],
    ['none, for an API key', program, queueChange, []],
  ])('%s', (_case, actor, change, expected) => {
    expect(queuesConcerned(actor, change)).toEqual(expected);
  });
});
