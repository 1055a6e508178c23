import { rowsWithoutEvents } from '../../platform/db/rows-without-events.js';
import { readArchive } from '../backup/archive.js';
import { judge } from '../backup/judge.js';
import { countRows } from '../backup/live-counts.js';
import { linesOf, refuseFaults } from '../backup/report.js';
import { defineCommand, positional } from '../command.js';
import { asOwner, inOneSnapshot, withInstallation } from '../database.js';

/** Clocks differ, and an id is made shortly before its row is visible. */
const SLACK_MS = 120_000;

export const checkBackup = defineCommand({
  name: 'check-backup',
  summary: 'Compare a dump of pg_dump with the database: no table may lack rows',
  details: [
    'FILE is in the format "custom" (pg_dump --format=custom). pg_restore, of PostgreSQL, reads it; nothing is restored.',
    'The rows of each table are counted in both. The back-up must have every event up to its newest one, and every',
    'row that is older than the back-up. Run this soon after pg_dump. Exit code 1: something is missing.',
  ],
  options: { file: positional('FILE', 'The dump.') },
  async run({ file }, context) {
    const { say } = context;
    const archive = await readArchive(file);
    const before = new Date(archive.createdAt.getTime() - SLACK_MS);
    const live = await withInstallation(context, ({ ownerUrl }) =>
      asOwner(ownerUrl, (client) => inOneSnapshot(client, () => countRows(client, before))),
    );
    const verdict = judge(archive, live, context.modules.extensions.at(rowsWithoutEvents));
    for (const line of linesOf(verdict)) say(line);
    refuseFaults(verdict);
    say(`The back-up is complete. Events that were recorded after it: ${verdict.since}.`);
  },
});
