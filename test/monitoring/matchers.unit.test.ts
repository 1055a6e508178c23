import { describe, expect, it } from 'vitest';
import { isFlapping, oneMore } from '../../server/monitoring/rules/flapping.js';
import { type Matcher, matches, routeFor } from '../../server/monitoring/rules/matchers.js';
import { severityOf } from '../../server/monitoring/rules/severity.js';

const labels = [
  { name: 'alertname', value: 'DiskFull' },
  { name: 'instance', value: 'db1' },
];
const one = (label: string, operator: Matcher['operator'], value: string): Matcher => ({
  label,
  operator,
  value,
});

describe('conditions on labels', () => {
  it.each([
    ['an equal value', [one('instance', 'EQUALS', 'db1')], true],
    ['another value', [one('instance', 'EQUALS', 'db2')], false],
    ['a value in other letters', [one('instance', 'EQUALS', 'DB1')], false],
    ['not equal', [one('instance', 'NOT_EQUALS', 'db2')], true],
    ['the beginning', [one('instance', 'BEGINS_WITH', 'db')], true],
    ['another beginning', [one('instance', 'BEGINS_WITH', 'b')], false],
    ['a label that is not there is empty', [one('env', 'EQUALS', '')], true],
    ['a label that is not there is no other value', [one('env', 'NOT_EQUALS', 'prod')], true],
    ['all must hold', [one('instance', 'EQUALS', 'db1'), one('alertname', 'EQUALS', 'x')], false],
    ['none', [], true],
  ] as const)('%s', (_title, matchers, holds) => {
    expect(matches(matchers, labels)).toBe(holds);
  });

  it('choose the first route whose conditions hold', () => {
    const route = (...matchers: Matcher[]) => ({
      matchers,
      queueId: null,
      serviceIds: [],
      itemIds: [],
      impact: null,
      urgency: null,
    });
    const no = route(one('instance', 'EQUALS', 'x'));
    const yes = route(one('instance', 'EQUALS', 'db1'));
    expect(routeFor([no, yes, route()], labels)).toBe(1);
    expect(routeFor([no], labels)).toBe(null);
  });
});

describe('fires of a key', () => {
  const policy = { flapCount: 2, flapMinutes: 10 };
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 10, minute));

  it('flap when there are more than the count within the minutes, until these have passed', () => {
    let fires = { count: 0, since: null as Date | null };
    const flaps = [0, 3, 6, 10, 11].map((minute) => {
      fires = oneMore(fires, policy, at(minute));
      return isFlapping(fires, policy, at(minute));
    });
    expect(flaps).toEqual([false, false, true, true, false]);
    expect(isFlapping({ count: 9, since: at(0) }, policy, at(10))).toBe(true);
    expect(isFlapping({ count: 9, since: at(0) }, policy, at(11))).toBe(false);
  });
});

describe('a severity', () => {
  it.each([
    ['critical', 'CRITICAL'],
    [' Page ', 'CRITICAL'],
    ['ERROR', 'ERROR'],
    ['warning', 'WARNING'],
    ['none', 'INFO'],
    ['purple', 'WARNING'],
    [null, 'WARNING'],
  ] as const)('%s is %s', (value, severity) => {
    expect(severityOf(value)).toBe(severity);
  });
});
