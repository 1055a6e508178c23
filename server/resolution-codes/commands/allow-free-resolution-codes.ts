import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { AllowFreeResolutionCodesInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';

/** Allows or forbids resolution codes that are not in the catalogue. */
export async function allowFreeResolutionCodes(
  command: CommandContext,
  { allowed }: AllowFreeResolutionCodesInput,
): Promise<Result<{ organisationId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can allow free resolution codes.'));
  const { organisationId } = command;
  const changed = await command.query(sql<{ id: string }>`update organisations o
    set free_resolution_codes = ${allowed}::boolean
    where o.id = ${organisationId} and o.free_resolution_codes <> ${allowed}::boolean returning o.id`);
  if (changed.length > 0)
    command.emit({
      type: 'FREE_RESOLUTION_CODES_CHANGED',
      changes: [{ field: 'freeResolutionCodes', from: !allowed, to: allowed }],
    });
  return ok({ organisationId });
}
