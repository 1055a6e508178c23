import { describe, expect, it } from 'vitest';
import { canNotify, recipientsOf, wholeTransactions } from '../../server/notifications/rules/recipients.js';
import type { FilteredEventRow } from '../../server/platform/events/event.js';
import type { NotificationRule } from '../../server/tickets/rules/notification-rules.js';

const at = new Date('2026-11-29T10:00:00Z');
const event = (number: number, more: Partial<FilteredEventRow> = {}): FilteredEventRow =>
  ({
    ...{ organisationId: 'o', number, type: 'COMMENT_ADDED', ticketId: 't', visibility: 'PUBLIC' },
    ...{ commentId: `c${number}`, attachmentId: null, actorUserId: 'author', actorKeyId: null },
    ...{ recordedAt: at, occurredAt: at, cause: { kind: 'REQUEST' }, changes: [], facts: null },
    ...more,
  }) as FilteredEventRow;

const replied: NotificationRule = {
  kind: 'REPLIED',
  of: ['COMMENT_ADDED'],
  to: (_, { requesterId, assigneeId }) => ({ users: [requesterId, assigneeId, null], groups: ['WATCHERS'] }),
};
const major: NotificationRule = {
  kind: 'MAJOR_INCIDENT',
  of: ['MAJOR_INCIDENT_UPDATED'],
  inPlaceOf: ['COMMENT_ADDED'],
  to: () => ({ groups: ['AFFECTED'] }),
};
const tickets = new Map([['t', { id: 't', requesterId: 'requester', assigneeId: 'author' }]]);
const kindsOf = (events: FilteredEventRow[]) =>
  recipientsOf(events, tickets, [replied, major]).map(({ number, kind }) => `${number} ${kind}`);

describe('who is named for an event', () => {
  it('are the people of its rules, without its author and without nobody', () => {
    const [told] = recipientsOf([event(1)], tickets, [replied]);
    expect(told).toMatchObject({ number: 1, kind: 'REPLIED', users: ['requester'], groups: ['WATCHERS'] });
  });

  it('is nobody when no rule is about it, or its ticket is not known', () => {
    expect(kindsOf([event(1, { type: 'TICKET_UPDATED' }), event(2, { ticketId: 'other' })])).toEqual([]);
  });

  it('are those of a more special event about the same comment in place of it', () => {
    const update = event(2, { type: 'MAJOR_INCIDENT_UPDATED', commentId: 'c1' });
    expect(kindsOf([event(1), update, event(3)])).toEqual(['2 MAJOR_INCIDENT', '3 REPLIED']);
  });
});

describe('an event notifies nobody', () => {
  it.each([
    ['that was imported', { cause: { kind: 'IMPORT' } }],
    ['that an import caused', { cause: { kind: 'EVENT' }, occurredAt: new Date(at.getTime() - 1) }],
    ['of the set-up', { cause: { kind: 'SYSTEM' } }],
    ['about no ticket', { ticketId: null }],
  ] as const)('%s', (_, more) => {
    expect(canNotify(event(1, more as Partial<FilteredEventRow>))).toBe(false);
    expect(canNotify(event(1))).toBe(true);
  });
});

describe('a batch that is full', () => {
  const later = { recordedAt: new Date(at.getTime() + 5) };

  it('ends with a transaction, so that what was written together is judged together', () => {
    const events = [event(1), event(2), event(3, later), event(4, later)];
    expect(wholeTransactions(events).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('is taken whole when one transaction is larger', () => {
    expect(wholeTransactions([event(1), event(2)])).toHaveLength(2);
  });
});
