import type { CommandServices } from '../commands/run-command.js';
import type { Log } from '../observability/log.js';
import { take } from './run-schedule.js';
import { AGAIN, type ScheduledTask } from './scheduled-task.js';

/** Events that come within this time are read together. */
const GATHER_MS = 50;

/**
 * Runs the tasks that follow the log as soon as the log of an organisation has grown: one organisation after the other, so that they take
 * one connection. What is missed here, because a hint was lost or the server ends, the schedule does later.
 */
export class LogTasks {
  readonly #services: CommandServices & { log: Log };
  readonly #tasks: readonly ScheduledTask[];
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(services: CommandServices & { log: Log }, tasks: readonly ScheduledTask[]) {
    this.#services = services;
    this.#tasks = tasks;
  }

  /** The log of an organisation has grown. */
  wake(organisationId: string): void {
    if (this.#closed || this.#tasks.length === 0) return;
    this.#waiting.add(organisationId);
    this.#soon();
  }

  /** Ends, when the running task has. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #soon(): void {
    if (this.#closed || this.#timer || this.#running || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run().finally(() => {
        this.#running = undefined;
        this.#soon();
      });
    }, GATHER_MS);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    const organisations = [...this.#waiting];
    this.#waiting.clear();
    for (const organisationId of organisations) {
      for (const task of this.#tasks) {
        if (this.#closed) return;
        try {
          const outcome = await take(this.#services, task, { organisationId, id: organisationId });
          // The others go first.
          if (outcome === AGAIN) this.#waiting.add(organisationId);
        } catch (error) {
          this.#services.log.warn(
            { err: error, task: task.name },
            'a task that follows the log failed; it is tried again',
          );
        }
      }
    }
  }
}
