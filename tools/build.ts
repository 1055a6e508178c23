import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run build`: compiles, holds the resolvers to schema/, builds the GraphiQL page. With `--if-stale` only when a
 * source is newer than the last build that went through.
 */
const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
const sources = [
  'schema',
  'server',
  'migrations',
  'client-examples',
  'tools/build.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** When this or anything in it last changed; a removed file shows in its folder. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(): boolean {
  const built = statSync(stamp, { throwIfNoEntry: false });
  return !built || sources.some((source) => newest(join(root, source)) > built.mtimeMs);
}

/** Runs a program of node_modules with this very Node; ends the build when it fails. */
function run(script: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function build(): void {
  const began = new Date();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  run('dist/server/graphql/drift-check.js');
  if (existsSync(join(root, 'server/graphiql/index.html'))) {
    run('node_modules/vite/bin/vite.js', 'build', 'server/graphiql', '--logLevel', 'warn');
  }
  // Dated back to the beginning: what changed meanwhile may not be in it.
  writeFileSync(stamp, `${began.toISOString()}\n`);
  utimesSync(stamp, began, began);
}

if (!process.argv.includes('--if-stale') || isStale()) build();
