import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../kernel/package-root.js';

/** The version of this program. */
export interface About {
  version: string;
  build: string;
}

/**
 * The file in which `npm run build` stores the name of the build, next to the compiled server. It does not exist when the sources run
 * directly.
 */
const baked = join(import.meta.dirname, '../../../build.txt');

/** The version in package.json, and the name of the build: configured, or stored by the build. */
export function aboutProgram(build: string | undefined): About {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as About;
  return { version, build: build ?? (existsSync(baked) ? readFileSync(baked, 'utf8').trim() : 'unknown') };
}
