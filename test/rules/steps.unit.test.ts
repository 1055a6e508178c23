import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputCheck } from '../../server/platform/kernel/check.js';
import { type Step, type StepName, stepNames, stepsOf } from '../../server/process/rules/steps.js';
import { checkWindow } from '../../server/process/rules/window.js';

const minute = (i: number) => new Date(Date.UTC(2026, 0, 1, 0, i));
/**
 * The steps of a ticket that had these statuses, one minute apart: the name of a finished step, otherwise its
 * state.
 */
const having = (...statuses: string[]) =>
  stepsOf(statuses.map((to, i) => ({ to, at: minute(i) }))).map(({ step, state }) =>
    state === 'DONE' ? step : state,
  );
const [ahead, skipped, current] = ['AHEAD', 'SKIPPED', 'CURRENT'];
const tail = (n: number, state = ahead) => Array(n).fill(state);
const wholeWay = ['NEW', 'TRIAGED', 'INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'SCHEDULED'];
const toTheEnd = [...wholeWay, 'IMPLEMENTING', 'VERIFYING', 'RESOLVED', 'CLOSED'];

describe('the steps of a ticket', () => {
  it.each<[string, string[], string[]]>([
    ['a new ticket', ['NEW'], ['CREATION', current, ...tail(8)]],
    [
      'a ticket that is investigated without triage',
      ['NEW', 'INVESTIGATING'],
      ['CREATION', skipped, 'INVESTIGATION', current, ...tail(6)],
    ],
    ['a ticket that took every step', toTheEnd, [...stepNames]],
    [
      'a ticket that was resolved at once by the fast track',
      ['NEW', 'RESOLVED'],
      ['CREATION', ...tail(7, skipped), 'RESOLUTION', current],
    ],
    [
      'a ticket whose plan needed no approval',
      ['NEW', 'TRIAGED', 'INVESTIGATING', 'PLANNING', 'IMPLEMENTING'],
      ['CREATION', 'TRIAGE', 'INVESTIGATION', 'DIAGNOSIS', 'PLAN', skipped, current, ...tail(3)],
    ],
    [
      'a ticket whose plan was rejected: it is planned again',
      ['NEW', 'INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'PLANNING'],
      ['CREATION', skipped, 'INVESTIGATION', 'DIAGNOSIS', current, ...tail(5)],
    ],
    [
      'a ticket that failed its verification: it is diagnosed again',
      ['NEW', 'TRIAGED', 'INVESTIGATING', 'PLANNING', 'IMPLEMENTING', 'VERIFYING', 'INVESTIGATING'],
      ['CREATION', 'TRIAGE', 'INVESTIGATION', current, ...tail(6)],
    ],
    [
      'a ticket that went back to the queue',
      ['NEW', 'TRIAGED', 'INVESTIGATING', 'NEW'],
      ['CREATION', current, ...tail(8)],
    ],
    [
      'a ticket that was reopened: it has a new cycle',
      [...toTheEnd.slice(0, -1), 'INVESTIGATING'],
      ['CREATION', 'TRIAGE', 'INVESTIGATION', current, ...tail(6)],
    ],
    [
      'a ticket on hold: its step stays current',
      ['NEW', 'TRIAGED', 'ON_HOLD'],
      ['CREATION', 'TRIAGE', current, ...tail(7)],
    ],
    [
      'a ticket on hold again after its merge was undone',
      ['NEW', 'INVESTIGATING', 'ON_HOLD', 'CANCELLED', 'ON_HOLD'],
      ['CREATION', skipped, 'INVESTIGATION', current, ...tail(6)],
    ],
    [
      'a ticket that was cancelled: the later steps are not skipped',
      ['NEW', 'INVESTIGATING', 'CANCELLED'],
      ['CREATION', skipped, 'INVESTIGATION', ...tail(7)],
    ],
  ])('of %s', (_what, statuses, expected) => {
    expect(having(...statuses)).toEqual(expected);
  });

  it('are not changed by a hold: returning to a status is not a step', () => {
    for (let i = 1; i < toTheEnd.length; i += 1) {
      const statuses = toTheEnd.slice(0, i);
      expect(having(...statuses, statuses.at(-1) ?? '')).toEqual(having(...statuses));
    }
  });

  it('show a close that is also the verification as one step, also after a fast track', () => {
    const path = ['NEW', 'RESOLVED', 'CLOSED'].map((to, i) => ({
      to,
      at: minute(i),
      verified: to === 'CLOSED',
    }));
    expect(stepsOf(path).filter(({ state }) => state === 'DONE')).toEqual([
      { step: 'CREATION', state: 'DONE', doneAt: minute(0) },
      { step: 'VERIFICATION', state: 'DONE', doneAt: minute(2) },
      { step: 'RESOLUTION', state: 'DONE', doneAt: minute(1) },
      { step: 'CLOSURE', state: 'DONE', doneAt: minute(2) },
    ]);
  });

  it('have a time exactly when they are finished', () => {
    const steps = stepsOf(['NEW', 'INVESTIGATING', 'RESOLVED'].map((to, i) => ({ to, at: minute(i) })));
    const at = (name: StepName) => steps.find(({ step }) => step === name)?.doneAt;
    expect([at('CREATION'), at('TRIAGE'), at('INVESTIGATION')]).toEqual([minute(0), null, minute(1)]);
    expect([at('DIAGNOSIS'), at('RESOLUTION'), at('CLOSURE')]).toEqual([null, minute(2), null]);
  });

  it('are complete and in order, with at most one current step, for any history', () => {
    const statuses = fc.array(fc.constantFrom(...toTheEnd, 'ON_HOLD', 'CANCELLED'), { maxLength: 30 });
    fc.assert(
      fc.property(statuses, (path) => {
        const steps: Step[] = stepsOf(['NEW', ...path].map((to, i) => ({ to, at: minute(i) })));
        expect(steps.map(({ step }) => step)).toEqual([...stepNames]);
        for (const { state, doneAt } of steps) expect(doneAt !== null).toBe(state === 'DONE');
        expect(steps.filter(({ state }) => state === 'CURRENT').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a window', () => {
  const now = minute(60);
  it.each<[string, Date, Date, string[]]>([
    ['later', minute(61), minute(62), []],
    ['that has begun', minute(1), minute(61), []],
    ['that is over', minute(1), minute(60), ['IN_FUTURE']],
    ['that ends when it begins', minute(61), minute(61), ['ORDER']],
    ['that ends before it begins', minute(62), minute(61), ['ORDER']],
    ['of 31 days', minute(61), minute(61 + 31 * 24 * 60), []],
    ['of more than 31 days', minute(61), minute(62 + 31 * 24 * 60), ['TOO_LONG']],
  ])('%s', (_what, start, end, rules) => {
    const check = new InputCheck();
    checkWindow(check, { start, end }, now);
    expect(check.errors.map(({ rule }) => rule)).toEqual(rules);
    for (const { path } of check.errors) expect(path).toEqual(['input', 'window', 'end']);
  });
});
