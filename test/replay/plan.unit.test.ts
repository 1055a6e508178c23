import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CreateAction, Operation } from '../../client-examples/node/incident-log/actions.js';
import { compare, outcomeOfSimulation } from '../../client-examples/node/incident-log/compare.js';
import { decodeLog } from '../../client-examples/node/incident-log/decode.js';
import { inconsistencies } from '../../client-examples/node/incident-log/inconsistencies.js';
import {
  type Incident,
  type IncidentRow,
  LogFormatError,
  parseLog,
  parseMoment,
} from '../../client-examples/node/incident-log/parse.js';
import { addressOf } from '../../client-examples/node/incident-log/people.js';
import { planIncident } from '../../client-examples/node/incident-log/plan.js';
import { levelOf, priorityOf, standingOf } from '../../client-examples/node/incident-log/words.js';

const file = join(import.meta.dirname, '../../client-examples/data/incident-log.csv');
const text = readFileSync(file, 'utf8');
const incidents = parseLog(text);

function incident(number: string): Incident {
  const found = incidents.find((one) => one.number === number);
  if (!found) throw new Error(`${number} is not in the log`);
  return found;
}

describe('reading the log', () => {
  it('returns the incidents in the order of opening, without unknown values', () => {
    expect(incidents.map(({ number }) => number)).toEqual([...incidents.map(({ number }) => number)].sort());
    expect(incidents).toHaveLength(14);
    const [row] = incident('INC0900007').rows;
    expect(row).toMatchObject({ line: 35, group: undefined, assignedTo: undefined, caller: 'Caller 6' });
    expect(row.openedAt?.toISOString()).toBe('2021-01-04T09:45:00.000Z');
  });

  it('orders rows by sys_mod_count, and keeps the order of rows with the same count', () => {
    const [header = '', ...lines] = text.trimEnd().split('\n');
    const shuffled = [header, ...lines.toReversed()].join('\n');
    const counts = parseLog(shuffled).map(({ rows }) => rows.map(({ sysModCount }) => sysModCount));
    expect(counts.every((list) => list.join() === list.toSorted((a, b) => a - b).join())).toBe(true);
    const ties = incident('INC0900013').rows.filter(({ sysModCount }) => sysModCount === 2);
    expect(ties.map(({ updatedAt }) => updatedAt.getUTCMinutes())).toEqual([30, 45]);
  });

  it.each([
    ['a file without the columns', 'a,b\n1,2\n', /columns are missing: number, incident_state/],
    [
      'an invalid count',
      text.replace('INC0900001,New,TRUE,0', 'INC0900001,New,TRUE,x'),
      /line 2: reassignment/,
    ],
    ['an invalid time', text.replace('04-01-2021 08:05', '31-02-2021 08:05'), /line 2: sys_updated_at/],
    ['a row that is too short', `${text}INC1,New\n`, /not a CSV file/],
  ])('refuses %s', (_what, content, message) => {
    expect(() => parseLog(content)).toThrow(LogFormatError);
    expect(() => parseLog(content)).toThrow(message);
  });

  it.each([
    ['29-02-2016 01:16', '2016-02-29T01:16:00.000Z'],
    ['9/2/2016 1:16', '2016-02-09T01:16:00.000Z'],
    ['30-02-2016 01:16', undefined],
    ['01-02-2016 24:00', undefined],
    ['2016-02-01 10:00', undefined],
  ])('reads %s as %s', (value, moment) => {
    expect(parseMoment(value)?.toISOString()).toBe(moment);
  });

  it('knows the states and codes of the log', () => {
    expect(standingOf('Awaiting Evidence')).toEqual({ status: 'ON_HOLD', reason: 'AWAITING_EVIDENCE' });
    expect(standingOf('-100')).toBeUndefined();
    expect(['1 - High', '2 - Medium', '3 - Low', undefined].map(levelOf)).toEqual([
      'HIGH',
      'MEDIUM',
      'LOW',
      undefined,
    ]);
    expect(['1 - Critical', '4 - Low', undefined].map(priorityOf)).toEqual(['P1', 'P4', undefined]);
  });
});

