import { LockMode } from '@mikro-orm/core';
import { canPeople } from '../../identity/people/index.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type {
  CreateAlertSilenceInput,
  EndAlertSilenceInput,
} from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { AlertIntegrationEntity, AlertSilenceEntity } from '../data/entities.js';
import { checkMatchers } from '../data/routes.js';

const LONGEST_MS = 366 * 24 * 3_600_000;
/** Every alert that would open a ticket is compared with all of them. */
const MOST_SILENCES = 500;

/** Silences are for leads and administrators, and for keys with `ADMINISTRATION`. */
function maySilence(actor: Actor): boolean {
  return canPeople(actor, 'administer') || (actor.kind === 'user' && actor.role === 'LEAD');
}

/** Creates a silence. */
export async function createAlertSilence(
  command: CommandContext,
  input: CreateAlertSilenceInput,
): Promise<Result<{ alertSilenceId: string }>> {
  const { actor, em, now, onBehalfOf, organisationId, query } = command;
  if (!maySilence(actor)) return err(forbidden('ROLE', 'Only leads and administrators can create silences.'));
  const check = new InputCheck();
  const alertIntegrationId =
    check.id('alertIntegrationId', input.alertIntegrationId, 'AlertIntegration') ?? null;
  const matchers = checkMatchers(check, input.matchers);
  if (matchers.length === 0) check.fail(['matchers'], 'REQUIRED', 'matchers must have at least one value.');
  const reason = check.required('reason', input.reason, 2000);
  const { endsAt, startsAt: given } = input;
  const startsAt = given ?? now;
  if (endsAt <= now) check.fail(['endsAt'], 'IN_FUTURE', 'endsAt must be in the future.');
  else if (endsAt <= startsAt) check.fail(['endsAt'], 'ORDER', 'endsAt must be later than startsAt.');
  else if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS)
    check.fail(['endsAt'], 'OUT_OF_RANGE', 'endsAt must be at most 366 days after startsAt.');
  if (check.errors.length > 0) return err(...check.errors);
  if (
    alertIntegrationId &&
    !(await em.findOne(AlertIntegrationEntity, { organisationId, id: alertIntegrationId }))
  )
    return err(notFound(['alertIntegrationId'], input.alertIntegrationId, 'alert integration'));
  // Others that create one wait here, so that they are counted.
  await query(sql`select 1 from organisations where id = ${organisationId} for no key update`);
  const found = await query(sql`select 1 from alert_silences
    where organisation_id = ${organisationId} and ends_at > ${now}::timestamptz limit ${MOST_SILENCES}`);
  if (found.length >= MOST_SILENCES) {
    const message = `An organisation can have at most ${MOST_SILENCES} silences that have not ended. End one that is not needed.`;
    return err(invalid(['endsAt'], 'TOO_MANY', message));
  }
  const id = newId();
  em.create(
    AlertSilenceEntity,
    {
      organisationId,
      id,
      alertIntegrationId,
      matchers,
      reason,
      startsAt,
      endsAt,
      createdByUserId: onBehalfOf.userId,
      createdByKeyId: onBehalfOf.keyId,
      createdAt: now,
    },
    { persist: true },
  );
  command.emit({ type: 'ALERT_SILENCE_CREATED', changes: [{ field: 'alertSilence', from: null, to: id }] });
  return ok({ alertSilenceId: id });
}

/** Ends a silence now. */
export async function endAlertSilence(
  command: CommandContext,
  input: EndAlertSilenceInput,
): Promise<Result<{ alertSilenceId: string }>> {
  const { actor, em, now, organisationId } = command;
  if (!maySilence(actor)) return err(forbidden('ROLE', 'Only leads and administrators can end silences.'));
  const check = new InputCheck();
  const id = check.id('alertSilenceId', input.alertSilenceId, 'AlertSilence');
  if (check.errors.length > 0) return err(...check.errors);
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const silence = await em.findOne(AlertSilenceEntity, { organisationId, id }, { lockMode });
  if (!silence) return err(notFound(['alertSilenceId'], input.alertSilenceId, 'alert silence'));
  if (silence.endsAt <= now) return ok({ alertSilenceId: id });
  const from = silence.endsAt.toISOString();
  silence.endsAt = now;
  // One that has not begun begins and ends at once.
  if (silence.startsAt > now) silence.startsAt = now;
  command.emit({
    type: 'ALERT_SILENCE_ENDED',
    changes: [
      { field: 'alertSilence', from: id, to: id },
      { field: 'endsAt', from, to: now.toISOString() },
    ],
  });
  return ok({ alertSilenceId: id });
}
