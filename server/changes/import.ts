import { sql } from '../db/sql.js';
import { idOfType } from '../kernel/ids.js';
import { forbidden, invalid, notFound } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import { type Change, type Performer, performerOf } from './change.js';

/** The contract's `ImportInput`. */
export interface ImportInput {
  occurredAt: Date;
  actorId?: string | null;
}

/** What an import records instead of now and the API key; for keys with the scope `IMPORT` only. */
export async function importedAs(
  change: Change,
  given: ImportInput,
): Promise<Result<{ occurredAt: Date; performer: Performer }>> {
  const { actor } = change;
  if (actor.kind !== 'key' || !actor.scopes.includes('IMPORT')) {
    return refused(forbidden('SCOPE', 'Imports need an API key with the scope IMPORT.', ['import']));
  }
  if (Number.isNaN(given.occurredAt.getTime()) || given.occurredAt > change.now) {
    return refused(
      invalid(['import', 'occurredAt'], 'NOT_IN_FUTURE', 'occurredAt must not be in the future.'),
    );
  }
  if (given.actorId === null || given.actorId === undefined)
    return done({ occurredAt: given.occurredAt, performer: performerOf(actor) });
  const userId = idOfType(given.actorId, 'User');
  const found = userId
    ? await change.query(
        sql`select 1 from users where organisation_id = ${change.organisationId} and id = ${userId}`,
      )
    : [];
  if (!userId || found.length === 0) return refused(notFound(['import', 'actorId'], given.actorId, 'user'));
  return done({ occurredAt: given.occurredAt, performer: { userId, keyId: null } });
}
