import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { loadKnownError, tellKnownError } from '../known-errors.js';

export interface UpdateKnownError {
  knownErrorId: string;
  expectedVersion?: number | null;
  symptoms?: string | null;
  rootCause?: string | null;
  workaround?: string | null;
  publicWorkaround?: string | null;
}

const fields = ['symptoms', 'rootCause', 'workaround', 'publicWorkaround'] as const;

/** Changes what a known error says. What it said is told to those who see the problem. */
export async function updateKnownError(
  change: Change,
  input: UpdateKnownError,
): Promise<Result<{ knownErrorId: string }>> {
  const loaded = await loadKnownError(change, input.knownErrorId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { problem, knownError } = loaded.value;
  const check = new InputCheck();
  check.notNull('symptoms', input.symptoms);
  check.notNull('workaround', input.workaround);
  const given = Object.fromEntries(fields.map((field) => [field, check.text(field, input[field], 10_000)]));
  if (check.errors.length > 0) return refused(...check.errors);
  const changes = fields
    .map((field) => ({ field, from: knownError[field] ?? null, to: given[field] }))
    .filter(({ from, to }) => to !== undefined && to !== from);
  if (changes.length === 0) return done({ knownErrorId: knownError.id });
  for (const { field, to } of changes) Object.assign(knownError, { [field]: to });
  knownError.version += 1;
  knownError.updatedAt = change.now;
  const toldToAll = changes.some(({ field }) => field === 'publicWorkaround');
  await tellKnownError(change, 'KNOWN_ERROR_UPDATED', problem, changes, toldToAll);
  return done({ knownErrorId: knownError.id });
}
