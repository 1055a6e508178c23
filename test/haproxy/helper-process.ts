import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program of the system that ends with this process. */
export class HelperProcess {
  readonly #process: ChildProcess;

  constructor(program: string, args: readonly string[]) {
    this.#process = spawn('setpriv', ['--pdeathsig=KILL', program, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}
