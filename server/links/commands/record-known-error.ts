import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { KnownErrorEntity } from '../entities.js';
import { loadProblem, tellKnownError } from '../known-errors.js';

export interface RecordKnownError {
  ticketId: string;
  symptoms: string;
  rootCause?: string | null;
  workaround: string;
  publicWorkaround?: string | null;
}

/** Records the known error of a problem; one stands at a time. */
export async function recordKnownError(
  change: Change,
  input: RecordKnownError,
): Promise<Result<{ knownErrorId: string }>> {
  const loaded = await loadProblem(change, input.ticketId, 'ticketId');
  if (!loaded.ok) return loaded;
  const { ticket } = loaded.value;
  const { organisationId, performer, now } = change;
  const check = new InputCheck();
  const symptoms = check.required('symptoms', input.symptoms, 10_000);
  const rootCause = check.text('rootCause', input.rootCause || null, 10_000);
  const workaround = check.required('workaround', input.workaround, 10_000);
  const publicWorkaround = check.text('publicWorkaround', input.publicWorkaround || null, 10_000);
  if (ticket.type !== 'PROBLEM')
    check.fail(['ticketId'], 'TYPE', 'A known error is one of a problem; this is none.');
  const standing = { organisationId, ticketId: ticket.id, retiredAt: null };
  if (await change.em.findOne(KnownErrorEntity, standing))
    check.fail(['ticketId'], 'EXISTS', 'The problem has a known error that stands: change it, or retire it.');
  if (check.errors.length > 0) return refused(...check.errors);
  const id = newId();
  change.em.create(
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
      recordedByUserId: performer.userId,
      recordedByKeyId: performer.keyId,
      recordedAt: now,
      updatedAt: now,
      retiredAt: null,
      retiredByUserId: null,
      retiredByKeyId: null,
      retireReason: null,
    },
    { persist: true },
  );
  const changes = [{ field: 'knownErrors', from: null, to: id }];
  await tellKnownError(change, 'KNOWN_ERROR_RECORDED', ticket, changes, publicWorkaround !== null);
  return done({ knownErrorId: id });
}
