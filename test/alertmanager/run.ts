import { spawnSync } from 'node:child_process';

/** `npm run test:alertmanager`: Debian's Prometheus Alertmanager reports to a server. Arguments are Vitest's. */
if (spawnSync('prometheus-alertmanager', ['--version'], { stdio: 'ignore' }).error) {
  console.error('There is no prometheus-alertmanager here, so nothing was tested. On Debian, as root:');
  console.error('  apt-get update && apt-get install --no-install-recommends prometheus-alertmanager');
  process.exitCode = 1;
} else {
  const args = ['run', '--config', 'test/alertmanager/vitest.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync('vitest', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
