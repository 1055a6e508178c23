import { type Sql, sql } from '../db/sql.js';
import type { Actor } from './actor.js';

/**
 * Which rows of `sessions s` somebody may see, and end: their own; administrators all. A program has none, and people's are
 * nothing to it.
 */
export function visibleSessions(actor: Actor): Sql<boolean> {
  const organisation = sql<boolean>`s.organisation_id = ${actor.organisationId}`;
  if (actor.kind === 'key') return sql<boolean>`false`;
  if (actor.kind === 'system' || actor.role === 'ADMIN') return organisation;
  return sql<boolean>`(${organisation} and s.user_id = ${actor.userId})`;
}

/** Which rows of `api_keys k` somebody may see, and revoke: those they made; administrators all; a key itself. */
export function visibleApiKeys(actor: Actor): Sql<boolean> {
  const organisation = sql<boolean>`k.organisation_id = ${actor.organisationId}`;
  if (actor.kind === 'key') return sql<boolean>`(${organisation} and k.id = ${actor.keyId})`;
  if (actor.kind === 'system' || actor.role === 'ADMIN') return organisation;
  return sql<boolean>`(${organisation} and k.created_by_user_id = ${actor.userId})`;
}

/** Which rows of `access_records r` somebody may see: about themselves and the keys they see; administrators all. */
export function visibleAccessRecords(actor: Actor): Sql<boolean> {
  const organisation = sql<boolean>`r.organisation_id = ${actor.organisationId}`;
  if (actor.kind === 'key') return sql<boolean>`(${organisation} and r.key_id = ${actor.keyId})`;
  if (actor.kind === 'system' || actor.role === 'ADMIN') return organisation;
  // Each half is read by its index; conditions joined by 'or' would walk the organisation.
  return sql<boolean>`(${organisation} and r.id in (
    select own.id from access_records own where own.organisation_id = ${actor.organisationId} and own.user_id = ${actor.userId}
    union all
    select o.id from api_keys k join access_records o on o.organisation_id = k.organisation_id and o.key_id = k.id
    where ${visibleApiKeys(actor)}))`;
}
