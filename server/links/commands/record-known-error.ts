import type { CommandContext } from '../../platform/commands/command-context.js';
import type { RecordKnownErrorInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { KnownErrorEntity } from '../data/entities.js';
import { loadProblem, tellKnownError } from '../data/known-errors.js';

/** Records the known error of a problem, which has at most one active one. */
export async function recordKnownError(
  command: CommandContext,
  input: RecordKnownErrorInput,
): Promise<Result<{ knownErrorId: string }>> {
  const loaded = await loadProblem(command, input.ticketId, 'ticketId');
  if (!loaded.ok) return loaded;
  const { ticket } = loaded.value;
  const { organisationId, onBehalfOf, now } = command;
  const check = new InputCheck();
  const symptoms = check.required('symptoms', input.symptoms, 10_000, 'MARKDOWN');
  const rootCause = check.text('rootCause', input.rootCause || null, 10_000, 'MARKDOWN');
  const workaround = check.required('workaround', input.workaround, 10_000, 'MARKDOWN');
  const publicWorkaround = check.text('publicWorkaround', input.publicWorkaround || null, 10_000, 'MARKDOWN');
  if (ticket.type !== 'PROBLEM')
    check.fail(['ticketId'], 'TYPE', 'recordKnownError needs a ticket of type PROBLEM.');
  const standing = { organisationId, ticketId: ticket.id, retiredAt: null };
  if (await command.em.findOne(KnownErrorEntity, standing))
    check.fail(
      ['ticketId'],
      'EXISTS',
      'The problem already has an active known error. Change it with updateKnownError, or retire it.',
    );
  if (check.errors.length > 0) return err(...check.errors);
  const id = newId();
  command.em.create(
    KnownErrorEntity,
    {
      organisationId,
      id,
      ticketId: ticket.id,
      symptoms,
      rootCause,
      workaround,
      publicWorkaround,
      version: 1,
      recordedByUserId: onBehalfOf.userId,
      recordedByKeyId: onBehalfOf.keyId,
      recordedAt: now,
      updatedAt: now,
      retiredAt: null,
      retiredByUserId: null,
      retiredByKeyId: null,
      retireReason: null,
    },
    { persist: true },
  );
  const changes = [changed('KnownError.id', null, id)];
  await tellKnownError(command, 'KNOWN_ERROR_RECORDED', ticket, changes, publicWorkaround !== null);
  return ok({ knownErrorId: id });
}
