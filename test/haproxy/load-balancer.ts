import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../harness/free-port.js';
import { HelperProcess } from './helper-process.js';

const sample = new URL('../../deploy/haproxy.cfg', import.meta.url);

/** HAProxy with the configuration of `deploy/`, for servers on loopback. */
export class LoadBalancer {
  readonly url: string;
  readonly #folder: string;
  readonly #process: HelperProcess;
  readonly #stats: string;

  private constructor(url: string, folder: string, stats: string) {
    this.url = url;
    this.#folder = folder;
    this.#stats = stats;
    this.#process = new HelperProcess('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')]);
  }

  /** Ports of the servers, in the order of the sample. */
  static async start(ports: readonly number[]): Promise<LoadBalancer> {
    const folder = await mkdtemp(join(tmpdir(), 'ticketwire-haproxy-'));
    const [port, stats] = [await freePort(), await freePort()];
    const left = [...ports];
    const text = (await readFile(sample, 'utf8'))
      .replace(/maxconn \d+/, 'maxconn 1000')
      .replace('bind :80', `bind 127.0.0.1:${port}`)
      .replaceAll(/10\.0\.0\.\d:4000/g, () => `127.0.0.1:${left.shift()}`);
    const page = `frontend stats\n  bind 127.0.0.1:${stats}\n  stats enable\n  stats uri /\n`;
    await writeFile(join(folder, 'haproxy.cfg'), `${text}\n${page}`);
    return new LoadBalancer(`http://127.0.0.1:${port}`, folder, `http://127.0.0.1:${stats}/;csv`);
  }

  /** The states of the servers: UP, DOWN and so on. */
  async states(): Promise<string[]> {
    const [head = '', ...lines] = (await (await fetch(this.#stats)).text()).replace(/^# /, '').split('\n');
    const names = head.split(',');
    return lines
      .map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i], value])))
      .filter(({ pxname, svname }) => pxname === 'ticketwire' && /^(one|two|three)$/.test(svname ?? ''))
      .map(({ status = '' }) => status);
  }

  async stop(): Promise<void> {
    await this.#process.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
