import type { Pool } from 'pg';
import { bearerOf } from '../../../server/platform/kernel/bearer.js';
import { hashToken } from '../../../server/platform/kernel/tokens.js';

/** The agent of the request's token. */
export interface Agent {
  userId: string;
  role: 'AGENT';
  teamIds: string[];
  leadTeamIds: string[];
}

const statement = {
  name: 'authenticate',
  text: `select u.id as "userId", u.role,
    array(select m.team_id from team_members m where m.organisation_id = $1 and m.user_id = u.id)::text[] as "teamIds",
    array(select m.team_id from team_members m where m.organisation_id = $1 and m.user_id = u.id and m.lead)::text[] as "leadTeamIds"
    from sessions s join users u on u.organisation_id = s.organisation_id and u.id = s.user_id
    where s.organisation_id = $1 and s.token_hash = $2 and s.revoked_at is null and s.expires_at > now() and u.active`,
};

/** Looks up the token in a statement before the one of the request, as the server does. */
export async function authenticate(
  pool: Pool,
  organisationId: string,
  authorization: string | undefined,
): Promise<Agent> {
  const values = [organisationId, hashToken(bearerOf(authorization) ?? '')];
  const { rows } = await pool.query<Agent>({ ...statement, values });
  if (!rows[0]) throw new Error('nobody has this token');
  return rows[0];
}
