import fc from 'fast-check';
import { expect } from 'vitest';
import { type Calendar, MINUTE } from '../../server/service-levels/rules/business-time.js';
import { elapsed } from '../../server/service-levels/rules/clock.js';
import {
  advanced,
  emptyLedger,
  type Ledger,
  type Raised,
  resettled,
  type Settings,
  type TicketState,
} from '../../server/service-levels/rules/ledger.js';
import type { Policy } from '../../server/service-levels/rules/policies.js';
import { calendars, counts, minutes } from './minutes.js';

/** How far ahead the due time is looked for, minute by minute. */
const MOST_DAYS = 9;

const reasons = ['AWAITING_REQUESTER', 'AWAITING_VENDOR'] as const;
const ticket: TicketState = {
  type: 'INCIDENT',
  status: 'NEW',
  priority: 'P3',
  queueId: 'q',
  serviceIds: [],
  companyId: null,
  formId: null,
  assigneeId: 'somebody',
};

interface Rules {
  calendar: Calendar;
  minutes: number;
  warnAtPercent: number;
  pauseReasons: (typeof reasons)[number][];
}

const rules: fc.Arbitrary<Rules> = fc
  .record({
    calendar: calendars,
    minutes: fc.integer({ min: 1, max: 600 }),
    // So that the warning is at a whole minute.
    warnAtPercent: fc.constantFrom(50, 75),
    pauseReasons: fc.subarray([...reasons]),
  })
  .map((one) => ({ ...one, minutes: one.minutes * 4 }));

/** A history: the rules at its beginning (null: no policy), and what happens after so many minutes. */
export const histories = fc.record({
  start: minutes,
  rules: fc.option(rules, { freq: 8 }),
  steps: fc.array(
    fc.record({
      wait: fc.integer({ min: 0, max: 900 }),
      what: fc.oneof(
        fc.record({ kind: fc.constant('hold' as const), reason: fc.constantFrom(...reasons) }),
        fc.record({ kind: fc.constant('resume' as const) }),
        fc.record({ kind: fc.constant('look' as const) }),
        fc.record({ kind: fc.constant('rules' as const), rules: fc.option(rules, { freq: 8 }) }),
      ),
    }),
    { maxLength: 8 },
  ),
});
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

function settingsOf(of: Rules | null): Settings {
  if (!of) return { policies: [], calendars: new Map() };
  const policy: Policy = {
    id: 'p',
    calendarId: 'c',
    targets: { RESOLUTION: of.minutes },
    warnAtPercent: of.warnAtPercent,
    pauseReasons: of.pauseReasons,
    ...{ types: [], priorities: [], serviceIds: [], companyIds: [], queueIds: [], formIds: [] },
  };
  return { policies: [policy], calendars: new Map([['c', of.calendar]]) };
}

/** A clock that knows every minute of its life: why it was held then, and whether it stood still. */
class MinuteByMinute {
  readonly #lived: { minute: number; reason: string | null; paused: boolean | null }[] = [];
  #reason: string | null = null;
  #rules: Rules | null = null;
  warned = false;
  breached = false;
  /** The minutes whose warning or breach was raised. */
  readonly #raised = { warned: new Set<number | null>(), breached: new Set<number | null>() };
  now: number;

  constructor(start: number, of: Rules | null) {
    this.now = start;
    this.change(of);
  }

  get paused(): boolean {
    return this.#reason !== null && this.#rules?.pauseReasons.includes(this.#reason as never) === true;
  }

  live(until: number): void {
    for (; this.now < until; this.now += 1)
      this.#lived.push({ minute: this.now, reason: this.#reason, paused: this.#rules ? this.paused : null });
  }