describe('the plan', () => {
  it.each([
    ['INC0900001', 'create · assign startInvestigation · resolve · close', 'the usual way'],
    ['INC0900002', 'create · resolve · close', 'new to resolved'],
    ['INC0900003', 'create startInvestigation · hold · resume · resolve · close', 'held and resumed'],
    ['INC0900004', 'create · assign hold · hold · update hold · resolve · close', 'a chain of holds'],
    ['INC0900005', 'create · startInvestigation · resolve · reopen · resolve · close', 'reopened'],
    [
      'INC0900006',
      'create · assign · assign startInvestigation · assign · assign hold · resolve · close',
      'handed over',
    ],
    [
      'INC0900007',
      'create · update assign · assign startInvestigation · resolve · close',
      'no group at first',
    ],
    [
      'INC0900008',
      'create · update assign startInvestigation · update · update · resolve · close',
      'new priority',
    ],
    ['INC0900009', 'create · resolve · reopen hold · resolve · close', 'resolved to awaiting'],
    ['INC0900010', 'create · assign startInvestigation · resolve close', 'active to closed'],
    ['INC0900011', 'create resolve · close', 'resolved in its first row'],
    [
      'INC0900012',
      'create hold · assign resume startInvestigation · requeue assign · update hold · resume startInvestigation',
      'given back, and open in the end',
    ],
    ['INC0900013', 'create · startInvestigation · resolve · close', 'leaves Closed'],
    [
      'INC0900014',
      'create · startInvestigation · assign · resolve · close',
      'a group that is not known for a while',
    ],
  ])('of %s is: %s (%s)', (number, expected) => {
    const { operations } = planIncident(incident(number), 'keep');
    const byRow = Map.groupBy(operations, ({ occurredAt, action }) =>
      action.kind === 'create' ? incident(number).rows[0].updatedAt.getTime() : occurredAt.getTime(),
    );
    const rows = [...byRow.values()].map((row) => row.map(({ action }) => action.kind).join(' '));
    expect(rows.join(' · ')).toBe(expected);
  });

  it('attributes actions to the people in the log', () => {
    const { operations } = planIncident(incident('INC0900001'), 'keep');
    expect(operations.map(({ action, actor }) => [action.kind, actor])).toEqual([
      ['create', 'Opened by 1'],
      ['assign', 'Resolver 1'],
      ['startInvestigation', 'Resolver 1'],
      ['resolve', 'Resolved by 1'],
      ['close', 'Caller 1'],
    ]);
  });

  it('uses the time of opening for the first step, and the time of the row for others', () => {
    const { operations } = planIncident(incident('INC0900002'), 'keep');
    const moments = operations.map(({ occurredAt }) => occurredAt.toISOString());
    expect(moments).toEqual([
      '2021-01-04T08:10:00.000Z',
      '2021-01-04T08:20:00.000Z',
      '2021-01-09T09:00:00.000Z',
    ]);
  });

  it('sets group and person in one assignment', () => {
    const { operations } = planIncident(incident('INC0900006'), 'keep');
    const assignments = operations.map(({ action }) => action).filter(({ kind }) => kind === 'assign');
    expect(assignments).toEqual([
      { kind: 'assign', group: 'Group 2', assignee: 'Resolver 3' },
      { kind: 'assign', group: 'Group 3', assignee: 'Resolver 4' },
      { kind: 'assign', group: 'Group 1' },
      { kind: 'assign', assignee: 'Resolver 2' },
    ]);
  });

  it('treats an unknown group as no change, or as the default queue', () => {
    const groups = (unknown: 'keep' | 'default-queue') =>
      planIncident(incident('INC0900014'), unknown).operations.flatMap(({ action }) =>
        action.kind === 'assign' && action.group !== undefined ? [action.group] : [],
      );
    expect(groups('keep')).toEqual(['Group 2']);
    expect(groups('default-queue')).toEqual([null, 'Group 2']);
  });

  it('counts neither the first group nor an unknown one as a reassignment', () => {
    expect(planIncident(incident('INC0900007'), 'keep').final.reassignmentCount).toBe(1);
    expect(planIncident(incident('INC0900014'), 'keep').final.reassignmentCount).toBe(1);
  });

  it('overrides a priority that differs from the matrix, and reports that', () => {
    const { operations, departures } = planIncident(incident('INC0900014'), 'keep');
    expect(operations[0]?.action).toMatchObject({
      impact: 'MEDIUM',
      urgency: 'MEDIUM',
      priorityOverride: 'P2',
    });
    expect(departures).toEqual([
      { sysModCount: 0, why: 'the matrix gives P3: 2 - High is set by an override' },
    ]);
  });

  it('skips the rows after closing, and reports that', () => {
    const { departures, final } = planIncident(incident('INC0900013'), 'keep');
    expect(final).toMatchObject({ status: 'CLOSED', reopenCount: 0 });
    expect(departures).toEqual([
      { sysModCount: 5, why: 'not played, a closed ticket stays closed: the row leaves Closed for Active' },
    ]);
  });
});

