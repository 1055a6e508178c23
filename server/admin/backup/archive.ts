import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { AdminError } from '../command.js';
import { CopyReader } from './copy-reader.js';

/** The contents of a back-up: only counts, however large it is. */
export interface Archive {
  /** When pg_dump began, by the clock of its machine. */
  readonly createdAt: Date;
  /** Tables that it defines. */
  readonly tables: ReadonlySet<string>;
  /** Rows of each table that has data. */
  readonly rows: ReadonlyMap<string, number>;
  readonly migrations: readonly string[];
  readonly organisations: readonly string[];
  /** By organisation: the number of the last event, as event_heads has it, and how many events there are. */
  readonly heads: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
}

/** Reads a dump with pg_restore, which knows the format, without a database. Throws for an incomplete file. */
export async function readArchive(file: string): Promise<Archive> {
  let list = '';
  await pgRestore(['--list', file], (chunk) => {
    list += chunk.toString('utf8');
  });
  const createdAt = new Date(
    `${/^;\s+Archive created at (\S+ \S+) (UTC|GMT)/m.exec(list)?.[1]?.replace(' ', 'T')}Z`,
  );
  const tables = [...list.matchAll(/^\d+; \d+ \d+ TABLE public (\S+) /gm)].map(([, name]) => name ?? '');
  const migrations: string[] = [];
  const organisations: string[] = [];
  const heads = new Map<string, number>();
  const events = new Map<string, number>();
  const reader = new CopyReader((table, value) => {
    if (table === 'mikro_orm_migrations') migrations.push(value('name'));
    if (table === 'organisations') organisations.push(value('id'));
    if (table === 'event_heads') heads.set(value('organisation_id'), Number(value('number')));
    if (table.startsWith('events_')) {
      const organisation = value('organisation_id');
      events.set(organisation, (events.get(organisation) ?? 0) + 1);
    }
  });
  await pgRestore(['--data-only', '--schema=public', '--file=-', file], (chunk) => reader.read(chunk));
  if (!reader.complete)
    throw new AdminError(`${file} ends in the middle of a table: the back-up is incomplete.`);
  return { createdAt, tables: new Set(tables), rows: reader.rows, migrations, organisations, heads, events };
}

async function pgRestore(args: readonly string[], use: (chunk: Buffer) => void): Promise<void> {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn('pg_restore', args, {
    // The list gives its time in this zone.
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err = `${err}${chunk}`.slice(0, 2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Its failure is reported below; this prevents an unhandled rejection until then.
  ended.catch(() => {});
  for await (const chunk of child.stdout) use(chunk as Buffer);
  const code = await ended.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new AdminError(
      "pg_restore is not installed, or not in PATH. It is one of PostgreSQL's client programs.",
    );
  });
  if (code !== 0 || err !== '') {
    throw new AdminError(
      `pg_restore cannot read the file: ${err.replaceAll(/pg_restore: (error|warning): /g, '').trim()}`,
    );
  }
}
