import type { ValidationRule } from '../contract/generated/enums.js';

/** A visible character: not a space, format or control character, nor a filler, an empty Braille cell or a variation selector. */
const visible = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Control characters, and the characters that Unicode defines as line and paragraph separators (UAX #14: BK, CR, LF, NL, and VT). */
const breaksLine = /[\p{Cc}\u2028\u2029]/u;
/**
 * Characters that cannot be seen: format characters, including those for the direction of text, fillers and the empty Braille cell.
 * Variation selectors are not among them, because emoji have them.
 */
const invisible = /\p{Cf}|\u2800|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;

/**
 * What a text is. `TEXT`: several lines. `MARKDOWN`: several lines, with the leading spaces of its first line. `LINE`: one line without
 * control characters. `NAME`: a line without invisible characters. `VERBATIM`: stored as it was given.
 */
export type TextKind = 'TEXT' | 'MARKDOWN' | 'LINE' | 'NAME' | 'VERBATIM';

/**
 * The form in which a text is stored and searched: without outer white space, and normalised to NFC so that texts that look the same are the
 * same. Markdown keeps the spaces before its first line, which have a meaning.
 */
export function storedForm(text: string, kind: TextKind = 'TEXT'): string {
  if (kind === 'VERBATIM') return text;
  const kept = kind === 'MARKDOWN' ? text.replace(/^(?:\s*[\r\n])?/, '').trimEnd() : text.trim();
  return kept.normalize('NFC');
}

export function isVisible(text: string): boolean {
  return visible.test(text);
}

/** The length of a text in code points, as PostgreSQL counts it. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i += 1) if ((text.codePointAt(i) ?? 0) > 0xffff) length -= 1;
  return length;
}

/** What is wrong with the stored form of a text: a rule, and a sentence part that follows the name of the field. */
export function faultsOf(
  text: string,
  max: number,
  kind: TextKind = 'TEXT',
): { rule: ValidationRule; message: string }[] {
  const faults: { rule: ValidationRule; message: string }[] = [];
  if (!isVisible(text)) faults.push({ rule: 'REQUIRED', message: 'must not be empty.' });
  // Every code point is one or two UTF-16 units.
  const length = text.length > max ? lengthOf(text) : 0;
  if (length > max)
    faults.push({ rule: 'TOO_LONG', message: `must have at most ${max} characters; it has ${length}.` });
  // PostgreSQL cannot store this character.
  if (text.includes('\u0000'))
    faults.push({ rule: 'NO_NUL', message: 'must not contain the character U+0000.' });
  else if ((kind === 'LINE' || kind === 'NAME') && breaksLine.test(text))
    faults.push({ rule: 'ONE_LINE', message: 'must be one line without control characters.' });
  else if (kind === 'NAME' && isVisible(text) && invisible.test(text))
    faults.push({
      rule: 'VISIBLE',
      message: 'must not contain invisible characters or characters that change the direction of text.',
    });
  if (!text.isWellFormed()) faults.push({ rule: 'UNICODE', message: 'must be well-formed Unicode.' });
  return faults;
}

/** A text from elsewhere as a name: one line, without invisible characters, in its stored form. */
export function onePlainLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Zl}\p{Zp}]+/gu, ' ');
  return storedForm(line.replaceAll(/\p{C}/gu, '').replaceAll(new RegExp(invisible, 'gu'), ''));
}
