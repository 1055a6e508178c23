import { type ClientInfo } from '../../platform/actor/client-info.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import { hashToken } from '../../platform/kernel/tokens.js';
import { createUser } from '../people/commands/create-user.js';
import { UserIdentityEntity } from '../people/data/entities.js';
import { accountAddress } from '../people/rules/email.js';
import { nameFrom } from '../people/rules/name.js';
import { beginSession } from '../sessions/session.js';
import type { Claims } from './identity-provider.js';

export interface FederatedSession {
  token: string;
  claims: Claims;
  clientInfo: ClientInfo;
  /** Whether an unknown person becomes a user. */
  provision: boolean;
}

type Refused = 'EMAIL_NOT_VERIFIED' | 'UNKNOWN_USER' | 'OTHER_IDENTITY' | 'DEACTIVATED';
type FoundUser = { userId: string } | { refusal: Refused; userId: string | null };

/**
 * Begins the session of an access token at its first use. The user is found by the token's subject. The first time, the verified e-mail
 * address finds the account, which is then bound to the subject permanently: if the provider later gives the address to another person, it
 * does not open the account. An unknown person becomes a requester where that is configured.
 */
export async function beginFederatedSession(
  command: CommandContext,
  { token, claims, clientInfo, provision }: FederatedSession,
): Promise<Result<{ refusal: Refused | null; userId: string | null }>> {
  const { organisationId, now } = command;
  // Serialises first uses by one subject: the second one sees the first.
  const subject = `identity ${organisationId} ${claims.issuer} ${claims.subject}`;
  await command.query(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`);
  const found = (await knownSubject(command, claims)) ?? (await byEmail(command, claims, provision));
  if ('refusal' in found) return ok(found);
  const { userId } = found;
  const [begun] = await command.query(sql`select 1 from sessions
    where organisation_id = ${organisationId} and token_hash = ${hashToken(token)}`);
  if (begun) return ok({ refusal: null, userId });
  const { expiresAt } = claims;
  await beginSession(command.em, {
    organisationId,
    userId,
    token,
    method: 'OIDC',
    clientInfo,
    now,
    expiresAt,
  });
  return ok({ refusal: null, userId });
}

async function knownSubject(command: CommandContext, { issuer, subject }: Claims): Promise<FoundUser | null> {
  const [user] = await command.query(sql<{ id: string; active: boolean }>`
    select u.id, u.active from user_identities i
    join users u on u.organisation_id = ${command.organisationId} and u.id = i.user_id
    where i.organisation_id = ${command.organisationId} and i.issuer = ${issuer} and i.subject = ${subject}
    for share of u`);
  return user ? ifActive(user) : null;
}

async function byEmail(command: CommandContext, claims: Claims, provision: boolean): Promise<FoundUser> {
  const { organisationId } = command;
  const email = accountAddress(claims.verifiedEmail ?? '');
  if (email === null) return { refusal: 'EMAIL_NOT_VERIFIED', userId: null };
  // Locked, so that two subjects cannot both take the account.
  const [user] = await command.query(sql<{ id: string; active: boolean; bound: boolean }>`
    select u.id, u.active, exists (select 1 from user_identities i where i.organisation_id = ${organisationId}
      and i.user_id = u.id and i.issuer = ${claims.issuer}) as bound
    from users u where u.organisation_id = ${organisationId} and u.email = ${email} for no key update`);
  if (user?.bound) return { refusal: 'OTHER_IDENTITY', userId: user.id };
  if (user) return bind(command, claims, ifActive(user));
  if (!provision) return { refusal: 'UNKNOWN_USER', userId: null };
  const name = nameFrom(claims.name, email);
  const made = await createUser(command, { name, email, role: 'REQUESTER', passwordHash: null });
  // The only possible error: the address belongs to another organisation.
  return made.ok ? bind(command, claims, made.value) : { refusal: 'OTHER_IDENTITY', userId: null };
}

function ifActive({ id, active }: { id: string; active: boolean }): FoundUser {
  return active ? { userId: id } : { refusal: 'DEACTIVATED', userId: id };
}

function bind(command: CommandContext, { issuer, subject }: Claims, found: FoundUser): FoundUser {
  if ('refusal' in found) return found;
  const { organisationId, now } = command;
  const { userId } = found;
  command.em.create(
    UserIdentityEntity,
    { organisationId, issuer, subject, userId, createdAt: now },
    { persist: true },
  );
  command.emit({
    type: 'USER_IDENTITY_ADDED',
    changes: [
      { field: 'user', from: userId, to: userId },
      { field: 'issuer', from: null, to: issuer },
    ],
  });
  return found;
}
