import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  autoCloseAt,
  policiesFrom,
  quietDays,
  quietSummary,
  usualPolicies,
} from '../../server/closure/rules/quiet.js';
import { readSurveyToken, surveyToken } from '../../server/closure/rules/token.js';
import { InputCheck } from '../../server/platform/kernel/check.js';
import { namedOrganisation } from '../../server/platform/kernel/named-organisation.js';
import { quietFrom } from '../../server/tickets/rules/quiet.js';

const DAY = 24 * 60 * 60 * 1000;
const quietSince = new Date('2026-03-01T12:00:00.000Z');
const policy = (autoCloseDays: number | null) => ({ autoCloseDays, survey: true });

describe('automatic closing', () => {
  it.each([1, 7, 365])(
    'is due %s days of 24 hours after the last public change, independent of daylight saving time',
    (days) => {
      const at = autoCloseAt(quietSince, policy(days), false) as Date;
      expect(at.getTime()).toBe(quietSince.getTime() + days * DAY);
      expect(quietDays(quietSince, at)).toBe(days);
    },
  );

  it('is due as many days after a new quiet time begins, and stays without a moment where it had none', () => {
    const at = autoCloseAt(quietSince, policy(7), false);
    const later = new Date(quietSince.getTime() + 5 * DAY);
    expect(quietFrom(later, { quietSince, autoCloseAt: at })).toEqual({
      quietSince: later,
      autoCloseAt: new Date(later.getTime() + 7 * DAY),
    });
    expect(quietFrom(later, { quietSince, autoCloseAt: null })).toEqual({
      quietSince: later,
      autoCloseAt: null,
    });
  });

  it('never happens when the policy forbids it, or before a required review', () => {
    expect(autoCloseAt(quietSince, policy(null), false)).toBeNull();
    expect(autoCloseAt(quietSince, policy(7), true)).toBeNull();
  });

  it('uses the default policies, except for the types that an organisation has changed', () => {
    const changed = { type: 'PROBLEM', autoCloseDays: null, survey: true };
    expect(policiesFrom([changed])).toEqual([
      { type: 'INCIDENT', ...usualPolicies.INCIDENT },
      { type: 'SERVICE_REQUEST', ...usualPolicies.SERVICE_REQUEST },
      { type: 'CHANGE_REQUEST', ...usualPolicies.CHANGE_REQUEST },
      changed,
      { type: 'OTHER', ...usualPolicies.OTHER },
    ]);
  });

  it('reports how many days had no public change', () => {
    expect([1, 7].map(quietSummary)).toEqual(['Closed after 1 quiet day.', 'Closed after 7 quiet days.']);
  });
});

describe('the token of a survey', () => {
  const secret = Buffer.from('a secret of thirty-two bytes ....');
  const keys = fc.record({
    organisationId: fc.uuid({ version: [4, 7] }),
    surveyId: fc.uuid({ version: [4, 7] }),
    expiresAt: fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
  });

  it('returns the values that it was made from', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const token = surveyToken(key, secret);
        // It has the prefix by which the log recognises secrets, and only characters that a link may have.
        expect(token).toMatch(/^twf_[\w-]{22}\.[\w-]{72}$/);
        expect(readSurveyToken(token, secret)).toEqual(key);
      }),
    );
  });

  it('is invalid when a character is changed, removed or added, or when another secret signed it', () => {
    fc.assert(
      fc.property(keys, fc.nat(97), fc.constantFrom(...'AQgw-_z9'), (key, at, character) => {
        const token = surveyToken(key, secret);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        if (changed !== token) expect(readSurveyToken(changed, secret)).toBeNull();
        expect(readSurveyToken(token.slice(0, at) + token.slice(at + 1), secret)).toBeNull();
        expect(readSurveyToken(token + character, secret)).toBeNull();
        expect(readSurveyToken(token, Buffer.from('another'))).toBeNull();
      }),
    );
  });

  it('is also valid in the older form without a dot', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const token = surveyToken(key, secret);
        const [organisation = '', rest = ''] = token.slice('twf_'.length).split('.');
        const parts = [organisation, rest].map((part) => Buffer.from(part, 'base64url'));
        expect(readSurveyToken(`twf_${Buffer.concat(parts).toString('base64url')}`, secret)).toEqual(key);
        expect(namedOrganisation(token)).toBe(key.organisationId);
      }),
    );
  });

  it.each(['', 'twf_', 'nonsense', `twf_${'A'.repeat(94)}`, `twf_${'é'.repeat(94)}`, '\u0000'])(
    'is never %j',
    (token) => {
      expect(readSurveyToken(token, secret)).toBeNull();
    },
  );
});

describe('the address of a page', () => {
  const ruleOf = (value: string) => {
    const check = new InputCheck();
    check.webAddress('url', value, 40);
    return check.errors.map(({ rule }) => rule);
  };

  it.each(['', 'https://kb.example.com/a?b=c#d', ' http://10.0.0.1:8080/x ', 'HTTPS://EXAMPLE.COM'])(
    'can be %j',
    (value) => {
      expect(ruleOf(value)).toEqual([]);
    },
  );

  it.each([
    ['javascript:alert(1)', 'URL'],
    ['ftp://example.com', 'URL'],
    ['https:example.com', 'URL'],
    ['https://', 'URL'],
    ['//example.com', 'URL'],
    ['https://user:secret@example.com', 'URL'],
    ['https://user@example.com', 'URL'],
    ['https://exam ple.com', 'URL'],
    ['https://example.com/a\nb', 'URL'],
    ['https://example.com:port', 'URL'],
    [' ', 'REQUIRED'],
    [`https://example.com/${'a'.repeat(40)}`, 'TOO_LONG'],
  ])('cannot be %j', (value, rule) => {
    expect(ruleOf(value)).toEqual([rule]);
  });
});
