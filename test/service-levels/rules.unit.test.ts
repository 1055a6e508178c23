import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BusinessHours, MINUTE } from '../../server/service-levels/rules/business-time.js';
import { byTime } from '../../server/service-levels/rules/by-time.js';
import { elapsed } from '../../server/service-levels/rules/clock.js';
import { happeningOf } from '../../server/service-levels/rules/happenings.js';
import { isDate, minutesOf } from '../../server/service-levels/rules/hours.js';
import { lateLedger } from '../../server/service-levels/rules/late.js';
import {
  advanced,
  emptyLedger,
  raisedBy,
  resettled,
  type Settings,
  type TicketState,
} from '../../server/service-levels/rules/ledger.js';
import { criteria, type Policy, policyFor } from '../../server/service-levels/rules/policies.js';
import { shownSegments } from '../../server/service-levels/rules/shown-segments.js';

const always: BusinessHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }));
const calendar = { timeZone: 'UTC', hours: always, daysOff: new Set<string>() };
const policy = (given: Partial<Policy> = {}): Policy => ({
  ...{ id: 'p', calendarId: 'c', targets: { RESOLUTION: 60 }, warnAtPercent: 75, pauseReasons: [] },
  ...{ types: [], priorities: [], serviceIds: [], companyIds: [], queueIds: [], formIds: [] },
  ...given,
});
const settingsOf = (...policies: Policy[]): Settings => ({ policies, calendars: new Map([['c', calendar]]) });
const ticket: TicketState = {
  ...{ type: 'INCIDENT', status: 'NEW', priority: 'P3', queueId: 'q', serviceIds: ['s'], companyId: 'co' },
  ...{ formId: 'f', assigneeId: 'a' },
};
const start = Date.parse('2027-01-11T08:00:00Z');

describe('the most specific policy', () => {
  const conditions = {
    FORM: { formIds: ['f'] },
    COMPANY: { companyIds: ['co'] },
    SERVICE: { serviceIds: ['s', 'other'] },
    QUEUE: { queueIds: ['q'] },
    PRIORITY: { priorities: ['P3'] },
    TYPE: { types: ['INCIDENT'] },
  } as const;

  it.each(criteria.slice(1).map((other, i) => [criteria[i] as keyof typeof conditions, other] as const))(
    'is the one with %s before %s',
    (one, other) => {
      const policies = [policy({ id: '1', ...conditions[other] }), policy({ id: '2', ...conditions[one] })];
      expect(policyFor(policies, 'RESOLUTION', ticket)).toMatchObject({
        policy: { id: '2' },
        because: [one],
      });
    },
  );

  it('is the one with more conditions, and of equal ones the oldest, in any order', () => {
    const all = [
      policy({ id: '1' }),
      policy({ id: '2', formIds: ['f'] }),
      policy({ id: '3', types: ['INCIDENT'], priorities: ['P3'] }),
      policy({ id: '4', types: ['INCIDENT'], priorities: ['P3'] }),
      policy({ id: '5', types: ['INCIDENT'], priorities: ['P1'], queueIds: ['q'] }),
      policy({
        id: '6',
        types: ['INCIDENT'],
        priorities: ['P3'],
        queueIds: ['q'],
        targets: { TIME_TO_OWN: 5 },
      }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (policies) => {
        const chosen = policyFor(policies, 'RESOLUTION', ticket);
        expect(chosen).toMatchObject({ policy: { id: '3' }, because: ['PRIORITY', 'TYPE'] });
        expect(policyFor(policies, 'TIME_TO_OWN', ticket)?.policy.id).toBe('6');
        expect(policyFor(policies, 'FIRST_RESPONSE', ticket)).toBeNull();
      }),
    );
  });
});

describe('an event', () => {
  const of = (event: object, speaker = { userId: 'somebody', isStaff: true }, status = 'NEW') =>
    happeningOf(
      event as never,
      { heldFor: 'AWAITING_VENDOR', clocks: [] },
      { ...ticket, status },
      { at: start, requesterId: 'r', speaker },
    );
  const comment = { type: 'COMMENT_ADDED', visibility: 'PUBLIC' };
  const requester = { userId: 'r', isStaff: false };

  it.each([
    ['a public reply of an agent', comment, { userId: 'a', isStaff: true }, 'STAFF'],
    ['a public reply of the requester', comment, requester, 'REQUESTER'],
    ['a reply of an agent who is the requester', comment, { userId: 'r', isStaff: true }, 'REQUESTER'],
    ['a reply of an affected user', comment, { userId: 'u', isStaff: false }, null],
    ['an automatic comment', { ...comment, automatic: true }, { userId: 'a', isStaff: true }, null],
    ['an internal note', { ...comment, visibility: 'INTERNAL' }, { userId: 'a', isStaff: true }, null],
    ['another event', { type: 'TICKET_HELD' }, { userId: 'a', isStaff: true }, null],
  ])('that is %s', (_, event, speaker, spoke) => {
    expect(of(event, speaker).spoke).toBe(spoke);
  });

  it('keeps the reason of a hold that it does not change, and forgets it at its end', () => {
    expect(of(comment, requester, 'ON_HOLD').heldFor).toBe('AWAITING_VENDOR');
    const changes = [{ field: 'TicketHold.reason', to: 'AWAITING_REQUESTER' }];
    expect(of({ type: 'TICKET_HELD', changes }, requester, 'ON_HOLD').heldFor).toBe('AWAITING_REQUESTER');
    expect(of({ type: 'TICKET_RESUMED' }).heldFor).toBeNull();
  });
});

