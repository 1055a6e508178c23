import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import type { Types } from '@graphql-codegen/plugin-helpers';
import config from '../codegen.ts';

/** `npm run check:codegen`: fails when a generated file differs from what the schema generates. */
const root = join(import.meta.dirname, '..');
process.chdir(root);
const outputs: Types.FileOutput[] = await generate({ ...config, silent: true }, false);
const stale = outputs.filter(({ filename, content }) => read(resolve(root, filename)) !== content);

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (stale.length > 0) {
  const names = stale.map(({ filename }) => relative(root, resolve(root, filename)));
  console.error(`Not up to date: ${names.join(', ')}. Run \`npm run codegen\`.`);
  process.exit(1);
}
