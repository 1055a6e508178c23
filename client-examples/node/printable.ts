/*
 * Makes texts of users safe to print on a terminal. Copy this file; it needs nothing else.
 * A subject or a name can contain escape sequences that move the cursor, change colours or the title, or forge a line. It can also
 * contain invisible characters, or characters that reverse the reading direction.
 */

/** Parts of emoji; alone they are invisible. */
const joiners = /[\u200d\ufe0e\ufe0f]/g;
/** White space that begins a line or moves the cursor. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/**
 * Control, format (bidirectional overrides, zero width), surrogate, private-use and unassigned characters, and all other invisible ones.
 */
const unprintable = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** The text on one line. Invisible characters are shown as �. */
export function printable(text: string): string {
  return text.replaceAll(breaks, ' ').replaceAll(joiners, '').replaceAll(unprintable, '\ufffd');
}
