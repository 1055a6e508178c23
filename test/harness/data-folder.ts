import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** More than the databases and the logs of all clusters of a run at a time. */
const NEEDED = 3 * 1024 ** 3;

/**
 * Creates a folder for a cluster, which its system user can read. It is in memory if there is enough of it: a
 * new cluster or database consists of hundreds of small files, which cost a disk several times as much.
 */
export async function dataFolder(): Promise<string> {
  const free = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  const folder = await mkdtemp(join(free > NEEDED ? MEMORY : tmpdir(), 'ticketwire-test-'));
  await chmod(folder, 0o755);
  return folder;
}
