import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../../platform/commands/command-context.js';
import { nameTaken } from '../../../platform/commands/name-taken.js';
import type { CreateTeamInput, UpdateTeamMembersInput } from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import type { FieldChange } from '../../../platform/events/event.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { conflict, forbidden, invalid, notFound } from '../../../platform/kernel/user-errors.js';
import { TeamEntity, TeamMemberEntity } from '../data/entities.js';
import { recordGiven } from '../data/rights-given.js';
import { can } from '../rules/policy.js';

const named = { table: 'teams', what: 'team of the organisation' };

const MAX_MEMBERS = 500;

/** Creates a team. */
export async function createTeam(
  command: CommandContext,
  input: CreateTeamInput,
): Promise<Result<{ teamId: string }>> {
  if (!can(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create teams.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  if (check.errors.length > 0) return err(...check.errors);
  const taken = await nameTaken(command, named, name);
  if (taken) return err(taken);
  const teamId = newId();
  command.em.create(
    TeamEntity,
    { organisationId: command.organisationId, id: teamId, name, version: 1, createdAt: command.now },
    { persist: true },
  );
  command.emit({ type: 'TEAM_CREATED', changes: [{ field: 'team', from: null, to: teamId }] });
  return ok({ teamId });
}

/** Adds, changes and removes members of a team. */
export async function updateTeamMembers(
  command: CommandContext,
  input: UpdateTeamMembersInput,
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
    check.fail(['add'], 'UNIQUE', 'add must name each user once.');
  if (addIds.some((id) => removeIds.includes(id)))
    check.fail(['removeUserIds'], 'CONTRADICTION', 'A user cannot be in both add and removeUserIds.');
  if (check.errors.length > 0) return err(...check.errors);
  if (!can(command.actor, 'administer') && !can(command.actor, 'leadTeam', teamId)) {
    return err(forbidden('ROLE', 'Only administrators and leads of the team can change its members.'));
  }
  const { organisationId } = command;
  const team = await command.em.findOne(
    TeamEntity,
    { organisationId, id: teamId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!team) return err(notFound(['teamId'], input.teamId, 'team'));
  if (typeof input.expectedVersion === 'number' && input.expectedVersion !== team.version) {
    return err(conflict(team.version, toGlobalId('Team', teamId)));
  }
  const users = await command.query(sql<{ id: string; role: string }>`select id, role from users
    where organisation_id = ${organisationId} and active and id = any (${addIds}::uuid[])`);
  for (const [i, id] of addIds.entries()) {
    const user = users.find((u) => u.id === id);
    if (!user) return err(notFound(['add', String(i), 'userId'], add[i]?.userId, 'active user'));
    if (user.role === 'REQUESTER') {
      return err(
        invalid(
          ['add', String(i), 'userId'],
          'ROLE',
          'Members of a team must be agents, leads or administrators; this user is a requester.',
        ),
      );
    }
  }
  const members = await command.em.find(TeamMemberEntity, { organisationId, teamId });
  const changes: FieldChange<'lead' | 'member'>[] = [];
  const wereMembers = new Set(members.map(({ userId }) => userId));
  const added: string[] = [];
  const { now } = command;
  for (const [i, userId] of addIds.entries()) {
    const lead = add[i]?.lead ?? false;
    const member = members.find((m) => m.userId === userId);
    if (member?.lead === lead) continue;
    added.push(userId);
    const leadSince = lead ? now : null;
    if (member) Object.assign(member, { lead, leadSince });
    else {
      const joined = { organisationId, teamId, userId, lead, leadSince, joinedAt: now };
      members.push(command.em.create(TeamMemberEntity, joined, { persist: true }));
    }
    changes.push({ field: lead ? 'lead' : 'member', from: null, to: userId });
  }
  for (const member of members.filter((m) => removeIds.includes(m.userId))) {
    command.em.remove(member);
    changes.push({ field: 'member', from: member.userId, to: null });
  }
  if (members.filter((m) => !removeIds.includes(m.userId)).length > MAX_MEMBERS) {
    return err(invalid(['add'], 'TOO_MANY', `A team can have at most ${MAX_MEMBERS} members.`));
  }
  if (changes.length === 0) return ok({ teamId });
  await recordGiven(command, 'TEAM', teamId, added);
  team.version += 1;
  command.emit({
    type: 'TEAM_MEMBERS_CHANGED',
    changes: [{ field: 'team', from: teamId, to: teamId }, ...changes],
    facts: {
      kind: 'TEAM',
      userIds: [
        ...addIds.filter((id) => !wereMembers.has(id)),
        ...removeIds.filter((id) => wereMembers.has(id)),
      ],
      queueIds: await closedQueuesOf(command, teamId),
    },
  });
  return ok({ teamId });
}

/** The `TEAM` queues of a team. Its row is locked, so its queues stay as they are. */
async function closedQueuesOf({ query, organisationId }: CommandContext, teamId: string): Promise<string[]> {
  const rows = await query(sql<{ id: string }>`select id from queues
    where organisation_id = ${organisationId} and team_id = ${teamId} and visibility = 'TEAM' order by id`);
  return rows.map(({ id }) => id);
}
