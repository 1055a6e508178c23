import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * `npm run build`: compiles, checks the resolvers against schema/, and builds the GraphiQL page. With `--if-stale` only if a source is
 * newer than the last successful build. With `--name` it only prints the name of the build.
 */
const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
const sources = [
  'schema',
  'server',
  'migrations',
  'client-examples/graphiql',
  'tools/build.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** When this, or anything in it, last changed. A removed file changes its folder. */
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

/** Runs a program of node_modules with this Node. Ends the build when it fails. */
function run(script: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** The name of the build: `BUILD`, or the commit; with `-modified` when the sources differ from the commit. */
function nameOfBuild(): string {
  if (process.env.BUILD) return process.env.BUILD;
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    // Sources from an archive inside another repository have no commit.
    if (git('rev-parse', '--show-prefix') !== '') return 'unknown';
    const isModified = git('status', '--porcelain', '--', ...sources) !== '';
    return `${git('rev-parse', '--short=12', 'HEAD')}${isModified ? '-modified' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** Writes `name.br` and `name.gz` next to each file that becomes smaller; the server sends these unchanged. */
function compressFiles(folder: string): void {
  // The best quality takes twenty times as long and saves a twelfth.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  for (const name of readdirSync(folder)) {
    const content = readFileSync(join(folder, name));
    const encoded = { br: brotliCompressSync(content, { params }), gz: gzipSync(content) };
    for (const [suffix, bytes] of Object.entries(encoded))
      if (bytes.length < content.length) writeFileSync(join(folder, `${name}.${suffix}`), bytes);
  }
}

function build(): void {
  const began = new Date();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  run('dist/server/drift-check.js');
  if (existsSync(join(root, 'server/platform/graphiql/index.html'))) {
    run('node_modules/vite/bin/vite.js', 'build', 'server/platform/graphiql', '--logLevel', 'warn');
    compressFiles(join(root, 'dist/graphiql/assets'));
  }
  writeFileSync(join(root, 'dist', 'build.txt'), `${nameOfBuild()}\n`);
  // Dated to the start of the build: later changes may not be in it.
  writeFileSync(stamp, `${began.toISOString()}\n`);
  utimesSync(stamp, began, began);
}

if (process.argv.includes('--name')) process.stdout.write(`${nameOfBuild()}\n`);
else if (!process.argv.includes('--if-stale') || isStale()) build();
