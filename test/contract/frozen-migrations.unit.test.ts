import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const first = '2026-11-23-foundation.ts';

describe('released migrations', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'ticketwire-frozen-'));
    for (const path of ['migrations', 'tools/check-migrations.ts', 'package.json'])
      cpSync(join(root, path), join(copy, path), { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  const check = (...args: string[]) =>
    spawnSync(process.execPath, ['tools/check-migrations.ts', ...args], { cwd: copy, encoding: 'utf8' });
  const frozen = () => JSON.parse(readFileSync(join(copy, 'migrations/frozen.json'), 'utf8'));

  it('are unchanged since their release', () => {
    expect(Object.keys(frozen())).toContain(first);
    expect(check()).toMatchObject({ status: 0, stderr: '' });
  });

  it('cannot be changed or removed, even by a new release', () => {
    appendFileSync(join(copy, 'migrations', first), '\n');
    rmSync(join(copy, 'migrations/2026-11-25-links.ts'));
    const before = frozen();
    for (const args of [[], ['--release']]) {
      const { status, stderr } = check(...args);
      expect(status).toBe(1);
      expect(stderr).toBe(
        `Released migrations were changed. Write a new one instead:\n  ${first}\n  2026-11-25-links.ts\n`,
      );
    }
    expect(frozen()).toEqual(before);
  });

  it('include every migration after a release', () => {
    writeFileSync(join(copy, 'migrations/2030-01-01-new.ts'), 'export {};\n');
    expect(check()).toMatchObject({ status: 0 });
    expect(check('--release')).toMatchObject({ status: 0 });
    appendFileSync(join(copy, 'migrations/2030-01-01-new.ts'), '\n');
    expect(check().stderr).toContain('2030-01-01-new.ts');
  });
});
