import { spawnSync } from 'node:child_process';

/**
 * `npm run test:haproxy`: three servers behind HAProxy, with hints over Redis, where servers and Redis are killed, stopped and drained.
 * Arguments are Vitest's.
 */
// Debian installs HAProxy in a folder that is in the path of root only.
process.env.PATH = `${process.env.PATH}:/usr/sbin`;
const needed = [
  ['haproxy', '-v'],
  ['redis-server', '--version'],
  ['setpriv', '--version'],
] as const;
const missing = needed.filter(([program, option]) => spawnSync(program, [option], { stdio: 'ignore' }).error);
if (missing.length > 0) {
  console.error(
    `There is no ${missing.map(([program]) => program).join(', ')} here, so nothing was tested. On Debian, as root:`,
  );
  console.error(
    '  apt-get update && apt-get install --no-install-recommends haproxy redis-server util-linux',
  );
  process.exitCode = 1;
} else {
  const args = ['run', '--config', 'test/haproxy/vitest.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync('vitest', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
