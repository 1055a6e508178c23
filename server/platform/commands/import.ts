import { sql } from '../db/sql.js';
import { idOfType } from '../kernel/ids.js';
import { err, ok, type Result } from '../kernel/result.js';
import { forbidden, invalid, notFound } from '../kernel/user-errors.js';
import { type CommandContext, type Performer, performerOf } from './command-context.js';

/** The contract's `ImportInput`. */
export interface ImportInput {
  occurredAt: Date;
  actorId?: string | null;
}

/** What an import records instead of now and the API key; for keys with the scope `IMPORT` only. */
export async function importedAs(
  command: CommandContext,
  given: ImportInput,
): Promise<Result<{ occurredAt: Date; performer: Performer }>> {
  const { actor } = command;
  if (actor.kind !== 'key' || !actor.scopes.includes('IMPORT')) {
    return err(forbidden('SCOPE', 'import needs an API key with the scope IMPORT.', ['import']));
  }
  if (Number.isNaN(given.occurredAt.getTime()) || given.occurredAt > command.now) {
    return err(invalid(['import', 'occurredAt'], 'NOT_IN_FUTURE', 'occurredAt must not be in the future.'));
  }
  if (given.actorId === null || given.actorId === undefined)
    return ok({ occurredAt: given.occurredAt, performer: performerOf(actor) });
  const userId = idOfType(given.actorId, 'User');
  const found = userId
    ? await command.query(
        sql`select 1 from users where organisation_id = ${command.organisationId} and id = ${userId}`,
      )
    : [];
  if (!userId || found.length === 0) return err(notFound(['import', 'actorId'], given.actorId, 'user'));
  return ok({ occurredAt: given.occurredAt, performer: { userId, keyId: null } });
}
