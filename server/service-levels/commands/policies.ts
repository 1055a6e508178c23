import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type {
  CreateServiceLevelPolicyInput,
  UpdateServiceLevelPolicyInput,
} from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { ServiceLevelPolicyEntity, type Targets } from '../data/entities.js';
import { nextRevision } from './revision.js';
import { tooMany } from './too-many.js';

const named = { table: 'service_level_policies', what: 'service level policy of the organisation' };
const MOST_POLICIES = 200;
const MOST_MINUTES = 366 * 24 * 60;
const MOST_IDS = 50;
const MOST_VALUES = 10;

type Made = Result<{ serviceLevelPolicyId: string }>;

/** Creates a service level policy. The schedule applies it to open tickets. */
export async function createServiceLevelPolicy(
  command: CommandContext,
  input: CreateServiceLevelPolicyInput,
): Promise<Made> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create service level policies.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  const given = checked(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const errors = await missing(command, given);
  const taken =
    (await nameTaken(command, named, name)) ??
    (await tooMany(command, 'service_level_policies', 'service level policies', MOST_POLICIES));
  if (taken) errors.push(taken);
  if (errors.length > 0) return err(...errors);
  const { em, organisationId, now: createdAt } = command;
  const id = newId();
  em.create(
    ServiceLevelPolicyEntity,
    {
      organisationId,
      id,
      name,
      active: true,
      calendarId: given.calendarId ?? '',
      targets: given.targets ?? {},
      warnAtPercent: given.warnAtPercent ?? 75,
      pauseReasons: given.pauseReasons ?? [],
      types: given.types ?? [],
      priorities: given.priorities ?? [],
      serviceIds: given.serviceIds ?? [],
      companyIds: given.companyIds ?? [],
      queueIds: given.queueIds ?? [],
      formIds: given.formIds ?? [],
      version: 1,
      createdAt,
    },
    { persist: true },
  );
  await nextRevision(command);
  command.emit({
    type: 'SERVICE_LEVEL_POLICY_CREATED',
    changes: [{ field: 'serviceLevelPolicy', from: null, to: id }],
  });
  return ok({ serviceLevelPolicyId: id });
}

/** Changes a service level policy. The schedule computes the clocks of open tickets again. */
export async function updateServiceLevelPolicy(
  command: CommandContext,
  input: UpdateServiceLevelPolicyInput,
): Promise<Made> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change service level policies.'));
  const check = new InputCheck();
  const id = check.id('serviceLevelPolicyId', input.serviceLevelPolicyId, 'ServiceLevelPolicy');
  for (const field of notNull) check.notNull(field, input[field]);
  const name = check.text('name', input.name, 100, 'NAME') ?? undefined;
  const given = checked(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const { em, organisationId } = command;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const found = asExpected(await em.findOne(ServiceLevelPolicyEntity, { organisationId, id }, { lockMode }), {
    type: 'ServiceLevelPolicy',
    field: 'serviceLevelPolicyId',
    given: input.serviceLevelPolicyId,
    expectedVersion: input.expectedVersion,
  });
  if (!found.ok) return found;
  const policy = found.value;
  const errors = await missing(command, given);
  const taken = name && name !== policy.name ? await nameTaken(command, named, name, policy) : null;
  if (taken) errors.push(taken);
  if (errors.length > 0) return err(...errors);
  const changes = put(policy, { name, active: input.active ?? undefined, ...given });
  if (changes.length === 0) return ok({ serviceLevelPolicyId: id });
  policy.version += 1;
  if (changes.some(({ field }) => field !== 'name')) await nextRevision(command);
  command.emit({
    type: 'SERVICE_LEVEL_POLICY_UPDATED',
    changes: [{ field: 'serviceLevelPolicy', from: id, to: id }, ...changes],
  });
  return ok({ serviceLevelPolicyId: id });
}

const conditions = [
  'types',
  'priorities',
  'affectedServiceIds',
  'companyIds',
  'queueIds',
  'requestFormIds',
] as const;
const notNull = [
  ...(['name', 'active', 'businessCalendarId', 'targets', 'warnAtPercent', 'pauseReasons'] as const),
  ...conditions,
];

