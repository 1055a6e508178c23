import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  type Item,
  nothingYet,
  shown,
  statusLine,
  withItem,
  withTypenames,
} from '../../server/platform/graphiql/subscription-items.js';

const at = new Date('2026-11-27T10:00:00Z');
const event = (n: number): Item => ({
  data: { ticketEvents: { __typename: 'TicketEvent', cursor: `e${n}` } },
});
const position = (cursor: string): Item => ({
  data: { ticketEvents: { __typename: 'StreamPosition', cursor } },
});
const watchedAfter = (items: readonly Item[]) =>
  items.reduce((watched, item) => withItem(watched, item, at), nothingYet);

describe('a subscription in GraphiQL', () => {
  it('shows nothing at first', () => {
    expect(shown(nothingYet)).toEqual({ received: 0, newestFirst: [] });
    expect(statusLine(nothingYet)).toBe('Live: 0 items.');
  });

  it('shows its items, the newest first, and positions only as a status line', () => {
    const watched = watchedAfter([position('p1'), event(1), event(2), position('p2')]);
    expect(shown(watched)).toEqual({ received: 2, newestFirst: [event(2).data, event(1).data] });
    expect(statusLine(watched)).toBe(`Live: 2 items. Nothing new at ${at.toLocaleTimeString()}. Cursor: p2`);
    expect(statusLine({ ...watched, ended: true })).toBe('Ended after 2 items.');
    expect(statusLine(watchedAfter([event(1)]))).toBe('Live: 1 item.');
  });

  it('keeps the last 50 items, and says how many are no longer shown', () => {
    const watched = watchedAfter(Array.from({ length: 60 }, (_, n) => event(n)));
    expect(shown(watched)).toMatchObject({ received: 60, notShownAnyMore: 10 });
    expect(watched.newestFirst).toEqual(Array.from({ length: 50 }, (_, n) => event(59 - n)));
  });

  it.each<[string, Item]>([
    ['an event with only its cursor', { data: { ticketEvents: { __typename: 'TicketEvent', cursor: 'c' } } }],
    ['an item without a type', { data: { ticketEvents: { cursor: 'c' } } }],
    ['a ResyncRequired', { data: { ticketEvents: { __typename: 'ResyncRequired', cursor: 'c' } } }],
    ['an error', { data: null, errors: [{ message: 'No.' }] }],
    ['a position with an error', { ...position('p'), errors: [{ message: 'No.' }] }],
    ['nothing', { data: { ticketEvents: null } }],
  ])('treats %s as an item', (_name, item) => {
    expect(watchedAfter([item]).received).toBe(1);
  });

  it('never loses one of the last 50 items to positions', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (kinds) => {
        const items = kinds.map((isEvent, n) => (isEvent ? event(n) : position(`p${n}`)));
        const events = items.filter((_, n) => kinds[n]);
        const watched = watchedAfter(items);
        expect(watched.received).toBe(events.length);
        expect(watched.newestFirst).toEqual(events.toReversed().slice(0, 50));
      }),
    );
  });
});

describe('the document of a subscription', () => {
  it('is extended by the type of each item', () => {
    const named = withTypenames('subscription Follow { ticketEvents { ... on TicketEvent { cursor } } }');
    expect(named.replaceAll(/\s+/g, ' ')).toBe(
      'subscription Follow { ticketEvents { __typename ... on TicketEvent { cursor } } }',
    );
  });

  it.each([
    'subscription { ticketEvents { __typename ... on TicketEvent { cursor } } }',
    'query { tickets(first: 1) { nodes { id } } }',
    'mutation { signOut { signedOut } }',
  ])('is sent unchanged when it selects the type or is not a subscription: %s', (document) => {
    expect(withTypenames(document)).toBe(document);
  });

  it('can be among other operations', () => {
    const document =
      'query A { viewer { name } } subscription B { ticketUpdated(id: "x") { ... on TicketEvent { cursor } } }';
    const named = withTypenames(document);
    expect(() => parse(named)).not.toThrow();
    expect(named.match(/__typename/g)).toHaveLength(1);
  });
});
