import { describe, expect, it } from 'vitest';
import { wordFaults } from '../../tools/words.js';

describe('the check of refused words', () => {
  it.each([
    ['a comment of a source file', 'a.ts', '\n/** Whoever asks. */', ["2: 'Whoever': write"]],
    ['a line comment', 'a.ts', 'const a = 1; // It can not be.', ["1: 'can not': write"]],
    ['the title of a test', 'a.test.ts', "it.each([1])('is told', () => {});", ["1: 'told': write"]],
    ['the step of a story', 'a.test.ts', "story.step('Rosa is told');", ["1: 'told': write"]],
    ['a page', 'a.md', 'Readers are told.', ["1: 'told': write"]],
    ['a description', 'a.graphql', '"Mends it, and is told."', ["1: 'told': write", "1: 'Mends': write"]],
  ])('reports each refused word in %s, with its line', (_, file, text, expected) => {
    const faults = wordFaults(file, text);
    expect(faults).toHaveLength(expected.length);
    for (const [i, fault] of faults.entries()) expect(fault).toContain(expected[i]);
  });

  it.each([
    ['a string', 'a.ts', "const a = 'whoever'; const b = `told // told`;"],
    ['a string of a test', 'a.test.ts', "it('a', () => say('told'));"],
    ['an identifier', 'a.ts', 'const told = 1;'],
    ['code in a comment', 'a.ts', '// See `told`.'],
    ['code of a page', 'a.md', 'Run `told`.\n```\ntold\n```\n'],
    ['a part of another word', 'a.md', 'amend, retold, bedside, dearth'],
  ])('ignores %s', (_, file, text) => {
    expect(wordFaults(file, text)).toEqual([]);
  });
});
