import type { Pool } from 'pg';
import { type Actor, actorKey, askerOf, type UserActor } from '../../platform/actor/actor.js';
import { type Asking, type Found, seesByQueues, seesByRole, shown } from '../../platform/actor/asking.js';
import type { Access, Ending, Standing } from '../../platform/actor/authenticator.js';
import type { ApiKeyScope, Role } from '../../platform/contract/generated/enums.js';
import { runOnce } from '../../platform/db/run-once.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { hashToken, isApiKey } from '../../platform/kernel/tokens.js';
import type { UserRow } from '../people/data/entities.js';
import { integrationsOn, toIntegration, toUser, usersOn } from '../people/node.js';

/** The actor of a token, with roles and teams as they are now; or the former owner, and why the token does not work any more. */
export type Owner =
  | { actor: Actor; ending: null }
  | { actor: null; ending: Ending; userId: string | null; keyId: string | null };

interface SessionRow {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  version: number;
  createdAt: Date;
  teamIds: string[];
  leadTeamIds: string[];
  expiresAt: Date;
  ending: Ending | null;
}

interface KeyRow {
  id: string;
  integrationId: string;
  name: string;
  scopes: ApiKeyScope[];
  queueIds: string[] | null;
  expiresAt: Date | null;
  ending: Ending | null;
}

/**
 * Looks up a token in an organisation; null when it was never issued there. Never cached. The first use of the token that a renewed session
 * was given ends the token before it.
 */
export async function authenticate(pool: Pool, organisationId: string, token: string): Promise<Owner | null> {
  const hash = hashToken(token);
  if (isApiKey(token)) {
    const [key] = await runOnce(pool, organisationId, keyBy(organisationId, hash));
    return key ? ownerOfKey(organisationId, key) : null;
  }
  const look = () => runOnce(pool, organisationId, sessionBy(organisationId, sql`s.token_hash = ${hash}`));
  const [session] = await look();
  if (session) return ownerOfSession(organisationId, session);
  const [renewed] = await runOnce(
    pool,
    organisationId,
    sql`update sessions set token_hash = next_hash, next_hash = null
      where organisation_id = ${organisationId} and next_hash = ${hash} returning 1`,
  );
  const [now] = renewed ? await look() : [];
  return now ? ownerOfSession(organisationId, now) : null;
}

/** The same for a session that is held by its id, whatever its token is now. */
export async function authenticateSession(
  pool: Pool,
  organisationId: string,
  sessionId: string,
): Promise<Owner | null> {
  const [session] = await runOnce(pool, organisationId, sessionBy(organisationId, sql`s.id = ${sessionId}`));
  return session ? ownerOfSession(organisationId, session) : null;
}

const sessionEnding = sql`case when not u.active then 'DEACTIVATED' when s.revoked_at is not null then 'REVOKED'
  when s.expires_at <= now() then 'EXPIRED' end`;
const keyEnding = sql`case when k.revoked_at is not null then 'REVOKED' when k.expires_at <= now() then 'EXPIRED'
  when k.suspended_at is not null then 'SUSPENDED' end`;

function sessionBy(organisationId: string, which: Sql): Sql<SessionRow> {
  return sql`select s.id, u.id as "userId", u.name, u.email, u.role, u.active, u.version, u.created_at as "createdAt",
      coalesce(m.ids, '{}') as "teamIds", coalesce(m.lead_ids, '{}') as "leadTeamIds", s.expires_at as "expiresAt",
      ${sessionEnding} as ending
    from sessions s
    join users u on u.organisation_id = ${organisationId} and u.id = s.user_id
    left join lateral (
      select array_agg(t.team_id order by t.team_id) as ids,
        array_agg(t.team_id order by t.team_id) filter (where t.lead) as lead_ids
      from team_members t where t.organisation_id = ${organisationId} and t.user_id = s.user_id) m on true
    where s.organisation_id = ${organisationId} and ${which}`;
}

function keyBy(organisationId: string, hash: Buffer): Sql<KeyRow> {
  return sql`select k.id, k.integration_id as "integrationId", k.name, k.scopes, k.queue_ids as "queueIds", k.expires_at as "expiresAt",
      ${keyEnding} as ending
    from api_keys k where k.organisation_id = ${organisationId} and k.token_hash = ${hash}`;
}

