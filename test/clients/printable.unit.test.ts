import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../client-examples/node/printable.js';
import { lineOf } from '../../client-examples/node/watch-queue.js';

describe('a text of another user on a terminal', () => {
  it.each([
    ['plain text, accents and emoji', 'Grüße aus Zürich 👍', 'Grüße aus Zürich 👍'],
    ['right-to-left text', 'שלום עולם', 'שלום עולם'],
    ['a combining accent', 'e\u0301', 'e\u0301'],
    ['an escape sequence that clears the screen', '\u001b[2Jgone', '�[2Jgone'],
    ['one that sets the title', '\u001b]0;owned\u0007', '�]0;owned�'],
    ['one with a C1 byte', '\u009b31mred', '�31mred'],
    ['a bell and a backspace', 'a\u0007b\b', 'a�b�'],
    ['DEL and NUL', 'a\u007fb\0', 'a�b�'],
    ['a forged line', 'ok\r\nINC-1 CLOSED', 'ok INC-1 CLOSED'],
    ['line and paragraph separators', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['tabs', 'a\tb\v\fc', 'a b c'],
    ['bidirectional overrides and isolates', '\u202egpj.exe\u202c \u2066a\u2069 \u200f', '�gpj.exe� �a� �'],
    ['zero width', 'ad\u200bmin\ufeff\u2060', 'ad�min��'],
    ['fillers that show nothing', 'a\u115f\u3164\u00ad', 'a���'],
    ['tag characters', 'a\u{e0041}', 'a�'],
    ['half a character', 'a\ud800', 'a�'],
    ['private characters', 'a\ue000', 'a�'],
    ['the joiners of emoji', '❤\ufe0f 👩\u200d💻', '❤ 👩💻'],
  ])('%s', (_name, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  const anything = fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x10ffff }))
      .map((it) => String.fromCodePoint(it)),
  });

  it('is one line without invisible characters', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(printable(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(printable(printable(text))).toBe(printable(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is unchanged if every character is visible', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, '');
        expect(printable(shown)).toBe(shown);
      }),
    );
  });

  it('is safe at every place in the line of an event', () => {
    fc.assert(
      fc.property(anything, anything, (name, subject) => {
        const ticket = { number: 'INC-1', status: 'NEW', subject };
        const line = lineOf({
          __typename: 'TicketEvent',
          cursor: 'c',
          type: 'TICKET_CREATED',
          occurredAt: 'now',
          actor: { name },
          ticket,
        });
        expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
