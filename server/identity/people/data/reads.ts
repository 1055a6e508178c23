import type { ActorReads } from '../../../platform/actor/actor-reads.js';
import { seesColleagues } from '../../../platform/actor/scope.js';
import type { OpenWork, UserFilter } from '../../../platform/contract/generated/types.js';
import { type NameFilter, namedAs } from '../../../platform/db/name-filter.js';
import { type NestedList, nestedList } from '../../../platform/db/nested-page.js';
import { byAge, byName, type OrderedArgs } from '../../../platform/db/order-by.js';
import { orderedPage } from '../../../platform/db/ordered-page.js';
import type { Connection } from '../../../platform/db/page.js';
import { byId } from '../../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../../platform/db/sql.js';
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
import { countHeld, heldWork } from './held-work.js';
import { visibleUsers } from './visibility.js';
import { foundBy } from './words.js';

// The profile is read apart, because most objects need only the name.
const profile = ['phone', 'locale', 'timeZone', 'externalId', 'companyId'] as const;
export const userColumns = columns(UserEntity, 'u', ['passwordHash', 'leftAt', ...profile]);
const profileColumns = columnsNamed(['id', ...profile], 'u');
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
    where ${visibleUsers(reads)} and u.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** The profile of a user. */
export type ProfileRow = Pick<UserRow, 'id' | (typeof profile)[number]>;

/** The profiles of users by id. */
export async function profilesOf(reads: ActorReads, ids: readonly string[]): Promise<(ProfileRow | null)[]> {
  const rows = await reads.query(sql<ProfileRow>`select ${profileColumns} from users u
    where u.organisation_id = ${reads.organisationId} and u.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

export const usersByName = byName<UserRow>('users', 'u');

/** A page of the users that the actor can list. */
export async function listUsers(
  reads: ActorReads,
  filter: UserFilter,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<UserRow>> {
  const source = sql`from users u where ${visibleUsers(reads)} and ${matching(reads, filter)}`;
  return orderedPage(reads, usersByName, args, userColumns, source);
}

function matching({ organisationId }: ActorReads, filter: UserFilter): Sql {
  const conditions: Sql[] = [sql`true`];
  if (filter.roles) conditions.push(sql`u.role = any (${filter.roles})`);
  if (typeof filter.active === 'boolean') conditions.push(sql`u.active = ${filter.active}`);
  if (typeof filter.text === 'string') conditions.push(foundBy('filter.text', organisationId, filter.text));
  if (filter.emails) {
    checkList('filter.emails', filter.emails);
    conditions.push(sql`u.email = any (${filter.emails.map((email) => storedForm(email).toLowerCase())})`);
  }
  if (filter.names) {
    checkList('filter.names', filter.names);
    conditions.push(sql`u.name = any (${filter.names.map((name) => storedForm(name, 'NAME'))}::text[])`);
  }
  if (filter.externalIds) {
    checkList('filter.externalIds', filter.externalIds);
    conditions.push(sql`u.external_id = any (${filter.externalIds.map((id) => storedForm(id))}::text[])`);
  }
  if (filter.companyIds) {
    const ids = checkIds('filter.companyIds', filter.companyIds, 'Company');
    conditions.push(sql`u.company_id = any (${ids}::uuid[])`);
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
export async function listTeams(
  reads: ActorReads,
  filter: NameFilter,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<TeamRow>> {
  const source = sql`from teams tm where tm.organisation_id = ${reads.organisationId} and ${seesColleagues(reads.scope)}
    and ${namedAs('tm', filter)}`;
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

type NamedMember = TeamMemberRow & { name: string };

/** The members of each team, by name. None for requesters. */
export const membersOfTeams: NestedList<ActorReads, NamedMember> = nestedList({
  order: {
    name: 'members',
    descending: false,
    columns: [
      { sql: 'u.name', type: 'text', of: (member) => member.name },
      { sql: 'u.id', type: 'uuid', of: (member) => member.userId },
    ],
  },
  columns: () =>
    sql`m.organisation_id as "organisationId", m.team_id as "teamId", m.user_id as "userId", m.lead, u.name`,
  source: (reads) => sql`from team_members m
    join users u on u.organisation_id = ${reads.organisationId} and u.id = m.user_id
    where m.organisation_id = ${reads.organisationId} and m.team_id = parent.id and ${seesColleagues(reads.scope)}`,
});

/** API keys by id, as authors and actors. */
export async function apiKeysById(reads: ActorReads, ids: readonly string[]): Promise<(ApiKeyRow | null)[]> {
  const rows = await reads.query(sql<ApiKeyRow>`select ${keyColumns} from api_keys k
    where k.organisation_id = ${reads.organisationId} and k.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** A program as its readers see it. */
export type IntegrationRow = Pick<ApiKeyRow, 'integrationId' | 'name'>;

/** Programs by id that the actor can see apart from what they wrote: staff and keys that read tickets see all. */
export async function visibleIntegrationsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(IntegrationRow | null)[]> {
  if (!seesColleagues(reads.scope)) return ids.map(() => null);
  const rows = await reads.query(sql<IntegrationRow & { id: string }>`select k.integration_id as id,
      k.integration_id as "integrationId", k.name from api_keys k
    where k.organisation_id = ${reads.organisationId} and k.integration_id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** The API key of each program. */
export async function keysOfIntegrations(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(string | null)[]> {
  const rows = await reads.query(sql<{
    id: string;
    keyId: string;
  }>`select k.integration_id as id, k.id as "keyId"
    from api_keys k where k.organisation_id = ${reads.organisationId} and k.integration_id = any (${ids}::uuid[])`);
  return byId(ids, rows).map((row) => row?.keyId ?? null);
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

/** The API keys of each user that are not revoked and that the actor can see, newest first, at most 100. */
export async function keysMadeBy(reads: ActorReads, userIds: readonly string[]): Promise<ApiKeyRow[][]> {
  const rows =
    await reads.query(sql<ApiKeyRow>`select made.* from unnest(${userIds}::uuid[]) parent (id) cross join lateral (
      select ${keyColumns} from api_keys k where ${visibleApiKeys(reads.actor)} and k.created_by_user_id = parent.id
        and k.revoked_at is null order by k.id desc limit 100) made`);
  const byUser = Map.groupBy(rows, (row) => row.createdByUserId);
  return userIds.map((id) => byUser.get(id) ?? []);
}

/** The open work that each user holds. */
export async function openWorkOf(reads: ActorReads, userIds: readonly string[]): Promise<OpenWork[]> {
  const { organisationId } = reads;
  const counts = [...reads.extensions.at(heldWork)].map(
    ([kind, work]) => sql`${countHeld(work, organisationId, sql`u.id`)} as ${sql.ref(kind)}`,
  );
  const rows = await reads.query(
    sql<OpenWork & { id: string }>`select u.id, ${sql.join(counts)} from unnest(${userIds}::uuid[]) u (id)`,
  );
  return byId(userIds, rows).map((row) => row ?? { tickets: 0, tasks: 0, approvals: 0 });
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