/** How sessions and API keys stand now: all of them, or only those that have ended. One that is gone counts as revoked. */
export async function standings(
  pool: Pool,
  organisationId: string,
  of: readonly Access[],
  which: 'ALL' | 'ENDED',
): Promise<Standing[]> {
  const idsOf = (kind: Access['kind']) => of.filter((one) => one.kind === kind).map(({ id }) => id);
  const rows = await runOnce(
    pool,
    organisationId,
    sql<Standing>`select * from (
      select given.id, case when s.id is null then 'REVOKED' else ${sessionEnding} end as ending, s.expires_at as "expiresAt"
      from unnest(${idsOf('session')}::uuid[]) given (id)
      left join sessions s on s.organisation_id = ${organisationId} and s.id = given.id
      left join users u on u.organisation_id = ${organisationId} and u.id = s.user_id
      union all
      select given.id, case when k.id is null then 'REVOKED' else ${keyEnding} end, k.expires_at
      from unnest(${idsOf('key')}::uuid[]) given (id)
      left join api_keys k on k.organisation_id = ${organisationId} and k.id = given.id) it
    where ${which === 'ALL'} or it.ending is not null`,
  );
  return [...rows];
}

function ownerOfSession(organisationId: string, row: SessionRow): Owner {
  const { id, ending, userId, name, role, teamIds, leadTeamIds, expiresAt } = row;
  if (ending) return { actor: null, ending, userId, keyId: null };
  const user = { userId, name, role, teamIds, leadTeamIds, expiresAt };
  return { actor: { kind: 'user', organisationId, sessionId: id, ...user }, ending: null };
}

function ownerOfKey(organisationId: string, row: KeyRow): Owner {
  const { id, ending, name, scopes, queueIds, expiresAt } = row;
  if (ending) return { actor: null, ending, userId: null, keyId: id };
  return {
    actor: { kind: 'key', organisationId, keyId: id, name, scopes, queueIds, expiresAt },
    ending: null,
  };
}

/**
 * An actor with a token whose owner is known: the first statement of a command checks whether the token still works, and reads the present
 * rights.
 */
export function askingBy(token: string, owner: Actor): Asking {
  const { organisationId } = owner;
  const hash = hashToken(token);
  if (!isApiKey(token)) return askingOf(owner, sql`s.token_hash = ${hash}`);
  return {
    ...commonOf(owner),
    me: meByKey(organisationId, hash),
    find: keyBy(organisationId, hash),
    found: ([row]) => (row ? foundKey(organisationId, row as KeyRow) : null),
  };
}

/** The same for a session that is held by its id. */
export function askingBySession(owner: UserActor): Asking {
  return askingOf(owner, sql`s.id = ${owner.sessionId}`);
}

const commonOf = (owner: Actor) => ({
  organisationId: owner.organisationId,
  asker: askerOf(owner),
  actorKey: actorKey(owner),
});

function askingOf(owner: Actor, which: Sql): Asking {
  const { organisationId } = owner;
  return {
    ...commonOf(owner),
    me: meBySession(organisationId, which),
    find: sessionBy(organisationId, which),
    found: ([row]) => (row ? foundUser(organisationId, row as SessionRow) : null),
  };
}

function meBySession(organisationId: string, which: Sql): Sql {
  return sql`(select s.user_id, null::uuid as key_id,
      ${seesByRole(sql`u.role`)} as sees,
      array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = s.user_id) as team_ids,
      null::uuid[] as queue_ids
    from sessions s join users u on u.organisation_id = ${organisationId} and u.id = s.user_id
    where s.organisation_id = ${organisationId} and ${which}
      and s.revoked_at is null and s.expires_at > now() and u.active) me`;
}

function meByKey(organisationId: string, hash: Buffer): Sql {
  return sql`(select null::uuid as user_id, k.id as key_id, ${seesByQueues(sql`k.queue_ids`)} as sees,
      '{}'::uuid[] as team_ids, k.queue_ids
    from api_keys k where k.organisation_id = ${organisationId} and k.token_hash = ${hash}
      and k.revoked_at is null and k.suspended_at is null and (k.expires_at is null or k.expires_at > now())) me`;
}

function foundUser(organisationId: string, row: SessionRow): Found | null {
  const { actor } = ownerOfSession(organisationId, row);
  if (!actor) return null;
  const { userId: id, name, email, role, active, version, createdAt } = row;
  const user = toUser({ organisationId, id, name, email, role, active, version, createdAt } as UserRow);
  return { actor, shows: [shown(usersOn, id, user)] };
}

function foundKey(organisationId: string, row: KeyRow): Found | null {
  const { actor } = ownerOfKey(organisationId, row);
  return actor && { actor, shows: [shown(integrationsOn, row.id, toIntegration(row))] };
}

/** The organisation of an API key in the old form, which does not name it. */
export async function organisationOfOldKey(pool: Pool, token: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>({
    name: 'organisation of old key',
    text: 'select organisation_of_old_key($1) as id',
    values: [hashToken(token)],
  });
  return rows[0]?.id ?? null;
}
