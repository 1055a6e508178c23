import { endSessions } from '../../access/index.js';
import { isStaff } from '../../authz/actor.js';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { toGlobalId } from '../../kernel/ids.js';
import { conflict, forbidden, invalid, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { type Role, UserEntity, type UserRow } from '../entities.js';
import { can } from '../policy.js';
import { adminsAreMadeByAdmins, checkPassword, passwordsAreSetByPeople } from './create-user.js';

export interface UpdateUser {
  userId: string;
  expectedVersion?: number | null;
  name?: string | null;
  role?: Role | null;
  password?: string | null;
  /** False deactivates. Not part of `updateUser`; there is no way back yet. */
  active?: boolean;
}

/** Changes or deactivates a user. A new password and deactivation end every session. */
export async function updateUser(
  change: Change,
  input: UpdateUser & { passwordHash: string | null },
): Promise<Result<{ userId: string }>> {
  const check = new InputCheck();
  const userId = check.id('userId', input.userId, 'User');
  check.notNull('name', input.name);
  check.notNull('role', input.role);
  check.notNull('password', input.password);
  const name = check.text('name', input.name, 100);
  checkPassword(check, input.password);
  if (check.errors.length > 0) return refused(...check.errors);
  const administers = can(change.actor, 'administer');
  const itself = can(change.actor, 'updateSelf', userId);
  const user = administers || itself ? await lockUser(change, userId) : null;
  if (!administers && !itself)
    return refused(forbidden('ROLE', 'Changing other users is for administrators.'));
  if (!user) return refused(notFound(['userId'], input.userId, 'user'));
  if (!administers && (input.role || input.active === false))
    return refused(forbidden('ROLE', 'Roles are given by administrators.', ['role']));
  if (input.role === 'ADMIN' && change.actor.kind === 'key') return refused(adminsAreMadeByAdmins());
  if (change.actor.kind === 'key' && typeof input.password === 'string')
    return refused(passwordsAreSetByPeople());
  if (change.actor.kind === 'key' && user.role === 'ADMIN') return refused(adminsAreMadeByAdmins());
  if (typeof input.expectedVersion === 'number' && input.expectedVersion !== user.version) {
    return refused(conflict(user.version, toGlobalId('User', userId)));
  }
  const losesAdmin =
    user.role === 'ADMIN' &&
    user.active &&
    ((input.role && input.role !== 'ADMIN') || input.active === false);
  if (losesAdmin && (await otherAdmins(change, userId)) === 0) {
    return refused(
      invalid(
        input.active === false ? ['userId'] : ['role'],
        'LAST_ADMIN',
        'An organisation keeps at least one active administrator.',
      ),
    );
  }
  const before = { name: user.name, role: user.role, active: user.active };
  if (name) user.name = name;
  if (input.role) user.role = input.role;
  if (input.active === false) user.active = false;
  if (input.passwordHash) user.passwordHash = input.passwordHash;
  const changes = (['name', 'role', 'active'] as const)
    .filter((field) => before[field] !== user[field])
    .map((field) => ({ field, from: before[field], to: user[field] }));
  if (changes.length === 0 && !input.passwordHash) return done({ userId });
  user.version += 1;
  if (input.passwordHash || input.active === false) {
    await endSessions(change, userId, sql`true`);
  }
  if (input.role && !isStaff(input.role)) {
    await change.query(
      sql`delete from team_members where organisation_id = ${change.organisationId} and user_id = ${userId}`,
    );
  }
  change.emit({
    type: input.active === false ? 'USER_DEACTIVATED' : 'USER_UPDATED',
    changes: [{ field: 'user', from: userId, to: userId }, ...changes],
  });
  return done({ userId });
}

/** Locked so that others may still refer to the user: events do, at the end of every change. */
async function lockUser(change: Change, id: string): Promise<UserRow | null> {
  const { organisationId } = change;
  await change.query(
    sql`select 1 from users where organisation_id = ${organisationId} and id = ${id} for no key update`,
  );
  return change.em.findOne(UserEntity, { organisationId, id });
}

async function otherAdmins(change: Change, userId: string): Promise<number> {
  // Locked, so that two administrators can not deactivate each other at once.
  const rows = await change.query(sql`select 1 from users where organisation_id = ${change.organisationId}
    and role = 'ADMIN' and active and id <> ${userId} order by id for no key update`);
  return rows.length;
}
