import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import './settings.ts';

/**
 * `npm start`: builds if something changed, then becomes the server. One process, so that Ctrl-C and SIGTERM, which
 * npm hands on, reach the server itself.
 */
const build = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts'), '--if-stale'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(build.status ?? 1);
// Libraries check more and answer slower without it.
process.env.NODE_ENV ??= 'production';
await import(pathToFileURL(join(import.meta.dirname, '../dist/server/main.js')).href);
