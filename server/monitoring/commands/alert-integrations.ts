import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type {
  CreateAlertIntegrationInput,
  UpdateAlertIntegrationInput,
} from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { AlertIntegrationEntity } from '../data/entities.js';
import { checkSettings, settingProblems } from '../data/settings.js';

const named = { table: 'alert_integrations', what: 'alert integration of the organisation' };

/** Creates an alert integration. */
export async function createAlertIntegration(
  command: CommandContext,
  { name: givenName, idempotencyKey: _, ...input }: CreateAlertIntegrationInput,
): Promise<Result<{ alertIntegrationId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create alert integrations.'));
  const check = new InputCheck();
  const name = check.required('name', givenName, 100, 'NAME');
  const given = checkSettings(check, withoutNulls(input));
  const requesterId = given.requesterId ?? command.onBehalfOf.userId;
  if (!requesterId) check.fail(['requesterId'], 'REQUIRED', 'requesterId is required for API keys.');
  if (check.errors.length > 0 || !requesterId) return err(...check.errors);
  const taken = await nameTaken(command, named, name);
  const settings = {
    requesterId,
    queueId: given.queueId ?? null,
    dedupLabels: given.dedupLabels ?? [],
    severityLabel: given.severityLabel ?? 'severity',
    onResolved: given.onResolved ?? ('RECORD' as const),
    resolutionCode: given.resolutionCode ?? 'NO_FAULT_FOUND',
    onNewEpisode: given.onNewEpisode ?? ('NEW_TICKET' as const),
    reopenMinutes: given.reopenMinutes ?? 60,
    routes: given.routes ?? [],
    flapCount: given.flapCount ?? 5,
    flapMinutes: given.flapMinutes ?? 30,
    silentInChangeWindows: given.silentInChangeWindows ?? false,
    mapping: given.mapping ?? null,
  };
  const errors = [...(taken ? [taken] : []), ...(await settingProblems(command, given))];
  if (errors.length > 0) return err(...errors);
  const { em, organisationId, now: createdAt } = command;
  const id = newId();
  const made = { organisationId, id, name, active: true, ...settings, version: 1, createdAt };
  em.create(AlertIntegrationEntity, made, { persist: true });
  command.emit({
    type: 'ALERT_INTEGRATION_CREATED',
    changes: [{ field: 'alertIntegration', from: null, to: id }],
  });
  return ok({ alertIntegrationId: id });
}

/** Changes an alert integration, or switches it off. */
export async function updateAlertIntegration(
  command: CommandContext,
  {
    alertIntegrationId,
    expectedVersion,
    name: givenName,
    idempotencyKey: _,
    ...input
  }: UpdateAlertIntegrationInput,
): Promise<Result<{ alertIntegrationId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change alert integrations.'));
  const check = new InputCheck();
  const id = check.id('alertIntegrationId', alertIntegrationId, 'AlertIntegration');
  check.notNull('name', givenName);
  const name = check.text('name', givenName, 100, 'NAME') ?? undefined;
  const settings = checkSettings(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const row = await command.em.findOne(AlertIntegrationEntity, { organisationId, id }, { lockMode });
  const found = asExpected(row, {
    type: 'AlertIntegration',
    field: 'alertIntegrationId',
    given: alertIntegrationId,
    expectedVersion,
  });
  if (!found.ok) return found;
  const before = found.value;
  const taken = name && name !== before.name ? await nameTaken(command, named, name, before) : null;
  const errors = [...(taken ? [taken] : []), ...(await settingProblems(command, settings))];
  if (errors.length > 0) return err(...errors);
  const changes = put(before, { name, ...settings });
  if (changes.length === 0) return ok({ alertIntegrationId: id });
  before.version += 1;
  command.emit({
    type: 'ALERT_INTEGRATION_UPDATED',
    changes: [{ field: 'alertIntegration', from: id, to: id }, ...changes],
  });
  return ok({ alertIntegrationId: id });
}

/** The fields that are given: at the creation, null is the same as leaving a field out. */
function withoutNulls<I extends object>(input: I): { [K in keyof I]: Exclude<I[K], null> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as never;
}
