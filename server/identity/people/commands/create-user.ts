import { isStaff } from '../../../platform/actor/actor.js';
import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { CreateUserInput } from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { newId } from '../../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../../platform/kernel/user-errors.js';
import { hashPassword } from '../../credentials/passwords.js';
import { TeamMemberEntity, UserEntity } from '../data/entities.js';
import { oneAddressAtATime } from '../data/new-requester.js';
import { recordGiven } from '../data/rights-given.js';
import { insertWords } from '../data/words.js';
import { accountAddress, asciiAddress } from '../rules/email.js';
import { userCreated } from '../rules/events.js';
import { can } from '../rules/policy.js';
import { checkProfile, companyProblem } from './profile.js';

/** The rule for new and changed passwords. */
export function checkPassword(check: InputCheck, password: string | null | undefined): void {
  if (typeof password !== 'string') return;
  if (password.length < 10)
    check.fail(['password'], 'TOO_SHORT', 'password must have at least 10 characters.');
  if (password.length > 200)
    check.fail(['password'], 'TOO_LONG', 'password must have at most 200 characters.');
}

/** What agents cannot give to requesters that they create. */
const forAdministrators = ['password', 'teamIds', 'externalId', 'companyId'] as const;

/** Creates a user. The password is hashed before the transaction, because hashing is slow on purpose: see `passwordHashOf`. */
export async function createUser(
  command: CommandContext,
  input: CreateUserInput & { passwordHash: string | null },
): Promise<Result<{ userId: string }>> {
  if (!can(command.actor, 'administer')) {
    if (!can(command.actor, 'createRequesters') || input.role !== 'REQUESTER')
      return err(forbidden('ROLE', 'Only administrators can create users. Agents can create requesters.'));
    const denied = forAdministrators.find((field) => input[field] !== undefined && input[field] !== null);
    if (denied) return err(forbidden('ROLE', `Only administrators can set ${denied}.`, [denied]));
  }
  if (input.role === 'ADMIN' && command.actor.kind === 'key') return err(adminsAreMadeByAdmins());
  if (command.actor.kind === 'key' && typeof input.password === 'string')
    return err(passwordsAreSetByPeople());
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  const email = accountAddress(check.required('email', input.email, 254, 'NAME')) ?? '';
  if (email === '') check.fail(['email'], 'FORMAT', 'email must be an e-mail address.');
  checkPassword(check, input.password);
  const profile = checkProfile(check, input);
  const teamIds = check.ids('teamIds', input.teamIds, 'Team', 50) ?? [];
  if (teamIds.length > 0 && !isStaff(input.role))
    check.fail(['teamIds'], 'ROLE', 'teamIds is not for the role REQUESTER.');
  if (check.errors.length > 0) return err(...check.errors);
  const teams = await command.query(
    sql<{
      id: string;
    }>`select id from teams where organisation_id = ${command.organisationId} and id = any (${teamIds}::uuid[])`,
  );
  const known = new Set(teams.map((team) => team.id));
  const missing = teamIds.findIndex((id) => !known.has(id));
  if (missing >= 0) return err(notFound(['teamIds', String(missing)], input.teamIds?.[missing], 'team'));
  const noCompany = await companyProblem(command, profile.companyId, input.companyId);
  if (noCompany) return err(noCompany);
  const userId = newId();
  const { organisationId } = command;
  // Unique over all organisations, also by how it looks.
  await command.query(sql`select ${oneAddressAtATime(email)}`);
  const [taken] = await command.query(sql`insert into addresses (email, skeleton, organisation_id, user_id)
    values (${email}, name_skeleton(${asciiAddress(email)}), ${organisationId}, ${userId}) on conflict do nothing returning 1`);
  if (!taken) return err(invalid(['email'], 'UNIQUE', 'email is already used by another user.'));
  command.em.create(
    UserEntity,
    {
      organisationId,
      id: userId,
      name,
      email,
      role: input.role,
      passwordHash: input.passwordHash,
      active: true,
      version: 1,
      createdAt: command.now,
      leftAt: null,
      phone: profile.phone ?? null,
      locale: profile.locale ?? null,
      timeZone: profile.timeZone ?? null,
      externalId: profile.externalId ?? null,
      companyId: profile.companyId ?? null,
    },
    { persist: true },
  );
  await command.em.flush();
  await command.query(insertWords(organisationId, userId, { name, email, phone: profile.phone }));
  for (const teamId of teamIds) {
    const joined = { organisationId, teamId, userId, lead: false, joinedAt: command.now };
    command.em.create(TeamMemberEntity, joined, { persist: true });
    await recordGiven(command, 'TEAM', teamId, [userId]);
  }
  if (isStaff(input.role)) await recordGiven(command, 'ROLE', input.role, [userId]);
  command.emit(userCreated(userId));
  return ok({ userId });
}

/** Otherwise a key with ADMINISTRATION could become an administrator, who can create keys. */
export function adminsAreMadeByAdmins(): UserError {
  return forbidden('SCOPE', 'API keys cannot create or change administrators. Sign in as an administrator.', [
    'role',
  ]);
}

/** An API key must not create an account for itself, nor take one over. */
export function passwordsAreSetByPeople(): UserError {
  return forbidden('SCOPE', 'API keys cannot set passwords. Sign in as a user.', ['password']);
}

/** The hash of a new password, made outside any transaction. A password that breaks the rule is not hashed. */
export async function passwordHashOf(password: string | null | undefined): Promise<string | null> {
  const usable = typeof password === 'string' && password.length >= 10 && password.length <= 200;
  return usable ? hashPassword(password) : null;
}
