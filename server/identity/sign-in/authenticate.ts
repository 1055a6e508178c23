import type { Pool } from 'pg';
import { type Actor, actorKey, askerOf } from '../../platform/actor/actor.js';
import { type Asking, type Found, seesByQueues, seesByRole, shown } from '../../platform/actor/asking.js';
import type { Ending } from '../../platform/actor/authenticator.js';
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
  name: string;
  scopes: ApiKeyScope[];
  queueIds: string[] | null;
  expiresAt: Date | null;
  ending: Ending | null;
}

/** Looks up a token in an organisation; null when it was never issued there. Never cached. */
export async function authenticate(pool: Pool, organisationId: string, token: string): Promise<Owner | null> {
  const hash = hashToken(token);
  if (isApiKey(token)) {
    const [key] = await runOnce(pool, organisationId, keyBy(organisationId, hash));
    return key ? ownerOfKey(organisationId, key) : null;
  }
  const [session] = await runOnce(pool, organisationId, sessionBy(organisationId, hash));
  return session ? ownerOfSession(organisationId, session) : null;
}

function sessionBy(organisationId: string, hash: Buffer): Sql<SessionRow> {
  return sql`select s.id, u.id as "userId", u.name, u.email, u.role, u.active, u.version, u.created_at as "createdAt",
      coalesce(m.ids, '{}') as "teamIds", coalesce(m.lead_ids, '{}') as "leadTeamIds", s.expires_at as "expiresAt",
      case when not u.active then 'DEACTIVATED' when s.revoked_at is not null then 'REVOKED'
        when s.expires_at <= now() then 'EXPIRED' end as ending
    from sessions s
    join users u on u.organisation_id = ${organisationId} and u.id = s.user_id
    left join lateral (
      select array_agg(t.team_id order by t.team_id) as ids,
        array_agg(t.team_id order by t.team_id) filter (where t.lead) as lead_ids
      from team_members t where t.organisation_id = ${organisationId} and t.user_id = s.user_id) m on true
    where s.organisation_id = ${organisationId} and s.token_hash = ${hash}`;
}

function keyBy(organisationId: string, hash: Buffer): Sql<KeyRow> {
  return sql`select k.id, k.name, k.scopes, k.queue_ids as "queueIds", k.expires_at as "expiresAt",
      case when k.revoked_at is not null then 'REVOKED' when k.expires_at <= now() then 'EXPIRED' end as ending
    from api_keys k where k.organisation_id = ${organisationId} and k.token_hash = ${hash}`;
}

function ownerOfSession(organisationId: string, row: SessionRow): Owner {
  const { id, ending, userId, name, role, teamIds, leadTeamIds, expiresAt } = row;
  if (ending) return { actor: null, ending, userId, keyId: null };
  const user = { userId, name, role, teamIds, leadTeamIds, expiresAt };
  return { actor: { kind: 'user', organisationId, sessionId: id, ...user }, ending: null };
}

function ownerOfKey(organisationId: string, row: KeyRow): Owner {
  const { id, ending, ...key } = row;
  if (ending) return { actor: null, ending, userId: null, keyId: id };
  return { actor: { kind: 'key', organisationId, keyId: id, ...key }, ending: null };
}

/**
 * An actor with a token whose owner is known: the first statement of a command checks whether the token still works, and reads the present
 * rights.
 */
export function askingBy(token: string, owner: Actor): Asking {
  const { organisationId } = owner;
  const hash = hashToken(token);
  const common = { organisationId, asker: askerOf(owner), actorKey: actorKey(owner) };
  if (isApiKey(token)) {
    return {
      ...common,
      me: meByKey(organisationId, hash),
      find: keyBy(organisationId, hash),
      found: ([row]) => (row ? foundKey(organisationId, row as KeyRow) : null),
    };
  }
  return {
    ...common,
    me: meBySession(organisationId, hash),
    find: sessionBy(organisationId, hash),
    found: ([row]) => (row ? foundUser(organisationId, row as SessionRow) : null),
  };
}

function meBySession(organisationId: string, hash: Buffer): Sql {
  return sql`(select s.user_id, null::uuid as key_id,
      ${seesByRole(sql`u.role`)} as sees,
      array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = s.user_id) as team_ids,
      null::uuid[] as queue_ids
    from sessions s join users u on u.organisation_id = ${organisationId} and u.id = s.user_id
    where s.organisation_id = ${organisationId} and s.token_hash = ${hash}
      and s.revoked_at is null and s.expires_at > now() and u.active) me`;
}

function meByKey(organisationId: string, hash: Buffer): Sql {
  return sql`(select null::uuid as user_id, k.id as key_id, ${seesByQueues(sql`k.queue_ids`)} as sees,
      '{}'::uuid[] as team_ids, k.queue_ids
    from api_keys k where k.organisation_id = ${organisationId} and k.token_hash = ${hash}
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())) me`;
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
  return actor && { actor, shows: [shown(integrationsOn, row.id, toIntegration(row.id, row.name))] };
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
