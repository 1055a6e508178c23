import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../actor/actor.js';
import type { Sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import type { Extensions } from '../extensions/extensions.js';
import type { CausedContinuation } from './stored-continuation.js';

/** The author of a change: a user, an API key, or (both null) Ticketwire itself. */
export interface Author {
  userId: string | null;
  keyId: string | null;
}

/**
 * A transaction that changes something. `actor` and `now` decide about permission and rules; `onBehalfOf` and `occurredAt` are recorded. Its
 * events are written last, together with its idempotency record.
 */
export interface CommandContext {
  readonly em: EntityManager;
  /** The additions of the modules to each other. */
  readonly extensions: Extensions;
  readonly organisationId: string;
  readonly actor: Actor;
  readonly onBehalfOf: Author;
  /** The time of recording. */
  readonly now: Date;
  /** When it happened: for imports, earlier than `now`. */
  readonly occurredAt: Date;
  /** Whether it happened elsewhere, and is only recorded. */
  readonly imported: boolean;
  /** Runs a statement in the transaction, after flushing the unit of work. */
  query<R>(statement: Sql<R>): Promise<R[]>;
  /** Adds an event, which is written at the end of the transaction. Returns its position among the events of this transaction. */
  emit(event: NewEvent): number;
  /** Stores, at the end of the transaction, that the schedule goes on with a work. */
  goOn(continuation: CausedContinuation): void;
  /** Continues an earlier change: the events have its author and its time, and are caused by one of its events. */
  resume(change: EarlierChange): void;
}

/** A change that was committed, with the number of one of its events. */
export interface EarlierChange {
  onBehalfOf: Author;
  /** When it happened, for a change that was imported. */
  occurredAt: Date | null;
  causedBy: number;
}

/** The acting user or key itself. */
export function authorOf(actor: Actor): Author {
  return {
    userId: actor.kind === 'user' ? actor.userId : null,
    keyId: actor.kind === 'key' ? actor.keyId : null,
  };
}
