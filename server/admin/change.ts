import type { CommandContext } from '../platform/commands/command-context.js';
import { runCommand } from '../platform/commands/run-command.js';
import type { Result } from '../platform/kernel/result.js';
import { AdminError } from './command.js';
import type { Installation } from './database.js';

/**
 * Runs one command in an organisation with Ticketwire as the actor, as the API would. Running servers find its events in the log, and ended
 * tokens in the database.
 */
export async function changeAs<T>(
  { db, extensions }: Pick<Installation, 'db' | 'extensions'>,
  organisationId: string,
  run: (command: CommandContext) => Promise<Result<T>>,
): Promise<T> {
  const { result } = await runCommand(
    { db, extensions, now: () => new Date(), wake: () => {} },
    { operation: 'admin', input: {}, actor: { kind: 'system', organisationId }, traceId: 'admin', run },
  );
  if (!result.ok) throw new AdminError(result.errors.map(({ message }) => message).join(' '));
  return result.value;
}
