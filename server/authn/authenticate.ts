import type { Pool } from 'pg';
import type { Actor } from '../authz/actor.js';
import type { ApiKeyScope, Role } from '../people/index.js';
import { hashToken } from './tokens.js';

interface Row {
  kind: 'user' | 'key';
  organisationId: string;
  id: string;
  userId: string;
  name: string;
  role: Role;
  scopes: ApiKeyScope[];
  queueIds: string[] | null;
  teamIds: string[];
  leadTeamIds: string[];
  expiresAt: string | null;
}

const text = `select kind, organisation_id as "organisationId", id, user_id as "userId", name, role, scopes,
  queue_ids as "queueIds", team_ids as "teamIds", lead_team_ids as "leadTeamIds", expires_at as "expiresAt"
  from authenticate($1)`;

/** Who a token belongs to, with roles and teams as of now; null when it does not work (any more). Never cached. */
export async function authenticate(pool: Pool, token: string): Promise<Actor | null> {
  const { rows } = await pool.query<Row>({ name: 'authenticate', text, values: [hashToken(token)] });
  const row = rows[0];
  if (!row) return null;
  const { organisationId, name } = row;
  const expiresAt = row.expiresAt ? new Date(row.expiresAt) : null;
  if (row.kind === 'key') {
    return {
      kind: 'key',
      organisationId,
      keyId: row.id,
      name,
      scopes: row.scopes,
      queueIds: row.queueIds,
      expiresAt,
    };
  }
  return {
    kind: 'user',
    organisationId,
    userId: row.userId,
    sessionId: row.id,
    name,
    role: row.role,
    teamIds: row.teamIds,
    leadTeamIds: row.leadTeamIds,
    expiresAt: expiresAt ?? new Date(0),
  };
}
