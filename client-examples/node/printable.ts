/*
 * Texts that other people wrote, made safe to print on a terminal. Copy this file: it needs nothing else.
 *
 * A subject or a name may hold escape sequences that move the cursor, change the colours or the title, or forge a line. It may hold
 * characters that reverse what is read, or that nobody sees.
 */

/** Emoji are made with these; alone they show nothing. */
const joiners = /[\u200d\ufe0e\ufe0f]/g;
/** White space that begins a line or moves the cursor. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Control, format (bidirectional overrides, zero width), surrogate, private and unassigned characters, and all others that show nothing. */
const unprintable = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** The text on one line. What would not show as a character is shown as �. */
export function printable(text: string): string {
  return text.replaceAll(breaks, ' ').replaceAll(joiners, '').replaceAll(unprintable, '\ufffd');
}
