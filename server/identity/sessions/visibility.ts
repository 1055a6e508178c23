import type { Actor } from '../../platform/actor/actor.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/** The `sessions s` that an actor can see and end: their own; for administrators all. API keys have none and see none, nor does a class. */
export function visibleSessions(actor: Actor | null): Sql<boolean> {
  if (!actor) return sql<boolean>`false`;
  const organisation = sql<boolean>`s.organisation_id = ${actor.organisationId}`;
  if (actor.kind === 'key') return sql<boolean>`false`;
  if (actor.kind === 'system' || actor.role === 'ADMIN') return organisation;
  return sql<boolean>`(${organisation} and s.user_id = ${actor.userId})`;
}

/** The `api_keys k` that an actor can see and revoke: those they created; for administrators all; for a key itself. */
export function visibleApiKeys(actor: Actor | null): Sql<boolean> {
  if (!actor) return sql<boolean>`false`;
  const organisation = sql<boolean>`k.organisation_id = ${actor.organisationId}`;
  if (actor.kind === 'key') return sql<boolean>`(${organisation} and k.id = ${actor.keyId})`;
  if (actor.kind === 'system' || actor.role === 'ADMIN') return organisation;
  return sql<boolean>`(${organisation} and k.created_by_user_id = ${actor.userId})`;
}

/**
 * The `access_records` that an actor can see, as `r`: about themselves and the keys they can see; for administrators all. It is a source
 * and not a condition, so that each part uses its own index: conditions joined by `or` would scan the organisation.
 */
export function visibleAccessRecords(actor: Actor | null): Sql {
  if (!actor) return sql`(select * from access_records where false) r`;
  const { organisationId } = actor;
  if (actor.kind === 'system' || (actor.kind === 'user' && actor.role === 'ADMIN'))
    return sql`(select * from access_records where organisation_id = ${organisationId}) r`;
  const ofKeys = sql`select o.* from api_keys k
    join access_records o on o.organisation_id = ${organisationId} and o.key_id = k.id where ${visibleApiKeys(actor)}`;
  if (actor.kind === 'key') return sql`(${ofKeys}) r`;
  return sql`(select o.* from access_records o where o.organisation_id = ${organisationId} and o.user_id = ${actor.userId}
    union all ${ofKeys}) r`;
}
