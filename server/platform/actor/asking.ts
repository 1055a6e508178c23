import type { Batch, Key, ReadSession } from '../db/read-session.js';
import { type Sql, sql } from '../db/sql.js';
import type { Asker } from '../kernel/fair-queue.js';
import { type Actor, actorKey, askerOf } from './actor.js';
import { type ActorScope, seenByRole, writableScopeOf } from './scope.js';

/** Passes a value that was read or written to the answer, which then need not read it again. Null where the actor cannot see it. */
export type Shown = (reads: ReadSession, sees: boolean) => void;

/** The value that the answer would read by this loader. */
export function shown<S extends ReadSession, K extends Key, V>(
  batch: Batch<S, K, V>,
  key: K,
  value: V & object,
): Shown {
  return (reads, sees) => (reads as S).know<K, V | null>(batch, key, sees ? value : null);
}

/** The actor that was found. */
export interface Found {
  actor: Actor;
  shows: readonly Shown[];
}

/**
 * An actor who is not authenticated yet: the first statement of a command does it. All other statements join `me`, so that with a token
 * that does not work they read and lock nothing.
 */
export interface Asking {
  readonly organisationId: string;
  /** The account whose limits apply. */
  readonly asker: Asker;
  /** The name that idempotency records are kept under. */
  readonly actorKey: string;
  /**
   * A source named `me`. It has one row when the token works, otherwise none: `user_id`, `key_id`, `sees` (as in a scope), `team_ids`, and
   * `queue_ids` of a key that is limited to queues.
   */
  readonly me: Sql;
  /** The first statement; null when nobody has to be looked up. */
  readonly find: Sql | null;
  /** The actor, from the rows of the first statement. */
  found(rows: readonly unknown[]): Found | null;
}

/** A known actor: Ticketwire itself. */
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

/** The row of a known actor. A key that cannot read can still name objects. */
export function meOf(actor: Actor): Sql {
  const { sees } = writableScopeOf(actor);
  const userId = actor.kind === 'user' ? actor.userId : null;
  const keyId = actor.kind === 'key' ? actor.keyId : null;
  const queueIds = actor.kind === 'key' ? actor.queueIds : null;
  const teamIds = actor.kind === 'user' ? actor.teamIds : [];
  return sql`(select ${userId}::uuid as user_id, ${keyId}::uuid as key_id, ${sees}::text as sees, ${teamIds}::uuid[] as team_ids,
    ${queueIds}::uuid[] as queue_ids) me`;
}

/** How far a user sees, in SQL: for a row `me` that the database finds. */
export function seesByRole(role: Sql): Sql<ActorScope['sees']> {
  const cases = Object.entries(seenByRole).map(
    ([name, sees]) => sql`when ${sql.lit(name)} then ${sql.lit(sees)}`,
  );
  return sql<ActorScope['sees']>`case ${role} ${sql.join(cases, sql` `)} end`;
}

/** How far a key sees that is limited to these queues, or to none, in SQL. A key that cannot read can still name objects. */
export function seesByQueues(queueIds: Sql): Sql<ActorScope['sees']> {
  return sql<ActorScope['sees']>`case when ${queueIds} is null then 'everything' else 'queues' end`;
}
