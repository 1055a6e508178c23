import { spawnSync } from 'node:child_process';

/**
 * `npm run test:pgbouncer`: runs tests whose servers reach the database through PgBouncer in transaction mode. Arguments are
 * Vitest's.
 */
// Debian installs it in a folder that is in the path of root only.
process.env.PATH = `${process.env.PATH}:/usr/sbin`;
const needed = ['pgbouncer', 'setpriv'];
const missing = needed.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error);
if (missing.length > 0) {
  console.error(`There is no ${missing.join(', ')} here, so nothing was tested. On Debian, as root:`);
  console.error('  apt-get update && apt-get install --no-install-recommends pgbouncer util-linux');
  process.exitCode = 1;
} else {
  const args = ['run', '--config', 'test/pgbouncer/vitest.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync('vitest', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
