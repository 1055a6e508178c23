import type { Pool } from 'pg';
import type { CommandContext } from '../commands/command-context.js';
import type { OwnedBatch } from '../db/over-organisations.js';
import type { Result } from '../kernel/result.js';

/** The value of `run` when there may be more to do at once: the task looks again in the same round, after the others. */
export const AGAIN = Symbol('again');

/**
 * A task that time starts, not a person. Due items are rows in the database, so any server can run them at any time; nothing depends on a
 * timer.
 */
export interface ScheduledTask {
  /** The name in the log. */
  name: string;
  /** At most `limit` items that are due at `now`, in organisations after `after`. It calls a function over all organisations. */
  findDue(pool: Pool, now: Date, after: string | null, limit: number): Promise<OwnedBatch>;
  /**
   * Runs one item in a transaction of its own, with Ticketwire as the actor. It locks the row and checks whether it is still due, because
   * another server can have run it. If it is not, it returns `ok` and writes nothing.
   */
  run(command: CommandContext, id: string): Promise<Result<unknown>>;
}
