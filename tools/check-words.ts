import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordFaults } from './words.ts';

/** `npm run check:words`: comments, titles of tests, the SDL and the documentation use plain English and the field's words; see `words.ts`. */
const root = join(import.meta.dirname, '..');
const folders = ['server', 'client-examples', 'tools', 'test', 'schema', 'docs'];
const skipped =
  /(^|\/)(generated|node_modules|dist)\/|^tools\/words\.ts$|^test\/contract\/released\.graphql$/;

const files = [
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
  'README.md',
  'SECURITY.md',
].filter((file) => /\.(tsx?|graphql|md)$/.test(file) && !skipped.test(file));

const faults = files.flatMap((file) =>
  wordFaults(file, readFileSync(join(root, file), 'utf8')).map((fault) => `${file}:${fault}`),
);
if (files.length < 500) faults.push(`Only ${files.length} files were found.`);
if (faults.length > 0) {
  console.error(`Words that a reader stumbles over:\n  ${faults.join('\n  ')}`);
  process.exit(1);
}
