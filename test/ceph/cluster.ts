import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../harness/free-port.ts';
import { cephConf, keyring, monitorAddress } from './settings.ts';

/** An S3 object store with its credentials. */
export interface CephStore {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const START_MS = 120_000;
const execute = promisify(execFile);

/**
 * A temporary Ceph cluster on loopback: a monitor, an OSD that keeps objects in memory, and an S3 gateway, with
 * their files in a temporary folder. The kernel ends the daemons whenever this process ends.
 */
export class CephCluster {
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #daemons = new Map<string, ChildProcess>();
  readonly #stopping = new AbortController();
  #starting: Promise<CephStore> | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#environment = { ...process.env, CEPH_CONF: join(folder, 'ceph.conf'), CEPH_ARGS: '' };
  }

  static async create(): Promise<CephCluster> {
    return new CephCluster(await mkdtemp(join(tmpdir(), 'ticketwire-ceph-')));
  }

  /** Starts the daemons and creates a user. Throws an error with the daemons' output if they do not start. */
  async start(): Promise<CephStore> {
    try {
      this.#starting = this.#start();
      return await this.#starting;
    } catch (error) {
      throw new Error(`Ceph did not start: ${String(error)}\n${await this.#lastWords()}`, { cause: error });
    }
  }

  /** Ends the daemons and removes the folder, also during the start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#starting?.catch(() => undefined);
    const running = [...this.#daemons.values()].filter(
      (it) => it.exitCode === null && it.signalCode === null,
    );
    // Nothing needs to be kept, and a gateway that lost its monitor would wait for it: kill all daemons.
    await Promise.all(running.map((daemon) => [once(daemon, 'exit'), daemon.kill('SIGKILL')][0]));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<CephStore> {
    const [monitor, monitorOfOldClients, gateway] = await Promise.all([freePort(), freePort(), freePort()]);
    const ports = { monitor, monitorOfOldClients, gateway };
    const [clusterId, diskId] = [randomUUID(), randomUUID()];
    const file = (name: string): string => join(this.#folder, name);
    await writeFile(file('ceph.conf'), cephConf(this.#folder, clusterId, ports));
    for (const name of ['mon', 'osd', 'rgw']) await mkdir(file(name));
    await writeFile(file('keyring'), '', { mode: 0o600 });
    for (const [name, rights] of Object.entries(keyring)) {
      const caps = rights.flatMap((right, i) => (i % 2 === 0 ? ['--cap', right] : [right]));
      await this.#run('ceph-authtool', file('keyring'), '--gen-key', '-n', name, ...caps);
    }

    const map = file('monmap');
    await this.#run('monmaptool', '--create', '--fsid', clusterId, '--addv', 'a', monitorAddress(ports), map);
    await this.#run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map, '--keyring', file('keyring'));
    await this.#daemon('ceph-mon', '-i', 'a');
    await this.#run('ceph', '--connect-timeout', '30', 'osd', 'new', diskId);
    await this.#run('ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', diskId);
    await this.#daemon('ceph-osd', '-i', '0');
    await this.#daemon('radosgw', '-n', 'client.rgw');

    const endpoint = `http://127.0.0.1:${gateway}`;
    await this.#answers(endpoint);
    const accessKeyId = randomBytes(10).toString('hex').toUpperCase();
    const secretAccessKey = randomBytes(20).toString('hex');
    const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey];
    await this.#run(
      'radosgw-admin',
      'user',
      'create',
      '--uid',
      'ticketwire',
      '--display-name',
      'Ticketwire',
      ...keys,
    );
    return { endpoint, accessKeyId, secretAccessKey };
  }

  #run(program: string, ...args: string[]): Promise<unknown> {
    const { signal } = this.#stopping;
    return execute(program, args, { env: this.#environment, timeout: START_MS, signal });
  }

  async #daemon(program: string, ...args: string[]): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const output = await open(join(this.#folder, `${program}.out`), 'w');
    const daemon = spawn('setpriv', ['--pdeathsig', 'KILL', program, '-f', ...args], {
      env: this.#environment,
      stdio: ['ignore', output.fd, output.fd],
    });
    this.#daemons.set(program, daemon);
    await once(daemon, 'spawn');
    await output.close();
  }

  async #answers(endpoint: string): Promise<void> {
    for (const end = Date.now() + START_MS; ; await sleep(100)) {
      const answer = await fetch(endpoint, { signal: AbortSignal.timeout(5000) }).catch(() => null);
      if (answer?.ok) return;
      this.#stopping.signal.throwIfAborted();
      for (const [program, { exitCode, signalCode }] of this.#daemons) {
        if (exitCode !== null || signalCode !== null) throw new Error(`${program} ended`);
      }
      if (Date.now() > end) throw new Error('the gateway does not answer');
    }
  }

  async #lastWords(): Promise<string> {
    const said = [...this.#daemons.keys()].map(async (program) => {
      const output = await readFile(join(this.#folder, `${program}.out`), 'utf8').catch(() => '');
      return `${program}:\n${output.split('\n').filter(Boolean).slice(-15).join('\n')}`;
    });
    return (await Promise.all(said)).join('\n');
  }
}
