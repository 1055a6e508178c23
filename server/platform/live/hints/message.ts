import type { Hint } from './hint.js';

/** PostgreSQL refuses a payload of 8,000 bytes or more. A message is ASCII. */
export const MOST_CHARACTERS = 7900;

/** What one server sends to the others. A message without hints only says that its sender is there. */
export interface Message {
  readonly sender: string;
  readonly hints: readonly Hint[];
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const aSender = /^[\w-]{1,36}$/;
const eventsWord = new RegExp(`^e(${uuid})$`);
const presenceWord = new RegExp(`^p(${uuid})/(\\*|${uuid}(?:,${uuid})*)$`);

/** The events of an organisation, as a word of a message. */
export function eventsOf(organisationId: string): string {
  return `e${organisationId}`;
}

/** The presence at tickets of an organisation, as a word of a message. Null: at many tickets. */
export function presenceOf(organisationId: string, ticketIds: ReadonlySet<string> | null): string {
  return `p${organisationId}/${ticketIds ? [...ticketIds].join(',') : '*'}`;
}

export function writeMessage(sender: string, words: readonly string[]): string {
  return [sender, ...words].join(' ');
}

/** Reads a message. Words of later versions are left out; null when the text is not a message. */
export function readMessage(text: string): Message | null {
  if (text.length > MOST_CHARACTERS) return null;
  const [sender = '', ...words] = text.split(' ');
  return aSender.test(sender) ? { sender, hints: words.flatMap(readWord) } : null;
}

function readWord(word: string): Hint[] {
  const [, events] = eventsWord.exec(word) ?? [];
  if (events) return [{ topic: 'events', organisationId: events }];
  const [, organisationId, tickets] = presenceWord.exec(word) ?? [];
  if (!organisationId || !tickets) return [];
  const ticketIds = tickets === '*' ? [null] : tickets.split(',');
  return ticketIds.map((ticketId) => ({ topic: 'presence', organisationId, ticketId }));
}
