import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  edgeOf,
  faultAmong,
  faultOfEdge,
  kindOf,
  kinds,
  type LinkKind,
  type LinkType,
  linkKinds,
  linkTypeFrom,
  linkTypes,
  MAX_LINKS,
  reaches,
  type Standing,
} from '../../server/links/rules/link-types.js';
import { TicketType } from '../../server/platform/contract/generated/enums.js';

const [a, b] = ['01a', '01b'];

describe('a relation and its inverse', () => {
  it('are the two directions of one link', () => {
    for (const relation of linkTypes) {
      const edge = edgeOf(a, relation, b);
      const seenFromB = linkTypeFrom(edge.kind, edge.fromId === b ? 'from' : 'to');
      expect([relation, edgeOf(b, seenFromB, a)]).toEqual([relation, edge]);
      expect(linkTypeFrom(edge.kind, edge.fromId === a ? 'from' : 'to')).toBe(relation);
    }
  });

  it('belong to one kind, and every kind has both', () => {
    const named = linkKinds.flatMap((kind) => [...new Set([kind, kinds[kind].inverse])]);
    expect([...named].sort()).toEqual([...linkTypes].sort());
    expect(linkTypes.map(kindOf).every((kind) => linkKinds.includes(kind))).toBe(true);
  });

  it('are the same for a symmetric relation', () => {
    expect(edgeOf(a, 'RELATED_TO', b)).toEqual(edgeOf(b, 'RELATED_TO', a));
    expect(edgeOf(a, 'BLOCKS', b)).not.toEqual(edgeOf(b, 'BLOCKS', a));
  });
});

/** The types of ticket that a kind allows, as `FROM>TO`. Every other pair is refused. */
const allowed: Record<string, (from: string, to: string) => boolean> = {
  PARENT_OF: () => true,
  BLOCKS: () => true,
  DUPLICATES: () => true,
  RELATED_TO: () => true,
  CAUSED_BY: (_from, to) => to === 'CHANGE_REQUEST',
  FIXED_BY: (_from, to) => to === 'CHANGE_REQUEST',
  PROBLEM_OF: (from, to) => from === 'PROBLEM' && (to === 'INCIDENT' || to === 'SERVICE_REQUEST'),
};

describe('a single link', () => {
  const pairs = Object.values(TicketType).flatMap((from) =>
    Object.values(TicketType).map((to) => [from, to] as const),
  );

  it.each(Object.keys(allowed))('of kind %s is accepted only between the allowed types', (kind) => {
    for (const [from, to] of pairs) {
      const fault = faultOfEdge({ kind: kind as LinkKind, fromId: a, toId: b }, from, to);
      expect([from, to, fault?.rule ?? 'OK']).toEqual([from, to, allowed[kind]?.(from, to) ? 'OK' : 'TYPE']);
    }
  });

  it.each(linkKinds.filter((kind) => !allowed[kind]))('of kind %s cannot be created by a user', (kind) => {
    expect(faultOfEdge({ kind, fromId: a, toId: b }, 'INCIDENT', 'INCIDENT')?.rule).toBe('RELATION');
  });

  it.each(linkTypes)('never connects a ticket with itself: %s', (relation) => {
    const edge = edgeOf(a, relation as LinkType, a);
    expect(faultOfEdge(edge, 'INCIDENT', 'INCIDENT')?.rule).toBe('SELF');
  });
});

describe('a link next to existing links', () => {
  const free: Standing = {
    exists: false,
    taken: false,
    takenBySeen: false,
    leadsBack: false,
    seenLeadsBack: false,
    most: 0,
  };
  const rule = (kind: LinkKind, standing: Partial<Standing>) =>
    faultAmong({ kind, fromId: a, toId: b }, { ...free, ...standing })?.rule ?? 'OK';

  it('is refused when it already exists', () => {
    for (const kind of linkKinds) expect([kind, rule(kind, { exists: true })]).toEqual([kind, 'EXISTS']);
  });

  it('gives a child one parent, and allows several links of every other kind', () => {
    for (const kind of linkKinds)
      expect([kind, rule(kind, { taken: true, takenBySeen: true })]).toEqual([
        kind,
        kind === 'PARENT_OF' ? 'ONE_PARENT' : 'OK',
      ]);
  });

  it('does not reveal a parent, or a ticket of a cycle, that the actor cannot see', () => {
    expect(rule('PARENT_OF', { taken: true })).toBe('NOT_ALLOWED');
    for (const leadsBack of [true, null])
      for (const seenLeadsBack of [true, false, null])
        expect([leadsBack, seenLeadsBack, rule('BLOCKS', { leadsBack, seenLeadsBack })]).toEqual([
          leadsBack,
          seenLeadsBack,
          leadsBack !== seenLeadsBack ? 'NOT_ALLOWED' : leadsBack ? 'CYCLE' : 'TOO_LONG',
        ]);
  });

  it('is refused when it closes a cycle of parents or blockers, or when the search for a cycle was given up', () => {
    for (const leadsBack of [true, null])
      for (const kind of linkKinds) {
        const walked = kind === 'PARENT_OF' || kind === 'BLOCKS';
        const expected = walked ? (leadsBack ? 'CYCLE' : 'TOO_LONG') : 'OK';
        expect([kind, rule(kind, { leadsBack, seenLeadsBack: leadsBack })]).toEqual([kind, expected]);
      }
  });

  it('is refused when a ticket has the maximum number of links', () => {
    expect(rule('RELATED_TO', { most: MAX_LINKS - 1 })).toBe('OK');
    expect(rule('RELATED_TO', { most: MAX_LINKS })).toBe('TOO_MANY');
  });
});

describe('the search along links', () => {
  const walk = (edges: readonly (readonly [number, number])[]) => (ids: string[]) =>
    edges.filter(([from]) => ids.includes(String(from))).map(([, to]) => String(to));

  it('finds its target in any graph, with or without cycles', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 20 }),
        fc.nat(8),
        fc.nat(8),
        (edges, start, goal) => {
          const near = (from: number) => edges.filter(([one]) => one === from).map(([, to]) => to);
          const seen = new Set([start]);
          for (const one of seen) for (const to of near(one)) seen.add(to);
          expect(reaches(String(start), String(goal), walk(edges))).toBe(seen.has(goal));
        },
      ),
    ));

  it('is given up after too many tickets', () => {
    const chain = Array.from({ length: 20 }, (_, i) => [i, i + 1] as const);
    expect(reaches('0', '99', walk(chain), { steps: 10, tickets: 100 })).toBeNull();
    expect(reaches('0', '99', walk(chain), { steps: 100, tickets: 10 })).toBeNull();
    expect(reaches('0', '99', walk(chain), { steps: 100, tickets: 100 })).toBe(false);
  });
});
