import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { readSdl } from './sdl.ts';

/**
 * `npm run check:breaking`: fails for a change since the last release that breaks clients, unless it is declared in the file below, one
 * line for each. `npm run release:schema` makes schema/ the released contract and clears the list.
 */
const contract = join(import.meta.dirname, '../test/contract');
const released = join(contract, 'released.graphql');
const declared = join(contract, 'declared-breaking-changes.txt');
const preface =
  '# Breaking changes since the last release that are meant, as `npm run check:breaking` words them.\n';

function readDeclared(): Set<string> {
  const lines = existsSync(declared) ? readFileSync(declared, 'utf8').split('\n') : [];
  return new Set(lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')));
}

function release(): void {
  mkdirSync(dirname(released), { recursive: true });
  writeFileSync(released, readSdl());
  writeFileSync(declared, preface);
  console.log('schema/ is the released contract now.');
}

async function check(): Promise<void> {
  const changes = await diff(buildSchema(readFileSync(released, 'utf8')), buildSchema(readSdl()));
  const breaking = changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking)
    .map((change) => change.message);
  const meant = readDeclared();
  const surprising = breaking.filter((message) => !meant.has(message));
  const done = [...meant].filter((message) => !breaking.includes(message));
  if (surprising.length > 0) console.error(`Breaks clients:\n  ${surprising.join('\n  ')}`);
  if (done.length > 0) console.error(`Declared as breaking, but not so:\n  ${done.join('\n  ')}`);
  if (surprising.length + done.length > 0) process.exit(1);
}

if (process.argv.includes('--release')) release();
else await check();
