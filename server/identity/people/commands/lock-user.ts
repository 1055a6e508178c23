import type { CommandContext } from '../../../platform/commands/command-context.js';
import { sql } from '../../../platform/db/sql.js';
import { toGlobalId } from '../../../platform/kernel/ids.js';
import { conflict, type UserError } from '../../../platform/kernel/user-errors.js';
import { UserEntity, type UserRow } from '../data/entities.js';

/** Locked so that concurrent transactions can still refer to the user: every change does, when it writes its events. */
export async function lockUser(command: CommandContext, id: string): Promise<UserRow | null> {
  const { organisationId } = command;
  await command.query(
    sql`select 1 from users where organisation_id = ${organisationId} and id = ${id} for no key update`,
  );
  return command.em.findOne(UserEntity, { organisationId, id });
}

/** The error of a change to another version; null when the version is right. */
export function staleUser(
  { id, version }: UserRow,
  { expectedVersion }: { expectedVersion?: number | null | undefined },
): UserError | null {
  if (typeof expectedVersion !== 'number' || expectedVersion === version) return null;
  return conflict(version, toGlobalId('User', id));
}
