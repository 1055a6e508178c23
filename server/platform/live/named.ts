import type { Actor } from '../actor/actor.js';
import type { FilteredEventRow } from '../events/index.js';

/** The ids by which an event can name an actor. */
export function idsOf(actor: Actor): string[] {
  if (actor.kind === 'user') return [actor.userId, actor.sessionId];
  return actor.kind === 'key' ? [actor.keyId] : [];
}

/** The texts in what an event changes, and, where it is about no ticket, in its facts. Ids are among them. */
export function* idsIn({ ticketId, changes, facts }: FilteredEventRow): Generator<string, void, undefined> {
  yield* textsIn(ticketId === null ? [changes, facts] : changes);
}

function* textsIn(value: unknown): Generator<string, void, undefined> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* textsIn(part);
}
