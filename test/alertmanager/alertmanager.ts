import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelperProcess } from '../haproxy/helper-process.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';

const sample = new URL('../../deploy/alertmanager.yml', import.meta.url);

/** An alert as Prometheus sends it. */
export interface Posted {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt?: string;
  endsAt?: string;
}

/** Alertmanager with the configuration of `deploy/`, but faster. */
export class Alertmanager {
  readonly #url: string;
  readonly #folder: string;
  readonly #process: HelperProcess;

  private constructor(url: string, folder: string) {
    this.#url = url;
    this.#folder = folder;
    this.#process = new HelperProcess('prometheus-alertmanager', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ]);
  }

  /** It reports to this URL with this key, at most `most` alerts of a group. */
  static async start(receiver: string, key: string, most = 5000): Promise<Alertmanager> {
    const folder = await mkdtemp(join(tmpdir(), 'ticketwire-alertmanager-'));
    const text = (await readFile(sample, 'utf8'))
      .replace(/url: \S+/, `url: ${receiver}`)
      .replace(/credentials_file: \S+/, `credentials_file: ${join(folder, 'key')}`)
      .replace('max_alerts: 5000', `max_alerts: ${most}`)
      .replace('group_wait: 30s', 'group_wait: 1s')
      .replace('group_interval: 5m', 'group_interval: 1s');
    await writeFile(join(folder, 'key'), key);
    await writeFile(join(folder, 'alertmanager.yml'), text);
    const started = new Alertmanager(`http://127.0.0.1:${await freePort()}`, folder);
    await started.#ready();
    return started;
  }

  /** Sends alerts as Prometheus does. */
  async post(...alerts: readonly Posted[]): Promise<void> {
    const answer = await fetch(`${this.#url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    if (!answer.ok)
      throw new Error(`Alertmanager refused the alerts: ${answer.status} ${await answer.text()}`);
  }

  async stop(): Promise<void> {
    await this.#process.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    await eventually(async () => (await fetch(`${this.#url}/-/ready`)).ok);
  }
}
