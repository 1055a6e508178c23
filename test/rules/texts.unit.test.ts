import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLabels } from '../../server/catalog/labels.js';
import { InputCheck } from '../../server/platform/kernel/check.js';

// Each of these characters is stored as several: in lower case, or in the form NFC.
const growing = ['\u0130', '\u{1D160}', '\u0958', '\uFB2C'];
const given = fc.string({
  unit: fc.oneof(fc.constantFrom(...growing, ' ', 'e\u0301'), fc.string()),
  maxLength: 60,
});

/** Returns the stored form of a value; null when it is refused. */
type Stored = (value: string) => string | null;
const stored: Readonly<Record<string, Stored>> = {
  'a text': (value) => {
    const check = new InputCheck();
    const text = check.text('subject', value, 50);
    return check.errors.length > 0 ? null : text;
  },
  'an item in a list of texts': (value) => {
    const check = new InputCheck();
    const texts = check.texts('affectedServices', [value], 50, 50);
    return check.errors.length > 0 ? null : (texts?.[0] ?? null);
  },
  'a label': (value) => {
    const check = new InputCheck();
    const labels = checkLabels(check, [value]);
    return check.errors.length > 0 ? null : (labels?.[0] ?? null);
  },
};

describe.each(Object.entries(stored))('%s', (_what, store) => {
  it('accepts its stored form, and does not change it', () => {
    fc.assert(
      fc.property(given, (value) => {
        const first = store(value);
        if (first === null) return;
        expect(first.length).toBeLessThanOrEqual(50);
        expect(store(first)).toBe(first);
      }),
      { numRuns: 2000 },
    );
  });

  it('is limited by the length of its stored form, without outer white space', () => {
    expect(store(`${' '.repeat(40)}${'x'.repeat(50)} `)).toBe('x'.repeat(50));
    expect(store('x'.repeat(51))).toBeNull();
    expect(store('\u{1D160}'.repeat(9))).toBeNull();
  });
});