describe('faults of the log itself', () => {
  const found = incidents.flatMap((one) =>
    inconsistencies(one, 'keep').map(({ sysModCount, field, why }) => [one.number, sysModCount, field, why]),
  );

  it('are found from the rows alone', () => {
    expect(found).toEqual([
      [
        'INC0900010',
        1,
        'reassignmentCount',
        'reassignment_count grows by 1, the changes of assignment_group that can be seen are 0',
      ],
      ['INC0900010', 3, 'order', 'no row shows that it was resolved before'],
      ['INC0900013', 5, 'state', 'closed stays closed'],
      ['INC0900013', 6, 'order', 'no row shows that it was resolved before'],
      ...[0, 1, 2, 3, 4].map((row) => ['INC0900014', row, 'priority', 'impact and urgency give P3']),
    ]);
  });

  it('include rows that are out of order in time', () => {
    const swapped = parseLog(text.replace('INC0900001,Active,TRUE,0,0,1', 'INC0900001,Active,TRUE,0,0,5'));
    const [first] = swapped;
    expect(
      first && inconsistencies(first, 'keep').map(({ field, sysModCount }) => [field, sysModCount]),
    ).toEqual([
      ['state', 5],
      ['order', 5],
    ]);
    expect(first && planIncident(first, 'keep').final.status).toBe('CLOSED');
  });

  it('are played at the time of the change before, when their own time is earlier', () => {
    const { rows, ...reopened } = incident('INC0900005');
    const [opened, ...others] = rows;
    const isBack = ({ state }: IncidentRow, i: number): boolean =>
      state === 'Active' && others[i - 1]?.state === 'Resolved';
    const back = others.find(isBack);
    const late = others.map((row) => (row === back ? { ...row, updatedAt: opened.updatedAt } : row));
    const { operations, departures } = planIncident({ ...reopened, rows: [opened, ...late] }, 'keep');
    const resolving = operations.find(({ action }) => action.kind === 'resolve');
    const reopening = operations.find(({ action }) => action.kind === 'reopen');
    expect(reopening?.occurredAt).toEqual(resolving?.occurredAt);
    const times = operations.map(({ occurredAt }) => occurredAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const why = 'played at the time of the change that it follows, its own time is earlier';
    expect(departures).toEqual([{ sysModCount: back?.sysModCount, why }]);
  });

  it('explain every difference at the end', () => {
    const deviations = incidents.flatMap((one) => {
      const plan = planIncident(one, 'keep');
      return compare(plan, 'INC-1', outcomeOfSimulation(plan.final)) ?? [];
    });
    expect(
      deviations.map(({ explained, deviation }) => [deviation.incident, explained, deviation.differences]),
    ).toEqual([
      ['INC0900010', true, [{ field: 'reassignmentCount', log: 1, ticket: 0 }]],
      ['INC0900013', true, []],
      ['INC0900014', true, []],
    ]);
  });

  it('do not explain a ticket with other counts than planned', () => {
    const plan = planIncident(incident('INC0900010'), 'keep');
    const outcome = { ...outcomeOfSimulation(plan.final), reassignmentCount: 5 };
    expect(compare(plan, 'INC-1', outcome)).toMatchObject({ explained: false });
    const sound = planIncident(incident('INC0900001'), 'keep');
    const wrong = { ...outcomeOfSimulation(sound.final), assigneeGroup: 'Group 9' };
    expect(compare(sound, 'INC-2', wrong)).toMatchObject({
      explained: false,
      deviation: { differences: [{ field: 'assigneeGroup', log: 'Group 1', ticket: 'Group 9' }] },
    });
  });
});

describe('a file in a wrong format', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

  it.each<[string, Buffer, RegExp]>([
    ['in Windows-1252', bytes('a\nCaf', [0xe9], ' 1\n'), /^line 2: it is not UTF-8/],
    ['that ends inside a character', bytes('a\nb\n', [0xc3]), /^line 3: it is not UTF-8/],
    ['with half a surrogate pair', bytes([0xed, 0xa0, 0x80], '\n'), /^line 1: it is not UTF-8/],
    ['with an overlong encoding', bytes('a\n', [0xc0, 0xaf]), /^line 2: it is not UTF-8/],
    ['in UTF-16', Buffer.from('\ufeffnumber', 'utf16le'), /^line 1: the file is UTF-16/],
    [
      'in UTF-16 without a byte order mark',
      Buffer.from('number\n', 'utf16le'),
      /^line 1: it has the character U\+0000/,
    ],
  ])('%s is refused, with the line', (_what, content, message) => {
    expect(() => decodeLog(content)).toThrow(LogFormatError);
    expect(() => decodeLog(content)).toThrow(message);
  });

  it('is distinguished from any text in UTF-8, and its first bad line is found', () => {
    const line = fc.string({ unit: 'grapheme' }).map((it) => it.replaceAll(/[\n\0]/g, ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(7), (lines, place) => {
        const good = lines.join('\n');
        expect(decodeLog(Buffer.from(good))).toBe(good);
        const bad = place % lines.length;
        const broken = lines.map((it, i) => (i < bad ? Buffer.from(it) : bytes(it, [0xff])));
        const joined = Buffer.concat(broken.flatMap((it, i) => (i === 0 ? [it] : [Buffer.from('\n'), it])));
        expect(() => decodeLog(joined)).toThrow(`line ${bad + 1}: it is not UTF-8`);
      }),
    );
  });

  it('is refused when it has a column twice', () => {
    const double = text.replace('number,', 'number,number,').replaceAll(/^INC/gm, 'INC1,INC');
    expect(() => parseLog(double)).toThrow('columns occur twice: number');
  });
});