describe('a ticket that is older than its clocks', () => {
  it('counts from its report without its present hold, and raises nothing for what has passed', () => {
    const older = {
      reportedAt: '2027-01-11T08:00:00Z',
      heldSince: '2027-01-11T10:00:00Z',
      holdReason: 'AWAITING_VENDOR',
    };
    const settings = settingsOf(policy({ pauseReasons: ['AWAITING_VENDOR'] }));
    const held = { ...ticket, status: 'ON_HOLD', assigneeId: null };
    const now = Date.parse('2027-01-20T00:00:00Z');
    const ledger = lateLedger(emptyLedger, older, held, settings, now);
    const [clock] = ledger.clocks;
    expect(ledger.clocks.map(({ target }) => target)).toEqual(['RESOLUTION', 'TIME_TO_OWN']);
    expect(clock && elapsed(clock, calendar, now)).toBe(7200);
    const looked = byTime(emptyLedger, older, { ticket: held, settings, isStale: true, now });
    expect(looked.raised).toEqual([]);
    expect(looked.changed).not.toBeNull();
  });
});

describe('a due time', () => {
  const settings = settingsOf(
    policy({ id: 'slow', targets: { RESOLUTION: 480 } }),
    policy({ id: 'quick', priorities: ['P1'] }),
  );
  const urgent = { ...ticket, priority: 'P1' };
  const steps = (...history: (readonly [hour: number, priority: string])[]) => {
    let ledger = emptyLedger;
    const all: string[] = [];
    for (const [hour, priority] of history) {
      const at = start + hour * 60 * MINUTE;
      const after = advanced(ledger, { at, ticket: { ...ticket, priority }, heldFor: null }, settings);
      const seen = raisedBy(after.ledger, at);
      ledger = seen.ledger;
      all.push([...after.raised, ...seen.raised].map(({ kind }) => kind).join(' '));
    }
    return { all, clock: ledger.clocks[0] };
  };

  it('that comes back after another priority is raised no second time', () => {
    const { all, clock } = steps([0, 'P1'], [1, 'P1'], [2, 'P3'], [3, 'P1'], [4, 'P3'], [5, 'P1']);
    expect(all).toEqual(['', 'AT_RISK BREACHED', '', '', '', '']);
    const due = start + 60 * MINUTE;
    expect(clock).toMatchObject({ dueAt: due, breachedAt: due, atRiskAt: start + 45 * MINUTE });
  });

  it('that is another one is raised', () => {
    const { all } = steps([0, 'P1'], [1, 'P1'], [2, 'P3'], [8, 'P3'], [9, 'P1']);
    expect(all).toEqual(['', 'AT_RISK BREACHED', '', 'AT_RISK BREACHED', '']);
  });

  it('that the clock lost with its policy is raised no second time', () => {
    const begun = advanced(emptyLedger, { at: start, ticket: urgent, heldFor: null }, settings).ledger;
    const at = start + 60 * MINUTE;
    const missed = raisedBy(begun, at);
    expect(missed.raised).toHaveLength(2);
    const without = resettled(missed.ledger, urgent, settingsOf(), at);
    expect(without.clocks[0]).toMatchObject({ dueAt: null, breachedAt: null });
    expect(raisedBy(resettled(without, urgent, settings, at), at).raised).toEqual([]);
  });
});

describe('the segments that are shown', () => {
  it('are the latest 200, and one for all before them, with the same sum', () => {
    const settings = settingsOf(
      policy({ targets: { RESOLUTION: 1_000 }, pauseReasons: ['AWAITING_VENDOR'] }),
    );
    let { ledger } = advanced(emptyLedger, { at: start, ticket, heldFor: null }, settings);
    for (let minute = 1; minute <= 500; minute += 1) {
      const heldFor = minute % 2 ? 'AWAITING_VENDOR' : null;
      ({ ledger } = advanced(ledger, { at: start + minute * MINUTE, ticket, heldFor }, settings));
    }
    const clock = ledger.clocks[0];
    if (!clock) throw new Error('there is no clock');
    const now = start + 510 * MINUTE;
    const shown = shownSegments(clock, calendar, now);
    expect(shown).toHaveLength(201);
    expect(shown[0]).toMatchObject({ reason: 'EARLIER', from: new Date(start) });
    expect(shown.reduce((sum, { counted }) => sum + counted, 0)).toBe(elapsed(clock, calendar, now));
    expect(elapsed(clock, calendar, now)).toBe((250 + 10) * 60);
    for (const [i, { to }] of shown.entries()) expect(to).toEqual(shown[i + 1]?.from ?? null);
  });
});

describe('texts of a calendar', () => {
  it.each([
    ['00:00', 0],
    ['09:30', 570],
    ['24:00', 1440],
    ['24:01', null],
    ['9:30', null],
    ['12:60', null],
    ['', null],
  ])('the time %s', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-13-01', false],
    ['1969-12-31', false],
    ['2027-1-1', false],
  ])('the date %s', (text, is) => {
    expect(isDate(text)).toBe(is);
  });
});
