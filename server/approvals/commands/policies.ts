import { LockMode } from '@mikro-orm/core';
import { asExpected, CategoryEntity, put } from '../../catalog/index.js';
import { canPeople, recordGiven } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type { ApprovalRule, TicketType } from '../../platform/contract/generated/enums.js';
import type {
  CreateApprovalPolicyInput,
  UpdateApprovalPolicyInput,
} from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { ApprovalPolicyEntity } from '../data/entities.js';

const policies = { table: 'approval_policies', what: 'policy of the organisation' };

/** The fields that can always be changed. */
type Settings = Omit<
  UpdateApprovalPolicyInput,
  'approvalPolicyId' | 'expectedVersion' | 'active' | 'idempotencyKey'
>;

type Made = Result<{ policyId: string }>;

const MOST_HOURS = 365 * 24;

function checkSettings(check: InputCheck, input: Settings) {
  const name = check.text('name', input.name, 100, 'NAME');
  check.between('quorum', input.quorum, 1, 50);
  check.between('dueHours', input.dueHours, 1, MOST_HOURS);
  check.between('remindHours', input.remindHours, 1, MOST_HOURS);
  const users = check.ids('userIds', input.userIds, 'User', 50);
  const teams = check.ids('teamIds', input.teamIds, 'Team', 20);
  return { name, users, teams };
}

/** The rule QUORUM needs a quorum, and no other rule has one. */
function checkQuorum(check: InputCheck, rule: ApprovalRule, quorum: number | null): void {
  if (rule === 'QUORUM' && quorum === null)
    check.fail(['quorum'], 'REQUIRED', 'quorum is required for the rule QUORUM.');
  if (rule !== 'QUORUM' && quorum !== null)
    check.fail(['quorum'], 'RULE', 'quorum is only for the rule QUORUM.');
}

/** Creates an approval policy. */
export async function createApprovalPolicy(
  command: CommandContext,
  input: CreateApprovalPolicyInput,
): Promise<Made> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create approval policies.'));
  const check = new InputCheck();
  const { users, teams } = checkSettings(check, input);
  const name = check.required('name', input.name, 100, 'NAME');
  const quorum = input.quorum ?? null;
  checkQuorum(check, input.rule, quorum);
  const categoryId = check.id('categoryId', input.categoryId, 'Category') ?? null;
  if (input.changeKind && input.ticketType !== 'CHANGE_REQUEST')
    check.fail(['changeKind'], 'TYPE', 'changeKind is only for the type CHANGE_REQUEST.');
  const asked = [...(users ?? []), ...(teams ?? [])];
  if (asked.length === 0) check.fail(['userIds'], 'REQUIRED', 'One of userIds and teamIds is required.');
  if (check.errors.length > 0) return err(...check.errors.filter(onceEach));
  const { organisationId } = command;
  const errors = await missingApprovers(command, users ?? [], teams ?? []);
  if (categoryId) errors.push(...(await wrongCategory(command, categoryId, input.ticketType)));
  const taken = await nameTaken(command, policies, name);
  if (taken) errors.push(taken);
  if (errors.length > 0) return err(...errors);
  const policyId = newId();
  command.em.create(
    ApprovalPolicyEntity,
    {
      organisationId,
      id: policyId,
      name,
      ticketType: input.ticketType,
      changeKind: input.changeKind ?? null,
      risk: input.risk ?? null,
      categoryId,
      rule: input.rule,
      quorum,
      dueHours: input.dueHours ?? null,
      remindHours: input.remindHours ?? null,
      active: true,
      version: 1,
      createdAt: command.now,
    },
    { persist: true },
  );
  await command.em.flush();
  await setApprovers(command, policyId, 'user', users ?? []);
  await setApprovers(command, policyId, 'team', teams ?? []);
  command.emit({
    type: 'APPROVAL_POLICY_CREATED',
    changes: [{ field: 'approvalPolicy', from: null, to: policyId }],
  });
  return ok({ policyId });
}

