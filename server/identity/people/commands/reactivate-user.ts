import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { ReactivateUserInput } from '../../../platform/contract/generated/types.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { forbidden, notFound } from '../../../platform/kernel/user-errors.js';
import { recordGiven } from '../data/rights-given.js';
import { can } from '../rules/policy.js';
import { adminsAreMadeByAdmins } from './create-user.js';
import { followLeaving } from './leave.js';
import { lockUser, staleUser } from './lock-user.js';

/**
 * Reverses a deactivation: the user can sign in again with the same role, teams and password. Ended sessions stay ended. Repeating it
 *  changes nothing.
 */
export async function reactivateUser(
  command: CommandContext,
  input: Pick<ReactivateUserInput, 'userId' | 'expectedVersion'>,
): Promise<Result<{ userId: string; reactivated: boolean }>> {
  if (!can(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can reactivate users.'));
  const check = new InputCheck();
  const userId = check.id('userId', input.userId, 'User');
  if (check.errors.length > 0) return err(...check.errors);
  const user = await lockUser(command, userId);
  if (!user) return err(notFound(['userId'], input.userId, 'user'));
  if (command.actor.kind === 'key' && user.role === 'ADMIN') return err(adminsAreMadeByAdmins());
  const stale = staleUser(user, input);
  if (stale) return err(stale);
  if (user.active) return ok({ userId, reactivated: false });
  const { role } = user;
  user.active = true;
  user.version += 1;
  await recordGiven(command, 'ACCOUNT', '', [userId]);
  await followLeaving(command, { role, active: false }, user, null);
  command.emit({
    type: 'USER_REACTIVATED',
    changes: [
      { field: 'user', from: userId, to: userId },
      { field: 'active', from: false, to: true },
    ],
  });
  return ok({ userId, reactivated: true });
}
