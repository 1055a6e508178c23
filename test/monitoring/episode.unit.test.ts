import { describe, expect, it } from 'vitest';
import { type EpisodePolicy, type Standing, stepFor } from '../../server/monitoring/rules/episode.js';
import type { Report } from '../../server/monitoring/rules/report.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 10, minute));
const policy: EpisodePolicy = { onResolved: 'RESOLVE', onNewEpisode: 'REOPEN', reopenMinutes: 30 };
const report = (status: Report['status'], starts: number | null, ends: number | null = null): Report => ({
  status,
  fingerprint: 'a',
  labels: [],
  summary: 'It fires',
  description: null,
  severity: null,
  sourceUrl: null,
  startsAt: starts === null ? null : at(starts),
  endsAt: ends === null ? null : at(ends),
});
const nothing: Standing = { alert: null, othersFiring: 0, ticket: null };
const fires = (ticket: Standing['ticket'] = { status: 'NEW' }): Standing => ({
  ...nothing,
  alert: { status: 'FIRING', startsAt: at(0), lastReportedAt: at(0) },
  ticket,
});
const cleared = (ticket: Standing['ticket'] = { status: 'RESOLVED', resolvedAt: at(10) }): Standing => ({
  ...nothing,
  alert: { status: 'RESOLVED', startsAt: at(0), endsAt: at(10), lastReportedAt: at(10) },
  ticket,
});

describe('what a report does', () => {
  it.each([
    ['the first alert of a key opens a ticket', report('FIRING', 0), nothing, 0, { do: 'OPEN' }],
    ['a repetition does nothing', report('FIRING', 0), fires(), 5, { do: 'NOTHING' }],
    ['an older report does nothing', report('FIRING', -5), fires(), 5, { do: 'NOTHING' }],
    [
      'a repetition does nothing after the ticket was closed',
      report('FIRING', 0),
      fires({ status: 'CLOSED' }),
      5,
      { do: 'NOTHING' },
    ],
    [
      'one without a time is another occurrence',
      report('FIRING', null),
      fires(),
      5,
      { do: 'RECORD', reopens: false },
    ],
    [
      'the same alert fires again on its open ticket',
      report('FIRING', 20),
      cleared({ status: 'NEW' }),
      20,
      { do: 'RECORD', reopens: false },
    ],
    ['a late copy of what was cleared does nothing', report('FIRING', 0), cleared(), 10.5, { do: 'NOTHING' }],
    [
      'the same report long after the all-clear is a new episode',
      report('FIRING', 0),
      cleared(),
      20,
      { do: 'RECORD', reopens: true },
    ],
    [
      'an older report just after the all-clear does nothing',
      report('FIRING', -5),
      cleared(),
      10.5,
      { do: 'NOTHING' },
    ],
    [
      'one that fires long after the all-clear is a new episode, even if the time that is known is later',
      report('FIRING', 20),
      { ...cleared(), alert: { ...cleared().alert, startsAt: at(1000) } } as Standing,
      20,
      { do: 'RECORD', reopens: true },
    ],
    [
      'a new episode soon after reopens the ticket',
      report('FIRING', 40),
      cleared(),
      40,
      { do: 'RECORD', reopens: true },
    ],
    ['a new episode later opens a ticket', report('FIRING', 41), cleared(), 41, { do: 'OPEN' }],
    [
      'a new episode after the ticket was closed opens a ticket',
      report('FIRING', 20),
      cleared({ status: 'CLOSED' }),
      20,
      { do: 'OPEN' },
    ],
    [
      'an all-clear of what never fired does nothing',
      report('RESOLVED', 0, 10),
      nothing,
      10,
      { do: 'NOTHING' },
    ],
    ['a second all-clear does nothing', report('RESOLVED', 0, 10), cleared(), 11, { do: 'NOTHING' }],
    [
      'an all-clear from before the present fire does nothing',
      report('RESOLVED', -9, -5),
      fires(),
      5,
      { do: 'NOTHING' },
    ],
    [
      'an all-clear before the known time, but after its report, counts: the clock of the sender was fast',
      report('RESOLVED', null, 5),
      { ...fires(), alert: { status: 'FIRING', startsAt: at(9), lastReportedAt: at(0) } } as Standing,
      5,
      { do: 'CLEAR', moves: 'TO_RESOLVED' },
    ],
    [
      'the last all-clear moves the ticket',
      report('RESOLVED', 0, 10),
      fires(),
      10,
      { do: 'CLEAR', moves: 'TO_RESOLVED' },
    ],
    [
      'an all-clear while others fire only clears',
      report('RESOLVED', 0, 10),
      { ...fires(), othersFiring: 1 },
      10,
      { do: 'CLEAR', moves: 'NO' },
    ],
    [
      'an all-clear after the ticket was resolved only clears',
      report('RESOLVED', 0, 10),
      fires({ status: 'RESOLVED' }),
      10,
      { do: 'CLEAR', moves: 'NO' },
    ],
  ] as const)('%s', (_title, given, standing, now, step) => {
    expect(stepFor(given, standing, policy, at(now))).toEqual(step);
  });

  it('follows the policy of the integration', () => {
    const step = (onResolved: EpisodePolicy['onResolved']) =>
      stepFor(report('RESOLVED', 0, 10), fires(), { ...policy, onResolved }, at(10));
    expect(step('RECORD')).toEqual({ do: 'CLEAR', moves: 'NO' });
    expect(step('VERIFY')).toEqual({ do: 'CLEAR', moves: 'TO_VERIFYING' });
    const again = stepFor(report('FIRING', 20), cleared(), { ...policy, onNewEpisode: 'NEW_TICKET' }, at(20));
    expect(again).toEqual({ do: 'OPEN' });
  });

  it('opens no ticket while it is suppressed, and one when it is reported after that', () => {
    const suppressed = { ...nothing, suppressed: true };
    expect(stepFor(report('FIRING', 0), suppressed, policy, at(0))).toEqual({ do: 'SUPPRESS' });
    const waiting = { ...fires(null), alert: { ...fires().alert, suppressed: true } } as Standing;
    expect(stepFor(report('FIRING', 0), { ...waiting, suppressed: true }, policy, at(5))).toEqual({
      do: 'NOTHING',
    });
    expect(stepFor(report('FIRING', 0), waiting, policy, at(5))).toEqual({ do: 'OPEN' });
    // An open ticket goes on.
    const open = { ...cleared({ status: 'NEW' }), suppressed: true };
    expect(stepFor(report('FIRING', 20), open, policy, at(20))).toEqual({ do: 'RECORD', reopens: false });
  });

  it('neither moves a ticket nor opens one again while its alerts flap', () => {
    const late = { ...cleared(), flapping: true };
    expect(stepFor(report('FIRING', 50), late, policy, at(50))).toEqual({ do: 'RECORD', reopens: true });
    const over = stepFor(report('RESOLVED', 0, 10), { ...fires(), flapping: true }, policy, at(10));
    expect(over).toEqual({ do: 'CLEAR', moves: 'NO' });
  });
});
