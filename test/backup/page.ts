import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, call } from '../admin/support.js';
import { binaries } from './cluster.js';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operations/backup-and-restore.md'), 'utf8');

/** The shell blocks below a heading of the page, as written there. */
export function commandsOf(heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`the page has no heading '${heading}'`);
  return [...section.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** Runs commands as an operator does: in a checkout with writable files. */
export interface Desk {
  readonly folder: string;
  run(commands: string, environment: NodeJS.ProcessEnv): Promise<Answer>;
  remove(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketwire-desk-'));
  // The commands write to this folder. They read the files and the build of the checkout by links.
  for (const name of new Set([...(await readdir(root)), 'dist'])) {
    if (name !== '.git') await symlink(join(root, name), join(folder, name));
  }
  const path = `${await binaries()}:${process.env.PATH}`;
  return {
    folder,
    run: (commands, environment) =>
      call(
        'bash',
        ['-euo', 'pipefail', '-c', commands],
        { HOME: folder, ...environment, PATH: path },
        folder,
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