  /** What is raised at this moment, before anything else happens. */
  raise(): string[] {
    if (!this.#rules || this.paused) return [];
    const passed = this.counted;
    const warns = !this.warned && passed >= this.#warning;
    const breaches = !this.breached && passed >= this.#rules.minutes;
    if (warns) this.#raised.warned.add(this.#minuteOf(this.#warning));
    if (breaches) this.#raised.breached.add(this.#minuteOf(this.#rules.minutes));
    this.warned ||= warns;
    this.breached ||= breaches;
    return [...(warns ? ['AT_RISK'] : []), ...(breaches ? ['BREACHED'] : [])];
  }

  hold(reason: string | null): void {
    this.#reason = reason;
    this.#look();
  }

  change(of: Rules | null): void {
    this.#rules = of;
    for (const one of this.#lived)
      if (of && one.paused === null)
        one.paused = one.reason !== null && of.pauseReasons.includes(one.reason as never);
    this.#look();
  }

  #look(): void {
    const target = this.#rules?.minutes ?? Number.POSITIVE_INFINITY;
    if (this.counted < this.#warning) this.warned = false;
    else if (this.#raised.warned.has(this.#minuteOf(this.#warning))) this.warned = true;
    if (this.counted < target) this.breached = false;
    else if (this.#raised.breached.has(this.#minuteOf(target))) this.breached = true;
  }

  get #warning(): number {
    const { minutes: target = Number.POSITIVE_INFINITY, warnAtPercent = 100 } = this.#rules ?? {};
    return (target * warnAtPercent) / 100;
  }

  /** The minute of its life at whose beginning so many had counted. */
  #minuteOf(time: number): number | null {
    const of = this.#rules;
    const counted = this.#lived.filter((one) => of && !one.paused && counts(of.calendar, one.minute));
    return counted[time - 1]?.minute ?? null;
  }

  get counted(): number {
    const of = this.#rules;
    return of ? this.#lived.filter((one) => !one.paused && counts(of.calendar, one.minute)).length : 0;
  }

  /** The minute at which the target is missed if nothing else happens; null: not within `MOST_DAYS`. */
  get due(): number | null {
    const of = this.#rules;
    if (!of) return null;
    let left = of.minutes;
    for (const { minute, paused } of this.#lived)
      if (!paused && counts(of.calendar, minute)) {
        left -= 1;
        if (left === 0) return minute + 1;
      }
    if (this.paused) return null;
    for (let minute = this.now; minute < this.now + MOST_DAYS * 24 * 60; minute += 1)
      if (counts(of.calendar, minute)) {
        left -= 1;
        if (left === 0) return minute + 1;
      }
    return null;
  }
}

/** Compares the ledger of a history with the minutes of its life, after each step. */
export function compare({ start, rules: first, steps }: History): void {
  let settings = settingsOf(first);
  let current = first;
  let heldFor: string | null = null;
  const model = new MinuteByMinute(start, first);
  const held = () => ({ ...ticket, status: heldFor ? 'ON_HOLD' : 'NEW' });
  const happen = (ledger: Ledger, minute: number) =>
    advanced(ledger, { at: minute * MINUTE, ticket: held(), heldFor }, settings);
  let { ledger } = happen(emptyLedger, start);
  let now = start;
  const raisedKinds = (raised: readonly Raised[]) => raised.map(({ kind }) => kind);
  for (const { wait, what } of steps) {
    now += wait;
    model.live(now);
    const expected = model.raise();
    if (what.kind === 'rules') {
      const before = happen(ledger, now);
      expect(raisedKinds(before.raised)).toEqual(expected);
      current = what.rules;
      settings = settingsOf(current);
      ledger = resettled(before.ledger, held(), settings, now * MINUTE);
      model.change(current);
    } else {
      if (what.kind === 'hold') heldFor = what.reason;
      if (what.kind === 'resume') heldFor = null;
      const after = happen(ledger, now);
      expect(raisedKinds(after.raised)).toEqual(expected);
      ledger = after.ledger;
      model.hold(heldFor);
    }
    check(ledger, model, current);
  }
}

function check(ledger: Ledger, model: MinuteByMinute, of: Rules | null): void {
  const [clock] = ledger.clocks;
  if (!clock) throw new Error('there is no clock');
  const { segments } = clock;
  // The segments follow each other without a gap, from the beginning to now.
  for (const [i, { to }] of segments.entries()) expect(to).toBe(segments[i + 1]?.from ?? null);
  if (!of) {
    expect(clock.dueAt).toBeNull();
    return;
  }
  const now = model.now * MINUTE;
  expect(elapsed(clock, of.calendar, now) / 60).toBe(model.counted);
  expect(clock.state).toBe(model.paused ? 'PAUSED' : 'RUNNING');
  const { due } = model;
  if (due !== null) expect(clock.dueAt).toBe(due * MINUTE);
  else if (clock.dueAt !== null) expect(clock.dueAt).toBeGreaterThan(now + MOST_DAYS * 24 * 60 * MINUTE);
  expect([clock.atRiskAt !== null, clock.breachedAt !== null]).toEqual([model.warned, model.breached]);
}
