import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findLauncher } from '../../server/platform/embedded/run-as.js';
import { freePort } from '../harness/free-port.js';

const run = promisify(execFile);
const versions = '/usr/lib/postgresql';

/** The folder with the programs of Debian's newest PostgreSQL. */
export async function binaries(): Promise<string> {
  const found = (await readdir(versions).catch(() => [])).map(Number).filter(Boolean);
  if (found.length === 0) throw new Error("Debian's PostgreSQL is not installed: apt-get install postgresql");
  return join(versions, String(Math.max(...found)), 'bin');
}

/** A temporary PostgreSQL cluster of Debian's packages with the superuser `postgres` and no other role. */
export class Cluster {
  readonly #port: number;
  readonly stop: () => Promise<void>;

  private constructor(port: number, stop: () => Promise<void>) {
    this.#port = port;
    this.stop = stop;
  }

  static async start(): Promise<Cluster> {
    const bin = await binaries();
    const folder = await mkdtemp(join(tmpdir(), 'ticketwire-cluster-'));
    await chmod(folder, 0o755);
    const launcher = await findLauncher({ program: join(bin, 'postgres'), folder, owner: undefined });
    const own = join(folder, 'own');
    await mkdir(own, { mode: 0o700 });
    await writeFile(join(own, 'password'), 'superuser');
    const { account } = launcher;
    if (account) for (const path of [own, join(own, 'password')]) await chown(path, account.uid, account.gid);
    const start = async (program: string, args: readonly string[]) => {
      const { file, args: all, options } = launcher.command(join(bin, program), args);
      await run(file, all, options);
    };
    const data = join(own, 'data');
    const secret = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', join(own, 'password')];
    await start('initdb', ['-D', data, ...secret, '--no-sync']);
    const port = await freePort();
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
    await start('pg_ctl', ['-D', data, '-l', join(own, 'log'), '-o', settings, '-w', 'start']);
    return new Cluster(port, async () => {
      await start('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      await rm(folder, { recursive: true, force: true });
    });
  }

  url(role = 'postgres', password = 'superuser', database = role): string {
    return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${this.#port}/${database}`;
  }
}

/** Returns the rows of a statement on a new connection. */
export async function query<R extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values?: unknown[],
): Promise<R[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<R>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** For each table, the number of rows and a hash of all of them. */
export async function contents(url: string): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    url,
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  const held: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await query<{ it: string }>(
      url,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as it from public.${name} t`,
    );
    held[name] = row?.it ?? '';
  }
  return held;
}
