import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { rowsWithoutEvents } from '../../platform/db/rows-without-events.js';
import { readArchive } from '../backup/archive.js';
import { compareExactly } from '../backup/judge.js';
import { countRows } from '../backup/live-counts.js';
import { linesOf, refuseFaults } from '../backup/report.js';
import { AdminError, defineCommand, positional } from '../command.js';
import { asOwner, inOneSnapshot, withInstallation } from '../database.js';

export const backUp = defineCommand({
  name: 'back-up',
  summary: 'Run pg_dump, and compare the dump with the database at the same moment',
  details: [
    'The rows are counted in the snapshot that pg_dump reads, so the numbers must be equal in every table.',
    'FILE is written only when they are, and only its owner can read it. pg_dump and pg_restore must be as new as the server.',
  ],
  options: { file: positional('FILE', 'Where the dump goes. A file of this name is replaced.') },
  async run({ file }, context) {
    const { say } = context;
    // The file has password hashes, cursor keys and survey keys.
    process.umask(0o077);
    const part = `${file}.part`;
    try {
      const verdict = await withInstallation(context, ({ ownerUrl }) =>
        asOwner(ownerUrl, (client) =>
          inOneSnapshot(client, async () => {
            const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
            await pgDump(ownerUrl, rows[0]?.id ?? '', part);
            return compareExactly(
              await readArchive(part),
              await countRows(client, new Date(0)),
              context.modules.extensions.at(rowsWithoutEvents),
            );
          }),
        ),
      );
      for (const line of linesOf(verdict)) say(line);
      refuseFaults(verdict);
      await rename(part, file);
    } finally {
      await rm(part, { force: true });
    }
    say(`${file} is complete.`);
  },
});

/** Dumps a snapshot. The password is passed in the environment, because other users of the machine can read arguments. */
async function pgDump(url: string, snapshot: string, file: string): Promise<void> {
  const { password } = new URL(url);
  const plain = new URL(url);
  plain.password = '';
  const args = [
    '--format=custom',
    '--enable-row-security',
    `--snapshot=${snapshot}`,
    `--file=${file}`,
    `--dbname=${plain}`,
  ];
  const child = spawn('pg_dump', args, {
    env: { ...process.env, LC_ALL: 'C', ...(password ? { PGPASSWORD: decodeURIComponent(password) } : {}) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err = `${err}${chunk}`.slice(0, 2000);
  });
  const [code] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new AdminError(
      "pg_dump is not installed, or not in PATH. It is one of PostgreSQL's client programs.",
    );
  });
  if (code !== 0)
    throw new AdminError(`pg_dump failed: ${err.replaceAll(/pg_dump: (error|detail|hint): /g, '').trim()}`);
}
