import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../server/approvals/rules/outcome.js';
import { approvalAsked, type Planned, type Policy, policyFor } from '../../server/approvals/rules/policy.js';

const change: Planned = {
  ticketType: 'CHANGE_REQUEST',
  changeKind: 'NORMAL',
  risk: 'HIGH',
  categoryIds: ['servers', 'disks'],
};
const policy = (id: string, more: Partial<Policy> = {}): Policy => ({
  id,
  ticketType: 'CHANGE_REQUEST',
  rule: 'ANY_ONE',
  ...more,
});

describe('the approval policy of a plan', () => {
  it.each<[string, Policy[], string | null]>([
    ['none, without policies', [], null],
    ['none, without a policy of the type', [policy('a', { ticketType: 'INCIDENT' })], null],
    ['the policy of the type', [policy('a')], 'a'],
    ['not a policy of another kind of change', [policy('a', { changeKind: 'EMERGENCY' })], null],
    ['not a policy of another risk', [policy('a', { risk: 'LOW' })], null],
    ['not a policy of another category', [policy('a', { categoryId: 'network' })], null],
    ['a policy of the subcategory', [policy('a', { categoryId: 'disks' })], 'a'],
    [
      'a policy of the kind before a policy of all kinds',
      [policy('a'), policy('b', { changeKind: 'NORMAL' })],
      'b',
    ],
    [
      'a policy of the risk before a policy of the kind',
      [policy('a', { changeKind: 'NORMAL' }), policy('b', { risk: 'HIGH' })],
      'b',
    ],
    [
      'a policy of the category before a policy of risk and kind',
      [policy('a', { changeKind: 'NORMAL', risk: 'HIGH' }), policy('b', { categoryId: 'servers' })],
      'b',
    ],
    ['the oldest of equal policies', [policy('b'), policy('a')], 'a'],
  ])('is %s', (_what, policies, id) => {
    expect(policyFor(policies, change)?.id ?? null).toBe(id);
  });

  it('does not depend on the order of the policies, and always matches the plan', () => {
    const maybe = <T>(...values: T[]) => fc.constantFrom(null, ...values);
    const some = fc.record({
      id: fc.uuid(),
      ticketType: fc.constantFrom('CHANGE_REQUEST' as const, 'INCIDENT' as const),
      changeKind: maybe('NORMAL' as const, 'EMERGENCY' as const),
      risk: maybe('HIGH' as const, 'LOW' as const),
      categoryId: maybe('servers', 'network'),
      rule: fc.constant('ANY_ONE' as const),
    });
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: ({ id }) => id }), (policies) => {
        const found = policyFor(policies, change);
        expect(policyFor(policies.toReversed(), change)).toEqual(found);
        if (!found) return;
        expect(found.ticketType).toBe('CHANGE_REQUEST');
        expect(found.changeKind ?? 'NORMAL').toBe('NORMAL');
        expect(found.risk ?? 'HIGH').toBe('HIGH');
        expect(found.categoryId ?? 'servers').toBe('servers');
      }),
    );
  });
});

describe('the approval that a plan needs', () => {
  const one = { rule: 'ANY_ONE', needed: 1 };
  it.each<[string, Planned['changeKind'], Pick<Policy, 'rule' | 'quorum'> | null, number, object | null]>([
    ['a normal change without a policy', 'NORMAL', null, 5, one],
    ['a normal change with the rule ALL_OF', 'NORMAL', { rule: 'ALL_OF' }, 3, { rule: 'ALL_OF', needed: 3 }],
    [
      'a normal change with the rule QUORUM',
      'NORMAL',
      { rule: 'QUORUM', quorum: 2 },
      3,
      { rule: 'QUORUM', needed: 2 },
    ],
    ['an emergency change, whatever the policy says', 'EMERGENCY', { rule: 'ALL_OF' }, 3, one],
    ['a standard change, whatever the policy says', 'STANDARD', { rule: 'ALL_OF' }, 3, null],
    ['another type of ticket without a policy', null, null, 3, null],
    ['another type of ticket with a policy', null, { rule: 'ANY_ONE' }, 3, one],
    [
      'a plan without approvers: one approval is needed, so that the plan is refused',
      'NORMAL',
      { rule: 'ALL_OF' },
      0,
      { rule: 'ALL_OF', needed: 1 },
    ],
  ])('for %s', (_what, kind, given, approvers, asked) => {
    expect(approvalAsked(kind, given, approvers)).toEqual(asked);
  });
});

describe('the outcome of decisions', () => {
  it.each<[number, Parameters<typeof outcomeOf>[1], string]>([
    [1, [null, null], 'PENDING'],
    [1, ['APPROVED', null], 'APPROVED'],
    [2, ['APPROVED', null], 'PENDING'],
    [2, ['APPROVED', 'APPROVED', null], 'APPROVED'],
    [1, ['REJECTED', null], 'REJECTED'],
    [1, ['DELEGATED', null], 'PENDING'],
    [2, ['APPROVED', 'REJECTED'], 'REJECTED'],
  ])('with %i needed, of %j is %s', (needed, decisions, outcome) => {
    expect(outcomeOf(needed, decisions)).toBe(outcome);
  });

  it('is never APPROVED with fewer approvals than needed, or with a rejection', () => {
    const decision = fc.constantFrom('APPROVED' as const, 'REJECTED' as const, 'DELEGATED' as const, null);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(decision, { maxLength: 8 }),
        (needed, decisions) => {
          if (outcomeOf(needed, decisions) !== 'APPROVED') return;
          expect(decisions.filter((one) => one === 'APPROVED').length).toBeGreaterThanOrEqual(needed);
          expect(decisions).not.toContain('REJECTED');
        },
      ),
    );
  });
});
