import { LockMode } from '@mikro-orm/core';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { newId, toGlobalId } from '../../kernel/ids.js';
import { conflict, forbidden, invalid, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { TeamEntity, TeamMemberEntity } from '../entities.js';
import { can } from '../policy.js';

const MAX_MEMBERS = 500;

/** Makes a team. */
export async function createTeam(
  change: Change,
  input: { name: string },
): Promise<Result<{ teamId: string }>> {
  if (!can(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making teams is for administrators.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100);
  if (check.errors.length > 0) return refused(...check.errors);
  // Serialises makers of the same name: the second one sees the first.
  await change.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`team ${change.organisationId} ${name}`}, 0))`,
  );
  const taken = await change.em.count(TeamEntity, { organisationId: change.organisationId, name });
  if (taken > 0) return refused(invalid(['name'], 'UNIQUE', 'There is a team with this name already.'));
  const teamId = newId();
  change.em.create(
    TeamEntity,
    { organisationId: change.organisationId, id: teamId, name, version: 1, createdAt: change.now },
    { persist: true },
  );
  change.emit({ type: 'TEAM_CREATED', changes: [{ field: 'team', from: null, to: teamId }] });
  return done({ teamId });
}

export interface UpdateTeamMembers {
  teamId: string;
  expectedVersion?: number | null;
  add?: readonly { userId: string; lead?: boolean | null }[] | null;
  removeUserIds?: readonly string[] | null;
}

/** Adds, changes and removes members of a team. */
export async function updateTeamMembers(
  change: Change,
  input: UpdateTeamMembers,
): Promise<Result<{ teamId: string }>> {
  const check = new InputCheck();
  const teamId = check.id('teamId', input.teamId, 'Team');
  const add = input.add ?? [];
  const addIds =
    check.ids(
      'add',
      add.map((member) => member.userId),
      'User',
      100,
    ) ?? [];
  const removeIds = check.ids('removeUserIds', input.removeUserIds, 'User', 100) ?? [];
  if (addIds.length < add.length && check.errors.length === 0)
    check.fail(['add'], 'UNIQUE', 'Each user is added once.');
  if (addIds.some((id) => removeIds.includes(id)))
    check.fail(['removeUserIds'], 'CONTRADICTION', 'A user can not be added and removed at once.');
  if (check.errors.length > 0) return refused(...check.errors);
  if (!can(change.actor, 'administer') && !can(change.actor, 'leadTeam', teamId)) {
    return refused(forbidden('ROLE', 'Changing members is for administrators and leads of the team.'));
  }
  const { organisationId } = change;
  const team = await change.em.findOne(
    TeamEntity,
    { organisationId, id: teamId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!team) return refused(notFound(['teamId'], input.teamId, 'team'));
  if (typeof input.expectedVersion === 'number' && input.expectedVersion !== team.version) {
    return refused(conflict(team.version, toGlobalId('Team', teamId)));
  }
  const users = await change.query(sql<{ id: string; role: string }>`select id, role from users
    where organisation_id = ${organisationId} and active and id = any (${addIds}::uuid[])`);
  for (const [i, id] of addIds.entries()) {
    const user = users.find((u) => u.id === id);
    if (!user) return refused(notFound(['add', String(i), 'userId'], add[i]?.userId, 'active user'));
    if (user.role === 'REQUESTER') {
      return refused(
        invalid(
          ['add', String(i), 'userId'],
          'ROLE',
          'Members of teams are agents, leads or administrators.',
        ),
      );
    }
  }
  const members = await change.em.find(TeamMemberEntity, { organisationId, teamId });
  const changes = [];
  for (const [i, userId] of addIds.entries()) {
    const lead = add[i]?.lead ?? false;
    const member = members.find((m) => m.userId === userId);
    if (member?.lead === lead) continue;
    if (member) member.lead = lead;
    else
      members.push(
        change.em.create(TeamMemberEntity, { organisationId, teamId, userId, lead }, { persist: true }),
      );
    changes.push({ field: lead ? 'lead' : 'member', from: null, to: userId });
  }
  for (const member of members.filter((m) => removeIds.includes(m.userId))) {
    change.em.remove(member);
    changes.push({ field: 'member', from: member.userId, to: null });
  }
  if (members.filter((m) => !removeIds.includes(m.userId)).length > MAX_MEMBERS) {
    return refused(invalid(['add'], 'TOO_MANY', `A team has at most ${MAX_MEMBERS} members.`));
  }
  if (changes.length === 0) return done({ teamId });
  team.version += 1;
  change.emit({
    type: 'TEAM_MEMBERS_CHANGED',
    changes: [{ field: 'team', from: teamId, to: teamId }, ...changes],
  });
  return done({ teamId });
}
