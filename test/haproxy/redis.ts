import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import { HelperProcess } from './helper-process.js';

const program = 'redis-server';

/** A Redis on loopback that stores nothing. It can be killed and started again on the same port. */
export class Redis {
  readonly url: string;
  readonly #port: number;
  #process: HelperProcess;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#process = this.#spawn();
  }

  /** Whether this machine has one. */
  static get isInstalled(): boolean {
    return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
  }

  static async start(): Promise<Redis> {
    const redis = new Redis(await freePort());
    await redis.#answers();
    return redis;
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async startAgain(): Promise<void> {
    this.#process = this.#spawn();
    await this.#answers();
  }

  #spawn(): HelperProcess {
    const options = { port: this.#port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: '/tmp' };
    return new HelperProcess(
      program,
      Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    );
  }

  #answers(): Promise<unknown> {
    return eventually(async () => {
      const socket = connect(this.#port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
      return true;
    });
  }
}
