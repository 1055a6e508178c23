import { describe, expect, it } from 'vitest';
import { type Mentionable, mentionedBy, namesMentioned } from '../../server/comments/rules/mentions.js';

describe('the names in a text', () => {
  it.each([
    ['@agent, please look.', ['agent']],
    ['Ask @Agent and @agent.', ['agent']],
    ['(@a.b-c) and @lead@example.com.', ['a.b-c', 'lead@example.com']],
    ['Write to agent@example.com', []],
    ['`@agent` and\n```\n@lead\n``` but @admin', ['admin']],
    ['@ alone, @@twice, /@path', []],
    ['@zoë and @ьор', ['zoë', 'ьор']],
  ])('of %j are %j', (text, names) => {
    expect(namesMentioned(text)).toEqual(names);
  });

  it('are at most 20, and are found in linear time', () => {
    const many = Array.from({ length: 30 }, (_, i) => `@user${i}`).join(' ');
    expect(namesMentioned(many)).toHaveLength(20);
    const begun = performance.now();
    namesMentioned('@a.'.repeat(16_000));
    namesMentioned('`'.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('who is meant', () => {
  const user = (id: string, email: string, more: Partial<Mentionable> = {}): Mentionable => ({
    ...{ id, email, isStaff: true, seesTicket: true, seesInternal: true },
    ...more,
  });
  const outside = { seesTicket: false, seesInternal: false };
  const customer = { isStaff: false, seesInternal: false };
  const note = { visibility: 'INTERNAL', authorId: 'me', mayGiveAccess: true } as const;
  const reply = { ...note, visibility: 'PUBLIC' } as const;

  it.each([
    ['a colleague', ['ann'], [user('1', 'ann@x.org')], note, ['1'], []],
    ['nobody of two', ['ann'], [user('1', 'ann@x.org'), user('2', 'ann@y.org')], note, [], []],
    [
      'the one of the address',
      ['ann@y.org'],
      [user('1', 'ann@x.org'), user('2', 'ann@y.org')],
      note,
      ['2'],
      [],
    ],
    [
      'staff before a customer',
      ['ann'],
      [user('1', 'ann@x.org', customer), user('2', 'ann@y.org')],
      note,
      ['2'],
      [],
    ],
    ['not the author', ['me'], [user('me', 'me@x.org')], note, [], []],
    ['no longer name', ['an'], [user('1', 'ann@x.org')], note, [], []],
    ['never a requester in a note', ['ann'], [user('1', 'ann@x.org', customer)], note, [], []],
    ['a requester who sees the ticket', ['ann'], [user('1', 'ann@x.org', customer)], reply, ['1'], []],
    ['no other requester', ['ann'], [user('1', 'ann@x.org', { ...customer, ...outside })], reply, [], []],
    ['a colleague who gets access', ['ann'], [user('1', 'ann@x.org', outside)], note, ['1'], ['1']],
    [
      'none by an author who may not give it',
      ['ann'],
      [user('1', 'ann@x.org', outside)],
      { ...note, mayGiveAccess: false },
      [],
      [],
    ],
    [
      'a colleague who sees only the outside',
      ['ann'],
      [user('1', 'ann@x.org', { seesInternal: false })],
      note,
      ['1'],
      ['1'],
    ],
  ] as const)('is %s', (_, names, users, comment, userIds, givenAccess) => {
    expect(mentionedBy(names, users, comment)).toEqual({ userIds, givenAccess });
  });
});
