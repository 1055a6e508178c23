import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { readState, writeState } from './state-file.js';

/**
 * A free TCP port of the loopback address: the one remembered in `file` if it is free, otherwise a new one, which is then remembered. So
 * addresses keep working over restarts.
 */
export async function choosePort(file: string): Promise<number> {
  const remembered = Number(await readState(file));
  if (Number.isInteger(remembered) && remembered > 0 && (await isFree(remembered))) return remembered;
  for (let attempt = 0; attempt < 100; attempt++) {
    // Below the range of outgoing connections, so that no other program takes it while this one is stopped.
    const port = randomInt(15_000, 30_000);
    if (!(await isFree(port))) continue;
    await writeState(file, String(port), 0o644);
    return port;
  }
  throw new Error('No free TCP port found on 127.0.0.1 between 15000 and 30000');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
