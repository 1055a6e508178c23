import type { Pool } from 'pg';
import type { CommandContext } from '../commands/command-context.js';
import type { Result } from '../kernel/result.js';

/** Something that is due, and whose it is. */
export interface Due {
  organisationId: string;
  id: string;
}

/**
 * A step of the process that time takes, not a person. What is due stands in the database, so any server may take it, at any
 * time, and nothing depends on a timer that was set.
 */
export interface ScheduledTask {
  /** What it is called in the log. */
  name: string;
  /** At most `limit` things that are due at `now`, over all organisations: by a narrow function and its index. */
  findDue(pool: Pool, now: Date, limit: number): Promise<Due[]>;
  /**
   * Takes the step for one of them, in a transaction of its own, as Ticketwire itself. It locks, and looks again whether the step is
   * still due: another server may have been here first. Then it gives `done` and writes nothing.
   */
  run(command: CommandContext, id: string): Promise<Result<unknown>>;
}
