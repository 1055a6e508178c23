import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../harness/data-folder.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import type { Json } from './ask.js';
import type { Random } from './random.js';
import { cleanUp, connect, Program, postmaster } from './support.js';

const victims = ['program', 'database', 'both'] as const;
export type Victim = (typeof victims)[number];

/** These tests leave more unfinished uploads than the normal limits allow one person, and write more. */
export const generous = {
  LIMIT_UNFINISHED_UPLOADS: '100000',
  LIMIT_UNFINISHED_UPLOAD_BYTES: '1000000000000',
  LIMIT_WRITES_PER_MINUTE: '1000000',
};

/** What can be killed and started again. */
export interface Fragile<Part extends string> {
  readonly victims: readonly Part[];
  /** Kills a part, and does not start it again. */
  kill(victim: Part): Promise<void>;
  /** Starts what was killed, and does not wait. */
  launch(): void;
  /** Starts what was killed, and waits until all is ready. */
  start(): Promise<void>;
}

/**
 * A program with its data. Tests kill it and start it again, always by the same command and without manual
 * work.
 */
export class Machine implements Fragile<Victim> {
  readonly victims = victims;
  readonly main: string;
  readonly dataDir: string;
  readonly url: string;
  program: Program;
  /**
   * How long each start took until the program was ready, and each recovery from a lost database, in
   * milliseconds.
   */
  readonly starts: number[] = [];
  readonly port: number;
  readonly #environment: NodeJS.ProcessEnv;
  #databaseWasKilled = false;

  private constructor(main: string, dataDir: string, port: number, environment: NodeJS.ProcessEnv) {
    this.main = main;
    this.dataDir = dataDir;
    this.port = port;
    this.#environment = environment;
    this.program = this.#spawn();
    this.url = this.program.url;
  }

  static async begin(main: string, environment: NodeJS.ProcessEnv = {}): Promise<Machine> {
    const machine = new Machine(main, await dataFolder(), await freePort(), { ...generous, ...environment });
    await machine.ready();
    return machine;
  }

  /** Runs a statement as the owner. */
  readonly rows = async (statement: string): Promise<Json[]> => {
    const owner = await connect(this.dataDir);
    try {
      return (await owner.query(statement)).rows;
    } finally {
      await owner.end();
    }
  };

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
    await eventually(async () => (await fetch(`${this.url}/readyz`)).status === 200, 180_000);
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
    return new Program(this.main, this.dataDir, this.port, this.#environment);
  }
}

/**
 * Kills a part at a random moment under load, and waits until all is ready again. In one of four cases it kills again during the recovery.
 * Returns the number of kills.
 */
export async function killAtRandom<Part extends string>(
  fragile: Fragile<Part>,
  load: { more(writes: number): Promise<void> },
  victim: Part,
  random: Random,
  writes = random.whole(1, 40),
): Promise<number> {
  await load.more(writes);
  await sleep(random.whole(0, 300));
  await fragile.kill(victim);
  const again = random.chance(0.25);
  if (again) {
    fragile.launch();
    await sleep(random.whole(0, 2000));
    await fragile.kill(random.pick(fragile.victims));
  }
  await fragile.start();
  return again ? 2 : 1;
}
