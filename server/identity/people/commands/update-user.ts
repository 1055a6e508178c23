import { isStaff } from '../../../platform/actor/actor.js';
import { seenByRole } from '../../../platform/actor/scope.js';
import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { DeactivateUserInput, UpdateUserInput } from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../../platform/kernel/user-errors.js';
import { endSessions } from '../../sessions/end-sessions.js';
import { recordGiven } from '../data/rights-given.js';
import { replaceWords } from '../data/words.js';
import { takesWork } from '../rules/leaving.js';
import { can } from '../rules/policy.js';
import { givesMore } from '../rules/roles.js';
import { adminsAreMadeByAdmins, checkPassword, passwordsAreSetByPeople } from './create-user.js';
import { successorOf } from './hand-over.js';
import { followLeaving } from './leave.js';
import { lockUser, staleUser } from './lock-user.js';
import { checkProfile, companyProblem, givenOf, profileFields } from './profile.js';

/** Changes or deactivates a user. A new password and deactivation end all sessions. */
export async function updateUser(
  command: CommandContext,
  /** `active: false` deactivates. */
  input: UpdateUserInput & { passwordHash: string | null; active?: boolean },
): Promise<Result<{ userId: string }>> {
  const check = new InputCheck();
  const userId = check.id('userId', input.userId, 'User');
  check.notNull('name', input.name);
  check.notNull('role', input.role);
  check.notNull('password', input.password);
  const name = check.text('name', input.name, 100, 'NAME');
  checkPassword(check, input.password);
  const profile = checkProfile(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const administers = can(command.actor, 'administer');
  const itself = can(command.actor, 'updateSelf', userId);
  const user = administers || itself ? await lockUser(command, userId) : null;
  if (!administers && !itself) return err(forbidden('ROLE', 'Only administrators can change other users.'));
  if (!user) return err(notFound(['userId'], input.userId, 'user'));
  if (!administers && (input.role || input.active === false))
    return err(forbidden('ROLE', 'Only administrators can change roles.', ['role']));
  const forAdministrators = (['externalId', 'companyId'] as const).find(
    (field) => input[field] !== undefined,
  );
  if (!administers && forAdministrators)
    return err(
      forbidden('ROLE', `Only administrators can change ${forAdministrators}.`, [forAdministrators]),
    );
  if (input.role === 'ADMIN' && command.actor.kind === 'key') return err(adminsAreMadeByAdmins());
  if (command.actor.kind === 'key' && typeof input.password === 'string')
    return err(passwordsAreSetByPeople());
  if (command.actor.kind === 'key' && user.role === 'ADMIN') return err(adminsAreMadeByAdmins());
  const stale = staleUser(user, input);
  if (stale) return err(stale);
  const losesAdmin =
    user.role === 'ADMIN' &&
    user.active &&
    ((input.role && input.role !== 'ADMIN') || input.active === false);
  if (losesAdmin && (await otherAdmins(command, userId)) === 0) {
    return err(
      invalid(
        input.active === false ? ['userId'] : ['role'],
        'LAST_ADMIN',
        'This is the last active administrator of the organisation. Make another user an administrator first.',
      ),
    );
  }
  const noCompany = await companyProblem(command, profile.companyId, input.companyId);
  if (noCompany) return err(noCompany);
  const before = { ...user };
  const after = { role: input.role ?? user.role, active: user.active && input.active !== false };
  if (input.handOverTo && !administers)
    return err(forbidden('ROLE', 'Only administrators can hand over work.', ['handOverTo']));
  const to = await successorOf(command, input.handOverTo, userId);
  if (!to.ok) return to;
  if (to.value && takesWork(after)) {
    const message = 'The user can go on working their tickets. Assign them with assignTickets.';
    return err(invalid(['handOverTo'], 'STILL_WORKS', message));
  }
  if (name) user.name = name;
  Object.assign(user, after, givenOf(profile));
  if (input.passwordHash) user.passwordHash = input.passwordHash;
  const changes = (['name', 'role', 'active', ...profileFields] as const)
    .filter((field) => (before[field] ?? null) !== (user[field] ?? null))
    .map((field) => ({ field, from: before[field] ?? null, to: user[field] ?? null }));
  if (changes.length === 0 && !input.passwordHash) {
    await followLeaving(command, before, user, to.value);
    return ok({ userId });
  }
  user.version += 1;
  if (givesMore(before.role, user.role)) await recordGiven(command, 'ROLE', user.role, [userId]);
  if (before.name !== user.name || before.phone !== user.phone)
    await command.query(replaceWords(command.organisationId, userId, user));
  if (input.passwordHash || input.active === false) {
    await endSessions(command, userId, sql`true`);
  }
  if (input.role && !isStaff(input.role)) {
    await command.query(
      sql`delete from team_members where organisation_id = ${command.organisationId} and user_id = ${userId}`,
    );
  }
  command.emit({
    type: input.active === false ? 'USER_DEACTIVATED' : 'USER_UPDATED',
    changes: [{ field: 'user', from: userId, to: userId }, ...changes],
    // A role that sees as far, of an agent who becomes a lead, changes nothing.
    facts: seenByRole[before.role] === seenByRole[user.role] ? undefined : { kind: 'ROLE', userId },
  });
  await followLeaving(command, before, user, to.value);
  return ok({ userId });
}

/** Deactivates a user. */
export function deactivateUser(command: CommandContext, input: DeactivateUserInput) {
  return updateUser(command, { ...input, active: false, passwordHash: null });
}

async function otherAdmins(command: CommandContext, userId: string): Promise<number> {
  // Locked, so that two administrators cannot deactivate each other at the same time.
  const rows = await command.query(sql`select 1 from users where organisation_id = ${command.organisationId}
    and role = 'ADMIN' and active and id <> ${userId} order by id for no key update`);
  return rows.length;
}
