import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const fixture = join(import.meta.dirname, 'fixture');
const copied = [
  'server',
  'migrations',
  'schema',
  'tools',
  'test',
  'client-examples',
  'codegen.ts',
  'vitest.config.ts',
  'package.json',
  'tsconfig.json',
];
const generated = /^server\/platform\/contract\/generated\//;

/** The tests of the capability itself, and of all conditions and orders, which run as a whole. */
const endToEnd = ['test/praise/', 'test/db/filter', 'test/db/orders'];
/** The tests that find all entry points. Of these, only the cases of the capability run. */
const entryPoints = [
  'test/denied/mutations',
  'test/denied/queries',
  'test/limits/odd-input',
  'test/limits/foreign-ids',
  'test/api/write-only',
  'test/statements/rules',
];
/** Matches the names of all these tests. */
const named = '^(a filter|the order) |has a line|[pP]rais|creates an object|functions? in the database';

/** The part of a report of vitest that is read here. */
interface Report {
  testResults: { name: string; assertionResults: { status: string }[] }[];
}

/** Returns the texts of all files below a folder, by path. */
function textsOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

describe('a capability that is added with its folder and one line of server/modules.ts', () => {
  let tree: string;
  let reports: string;
  let before: Map<string, string>;

  let passed: Map<string, number> | undefined;

  /** Runs a tool in the copy and returns its output if it fails. */
  function run(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}\n${stderr}`.slice(-6000);
  }

  /** Runs the tests of the copy once, and returns how many passed in each of these files. */
  function passedIn(files: readonly string[]): [file: string, passed: number][] {
    passed ??= runTests();
    const counts = [...passed];
    return files.map((file) => [
      file,
      counts.filter(([path]) => path.startsWith(file)).reduce((sum, [, count]) => sum + count, 0),
    ]);
  }

  function runTests(): Map<string, number> {
    const report = join(reports, 'tests.json');
    const config = join(import.meta.dirname, 'vitest.config.ts');
    expect(
      run(
        ...['node_modules/vitest/vitest.mjs', 'run', '--config', config, '-t', named],
        ...['--reporter', 'default', '--reporter', 'json', '--outputFile', report],
        ...[...endToEnd, ...entryPoints],
      ),
    ).toBe('');
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    return new Map(
      testResults.map(({ name, assertionResults }) => [
        relative(realpathSync(tree), name),
        assertionResults.filter(({ status }) => status === 'passed').length,
      ]),
    );
  }

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'ticketwire-capability-'));
    reports = mkdtempSync(join(tmpdir(), 'ticketwire-capability-'));
    for (const name of copied)
      cpSync(join(root, name), join(tree, name), {
        recursive: true,
        filter: (path) => !path.includes('capability'),
      });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    before = textsOf(tree);
    cpSync(join(fixture, 'server'), join(tree, 'server'), { recursive: true });
    cpSync(join(fixture, 'schema'), join(tree, 'schema'), { recursive: true });
    cpSync(join(fixture, 'migrations'), join(tree, 'migrations'), { recursive: true });
    cpSync(join(fixture, 'test/praise.ts'), join(tree, 'test/praise/praise.test.ts'));
    cpSync(join(fixture, 'test/entry-points.ts'), join(tree, 'test/praise/entry-points.ts'));
    const list = join(tree, 'server/modules.ts');
    const last = "  import('./change-calendar/module.js'),\n";
    writeFileSync(list, readFileSync(list, 'utf8').replace(last, `${last}  import('./praise/module.js'),\n`));
  });
  afterAll(() => {
    for (const folder of [tree, reports]) rmSync(folder, { recursive: true, force: true });
  });

  it('is generated, compiles and respects the layers', () => {
    expect(run('node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.ts')).toBe('');
    expect(run('node_modules/typescript/bin/tsc', '--noEmit', '--singleThreaded')).toBe('');
    expect(run('tools/check-imports.ts')).toBe('');
  }, 300_000);

  it('works end to end, with the same filter and order in SQL and TypeScript', () => {
    for (const [file, count] of passedIn(endToEnd)) expect([file, count > 0]).toEqual([file, true]);
  }, 300_000);

  it('is tested at every entry point: the tests of entry points find it by its folder', () => {
    for (const [file, count] of passedIn(entryPoints)) expect([file, count > 0]).toEqual([file, true]);
  }, 300_000);

  it('changes only its folder, its schema file, its migration, its tests and that line', () => {
    const after = textsOf(tree);
    const changed = [...after.keys()].filter(
      (path) => after.get(path) !== before.get(path) && !generated.test(path),
    );
    expect(changed.filter((path) => !path.startsWith('server/praise/')).sort()).toEqual([
      'migrations/2030-01-01-praise.ts',
      'schema/praise.graphql',
      'server/modules.ts',
      'test/praise/entry-points.ts',
      'test/praise/praise.test.ts',
    ]);
    const added = (after.get('server/modules.ts') ?? '').split('\n').length;
    expect(added - (before.get('server/modules.ts') ?? '').split('\n').length).toBe(1);
    expect([...before.keys()].filter((path) => !after.has(path))).toEqual([]);
  });
});
