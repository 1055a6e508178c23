import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { loadKnownError, tellKnownError } from '../known-errors.js';

/** Retires a known error: from then on it is history, and its public workaround is shown nowhere. */
export async function retireKnownError(
  change: Change,
  input: { knownErrorId: string; expectedVersion?: number | null; reason: string },
): Promise<Result<{ knownErrorId: string }>> {
  const loaded = await loadKnownError(change, input.knownErrorId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { problem, knownError } = loaded.value;
  const check = new InputCheck();
  const reason = check.required('reason', input.reason, 2000);
  if (check.errors.length > 0) return refused(...check.errors);
  Object.assign(knownError, {
    retiredAt: change.now,
    retiredByUserId: change.performer.userId,
    retiredByKeyId: change.performer.keyId,
    retireReason: reason,
    updatedAt: change.now,
    version: knownError.version + 1,
  });
  const changes = [
    { field: 'knownErrors', from: knownError.id, to: null },
    { field: 'reason', from: null, to: reason },
  ];
  const toldToAll = Boolean(knownError.publicWorkaround);
  await tellKnownError(change, 'KNOWN_ERROR_RETIRED', problem, changes, toldToAll);
  return done({ knownErrorId: knownError.id });
}
