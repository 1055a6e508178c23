import type { Actor } from '../actor/actor.js';
import type { ImportInput } from '../contract/generated/types.js';
import { type Sql, sql } from '../db/sql.js';
import { idOfType } from '../kernel/ids.js';
import { err, ok, type Result } from '../kernel/result.js';
import { forbidden, invalid, notFound } from '../kernel/user-errors.js';
import { type Author, authorOf } from './command-context.js';

/** The parts of an input that say who did it, where the actor only sends it. */
export interface NamedAuthor {
  import?: ImportInput | null;
  onBehalfOfId?: string | null;
}

/** What is recorded as the time and the author of a command. */
interface Recorded {
  occurredAt: Date;
  onBehalfOf: Author;
}

/** The user that an input names as its author, if they exist, for the one row of `me`; null when it names none. */
export function authorStatement(organisationId: string, input: NamedAuthor, me: Sql): Sql | null {
  const given = input.import?.actorId ?? input.onBehalfOfId;
  const userId = typeof given === 'string' ? idOfType(given, 'User') : null;
  return userId
    ? sql`select u.id, u.active from ${me} join users u on u.organisation_id = ${organisationId} and u.id = ${userId}`
    : null;
}

/** The time and the author that are recorded: those of an import, a user on whose behalf a key writes, or now and `usual`. */
export function recordedAs(
  actor: Actor,
  input: NamedAuthor,
  now: Date,
  named: readonly unknown[],
  usual: Author,
): Result<Recorded> {
  const { onBehalfOfId } = input;
  if (typeof onBehalfOfId === 'string') return onBehalf(actor, input, onBehalfOfId, now, named);
  return input.import
    ? importedAs(actor, input.import, now, named)
    : ok({ occurredAt: now, onBehalfOf: usual });
}

/** A key writes for a user: both are recorded, and the user is shown as the author. */
function onBehalf(
  actor: Actor,
  input: NamedAuthor,
  userId: string,
  now: Date,
  named: readonly unknown[],
): Result<Recorded> {
  const path = ['onBehalfOfId'];
  if (actor.kind !== 'key' || !actor.scopes.includes('COMMENTS_ON_BEHALF'))
    return err(forbidden('SCOPE', 'onBehalfOfId needs an API key with the scope COMMENTS_ON_BEHALF.', path));
  if (input.import)
    return err(invalid(path, 'CONTRADICTION', 'An import names its author by import.actorId.'));
  const [user] = named as readonly { id: string; active: boolean }[];
  if (!user?.active) return err(notFound(path, userId, 'active user'));
  return ok({ occurredAt: now, onBehalfOf: { userId: user.id, keyId: actor.keyId } });
}

/**
 * The author and time that an import records instead of the API key and now. Only for keys with the scope `IMPORT`. `named` is the user it
 * names, if found.
 */
function importedAs(
  actor: Actor,
  given: ImportInput,
  now: Date,
  named: readonly unknown[],
): Result<Recorded> {
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