/** Changes an approval policy. Approvals that were requested before do not change. */
export async function updateApprovalPolicy(
  command: CommandContext,
  input: UpdateApprovalPolicyInput,
): Promise<Made> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change approval policies.'));
  const check = new InputCheck();
  const policyId = check.id('approvalPolicyId', input.approvalPolicyId, 'ApprovalPolicy');
  for (const field of ['name', 'rule', 'userIds', 'teamIds', 'active'] as const)
    check.notNull(field, input[field]);
  const { name, users, teams } = checkSettings(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const row = await command.em.findOne(
    ApprovalPolicyEntity,
    { organisationId, id: policyId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const named = { given: input.approvalPolicyId, expectedVersion: input.expectedVersion };
  const found = asExpected(row, { type: 'ApprovalPolicy', field: 'approvalPolicyId', ...named });
  if (!found.ok) return found;
  const policy = found.value;
  const rule = input.rule ?? policy.rule;
  // Another rule removes the quorum, unless a new one is given.
  const kept = rule === 'QUORUM' ? (policy.quorum ?? null) : null;
  const quorum = input.quorum === undefined ? kept : input.quorum;
  const rest = new InputCheck();
  checkQuorum(rest, rule, quorum);
  const errors = [...rest.errors, ...(await missingApprovers(command, users ?? [], teams ?? []))];
  if (name && name !== policy.name) {
    const taken = await nameTaken(command, policies, name, policy);
    if (taken) errors.push(taken);
  }
  if (errors.length > 0) return err(...errors);
  const changes = put(policy, {
    name: name ?? undefined,
    rule: input.rule ?? undefined,
    quorum,
    dueHours: input.dueHours,
    remindHours: input.remindHours,
    active: input.active ?? undefined,
  });
  const approvers = [
    ...(users ? await setApprovers(command, policyId, 'user', users) : []),
    ...(teams ? await setApprovers(command, policyId, 'team', teams) : []),
  ];
  if (changes.length + approvers.length === 0) return ok({ policyId });
  const nobody = await command.query(sql`select 1 where not exists (select 1 from approval_policy_users
      where organisation_id = ${organisationId} and policy_id = ${policyId})
    and not exists (select 1 from approval_policy_teams where organisation_id = ${organisationId} and policy_id = ${policyId})`);
  if (nobody.length > 0)
    return err(invalid(['userIds'], 'REQUIRED', 'One of userIds and teamIds is required.'));
  policy.version += 1;
  command.emit({
    type: 'APPROVAL_POLICY_UPDATED',
    changes: [{ field: 'approvalPolicy', from: policyId, to: policyId }, ...changes, ...approvers],
  });
  return ok({ policyId });
}

function onceEach(error: UserError, i: number, all: readonly UserError[]): boolean {
  return all.findIndex((other) => JSON.stringify(other) === JSON.stringify(error)) === i;
}

async function missingApprovers(
  command: CommandContext,
  users: readonly string[],
  teams: readonly string[],
): Promise<UserError[]> {
  const { organisationId } = command;
  const rows = await command.query(sql<{ id: string }>`
    select id from users where organisation_id = ${organisationId} and active and id = any (${users}::uuid[])
    union all select id from teams where organisation_id = ${organisationId} and id = any (${teams}::uuid[])`);
  const found = new Set(rows.map(({ id }) => id));
  const missing = (field: string, type: 'User' | 'Team', what: string, ids: readonly string[]) =>
    ids.flatMap((id, i) => (found.has(id) ? [] : [notFound([field, String(i)], toGlobalId(type, id), what)]));
  return [...missing('userIds', 'User', 'active user', users), ...missing('teamIds', 'Team', 'team', teams)];
}

async function wrongCategory(
  command: CommandContext,
  id: string,
  ticketType: TicketType,
): Promise<UserError[]> {
  const { organisationId } = command;
  const category = await command.em.findOne(CategoryEntity, { organisationId, id });
  if (!category) return [notFound(['categoryId'], toGlobalId('Category', id), 'category')];
  if (category.ticketType === ticketType) return [];
  return [invalid(['categoryId'], 'TYPE', 'categoryId must name a category of the ticket type.')];
}

/** Replaces the users or teams of a policy, and returns the changes. */
async function setApprovers(
  command: CommandContext,
  policyId: string,
  kind: 'user' | 'team',
  ids: readonly string[],
) {
  const { organisationId } = command;
  const table = sql.table(kind === 'user' ? 'approval_policy_users' : 'approval_policy_teams');
  const column = sql.ref(`${kind}_id`);
  const removed = await command.query(sql<{ id: string }>`delete from ${table}
    where organisation_id = ${organisationId} and policy_id = ${policyId} returning ${column} as id`);
  await command.query(sql`insert into ${table} (organisation_id, policy_id, ${column})
    select ${organisationId}, ${policyId}, given.id from unnest(${ids}::uuid[]) as given (id)`);
  const from = removed.map(({ id }) => id).sort();
  const to = [...ids].sort();
  await recordGiven(
    command,
    'POLICY',
    policyId,
    to.filter((id) => !from.includes(id)),
  );
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [changed(`${kind}s` as const, from, to)];
}
