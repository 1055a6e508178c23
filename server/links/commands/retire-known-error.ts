import type { CommandContext } from '../../platform/commands/command-context.js';
import type { RetireKnownErrorInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { loadKnownError, tellKnownError } from '../data/known-errors.js';

/** Retires a known error. Its public workaround is no longer shown. */
export async function retireKnownError(
  command: CommandContext,
  input: RetireKnownErrorInput,
): Promise<Result<{ knownErrorId: string }>> {
  const loaded = await loadKnownError(command, input.knownErrorId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { problem, knownError } = loaded.value;
  const check = new InputCheck();
  const reason = check.required('reason', input.reason, 2000);
  if (check.errors.length > 0) return err(...check.errors);
  Object.assign(knownError, {
    retiredAt: command.now,
    retiredByUserId: command.onBehalfOf.userId,
    retiredByKeyId: command.onBehalfOf.keyId,
    retireReason: reason,
    updatedAt: command.now,
    version: knownError.version + 1,
  });
  const changes = [
    changed('KnownError.id', knownError.id, null),
    changed('TicketEvent.reason', null, reason),
  ];
  const isPublic = Boolean(knownError.publicWorkaround);
  await tellKnownError(command, 'KNOWN_ERROR_RETIRED', problem, changes, isPublic);
  return ok({ knownErrorId: knownError.id });
}
