import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../kernel/package-root.js';

/** Which program this is. */
export interface About {
  version: string;
  build: string;
}

/** Where `npm run build` leaves the name of the build: next to the compiled server. There is none when the sources run as they are. */
const baked = join(import.meta.dirname, '../../../build.txt');

/** The version of package.json, and the build that is configured or was baked in. */
export function aboutProgram(build: string | undefined): About {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as About;
  return { version, build: build ?? (existsSync(baked) ? readFileSync(baked, 'utf8').trim() : 'unknown') };
}
