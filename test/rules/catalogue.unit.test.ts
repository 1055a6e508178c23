import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleThrough } from '../../server/cmdb/rules/cycle.js';
import { type ServiceFacts, suggestImpact } from '../../server/cmdb/rules/impact.js';
import { checkAnswers } from '../../server/intake/rules/answers.js';
import { type FormField, fieldFaults } from '../../server/intake/rules/fields.js';
import { fillIn } from '../../server/intake/rules/fill.js';
import type { Criticality, FormFieldType } from '../../server/platform/contract/generated/enums.js';

describe('a cycle of dependencies', () => {
  const all = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', []],
  ]);

  it('is reported with its path', () => {
    expect(cycleThrough('d', ['a'], all)).toEqual(['d', 'a', 'b', 'd']);
    expect(cycleThrough('b', ['a'], all)).toEqual(['b', 'a', 'b']);
    expect(cycleThrough('a', ['a'], all)).toEqual(['a', 'a']);
  });

  it('does not include two paths to the same service, or dependencies on the service that changes', () => {
    expect(cycleThrough('e', ['a', 'd'], all)).toBeNull();
    expect(cycleThrough('a', ['d'], all)).toBeNull();
    expect(cycleThrough('a', [], all)).toBeNull();
  });

  it('never arises from accepted dependencies, in any order', () => {
    const node = fc.integer({ min: 0, max: 7 }).map(String);
    const steps = fc.array(fc.tuple(node, fc.uniqueArray(node, { maxLength: 3 })), { maxLength: 40 });
    let refused = 0;
    fc.assert(
      fc.property(steps, (changes) => {
        const kept = new Map<string, string[]>();
        for (const [id, on] of changes) {
          const cycle = cycleThrough(id, on, kept);
          if (!cycle) kept.set(id, on);
          else {
            refused += 1;
            // The reported path is real: each step is a dependency.
            expect([cycle.at(0), cycle.at(-1)]).toEqual([id, id]);
            for (const [i, step] of cycle.slice(0, -1).entries())
              expect(i === 0 ? on : kept.get(step)).toContain(cycle[i + 1]);
          }
        }
        expect(sorted(kept)).toBe(true);
      }),
    );
    expect(refused).toBeGreaterThan(50);
  });

  /** Whether the services have an order in which each comes after its dependencies. */
  function sorted(graph: ReadonlyMap<string, readonly string[]>): boolean {
    const placed = new Set<string>();
    for (let round = 0; round < 10; round += 1)
      for (const id of ['0', '1', '2', '3', '4', '5', '6', '7'])
        if ((graph.get(id) ?? []).every((on) => placed.has(on))) placed.add(id);
    return placed.size === 8;
  }
});

