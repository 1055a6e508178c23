import { describe, expect, it } from 'vitest';
import { accountAddress } from '../../server/identity/people/rules/email.js';
import { nameFrom } from '../../server/identity/people/rules/name.js';

describe('the email address of an account', () => {
  it.each<[string, string | null]>([
    ['Ada@Example.COM', 'ada@example.com'],
    ['jürgen@bücher.example', 'jürgen@bücher.example'],
    // Lower case would turn these letters into an i with a dot above, and into a k.
    ['\u0130@example.com', null],
    ['tic\u212aet@example.com', null],
    ['a b@example.com', null],
    ['a@b', null],
    ['a\u0000@example.com', null],
    ['a\ud800@example.com', null],
    [`${'x'.repeat(250)}@example.com`, null],
    ['', null],
  ])('of %j is %j', (given, address) => {
    expect(accountAddress(given)).toBe(address);
  });
});

describe('the name of a user from the claims of an identity provider', () => {
  it.each<[string | null, string]>([
    ['Ada Lovelace', 'Ada Lovelace'],
    [' Zoe\u0301 ', 'Zo\u00e9'],
    [null, 'ada'],
    ['', 'ada'],
    ['\u202e\u0000', 'ada'],
    ['a\u202eb', 'ab'],
    ['x'.repeat(80), 'x'.repeat(50)],
  ])('%j becomes %j', (claimed, name) => {
    expect(nameFrom(claimed, 'ada@example.com')).toBe(name);
  });
});
