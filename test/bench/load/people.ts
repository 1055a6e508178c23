import { newId } from '../../../server/platform/kernel/ids.js';
import { hashToken, newToken } from '../../../server/platform/kernel/tokens.js';
import { createOrganisation } from '../../../server/setup/organisation.js';
import type { Owner } from './owner.js';

const TEAMS = 8;
const QUEUES = 24;
const REQUESTERS = 400;
const AGENTS = 100;

/** The users, teams and queues of the loaded organisation. */
export interface People {
  organisationId: string;
  teamIds: string[];
  /** By size: the first has most tickets. */
  queueIds: string[];
  requesterIds: string[];
  agentIds: string[];
  /** The agent who sends the measured requests. */
  viewer: { userId: string; teamIds: string[]; token: string };
  /** Tokens of other agents of the team, who send requests as well. */
  colleagues: string[];
}

/**
 * Creates the organisation: teams, queues (every sixth visible to its team only), users, and a session for each
 * of `asking` agents.
 */
export async function loadPeople(owner: Owner, asking: number): Promise<People> {
  const first = await createOrganisation(owner.url, {
    name: 'Bench',
    team: 'Team 1',
    queue: 'Queue 1',
    demo: false,
  });
  // Nothing closes by time, so the measured data does not change.
  await owner.run(
    `insert into closure_policies (organisation_id, ticket_type, auto_close_days, survey)
     select $1, type, null, false from unnest($2::text[]) as type`,
    [first.organisationId, ['INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER']],
  );
  const { organisationId } = first;
  const teamIds = [first.teamId, ...ids(TEAMS - 1)];
  const queueIds = [first.queueId, ...ids(QUEUES - 1)];
  const requesterIds = ids(REQUESTERS);
  const agentIds = ids(AGENTS);
  await owner.run(
    `insert into teams (organisation_id, id, name) select $1, id, 'Team ' || i
       from unnest($2::uuid[]) with ordinality team (id, i) on conflict do nothing`,
    [organisationId, teamIds],
  );
  await owner.run(
    `insert into queues (organisation_id, id, name, team_id, visibility)
     select $1, id, 'Queue ' || i, ($3::uuid[])[1 + (i - 1) % $4], case i % 6 when 0 then 'TEAM' else 'ORGANISATION' end
       from unnest($2::uuid[]) with ordinality queue (id, i) on conflict do nothing`,
    [organisationId, queueIds, teamIds, TEAMS],
  );
  await loadUsers(owner, organisationId, 'REQUESTER', requesterIds);
  await loadUsers(owner, organisationId, 'AGENT', agentIds);
  await owner.run(
    `insert into team_members (organisation_id, team_id, user_id)
     select $1, ($3::uuid[])[1 + (i - 1) % $4], id from unnest($2::uuid[]) with ordinality agent (id, i)`,
    [organisationId, agentIds, teamIds, TEAMS],
  );
  const [userId = '', ...others] = agentIds.slice(0, asking);
  await owner.run(
    'update team_members set team_id = $2 where organisation_id = $1 and user_id = any ($3::uuid[])',
    [organisationId, first.teamId, others],
  );
  const [token = '', ...colleagues] = await sessionsOf(owner, organisationId, [userId, ...others]);
  const viewer = { userId, teamIds: teamIds.slice(0, 1), token };
  return { organisationId, teamIds, queueIds, requesterIds, agentIds, viewer, colleagues };
}

/** Creates users with these ids, their addresses and the words by which they are found. */
export async function loadUsers(
  owner: Owner,
  organisationId: string,
  role: 'REQUESTER' | 'AGENT',
  userIds: readonly string[],
): Promise<void> {
  await owner.run(
    `insert into addresses (email, organisation_id, user_id)
     select lower($3) || i || $1::uuid || '@example.net', $1::uuid, id from unnest($2::uuid[]) with ordinality person (id, i)`,
    [organisationId, userIds, role],
  );
  await owner.run(
    `insert into users (organisation_id, id, name, email, role)
     select $1::uuid, id, initcap($3) || ' Number ' || i, lower($3) || i || $1::uuid || '@example.net', $3
       from unnest($2::uuid[]) with ordinality person (id, i)`,
    [organisationId, userIds, role],
  );
  await owner.run(
    `insert into user_words (organisation_id, user_id, word)
     select $1, u.id, it.word from users u, user_search_words(u.name, u.email, u.phone) it (word)
     where u.organisation_id = $1 and u.id = any ($2::uuid[]) on conflict do nothing`,
    [organisationId, userIds],
  );
}

/** Creates a session for each of the users, and returns their tokens. */
export async function sessionsOf(
  owner: Owner,
  organisationId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const tokens = userIds.map(() => newToken('tws', organisationId));
  await owner.run(
    `insert into sessions (organisation_id, id, user_id, token_hash, expires_at)
     select $1, id, user_id, token_hash, now() + interval '1 day'
       from unnest($2::uuid[], $3::uuid[], $4::bytea[]) session (id, user_id, token_hash)`,
    [organisationId, ids(userIds.length), userIds, tokens.map(hashToken)],
  );
  return tokens;
}

export function ids(count: number): string[] {
  return Array.from({ length: count }, newId);
}
