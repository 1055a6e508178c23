import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UpdateNotificationPreferencesInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import { noPreferences, preferencesOf, storePreferences } from '../data/preferences.js';
import { minuteOf, switchOf } from '../rules/wanted.js';

const MOST_SWITCHES = 100;

/** Says how the actor wants to be notified. */
export async function updateNotificationPreferences(
  command: CommandContext,
  { disabled, quietHours }: UpdateNotificationPreferencesInput,
): Promise<Result<{ userId: string }>> {
  const { actor, organisationId } = command;
  if (actor.kind !== 'user')
    return err(forbidden('ROLE', 'API keys have no notifications. Sign in as a user.'));
  const { userId } = actor;
  const check = new InputCheck();
  check.notNull('disabled', disabled);
  if (check.errors.length > 0) return err(...check.errors);
  if (disabled && disabled.length > MOST_SWITCHES)
    return err(
      invalid(
        ['disabled'],
        'TOO_MANY',
        `disabled must have at most ${MOST_SWITCHES} values; it has ${disabled.length}.`,
      ),
    );
  const quiet = { start: minuteOf(quietHours?.start ?? ''), end: minuteOf(quietHours?.end ?? '') };
  for (const field of ['start', 'end'] as const)
    if (quietHours && quiet[field] === null)
      return err(invalid(['quietHours', field], 'FORMAT', `${field} must be a time such as 07:30.`));
  if (quietHours && quiet.start === quiet.end)
    return err(
      invalid(
        ['quietHours', 'end'],
        'CONTRADICTION',
        'Quiet hours must end at another time than they start.',
      ),
    );
  const [before = noPreferences] = await command.query(preferencesOf(organisationId, userId));
  const after = {
    disabled: disabled
      ? [...new Set(disabled.map(({ kind, channel }) => switchOf(kind, channel)))].sort()
      : before.disabled,
    quietStart: quietHours === undefined ? before.quietStart : quiet.start,
    quietEnd: quietHours === undefined ? before.quietEnd : quiet.end,
  };
  await command.query(storePreferences(organisationId, userId, after));
  return ok({ userId });
}
