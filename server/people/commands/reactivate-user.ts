import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { UserEntity } from '../entities.js';
import { can } from '../policy.js';
import { adminsAreMadeByAdmins } from './create-user.js';

/**
 * Reverses a deactivation: the user may sign in again with the same role, teams and password. Ended sessions stay ended. Doing it
 * again changes nothing.
 */
export async function reactivateUser(
  change: Change,
  input: { userId: string },
): Promise<Result<{ userId: string; reactivated: boolean }>> {
  if (!can(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Reactivating users is for administrators.'));
  const check = new InputCheck();
  const userId = check.id('userId', input.userId, 'User');
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  // Locked so that others may still refer to the user.
  await change.query(
    sql`select 1 from users where organisation_id = ${organisationId} and id = ${userId} for no key update`,
  );
  const user = await change.em.findOne(UserEntity, { organisationId, id: userId });
  if (!user) return refused(notFound(['userId'], input.userId, 'user'));
  if (change.actor.kind === 'key' && user.role === 'ADMIN') return refused(adminsAreMadeByAdmins());
  if (user.active) return done({ userId, reactivated: false });
  user.active = true;
  user.version += 1;
  change.emit({
    type: 'USER_REACTIVATED',
    changes: [
      { field: 'user', from: userId, to: userId },
      { field: 'active', from: false, to: true },
    ],
  });
  return done({ userId, reactivated: true });
}
