import type { Batch, Key, ReadSession } from '../db/read-session.js';
import { type Sql, sql } from '../db/sql.js';
import type { Asker } from '../kernel/fair-queue.js';
import { type Actor, actorKey, askerOf } from './actor.js';
import { writableScopeOf } from './scope.js';

/** Hands something that was read or written to the answer, which then need not read it again. What somebody may not see is null there. */
export type Shown = (reads: ReadSession, sees: boolean) => void;

/** What the answer would read by this loader. */
export function shown<S extends ReadSession, K extends Key, V>(
  batch: Batch<S, K, V>,
  key: K,
  value: V & object,
): Shown {
  return (reads, sees) => (reads as S).know<K, V | null>(batch, key, sees ? value : null);
}

/** Who was found to ask. */
export interface Found {
  actor: Actor;
  shows: readonly Shown[];
}

/**
 * Who asks, before they are found: the first statement of a command finds them. All others take what they read and lock from `me`, so that
 * a token that does not work reads and locks nothing.
 */
export interface Asking {
  readonly organisationId: string;
  /** Whom the request is counted for. */
  readonly asker: Asker;
  /** The name that idempotency records are kept under. */
  readonly actorKey: string;
  /**
   * A source named `me`. It has one row when they may ask, and none otherwise: `user_id`, `key_id`, `sees` (as a scope has it), `team_ids`,
   * and `queue_ids` of a key that is limited to queues.
   */
  readonly me: Sql;
  /** The first statement; null where there is nobody to be found. */
  readonly find: Sql | null;
  /** Who it was, by the rows of the first statement. */
  found(rows: readonly unknown[]): Found | null;
}

/** Somebody who is known: Ticketwire itself. */
export function askingAs(actor: Actor): Asking {
  return {
    organisationId: actor.organisationId,
    asker: askerOf(actor),
    actorKey: actorKey(actor),
    me: meOf(actor),
    find: null,
    found: () => ({ actor, shows: [] }),
  };
}

/** The row of somebody who is known. A key that may not read names what it can not read. */
export function meOf(actor: Actor): Sql {
  const { sees } = writableScopeOf(actor);
  const userId = actor.kind === 'user' ? actor.userId : null;
  const keyId = actor.kind === 'key' ? actor.keyId : null;
  const queueIds = actor.kind === 'key' ? actor.queueIds : null;
  const teamIds = actor.kind === 'user' ? actor.teamIds : [];
  return sql`(select ${userId}::uuid as user_id, ${keyId}::uuid as key_id, ${sees}::text as sees, ${teamIds}::uuid[] as team_ids,
    ${queueIds}::uuid[] as queue_ids) me`;
}
