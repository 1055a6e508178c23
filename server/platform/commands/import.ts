import type { Actor } from '../actor/actor.js';
import type { ImportInput } from '../contract/generated/types.js';
import { type Sql, sql } from '../db/sql.js';
import { idOfType } from '../kernel/ids.js';
import { err, ok, type Result } from '../kernel/result.js';
import { forbidden, invalid, notFound } from '../kernel/user-errors.js';
import { type Author, authorOf } from './command-context.js';

/** The user that an import names, if they exist, for the one row of `me`; null when it names none. */
export function importerStatement(organisationId: string, { actorId }: ImportInput, me: Sql): Sql | null {
  const userId = typeof actorId === 'string' ? idOfType(actorId, 'User') : null;
  return userId
    ? sql`select u.id from ${me} join users u on u.organisation_id = ${organisationId} and u.id = ${userId}`
    : null;
}

/**
 * The author and time that an import records instead of the API key and now. Only for keys with the scope `IMPORT`. `named` is the user it
 * names, if found.
 */
export function importedAs(
  actor: Actor,
  given: ImportInput,
  now: Date,
  named: readonly unknown[],
): Result<{ occurredAt: Date; onBehalfOf: Author }> {
  if (actor.kind !== 'key' || !actor.scopes.includes('IMPORT')) {
    return err(forbidden('SCOPE', 'import needs an API key with the scope IMPORT.', ['import']));
  }
  if (Number.isNaN(given.occurredAt.getTime()) || given.occurredAt > now) {
    return err(invalid(['import', 'occurredAt'], 'NOT_IN_FUTURE', 'occurredAt must not be in the future.'));
  }
  const { occurredAt, actorId } = given;
  if (actorId === null || actorId === undefined) return ok({ occurredAt, onBehalfOf: authorOf(actor) });
  if (named.length === 0) return err(notFound(['import', 'actorId'], actorId, 'user'));
  return ok({ occurredAt, onBehalfOf: { userId: idOfType(actorId, 'User'), keyId: null } });
}