type Given = ReturnType<typeof checked>;

/** The values that are given, as they are stored. */
function checked(check: InputCheck, input: Omit<UpdateServiceLevelPolicyInput, 'serviceLevelPolicyId'>) {
  check.between('warnAtPercent', input.warnAtPercent, 1, 99);
  return {
    calendarId: check.id('businessCalendarId', input.businessCalendarId, 'BusinessCalendar') ?? undefined,
    targets: input.targets ? checkedTargets(check, input.targets) : undefined,
    warnAtPercent: input.warnAtPercent ?? undefined,
    pauseReasons: values(check, 'pauseReasons', input.pauseReasons),
    types: values(check, 'types', input.types),
    priorities: values(check, 'priorities', input.priorities),
    serviceIds: check.ids('affectedServiceIds', input.affectedServiceIds, 'Service', MOST_IDS) ?? undefined,
    companyIds: check.ids('companyIds', input.companyIds, 'Company', MOST_IDS) ?? undefined,
    queueIds: check.ids('queueIds', input.queueIds, 'Queue', MOST_IDS) ?? undefined,
    formIds: check.ids('requestFormIds', input.requestFormIds, 'RequestForm', MOST_IDS) ?? undefined,
  };
}

/** Distinct values of an enum. */
function values<V extends string>(
  check: InputCheck,
  field: string,
  given: readonly V[] | null | undefined,
): V[] | undefined {
  if (!given) return undefined;
  if (given.length > MOST_VALUES)
    check.fail(
      [field],
      'TOO_MANY',
      `${field} must have at most ${MOST_VALUES} values; it has ${given.length}.`,
    );
  return [...new Set(given.slice(0, MOST_VALUES))];
}

function checkedTargets(
  check: InputCheck,
  given: NonNullable<UpdateServiceLevelPolicyInput['targets']>,
): Targets {
  if (given.length === 0) check.fail(['targets'], 'REQUIRED', 'targets must not be empty.');
  const targets: Targets = {};
  for (const [i, { target, minutes }] of given.slice(0, MOST_VALUES).entries()) {
    if (targets[target] !== undefined)
      check.fail(['targets', String(i), 'target'], 'DUPLICATE', `targets has ${target} already.`);
    if (minutes < 1 || minutes > MOST_MINUTES) {
      const message = `minutes must be between 1 and ${MOST_MINUTES}; it is ${minutes}.`;
      check.fail(['targets', String(i), 'minutes'], 'OUT_OF_RANGE', message);
    }
    targets[target] = minutes;
  }
  // In the order in which the database keeps them, so that equal targets are no change.
  const order = (Object.keys(targets) as (keyof Targets)[]).sort((a, b) => a.length - b.length);
  return Object.fromEntries(order.map((target) => [target, targets[target]]));
}

/** The given ids that name nothing of the organisation. */
async function missing({ query, organisationId }: CommandContext, given: Given): Promise<UserError[]> {
  const asked = [
    [
      'businessCalendarId',
      'BusinessCalendar',
      'business_calendars',
      given.calendarId ? [given.calendarId] : [],
    ],
    ['affectedServiceIds', 'Service', 'services', given.serviceIds ?? []],
    ['companyIds', 'Company', 'companies', given.companyIds ?? []],
    ['queueIds', 'Queue', 'queues', given.queueIds ?? []],
    ['requestFormIds', 'RequestForm', 'request_forms', given.formIds ?? []],
  ] as const;
  const errors: UserError[] = [];
  for (const [field, type, table, ids] of asked) {
    if (ids.length === 0) continue;
    const rows = await query(sql<{ id: string }>`select o.id from ${sql.table(table)} o
      where o.organisation_id = ${organisationId} and o.id = any (${ids}::uuid[])`);
    const found = new Set(rows.map(({ id }) => id));
    for (const [i, id] of ids.entries()) {
      if (found.has(id)) continue;
      const path = field === 'businessCalendarId' ? [field] : [field, String(i)];
      errors.push(notFound(path, toGlobalId(type, id), wordsOf(type)));
    }
  }
  return errors;
}

function wordsOf(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
