import { spawnSync } from 'node:child_process';

/** `npm run test:pgbouncer`: runs tests whose servers reach the database through PgBouncer in transaction mode. */
const needed = ['pgbouncer', 'setpriv'];
const missing = needed.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error);
if (missing.length > 0) {
  console.log(`Skipped: there is no ${missing.join(', ')} here. On Debian, as root:`);
  console.log('  apt-get update && apt-get install --no-install-recommends pgbouncer');
} else {
  const args = ['run', '--config', 'test/pgbouncer/vitest.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync('vitest', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
