import type { CommandContext } from '../../../platform/commands/command-context.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { forbidden, notFound } from '../../../platform/kernel/user-errors.js';
import { UserEntity } from '../data/entities.js';
import { can } from '../rules/policy.js';
import { adminsAreMadeByAdmins } from './create-user.js';

/**
 * Reverses a deactivation: the user can sign in again with the same role, teams and password. Ended sessions stay ended. Repeating it
 * changes nothing.
 */
export async function reactivateUser(
  command: CommandContext,
  input: { userId: string },
): Promise<Result<{ userId: string; reactivated: boolean }>> {
  if (!can(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can reactivate users.'));
  const check = new InputCheck();
  const userId = check.id('userId', input.userId, 'User');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  // Locked so that concurrent transactions can still refer to the user.
  await command.query(
    sql`select 1 from users where organisation_id = ${organisationId} and id = ${userId} for no key update`,
  );
  const user = await command.em.findOne(UserEntity, { organisationId, id: userId });
  if (!user) return err(notFound(['userId'], input.userId, 'user'));
  if (command.actor.kind === 'key' && user.role === 'ADMIN') return err(adminsAreMadeByAdmins());
  if (user.active) return ok({ userId, reactivated: false });
  user.active = true;
  user.version += 1;
  command.emit({
    type: 'USER_REACTIVATED',
    changes: [
      { field: 'user', from: userId, to: userId },
      { field: 'active', from: false, to: true },
    ],
  });
  return ok({ userId, reactivated: true });
}
