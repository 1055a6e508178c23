import type { ActorReads } from '../../../platform/actor/actor-reads.js';
import { seesColleagues } from '../../../platform/actor/scope.js';
import type { UserFilter } from '../../../platform/contract/generated/types.js';
import { byAge, byName, type OrderedArgs } from '../../../platform/db/order-by.js';
import { orderedPage } from '../../../platform/db/ordered-page.js';
import type { Connection } from '../../../platform/db/page.js';
import { byId } from '../../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../../platform/db/sql.js';
import { checkIds, checkList } from '../../../platform/kernel/bad-input.js';
import { storedForm } from '../../../platform/kernel/texts.js';
import { visibleApiKeys } from '../../sessions/visibility.js';
import {
  ApiKeyEntity,
  type ApiKeyRow,
  OrganisationEntity,
  type OrganisationRow,
  TeamEntity,
  type TeamMemberRow,
  type TeamRow,
  UserEntity,
  type UserRow,
} from './entities.js';
import { visibleUsers } from './visibility.js';

const userColumns = columns(UserEntity, 'u', ['passwordHash']);
const teamColumns = columns(TeamEntity, 'tm');
const keyColumns = columns(ApiKeyEntity, 'k', ['tokenHash']);
const organisationColumns = columns(OrganisationEntity, 'o');

/** Users by id, as other objects name them: actors who can see a ticket can see the names on it. */
export async function usersById(reads: ActorReads, ids: readonly string[]): Promise<(UserRow | null)[]> {
  const rows = await reads.query(sql<UserRow>`select ${userColumns} from users u
    where u.organisation_id = ${reads.organisationId} and u.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** Users by id that the actor can list. */
export async function visibleUsersById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(UserRow | null)[]> {
  const rows = await reads.query(sql<UserRow>`select ${userColumns} from users u
    where ${visibleUsers(reads.scope)} and u.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const usersByName = byName<UserRow>('users', 'u');

/** A page of the users that the actor can list. */
export async function listUsers(
  reads: ActorReads,
  filter: UserFilter,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<UserRow>> {
  const source = sql`from users u where ${visibleUsers(reads.scope)} and ${matching(reads, filter)}`;
  return orderedPage(reads, usersByName, args, userColumns, source);
}

function matching({ organisationId }: ActorReads, filter: UserFilter): Sql {
  const conditions: Sql[] = [sql`true`];
  if (filter.roles) conditions.push(sql`u.role = any (${filter.roles})`);
  if (typeof filter.active === 'boolean') conditions.push(sql`u.active = ${filter.active}`);
  if (filter.emails) {
    checkList('filter.emails', filter.emails);
    conditions.push(sql`u.email = any (${filter.emails.map((email) => storedForm(email).toLowerCase())})`);
  }
  if (filter.teamIds) {
    const ids = checkIds('filter.teamIds', filter.teamIds, 'Team');
    conditions.push(sql`exists (select 1 from team_members m where m.organisation_id = ${organisationId}
      and m.user_id = u.id and m.team_id = any (${ids}::uuid[]))`);
  }
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** Teams by id. */
export async function teamsById(reads: ActorReads, ids: readonly string[]): Promise<(TeamRow | null)[]> {
  const rows = await reads.query(sql<TeamRow>`select ${teamColumns} from teams tm
    where tm.organisation_id = ${reads.organisationId} and tm.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const teamsByName = byName<TeamRow>('teams', 'tm');

/** A page of the teams; empty for requesters. */
export async function listTeams(reads: ActorReads, args: OrderedArgs<'NAME'>): Promise<Connection<TeamRow>> {
  const source = sql`from teams tm where tm.organisation_id = ${reads.organisationId} and ${seesColleagues(reads.scope)}`;
  return orderedPage(reads, teamsByName, args, teamColumns, source);
}

/** The teams that each user is a member of. */
export async function teamsOfUsers(reads: ActorReads, userIds: readonly string[]): Promise<TeamRow[][]> {
  const rows = await reads.query(sql<TeamRow & { memberId: string }>`
    select m.user_id as "memberId", ${teamColumns} from team_members m
    join teams tm on tm.organisation_id = ${reads.organisationId} and tm.id = m.team_id
    where m.organisation_id = ${reads.organisationId} and m.user_id = any (${userIds}::uuid[]) order by tm.name`);
  const byUser = Map.groupBy(rows, (row) => row.memberId);
  return userIds.map((id) => byUser.get(id) ?? []);
}

/** The members of each team, by name, at most 500. */
export async function membersOfTeams(
  reads: ActorReads,
  teamIds: readonly string[],
): Promise<TeamMemberRow[][]> {
  const rows = await reads.query(sql<TeamMemberRow>`
    select m.organisation_id as "organisationId", m.team_id as "teamId", m.user_id as "userId", m.lead
    from unnest(${teamIds}::uuid[]) parent (id) cross join lateral (
      select m.*, u.name from team_members m join users u on u.organisation_id = ${reads.organisationId} and u.id = m.user_id
      where m.organisation_id = ${reads.organisationId} and m.team_id = parent.id order by u.name limit 500) m
    order by m.name`);
  const byTeam = Map.groupBy(rows, (row) => row.teamId);
  return teamIds.map((id) => byTeam.get(id) ?? []);
}

/** API keys by id, as authors and actors. */
export async function apiKeysById(reads: ActorReads, ids: readonly string[]): Promise<(ApiKeyRow | null)[]> {
  const rows = await reads.query(sql<ApiKeyRow>`select ${keyColumns} from api_keys k
    where k.organisation_id = ${reads.organisationId} and k.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const keysByAge = byAge<'CREATED_AT', ApiKeyRow>('apiKeys', 'k', 'CREATED_AT');

/** API keys by id that the actor can see as keys. */
export async function visibleApiKeysById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ApiKeyRow | null)[]> {
  const rows = await reads.query(sql<ApiKeyRow>`select ${keyColumns} from api_keys k
    where ${visibleApiKeys(reads.actor)} and k.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** A page of the API keys that the actor can see. */
export async function listApiKeys(
  reads: ActorReads,
  args: OrderedArgs<'CREATED_AT'>,
): Promise<Connection<ApiKeyRow>> {
  const source = sql`from api_keys k where ${visibleApiKeys(reads.actor)}`;
  return orderedPage(reads, keysByAge, args, keyColumns, source);
}

/** Organisations by id: the actor's own. */
export async function organisationsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(OrganisationRow | null)[]> {
  const rows = await reads.query(sql<OrganisationRow>`select ${organisationColumns} from organisations o
    where o.id = ${reads.organisationId} and o.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** Teams by id, for actors who can list teams. */
export async function visibleTeamsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(TeamRow | null)[]> {
  return seesColleagues(reads.scope) ? teamsById(reads, ids) : ids.map(() => null);
}
