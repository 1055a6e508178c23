import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run check:migrations`: fails when a released migration was changed or removed: databases that ran it would differ from new ones.
 * `npm run release:schema` releases all migrations.
 */
const folder = join(import.meta.dirname, '../migrations');
const frozen = join(folder, 'frozen.json');

function hashOf(file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
}

function release(): void {
  const files = readdirSync(folder).filter((name) => /^\d.*\.ts$/.test(name));
  const hashes = Object.fromEntries(files.sort().map((file) => [file, hashOf(file)]));
  writeFileSync(frozen, `${JSON.stringify(hashes, null, 2)}\n`);
  console.log(`${files.length} migrations are released now.`);
}

function check(): void {
  const released = JSON.parse(readFileSync(frozen, 'utf8')) as Record<string, string>;
  const changed = Object.entries(released)
    .filter(([file, hash]) => !existsSync(join(folder, file)) || hashOf(file) !== hash)
    .map(([file]) => file);
  if (changed.length === 0) return;
  console.error(`Released migrations were changed. Write a new one instead:\n  ${changed.join('\n  ')}`);
  process.exit(1);
}

check();
if (process.argv.includes('--release')) release();
