import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, readAlert } from '../../server/monitoring/rules/alertmanager.js';
import { checkReport } from '../../server/monitoring/rules/check-report.js';
import { fingerprintOf } from '../../server/monitoring/rules/report.js';
import { firing, group, resolved } from './support.js';

const read = (alert: unknown) => {
  const found = readAlert(alert);
  if ('faults' in found) throw new Error(JSON.stringify(found.faults));
  return found.report;
};
const faults = (alert: unknown) => {
  const found = readAlert(alert);
  return 'faults' in found ? found.faults : [];
};

describe('a group of Alertmanager or Grafana', () => {
  it('is an object with a list of alerts; what its sender left out is a number', () => {
    expect(groupOf(group([1, 2], { truncatedAlerts: 997 }))).toEqual({ alerts: [1, 2], truncated: 997 });
    expect(groupOf(group([], { truncatedAlerts: undefined }))).toEqual({ alerts: [], truncated: 0 });
    for (const body of [null, [], 'alerts', {}, { alerts: {} }]) expect(groupOf(body)).toBe(null);
  });
});

describe('an alert of a group', () => {
  it('has its own status, whatever the group has', () => {
    expect(read(resolved('a')).status).toBe('RESOLVED');
    expect(read(firing('a')).status).toBe('FIRING');
  });

  it('that fires has no end: Go writes the year 1', () => {
    expect(read(firing('a')).endsAt).toBe(null);
    expect(read(resolved('a')).endsAt).toEqual(new Date('2026-11-02T10:30:00Z'));
    expect(read(resolved('a', { endsAt: '0001-01-01T00:00:00Z' })).endsAt).toBe(null);
  });

  it('has times of any offset, to the millisecond', () => {
    const since = (startsAt: string) => read(firing('a', { startsAt })).startsAt?.toISOString();
    expect(since('2026-03-29T01:59:59.999999999+01:00')).toBe('2026-03-29T00:59:59.999Z');
    expect(since('2026-03-29T00:50:28.806970773-02:00')).toBe('2026-03-29T02:50:28.806Z');
    expect(since('2019-02-11T14:03:45.888Z')).toBe('2019-02-11T14:03:45.888Z');
  });

  it('without a fingerprint is known by its labels, in any order', () => {
    const { fingerprint: _, ...old } = firing('a', { labels: { alertname: 'Old', b: '1', a: '2' } });
    const other = { ...old, labels: { a: '2', b: '1', alertname: 'Old' } };
    const known = (alert: unknown) => {
      const checked = checkReport({ ...read(alert), alertIntegrationId: '' }, null);
      return checked.ok ? checked.value.fingerprint : '';
    };
    expect(known(old)).toBe(known(other));
    expect(known(old)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('of Grafana shows its panel, and its values are left out', () => {
    const grafana = firing('a', {
      values: null,
      valueString: "[ var='A' labels={} value=NaN ]",
      dashboardURL: '',
      panelURL: 'https://grafana.example/d/1?viewPanel=2',
    });
    expect(read(grafana).sourceUrl).toBe('https://grafana.example/d/1?viewPanel=2');
  });

  it('that is wrong is refused with each field, its value and the rule', () => {
    const wrong = firing('a', {
      status: 'pending',
      labels: { a: 1, b: 'x' },
      startsAt: 'yesterday',
      fingerprint: 7,
    });
    expect(faults(wrong).map(({ field, value, rule }) => [field, value, rule])).toEqual([
      ['status', 'pending', 'FORMAT'],
      ['labels.a', 1, 'TYPE'],
      ['startsAt', 'yesterday', 'FORMAT'],
      ['fingerprint', 7, 'TYPE'],
    ]);
    for (const none of [null, 1, 'alert', []])
      expect(faults(none)).toMatchObject([{ field: '', rule: 'TYPE' }]);
  });

  it('of any JSON is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (labels, annotations, startsAt) => {
        const found = readAlert(firing('a', { labels, annotations, startsAt }));
        if ('faults' in found) expect(found.faults.length).toBeGreaterThan(0);
        else expect(checkReport({ ...found.report, alertIntegrationId: '' }, null)).toHaveProperty('ok');
      }),
    );
  });
});

describe('the fingerprint of labels', () => {
  it('is equal for equal labels only', () => {
    const labels = fc.uniqueArray(fc.record({ name: fc.string(), value: fc.string() }), {
      selector: ({ name }) => name,
    });
    fc.assert(
      fc.property(labels, labels, (some, others) => {
        const equal =
          JSON.stringify(some.map(({ name, value }) => [name, value])) ===
          JSON.stringify(others.map(({ name, value }) => [name, value]));
        expect(fingerprintOf(some) === fingerprintOf(others)).toBe(equal);
      }),
    );
  });
});
