import type { EntityManager } from '@mikro-orm/postgresql';
import type { Sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Actor } from '../viewer/actor.js';

/** Whom a change is recorded for: a user, an API key, or (both null) Ticketwire itself. */
export interface Performer {
  userId: string | null;
  keyId: string | null;
}

/**
 * One transaction that changes something: what it is decided by (`actor`, `now`), what it is recorded as (`performer`,
 * `occurredAt`), and where it is written. Its events are appended last, its idempotency record is in it.
 */
export interface CommandContext {
  readonly em: EntityManager;
  /** What the modules add to each other. */
  readonly extensions: Extensions;
  readonly organisationId: string;
  readonly actor: Actor;
  readonly performer: Performer;
  /** When it is recorded. */
  readonly now: Date;
  /** When it happened: earlier than `now` for imports only. */
  readonly occurredAt: Date;
  /** Runs a statement in the transaction, after what the unit of work holds so far. */
  query<R>(statement: Sql<R>): Promise<R[]>;
  /** Adds an event to the log when the transaction ends; returns its place among those of this change. */
  emit(event: NewEvent): number;
}

/** The user or key that acts itself. */
export function performerOf(actor: Actor): Performer {
  return {
    userId: actor.kind === 'user' ? actor.userId : null,
    keyId: actor.kind === 'key' ? actor.keyId : null,
  };
}
