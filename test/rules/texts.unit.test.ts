import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLabels } from '../../server/catalog/labels.js';
import { InputCheck } from '../../server/platform/kernel/check.js';
import { faultsOf, lengthOf, storedForm } from '../../server/platform/kernel/texts.js';

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
    const texts = check.texts('affectedServiceNames', [value], 50, 50);
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
        expect([...first].length).toBeLessThanOrEqual(50);
        expect(store(first)).toBe(first);
      }),
      { numRuns: 2000 },
    );
  });

  it('is limited by the length of its stored form, without outer white space', () => {
    expect(store(`${' '.repeat(40)}${'x'.repeat(50)} `)).toBe('x'.repeat(50));
    expect(store('x'.repeat(51))).toBeNull();
    expect(store('\u{1D160}'.repeat(17))).toBeNull();
  });
});

describe('the length of a text', () => {
  it('counts code points, as PostgreSQL does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(lengthOf(text)).toBe([...text].length);
      }),
    );
    expect(faultsOf('\u{1f469}'.repeat(50), 50)).toEqual([]);
    expect(faultsOf('\u{1f469}'.repeat(51), 50)).toEqual([
      { rule: 'TOO_LONG', message: 'must have at most 50 characters; it has 51.' },
    ]);
  });
});

describe('a character that cannot be seen', () => {
  it.each(['\u3164', '\ufe0f', '\u2800', '\u00ad'])('is no text: %j', (text) => {
    for (const kind of ['TEXT', 'LINE', 'NAME'] as const)
      expect(faultsOf(text, 50, kind)).toMatchObject([{ rule: 'REQUIRED' }]);
  });

  it('is refused in names, except variation selectors', () => {
    for (const one of ['\u3164', '\u2800', '\u00ad'])
      expect(faultsOf(`Serv${one}ice`, 50, 'NAME')).toMatchObject([{ rule: 'VISIBLE' }]);
    expect(faultsOf('Love \u2764\ufe0f', 50, 'NAME')).toEqual([]);
  });
});

describe('Markdown', () => {
  it.each([
    ['    code\n', '    code'],
    ['\n  \r\n    code', '    code'],
    ['  - a\n    - b  ', '  - a\n    - b'],
    ['e\u0301', '\u00e9'],
  ])('keeps the spaces before its first line: %j', (given, stored) => {
    expect(storedForm(given, 'MARKDOWN')).toBe(stored);
    expect(storedForm(stored, 'MARKDOWN')).toBe(stored);
  });
});
