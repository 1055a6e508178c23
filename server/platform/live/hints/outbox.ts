import type { Hint } from './hint.js';
import { eventsOf, MOST_CHARACTERS, presenceOf } from './message.js';

/** How many organisations can wait in each topic. */
const MOST_ORGANISATIONS = 5000;
/** More tickets of one organisation become one hint about many tickets. */
const MOST_TICKETS = 20;
/** Room for the sender, and for both topics in each message: neither can keep the other out. */
const HALF = MOST_CHARACTERS / 2 - 50;

/**
 * The hints that wait to be sent, equal ones once. Each organisation has one place in a topic and goes to the end after it was sent, so a
 * busy one delays no other.
 */
export class Outbox {
  readonly #events = new Set<string>();
  /** Null: many tickets. */
  readonly #presence = new Map<string, Set<string> | null>();

  get isEmpty(): boolean {
    return this.#events.size === 0 && this.#presence.size === 0;
  }

  /** Returns false when there is no place for the hint. */
  add(hint: Hint): boolean {
    return hint.topic === 'events'
      ? this.#addEvents(hint.organisationId)
      : this.#addPresence(hint.organisationId, hint.ticketId);
  }

  /** Takes the words of the next message out. */
  take(): string[] {
    return [
      ...takeUpTo(HALF, this.#events.keys(), eventsOf, (id) => this.#events.delete(id)),
      ...takeUpTo(
        HALF,
        this.#presence.keys(),
        (id) => presenceOf(id, this.#presence.get(id) ?? null),
        (id) => this.#presence.delete(id),
      ),
    ];
  }

  #addEvents(organisationId: string): boolean {
    if (!this.#events.has(organisationId) && this.#events.size >= MOST_ORGANISATIONS) return false;
    this.#events.add(organisationId);
    return true;
  }

  #addPresence(organisationId: string, ticketId: string | null): boolean {
    const known = this.#presence.get(organisationId);
    if (known === null) return true;
    if (known === undefined && this.#presence.size >= MOST_ORGANISATIONS) return false;
    const tickets = known ?? new Set<string>();
    if (ticketId !== null) tickets.add(ticketId);
    const isMany = ticketId === null || tickets.size > MOST_TICKETS;
    this.#presence.set(organisationId, isMany ? null : tickets);
    return true;
  }
}

/** Takes organisations from the front as long as their words fit. */
function takeUpTo(
  characters: number,
  organisations: Iterable<string>,
  wordOf: (organisationId: string) => string,
  remove: (organisationId: string) => void,
): string[] {
  const words: string[] = [];
  let left = characters;
  for (const organisationId of organisations) {
    const word = wordOf(organisationId);
    left -= word.length + 1;
    if (left < 0) break;
    words.push(word);
    remove(organisationId);
  }
  return words;
}
