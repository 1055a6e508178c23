import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UpdateKnownErrorInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { loadKnownError, tellKnownError } from '../data/known-errors.js';

const fields = ['symptoms', 'rootCause', 'workaround', 'publicWorkaround'] as const;

/** Changes a known error. The former text is in the event, for readers of the problem's internal notes. */
export async function updateKnownError(
  command: CommandContext,
  input: UpdateKnownErrorInput,
): Promise<Result<{ knownErrorId: string }>> {
  const loaded = await loadKnownError(command, input.knownErrorId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { problem, knownError } = loaded.value;
  const check = new InputCheck();
  check.notNull('symptoms', input.symptoms);
  check.notNull('workaround', input.workaround);
  const given = Object.fromEntries(
    fields.map((field) => [field, check.text(field, input[field], 10_000, 'MARKDOWN')]),
  );
  if (check.errors.length > 0) return err(...check.errors);
  const changes = fields
    .filter((field) => given[field] !== undefined && given[field] !== (knownError[field] ?? null))
    .map((field) => changed(`KnownError.${field}` as const, knownError[field] ?? null, given[field]));
  if (changes.length === 0) return ok({ knownErrorId: knownError.id });
  Object.assign(
    knownError,
    Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined)),
  );
  knownError.version += 1;
  knownError.updatedAt = command.now;
  const isPublic = changes.some(({ field }) => field === 'KnownError.publicWorkaround');
  await tellKnownError(command, 'KNOWN_ERROR_UPDATED', problem, changes, isPublic);
  return ok({ knownErrorId: knownError.id });
}
