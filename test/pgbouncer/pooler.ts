import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../harness/free-port.js';

/** The user id of Debian's `nobody`: PgBouncer refuses to run as root. */
const NOBODY = 65_534;

interface Settings {
  /**
   * The URL of the database server. Clients log in to PgBouncer with its login, and PgBouncer uses the same
   * login for the server.
   */
  servingUrl: string;
  /** The database for all connections. By default, clients choose the database. */
  database?: string;
  /** The number of connections for each database. */
  poolSize: number;
  /** A login for the server that differs from that of the clients. */
  instead?: Instead;
}

interface Instead {
  url: string;
  /** The role that PgBouncer sets for each new connection. By default, the role of the login. */
  role?: string;
}

/**
 * A PgBouncer in transaction mode on loopback, with its files in a temporary folder. It ends with this
 * process.
 */
export class Pooler {
  /** `servingUrl` through PgBouncer. */
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #settings: Settings;
  readonly #process: ChildProcess;

  private constructor(folder: string, port: number, settings: Settings, child: ChildProcess) {
    const url = new URL(settings.servingUrl);
    url.host = `127.0.0.1:${port}`;
    this.url = url.href;
    this.#folder = folder;
    this.#port = port;
    this.#settings = settings;
    this.#process = child;
  }

  static async start(settings: Settings): Promise<Pooler> {
    const folder = await mkdtemp(join(tmpdir(), 'ticketwire-pgbouncer-'));
    const port = await freePort();
    await writeSettings(folder, port, settings);
    const { username, password } = new URL(settings.servingUrl);
    await writeFile(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n`);
    const root = process.getuid?.() === 0;
    if (root) for (const name of ['', 'users']) await chown(join(folder, name), NOBODY, NOBODY);
    const identity = root ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
    const child = spawn(
      'setpriv',
      [...identity, '--pdeathsig=KILL', 'pgbouncer', '--quiet', join(folder, 'ini')],
      { stdio: 'ignore' },
    );
    const pooler = new Pooler(folder, port, settings, child);
    await pooler.#answers();
    return pooler;
  }

  /**
   * Changes the login for the server. Clients stay connected, and PgBouncer replaces its connections to the
   * server.
   */
  async logInAs(instead: Instead): Promise<void> {
    await writeSettings(this.#folder, this.#port, { ...this.#settings, instead });
    for (const command of ['reload', 'reconnect', 'wait_close']) await this.#command(command);
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    for (const end = Date.now() + 20_000; ; await sleep(50)) {
      try {
        await this.#command('show version');
        return;
      } catch (error) {
        const ended = this.#process.exitCode !== null || this.#process.signalCode !== null;
        if (!ended && Date.now() < end) continue;
        const log = await readFile(join(this.#folder, 'log'), 'utf8').catch(() => '');
        throw new Error(`PgBouncer does not answer: ${String(error)}\n${log.slice(-2000)}`);
      }
    }
  }

  /** Sends a command to PgBouncer's admin database. */
  async #command(command: string): Promise<void> {
    const console = new URL(this.url);
    console.pathname = '/pgbouncer';
    const client = new pg.Client({ connectionString: console.href });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(command);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

async function writeSettings(folder: string, port: number, settings: Settings): Promise<void> {
  const { servingUrl, database = '*', poolSize, instead } = settings;
  const { hostname, port: target, username } = new URL(servingUrl);
  const server = [`host=${hostname} port=${target}`];
  if (instead) {
    const login = new URL(instead.url);
    server.push(`user=${login.username} password=${decodeURIComponent(login.password)}`);
    if (instead.role) server.push(`connect_query='set session authorization ${instead.role}'`);
  }
  const lines = [
    '[databases]',
    `${database} = ${server.join(' ')}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${join(folder, 'users')}`,
    `logfile = ${join(folder, 'log')}`,
    `admin_users = ${username}`,
    'pool_mode = transaction',
    `default_pool_size = ${poolSize}`,
    'max_client_conn = 2000',
    // Each test file has its own database, and the server accepts 100 connections in total.
    'server_idle_timeout = 5',
    'server_login_retry = 1',
    'ignore_startup_parameters = options,extra_float_digits',
  ];
  await writeFile(join(folder, 'ini'), `${lines.join('\n')}\n`, { mode: 0o644 });
}