describe('the suggested impact', () => {
  const service = (name: string, criticality: Criticality): ServiceFacts => ({ id: name, name, criticality });
  const of = (services: ServiceFacts[], dependents: ServiceFacts[] = [], userCount: number | null = null) =>
    suggestImpact({ services, dependents, userCount });

  it.each([
    ['nothing is affected', [], [], null, null],
    ['a service of high criticality is', [service('Mail', 'HIGH')], [], null, 'HIGH'],
    ['one of low criticality is', [service('Rooms', 'LOW')], [], null, 'LOW'],
    ['the highest counts', [service('Rooms', 'LOW'), service('VPN', 'MEDIUM')], [], null, 'MEDIUM'],
    [
      'a critical one depends on it, which counts one level less',
      [service('A', 'LOW')],
      [service('B', 'HIGH')],
      null,
      'MEDIUM',
    ],
    ['a less critical one depends on it', [service('A', 'LOW')], [service('B', 'MEDIUM')], null, 'LOW'],
    ['0 users are affected', [], [], 0, 'LOW'],
    ['9 users are', [], [], 9, 'LOW'],
    ['10 users are', [], [], 10, 'MEDIUM'],
    ['99 users are', [], [], 99, 'MEDIUM'],
    ['100 users are', [], [], 100, 'HIGH'],
    ['more users than the service says', [service('A', 'LOW')], [], 100, 'HIGH'],
  ] as [string, ServiceFacts[], ServiceFacts[], number | null, string | null][])(
    'when %s',
    (_what, services, dependents, users, impact) => {
      expect(of(services, dependents, users)?.impact ?? null).toBe(impact);
    },
  );

  it('has every reason once, the strongest first', () => {
    const [mail, lan] = [service('Mail', 'HIGH'), service('LAN', 'MEDIUM')];
    expect(of([lan, mail], [mail, service('VPN', 'LOW')], 1)).toEqual({
      impact: 'HIGH',
      reasons: [
        {
          kind: 'SERVICE_CRITICALITY',
          impact: 'HIGH',
          message: 'The criticality of Mail is HIGH.',
          serviceId: 'Mail',
        },
        {
          kind: 'SERVICE_CRITICALITY',
          impact: 'MEDIUM',
          message: 'The criticality of LAN is MEDIUM.',
          serviceId: 'LAN',
        },
        {
          kind: 'DEPENDENT_SERVICE',
          impact: 'LOW',
          message: 'VPN, whose criticality is LOW, depends on an affected service.',
          serviceId: 'VPN',
        },
        { kind: 'AFFECTED_USERS', impact: 'LOW', message: '1 user is affected.', serviceId: null },
      ],
    });
  });

  it('does not decrease when more is affected', () => {
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        name: fc.constant('S'),
        criticality: fc.constantFrom<Criticality>('HIGH', 'MEDIUM', 'LOW'),
      }),
    );
    const rank = { HIGH: 3, MEDIUM: 2, LOW: 1 };
    const weight = (suggestion: ReturnType<typeof of>) => (suggestion ? rank[suggestion.impact] : 0);
    fc.assert(
      fc.property(some, some, fc.nat(200), some, fc.nat(200), (services, dependents, users, more, others) => {
        const before = of(services, dependents, users);
        const after = of([...services, ...more], [...dependents, ...more], users + others);
        expect(weight(after)).toBeGreaterThanOrEqual(weight(before));
        expect(after?.reasons.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

const field = (more: Partial<FormField> & { type: FormFieldType }): FormField => ({
  key: 'a',
  label: 'A',
  help: null,
  required: false,
  options: more.type.endsWith('CHOICE') ? ['x', 'y', 'z'] : [],
  min: null,
  max: null,
  ...more,
});

describe('an answer of a form', () => {
  const taken = (of: FormField, value: unknown) => {
    const { answers, faults } = checkAnswers([of], [{ key: 'a', value }]);
    return faults.length > 0
      ? faults.map(({ path, rule }) => `${path.join('.')} ${rule}`)
      : answers[0]?.value;
  };

  it.each([
    [{ type: 'TEXT' }, '  two words ', 'two words'],
    [{ type: 'TEXT' }, 'e\u0301', '\u00e9'],
    [{ type: 'TEXT' }, ' \u200b ', null],
    [{ type: 'TEXT' }, 7, ['0.value TYPE']],
    [{ type: 'TEXT' }, 'a\nb', ['0.value ONE_LINE']],
    [{ type: 'TEXT' }, 'a\u0000b', ['0.value NO_NUL']],
    [{ type: 'TEXT' }, 'a\ud800b', ['0.value UNICODE']],
    [{ type: 'TEXT' }, 'x'.repeat(500), 'x'.repeat(500)],
    [{ type: 'TEXT' }, 'x'.repeat(501), ['0.value TOO_LONG']],
    [{ type: 'TEXT', max: 3 }, 'abcd', ['0.value TOO_LONG']],
    [{ type: 'TEXT', min: 3 }, 'ab', ['0.value TOO_SHORT']],
    [{ type: 'LONG_TEXT' }, 'a\nb', 'a\nb'],
    [{ type: 'LONG_TEXT' }, 'x'.repeat(10_001), ['0.value TOO_LONG']],
    [{ type: 'NUMBER' }, 1.5, 1.5],
    [{ type: 'NUMBER' }, '1', ['0.value TYPE']],
    [{ type: 'NUMBER' }, Number.POSITIVE_INFINITY, ['0.value TYPE']],
    [{ type: 'NUMBER', min: 1, max: 2 }, 0.9, ['0.value OUT_OF_RANGE']],
    [{ type: 'NUMBER', min: 1, max: 2 }, 2.1, ['0.value OUT_OF_RANGE']],
    [{ type: 'NUMBER', min: 1, max: 2 }, 2, 2],
    [{ type: 'BOOLEAN' }, false, false],
    [{ type: 'BOOLEAN' }, 'false', ['0.value TYPE']],
    [{ type: 'DATE' }, '2024-02-29', '2024-02-29'],
    [{ type: 'DATE' }, '2026-02-29', ['0.value TYPE']],
    [{ type: 'DATE' }, '2026-2-3', ['0.value TYPE']],
    [{ type: 'DATE' }, '2026-01-01T00:00:00Z', ['0.value TYPE']],
    [{ type: 'DATE' }, 20260101, ['0.value TYPE']],
    [{ type: 'CHOICE' }, 'x', 'x'],
    [{ type: 'CHOICE' }, 'X', ['0.value OPTION']],
    [{ type: 'CHOICE' }, ['x'], ['0.value TYPE']],
    [{ type: 'CHOICE' }, '', null],
    [{ type: 'MULTI_CHOICE' }, ['y', 'x'], ['y', 'x']],
    [{ type: 'MULTI_CHOICE' }, 'x', ['0.value TYPE']],
    [{ type: 'MULTI_CHOICE' }, ['x', 1], ['0.value TYPE']],
    [{ type: 'MULTI_CHOICE' }, ['x', 'q'], ['0.value OPTION']],
    [{ type: 'MULTI_CHOICE' }, ['x', 'x'], ['0.value DUPLICATE']],
    [{ type: 'MULTI_CHOICE', min: 2 }, ['x'], ['0.value OUT_OF_RANGE']],
    [{ type: 'MULTI_CHOICE', max: 1 }, ['x', 'y'], ['0.value OUT_OF_RANGE']],
    [{ type: 'MULTI_CHOICE' }, [], null],
  ] as [Partial<FormField> & { type: FormFieldType }, unknown, unknown][])(
    'to %j: %j gives %j',
    (of, value, expected) => {
      expect(taken(field(of), value)).toEqual(expected);
    },
  );

  it.each(['TEXT', 'LONG_TEXT', 'NUMBER', 'BOOLEAN', 'DATE', 'CHOICE', 'MULTI_CHOICE'] as const)(
    'to a %s can be missing, unless it is required',
    (type) => {
      expect(taken(field({ type }), null)).toBeNull();
      expect(taken(field({ type, required: true }), null)).toEqual(['0.value REQUIRED']);
      const { faults } = checkAnswers([field({ type, required: true })], []);
      expect(faults).toEqual([{ path: ['a'], rule: 'REQUIRED', message: '“A” must be answered.' }]);
    },
  );

  it('is reported together with all other errors, each at its path', () => {
    const fields = [
      field({ key: 'one', type: 'NUMBER', required: true }),
      field({ key: 'two', type: 'DATE' }),
      field({ key: 'three', type: 'TEXT', required: true }),
    ];
    const { answers, faults } = checkAnswers(fields, [
      { key: 'two', value: 'soon' },
      { key: 'one', value: 1 },
      { key: 'one', value: 2 },
      { key: 'four', value: 1 },
      { key: '__proto__', value: 1 },
    ]);
    expect(faults.map(({ path, rule }) => `${path.join('.')} ${rule}`)).toEqual([
      '0.value TYPE',
      '2.key DUPLICATE',
      '3.key UNKNOWN_FIELD',
      '4.key UNKNOWN_FIELD',
      'three REQUIRED',
    ]);
    expect(answers).toEqual([
      { key: 'one', label: 'A', type: 'NUMBER', value: 1 },
      { key: 'two', label: 'A', type: 'DATE', value: null },
      { key: 'three', label: 'A', type: 'TEXT', value: null },
    ]);
  });

  it('either violates a rule or is accepted, and an accepted answer is accepted again unchanged', () => {
    const fields = (
      ['TEXT', 'LONG_TEXT', 'NUMBER', 'BOOLEAN', 'DATE', 'CHOICE', 'MULTI_CHOICE'] as const
    ).map((type) => field({ key: type, type }));
    const given = fc.array(
      fc.record({
        key: fc.constantFrom(...fields.map(({ key }) => key), 'other'),
        value: fc.oneof(fc.jsonValue(), fc.constantFrom('x', 'y'), fc.subarray(['x', 'y', 'z'])),
      }),
    );
    fc.assert(
      fc.property(given, (answers) => {
        const first = checkAnswers(fields, answers);
        for (const fault of first.faults) expect(Number(fault.path[0])).toBeLessThan(answers.length);
        const again = checkAnswers(fields, first.answers);
        expect(again).toEqual({ answers: first.answers, faults: [] });
      }),
    );
  });
});

describe('the fields of a form', () => {
  const faults = (...fields: FormField[]) =>
    fieldFaults(fields).map(({ path, rule }) => `${path.join('.')} ${rule}`);

  it.each([
    [[field({ type: 'CHOICE' }), field({ key: 'b', type: 'NUMBER', min: -1, max: 1.5 })], []],
    [[], [' REQUIRED']],
    [Array.from({ length: 51 }, (_, i) => field({ key: `k${i}`, type: 'TEXT' })), [' TOO_MANY']],
    [[field({ type: 'TEXT' }), field({ type: 'DATE' })], ['1.key DUPLICATE']],
    [[field({ key: '1a', type: 'TEXT' })], ['0.key FORMAT']],
    [[field({ key: `a${'b'.repeat(50)}`, type: 'TEXT' })], ['0.key FORMAT']],
    [[field({ type: 'CHOICE', options: [] })], ['0.options REQUIRED']],
    [[field({ type: 'CHOICE', options: ['x', 'x'] })], ['0.options.1 DUPLICATE']],
    [
      [field({ type: 'CHOICE', options: Array.from({ length: 101 }, (_, i) => `${i}`) })],
      ['0.options TOO_MANY'],
    ],
    [[field({ type: 'TEXT', options: ['x'] })], ['0.options TYPE']],
    [[field({ type: 'BOOLEAN', min: 1, max: 2 })], ['0.min TYPE', '0.max TYPE']],
    [[field({ type: 'NUMBER', min: 2, max: 1 })], ['0.max OUT_OF_RANGE']],
    [[field({ type: 'TEXT', min: -1 })], ['0.min OUT_OF_RANGE']],
    [[field({ type: 'TEXT', max: 501 })], ['0.max OUT_OF_RANGE']],
    [[field({ type: 'LONG_TEXT', max: 501 })], []],
    [[field({ type: 'TEXT', max: 1.5 })], ['0.max OUT_OF_RANGE']],
    [[field({ type: 'MULTI_CHOICE', min: 4 })], ['0.min OUT_OF_RANGE']],
  ])('%#: %j', (fields, expected) => {
    expect(faults(...fields)).toEqual(expected);
  });
});

describe('the missing fields of a new ticket', () => {
  const template = {
    type: 'INCIDENT',
    subject: 'Outage',
    categoryId: 'network',
    subcategoryId: 'wifi',
    labels: ['outage'],
  };
  const filled = (input: object, ...sources: { from: string; defaults: typeof template }[]) => {
    const { input: all, from } = fillIn(input, sources);
    return { all, from: Object.fromEntries(from) };
  };

  it('are filled in, and the given fields stay', () => {
    expect(filled({ subject: 'Mine', labels: null }, { from: 'T', defaults: template })).toEqual({
      all: { ...template, subject: 'Mine' },
      from: { type: 'T', labels: 'T', categoryId: 'T', subcategoryId: 'T' },
    });
  });

  it('come from the first source that has them', () => {
    const form = { type: 'INCIDENT', subject: 'Form', categoryId: 'hardware' } as typeof template;
    expect(filled({}, { from: 'F', defaults: form }, { from: 'T', defaults: template })).toEqual({
      all: { type: 'INCIDENT', subject: 'Form', categoryId: 'hardware', labels: ['outage'] },
      from: { type: 'F', subject: 'F', categoryId: 'F', labels: 'T' },
    });
  });

  it('never include a subcategory of another category', () => {
    expect(filled({ categoryId: 'software' }, { from: 'T', defaults: template }).all).toEqual({
      type: 'INCIDENT',
      subject: 'Outage',
      categoryId: 'software',
      labels: ['outage'],
    });
  });
});
