import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../harness/data-folder.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import type { Random } from './random.js';
import { cleanUp, Program, postmaster } from './support.js';

export type Victim = 'program' | 'database' | 'both';

/**
 * A program with its data. Tests kill it and start it again, always by the same command and without manual
 * work.
 */
export class Machine {
  readonly main: string;
  readonly dataDir: string;
  readonly url: string;
  program: Program;
  /**
   * How long each start took until the program was ready, and each recovery from a lost database, in
   * milliseconds.
   */
  readonly starts: number[] = [];
  readonly #port: number;
  readonly #environment: NodeJS.ProcessEnv;
  #databaseWasKilled = false;

  private constructor(main: string, dataDir: string, port: number, environment: NodeJS.ProcessEnv) {
    this.main = main;
    this.dataDir = dataDir;
    this.#port = port;
    this.#environment = environment;
    this.program = this.#spawn();
    this.url = this.program.url;
  }

  static async begin(main: string, environment: NodeJS.ProcessEnv = {}): Promise<Machine> {
    // These tests leave more unfinished uploads than the normal limits allow one person.
    const settings = { LIMIT_UNFINISHED_UPLOADS: '10000', LIMIT_UNFINISHED_UPLOAD_BYTES: '1000000000000' };
    const machine = new Machine(main, await dataFolder(), await freePort(), { ...settings, ...environment });
    await machine.ready();
    return machine;
  }

  /** Starts the program after a kill or stop, and waits until it is ready. */
  async start(): Promise<void> {
    const began = Date.now();
    this.launch();
    await this.ready();
    this.starts.push(Date.now() - began);
  }

  /** Starts the program unless it runs, and does not wait. */
  launch(): void {
    if (!this.program.runs) this.program = this.#spawn();
  }

  /**
   * Waits until the program is ready. A program whose database is killed during its start may exit; then this
   * starts it again, as a supervisor would.
   */
  async ready(): Promise<void> {
    for (;;) {
      const said = await this.program.ready().catch((error: unknown) => error as Error);
      if (said === this.program) break;
      if (!this.#databaseWasKilled || this.program.runs) throw said;
      this.#databaseWasKilled = false;
      this.program = this.#spawn();
    }
    await eventually(async () => (await fetch(`${this.url}/readyz`)).status === 200, 60_000);
    this.#databaseWasKilled = false;
  }

  /** Sends SIGKILL. Does not start the program again. */
  async kill(victim: Victim): Promise<void> {
    const ended = victim === 'database' ? undefined : this.program.exited;
    const found = victim === 'program' ? null : await postmaster(this.dataDir);
    if (ended) this.program.kill('SIGKILL');
    if (found) {
      process.kill(found.pid, 'SIGKILL');
      this.#databaseWasKilled = true;
    }
    await ended;
  }

  /** Sends SIGINT, as Ctrl-C does, and waits for the end of the program. */
  async stop(): Promise<void> {
    this.program.kill('SIGTERM');
    const outcome = await this.program.exited;
    if (outcome.code !== 0)
      throw new Error(`the program ended with ${JSON.stringify(outcome)}:\n${this.program.output}`);
  }

  /** Stops all processes and removes all data, in any state. */
  async remove(): Promise<void> {
    await cleanUp(this.program, this.dataDir);
  }

  #spawn(): Program {
    return new Program(this.main, this.dataDir, this.#port, this.#environment);
  }
}

/**
 * Kills a process at a random moment under load, and waits until the program is ready again. In one of four
 * cases it kills again during the recovery. Returns the number of kills.
 */
export async function killAtRandom(
  machine: Machine,
  load: { more(writes: number): Promise<void> },
  victim: Victim,
  random: Random,
): Promise<number> {
  await load.more(random.whole(1, 40));
  await sleep(random.whole(0, 300));
  await machine.kill(victim);
  const again = random.chance(0.25);
  if (again) {
    machine.launch();
    await sleep(random.whole(0, 2000));
    await machine.kill(random.pick(['program', 'database', 'both']));
  }
  await machine.start();
  return again ? 2 : 1;
}
