import { describe, expect, it } from 'vitest';
import type { Actor } from '../../server/platform/actor/actor.js';
import { scopeOf } from '../../server/platform/actor/scope.js';
import { can, rolesOn, type TicketAction, type TicketFacts } from '../../server/tickets/rules/policy.js';

const organisationId = 'example';
const user = (userId: string, role: string, teamIds: string[] = [], leadTeamIds: string[] = []): Actor =>
  ({ kind: 'user', organisationId, userId, role, teamIds, leadTeamIds }) as unknown as Actor;
const key = (...scopes: string[]): Actor =>
  ({ kind: 'key', organisationId, keyId: 'k', scopes, queueIds: null }) as unknown as Actor;

/** Rosa is the requester. The ticket is in the desk's queue. Its assignee is Bea, from another team. */
const ticket: TicketFacts = {
  requesterId: 'rosa',
  assigneeId: 'bea',
  queueTeamId: 'desk',
  status: 'NEW',
  internalVisible: true,
};

const cast: Record<string, Actor> = {
  requester: user('rosa', 'REQUESTER'),
  'another requester': user('ravi', 'REQUESTER'),
  'agent of the team': user('aisha', 'AGENT', ['desk']),
  'agent of another team': user('tomas', 'AGENT', ['network']),
  'assignee of another team': user('bea', 'AGENT', ['network']),
  'lead of the team': user('leo', 'LEAD', ['desk'], ['desk']),
  'lead of another team': user('lin', 'LEAD', ['network'], ['network']),
  administrator: user('ada', 'ADMIN'),
  'key that reads': key('TICKETS_READ'),
  'key that writes': key('TICKETS_READ', 'TICKETS_WRITE'),
  'key that comments': key('TICKETS_READ', 'COMMENTS_WRITE'),
  'key that administers': key('ADMINISTRATION', 'IMPORT'),
  set_up: { kind: 'system', organisationId },
};

const everybody = Object.keys(cast);
const people = everybody.filter((name) => !name.startsWith('key'));
const workers = [
  'agent of the team',
  'assignee of another team',
  'lead of the team',
  'administrator',
  'key that writes',
  'set_up',
];
const staff = [
  'agent of the team',
  'agent of another team',
  'assignee of another team',
  'lead of the team',
  'lead of another team',
  'administrator',
];
const peopleWhoWork = workers.filter((name) => !name.startsWith('key'));

const who: Record<TicketAction, string[]> = {
  report: [...people, 'key that writes'],
  reportForOthers: [...staff, 'key that writes', 'set_up'],
  // A key needs a scope of its own.
  nameRequester: [...staff, 'set_up'],
  edit: workers,
  editOwnReport: ['requester', ...workers],
  assign: workers,
  comment: [...people, 'key that comments'],
  note: [...peopleWhoWork, 'agent of another team', 'lead of another team', 'key that comments'],
  setCommentVisibility: workers,
  attach: [...people, 'key that comments'],
  watch: people,
  watchForOthers: workers,
  transition: workers,
};

describe('the roles that may do with a visible ticket', () => {
  it.each(Object.keys(who) as TicketAction[])('%s', (action) => {
    const may = everybody.filter((name) => can(cast[name] as Actor, action, ticket).allowed);
    expect(may.sort()).toEqual([...who[action]].sort());
  });

  it('include the reason of a refusal', () => {
    const reason = (name: string, action: TicketAction) => {
      const decision = can(cast[name] as Actor, action, ticket);
      return decision.allowed ? null : decision.reason;
    };
    expect(reason('requester', 'edit')).toBe('ROLE');
    expect(reason('agent of another team', 'edit')).toBe('NOT_IN_TEAM');
    expect(reason('key that reads', 'edit')).toBe('SCOPE');
    expect(reason('key that reads', 'comment')).toBe('SCOPE');
    expect(reason('another requester', 'reportForOthers')).toBe('ROLE');
  });

  it('include a requester who corrects their report while it is new, and not afterwards', () => {
    const worked = { ...ticket, status: 'INVESTIGATING' };
    expect(can(cast.requester as Actor, 'editOwnReport', ticket).allowed).toBe(true);
    expect(can(cast.requester as Actor, 'editOwnReport', worked).allowed).toBe(false);
    expect(can(cast['agent of the team'] as Actor, 'editOwnReport', worked).allowed).toBe(true);
  });

  it('do not include anyone who writes internal notes without being able to read them', () => {
    const blind = { ...ticket, internalVisible: false };
    for (const name of people) expect(can(cast[name] as Actor, 'note', blind).allowed).toBe(false);
  });
});

describe('the roles in the process', () => {
  it.each<[string, string[]]>([
    ['requester', ['REQUESTER']],
    ['another requester', []],
    ['agent of the team', ['WORKER']],
    ['agent of another team', []],
    ['assignee of another team', ['WORKER']],
    ['lead of the team', ['LEAD', 'WORKER']],
    ['lead of another team', []],
    ['administrator', ['LEAD', 'WORKER']],
    ['key that reads', []],
    ['key that comments', []],
    ['key that writes', ['LEAD', 'WORKER']],
  ])('of %s are %j', (name, expected) => {
    expect([...rolesOn(cast[name] as Actor, ticket)].sort()).toEqual(expected);
  });

  it('of an agent who is also the requester are both', () => {
    const own = { ...ticket, requesterId: 'aisha' };
    expect([...rolesOn(cast['agent of the team'] as Actor, own)].sort()).toEqual(['REQUESTER', 'WORKER']);
  });

  it("of a requester who was an agent before do not include the agent's, even as assignee", () => {
    const demoted = user('bea', 'REQUESTER', ['desk'], ['desk']);
    expect([...rolesOn(demoted, ticket)]).toEqual([]);
  });
});

describe('the visibility of an actor, as a value', () => {
  it('is equal for actors who can see the same, in any order of their teams', () => {
    const one = scopeOf(user('a', 'AGENT', ['x', 'y']));
    const other = scopeOf(user('a', 'LEAD', ['y', 'x'], ['x']));
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(scopeOf(user('a', 'ADMIN'))).toEqual(scopeOf(user('b', 'ADMIN')));
  });

  it('differs by organisation, user and teams', () => {
    const scopes = [
      scopeOf(user('a', 'REQUESTER')),
      scopeOf(user('b', 'REQUESTER')),
      scopeOf(user('a', 'AGENT', ['x'])),
      scopeOf(user('a', 'AGENT', ['x', 'y'])),
      scopeOf(user('a', 'ADMIN')),
      scopeOf(key('TICKETS_READ')),
      scopeOf(key('TICKETS_WRITE')),
      scopeOf({ kind: 'system', organisationId: 'other' }),
    ].map((scope) => JSON.stringify(scope));
    // An administrator and an API key that reads everything can see the same.
    expect(new Set(scopes).size).toBe(scopes.length - 1);
  });

  it('is empty for an API key without the scope to read', () => {
    expect(scopeOf(key('TICKETS_WRITE', 'IMPORT')).sees).toBe('nothing');
  });
});