describe('texts with a meaning in programs', () => {
  it.each(['null', 'NULL', 'undefined', 'NaN', 'none', 'constructor', '__proto__', 'toString'])(
    '%s is an ordinary name of a service, person or group, and not a state',
    (word) => {
      const log = text
        .replaceAll(/^(INC0900001,)New,/gm, `$1${word},`)
        .replaceAll('Caller 1,', `${word},`)
        .replaceAll('Group 1,', `${word},`);
      const plans = parseLog(log).map((one) => planIncident(one, 'default-queue'));
      const named = JSON.stringify(plans.map(({ operations }) => operations));
      expect(named).toContain(`"requester":${JSON.stringify(word)}`);
      expect(named).toContain(`"group":${JSON.stringify(word)}`);
      const [first] = plans.filter(({ incident: { number } }) => number === 'INC0900001');
      expect(first?.departures[0]?.why).toBe(`${word} is no state of the process: the state is kept`);
    },
  );

  it('are never cut inside a character in a label or a subject', () => {
    const long = `${'x'.repeat(49)}😀`;
    const [row] = incident('INC0900001').rows;
    const one = {
      ...incident('INC0900001'),
      rows: [{ ...row, location: long, category: '😀'.repeat(150) }] as const,
    };
    const [create] = planIncident(one, 'default-queue').operations;
    const { labels, subject } = (create as Operation).action as CreateAction;
    expect(labels).toContain('x'.repeat(49));
    expect([subject, ...labels].every((it) => it.isWellFormed())).toBe(true);
  });
});

describe('a generated email address', () => {
  const valid = /^[a-z0-9]+(-[a-z0-9]+)*@replay\.example$/;

  it('is readable for plain names', () => {
    expect(addressOf('Resolved by 12', 'replay.example')).toBe('resolved-by-12@replay.example');
  });

  it('is valid, and different for each name', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom(
        '李',
        'Müller',
        'Muller',
        'M-ller',
        'Caller 1',
        'caller 1',
        'Caller-1',
        'null',
        '-',
        'x'.repeat(300),
      ),
    );
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(addressOf(one, 'replay.example')).toMatch(valid);
        expect(addressOf(one, 'replay.example').indexOf('@')).toBeLessThanOrEqual(64);
        if (one !== other)
          expect(addressOf(one, 'replay.example')).not.toBe(addressOf(other, 'replay.example'));
      }),
      { numRuns: 500 },
    );
  });
});
