import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The contract: all of schema/, as one text. */
export function readSdl(): string {
  const folder = join(import.meta.dirname, '../schema');
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
