import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReport } from '../../server/monitoring/rules/check-report.js';
import {
  type Mapping,
  mappedAlerts,
  mappingFields,
  readMapped,
} from '../../server/monitoring/rules/mapping.js';

const mapping = (given: Partial<Mapping>): Mapping => ({
  ...(Object.fromEntries(mappingFields.map((field) => [field, null])) as Mapping),
  ...given,
});

describe('a mapping', () => {
  it('finds the list of alerts', () => {
    expect(mappedAlerts({ a: 1 }, mapping({}))).toEqual([{ a: 1 }]);
    expect(mappedAlerts([1, 2], mapping({}))).toEqual([1, 2]);
    expect(mappedAlerts({ data: { events: [1] } }, mapping({ alertsPath: 'data.events' }))).toEqual([1]);
    for (const [body, alertsPath] of [
      [{ data: 1 }, 'data'],
      [{}, 'data.events'],
      [1, null],
    ] as const)
      expect(mappedAlerts(body, mapping({ alertsPath }))).toBe(null);
  });

  it('reads each part of an alert where its path says', () => {
    const zabbix = {
      event: {
        id: 42,
        status: 'OK',
        severity: 'Disaster',
        clock: 1_793_613_600,
        recovery: '2026-11-02T11:30:00+01:00',
      },
      hosts: [{ name: 'db1', up: false, groups: ['a'] }],
      text: 'Disk\nfull',
    };
    const read = readMapped(
      zabbix,
      mapping({
        statusPath: 'event.status',
        resolvedValue: 'ok',
        labelsPath: 'hosts.0',
        summaryPath: 'text',
        severityPath: 'event.severity',
        dedupKeyPath: 'event.id',
        startsAtPath: 'event.clock',
        endsAtPath: 'event.recovery',
        // Only fields of the JSON count.
        descriptionPath: 'event.constructor.name',
      }),
    );
    expect(read).toEqual({
      report: {
        status: 'RESOLVED',
        labels: [
          { name: 'name', value: 'db1' },
          { name: 'up', value: 'false' },
        ],
        summary: 'Disk full',
        description: null,
        severity: 'CRITICAL',
        dedupKey: '42',
        fingerprint: '42',
        sourceUrl: null,
        startsAt: new Date('2026-11-02T10:00:00Z'),
        endsAt: new Date('2026-11-02T10:30:00Z'),
      },
    });
  });

  it('refuses what is not a time, with its path and value', () => {
    const found = readMapped({ at: 'now' }, mapping({ startsAtPath: 'at' }));
    expect(found).toMatchObject({ faults: [{ field: 'at', value: 'now', rule: 'FORMAT' }] });
    const since = (at: unknown) => {
      const read = readMapped({ at }, mapping({ startsAtPath: 'at' }));
      return 'report' in read ? read.report.startsAt : null;
    };
    expect(since(1_793_613_600_000)).toEqual(since('1793613600'));
  });

  it('reads or refuses any JSON by any paths, and never throws', () => {
    const paths = fc.record(
      Object.fromEntries(
        mappingFields.map((field) => [
          field,
          fc.option(fc.constantFrom('a', 'a.b', 'a.0', '__proto__', 'length', '')),
        ]),
      ),
    );
    const body = fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue());
    fc.assert(
      fc.property(body, paths, (alert, given) => {
        const found = readMapped(alert, mapping(given as Partial<Mapping>));
        if ('report' in found)
          expect(checkReport({ ...found.report, alertIntegrationId: '' }, null)).toHaveProperty('ok');
        else expect(found.faults.length).toBeGreaterThan(0);
      }),
    );
  });
});
