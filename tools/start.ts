import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import './settings.ts';

/**
 * `npm start`: builds if something changed, then becomes the server. It is one process, so that Ctrl-C, and SIGTERM that npm forwards,
 * reach the server itself.
 */
const build = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts'), '--if-stale'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(build.status ?? 1);
// Without it, libraries check more and are slower.
process.env.NODE_ENV ??= 'production';
await import(pathToFileURL(join(import.meta.dirname, '../dist/server/main.js')).href);
