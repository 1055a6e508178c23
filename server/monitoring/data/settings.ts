import { meOf } from '../../platform/actor/asking.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type {
  AlertMappingInput,
  CreateAlertIntegrationInput,
  UpdateAlertIntegrationInput,
} from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { codeGiven, codeProblem } from '../../resolution-codes/index.js';
import { type Mapping, mappingFields } from '../rules/mapping.js';
import type { AlertIntegrationRow } from './entities.js';
import { checkRoutes } from './routes.js';

/** The settings of an integration, as inputs give them. */
export type GivenSettings = Omit<
  CreateAlertIntegrationInput & UpdateAlertIntegrationInput,
  'name' | 'alertIntegrationId' | 'expectedVersion' | 'idempotencyKey'
>;

/** The settings that are given, in their stored form. */
export type Settings = {
  [K in Exclude<keyof AlertIntegrationRow & keyof GivenSettings, 'queueId' | 'mapping'>]?:
    | AlertIntegrationRow[K]
    | undefined;
} & { queueId?: string | null | undefined; mapping?: Mapping | null | undefined };

const MOST_REOPEN_MINUTES = 7 * 24 * 60;

/** Checks the settings that are given. */
export function checkSettings(check: InputCheck, input: GivenSettings): Settings {
  const { queueId, mapping, ...others } = input;
  for (const [field, value] of Object.entries(others)) check.notNull(field, value);
  check.between('reopenMinutes', input.reopenMinutes, 1, MOST_REOPEN_MINUTES);
  check.between('flapCount', input.flapCount, 1, 1000);
  check.between('flapMinutes', input.flapMinutes, 1, 1440);
  const dedupLabels = check.texts('dedupLabels', input.dedupLabels, 10, 200);
  return {
    active: input.active ?? undefined,
    requesterId: check.id('requesterId', input.requesterId, 'User') ?? undefined,
    queueId: check.id('queueId', queueId, 'Queue'),
    dedupLabels: dedupLabels ? [...new Set(dedupLabels)] : undefined,
    severityLabel: check.text('severityLabel', input.severityLabel, 200, 'LINE') ?? undefined,
    onResolved: input.onResolved ?? undefined,
    resolutionCode: check.text('resolutionCode', input.resolutionCode, 100, 'LINE') ?? undefined,
    onNewEpisode: input.onNewEpisode ?? undefined,
    reopenMinutes: input.reopenMinutes ?? undefined,
    routes: input.routes ? checkRoutes(check, input.routes) : undefined,
    flapCount: input.flapCount ?? undefined,
    flapMinutes: input.flapMinutes ?? undefined,
    silentInChangeWindows: input.silentInChangeWindows ?? undefined,
    mapping: mapping && checkMapping(check, mapping),
  };
}

function checkMapping(check: InputCheck, given: AlertMappingInput): Mapping {
  const paths = mappingFields.map((field) => [
    field,
    check.text(['mapping', field], given[field] ?? null, 200, 'LINE'),
  ]);
  return Object.fromEntries(paths) as Mapping;
}

/** What is wrong with the objects that settings name. */
export async function settingProblems(
  { query, organisationId, actor, extensions, imported }: CommandContext,
  { requesterId, queueId, resolutionCode, routes = [] }: Settings,
): Promise<UserError[]> {
  const errors: UserError[] = [];
  if (requesterId) {
    const [user] = await query(sql`select 1 from users u
      where u.organisation_id = ${organisationId} and u.id = ${requesterId} and u.active`);
    if (!user) errors.push(notFound(['requesterId'], toGlobalId('User', requesterId), 'active user'));
  }
  if (queueId) {
    const [queue] = await query(sql`select 1 from queues q
      where q.organisation_id = ${organisationId} and q.id = ${queueId}`);
    if (!queue) errors.push(notFound(['queueId'], toGlobalId('Queue', queueId), 'queue'));
  }
  const named = [
    ['queueId', 'Queue', sql`queues`, routes.map((route) => (route.queueId ? [route.queueId] : []))],
    ['affectedServiceIds', 'Service', sql`services`, routes.map(({ serviceIds }) => serviceIds)],
    ['affectedItemIds', 'ConfigurationItem', sql`configuration_items`, routes.map(({ itemIds }) => itemIds)],
  ] as const;
  for (const [field, type, table, ids] of named) {
    const all = [...new Set(ids.flat())];
    if (all.length === 0) continue;
    const rows = await query(
      sql<{
        id: string;
      }>`select n.id from ${table} n where n.organisation_id = ${organisationId} and n.id = any (${all}::uuid[])`,
    );
    const found = new Set(rows.map(({ id }) => id));
    for (const [i, its] of ids.entries())
      for (const [place, id] of its.entries())
        if (!found.has(id))
          errors.push(
            notFound(
              ['routes', String(i), field, ...(field === 'queueId' ? [] : [String(place)])],
              toGlobalId(type, id),
              type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase(),
            ),
          );
  }
  const statement = codeGiven({ organisationId, extensions, me: meOf(actor) }, resolutionCode);
  const wrong = codeProblem(statement ? await query(statement) : [], resolutionCode, { imported });
  return wrong ? [...errors, wrong] : errors;
}
