import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Program } from '../../faults/support.js';
import { freePort } from '../../harness/free-port.js';
import type { Memory } from './memory-in-use.js';

/** All subscribers and writers come from one address, and many from one account, so its limits must be higher. */
const raised = {
  WS_SOCKETS_PER_ADDRESS: '1000000',
  WS_SOCKETS_PER_ACTOR: '100000',
  WS_SUBSCRIPTIONS_PER_ACTOR: '100000',
  LIMIT_WRITES_PER_MINUTE: '10000000',
};
/** How long a server may take to stop. */
const STOP_MS = 5000;

/** The built server in its production form, as a process of its own. */
export class Product {
  readonly #program: Program;
  #asked = 0;

  private constructor(program: Program) {
    this.#program = program;
  }

  static async start(
    servingUrl: string,
    folder: string,
    limits: Record<string, string> = raised,
  ): Promise<Product> {
    await mkdir(folder, { recursive: true });
    const main = join(import.meta.dirname, '../../../server/main.js');
    const program = new Program(main, folder, await freePort(), {
      NODE_ENV: 'production',
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'memory.js')}`,
      DATABASE_URL: servingUrl,
      LOG_LEVEL: 'error',
      ...limits,
    });
    return new Product(await program.ready());
  }

  get pid(): number {
    return this.#program.process.pid ?? 0;
  }

  get url(): string {
    return this.#program.url;
  }

  /** The memory in use after a collection of garbage. */
  async memory(): Promise<Memory> {
    const begin = `memory ${++this.#asked}: `;
    this.#program.kill('SIGUSR2');
    await this.#program.says(begin);
    const [, rest = ''] = this.#program.output.split(begin);
    return JSON.parse(rest.split(' end')[0] ?? '') as Memory;
  }

  async stop(): Promise<void> {
    const late = setTimeout(() => this.#program.kill('SIGKILL'), STOP_MS);
    this.#program.kill('SIGTERM');
    await this.#program.exited;
    clearTimeout(late);
  }
}
