import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  DataFolderInUseError,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../server/platform/embedded/postgres.js';
import { lives } from '../harness/processes.js';
import { query, quiet, runProgram, serverPid, temporaryFolder } from './support.js';

let dataDir: string;
let running: EmbeddedPostgres | undefined;

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir, log: quiet });
  return running;
}

beforeAll(async () => {
  dataDir = await temporaryFolder();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('the embedded PostgreSQL', () => {
  test('starts from an empty folder: durable, UTF-8, on loopback only, with a password that only its user can read', async () => {
    const { url } = await start();
    expect(
      await query(
        url,
        `select current_setting('fsync') as fsync, current_setting('listen_addresses') as listen,
      current_setting('server_encoding') as encoding, upper('ä') as upper`,
      ),
    ).toEqual([{ fsync: 'on', listen: '127.0.0.1', encoding: 'UTF8', upper: 'Ä' }]);
    expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres/cluster'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(dataDir, 'postgres'))).not.toContainEqual(expect.stringMatching(/initdb|tmp/));
    await query(url, 'create table kept (value text)');
    await query(url, `insert into kept values ('first')`);
    await expect(query(url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  test('starts again in seconds, at the same address and with its rows', async () => {
    const port = (await readFile(join(dataDir, 'postgres/port'), 'utf8')).trim();
    const began = performance.now();
    const { url } = await start();
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(url).toContain(`127.0.0.1:${port}/`);
    expect(await query(url, 'select value from kept')).toEqual([{ value: 'first' }]);
  });

  test('has ended after stop()', async () => {
    const { stop } = await start();
    const pid = await serverPid(dataDir);
    await stop();
    expect(await lives(pid)).toBe(false);
  });

  test('is taken over after the program was killed, and stopped by the new program', async () => {
    const first = await runProgram(dataDir);
    const pid = await serverPid(dataDir);
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect(await lives(pid)).toBe(true);

    const { url, stop } = await start();
    expect(url).toBe(first.url);
    expect(await serverPid(dataDir)).toBe(pid);
    await stop();
    expect(await lives(pid)).toBe(false);
  });

  test('does not keep the program that stops it from exiting', async () => {
    const { process } = await runProgram(dataDir);
    process.kill('SIGTERM');
    expect(await once(process, 'exit')).toEqual([0, null]);
  });

  test('refuses a second program and names the first, which continues', async () => {
    const first = await runProgram(dataDir);
    const refused = start();
    await expect(refused).rejects.toThrow(DataFolderInUseError);
    await expect(refused).rejects.toThrow(`Another Ticketwire (process ${first.process.pid}) is using`);
    expect(await query(first.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
  });

  test('waits for a program that is still stopping', async () => {
    const first = await runProgram(dataDir);
    first.process.kill('SIGTERM');
    const { url } = await start();
    expect(await query(url, 'select value from kept')).toEqual([{ value: 'first' }]);
  });

  test('restarts after it was killed: same address, committed rows, one lock', async () => {
    const { url } = await start();
    await query(url, `insert into kept values ('second')`);
    const busy = query(url, 'select pg_sleep(30)').catch((error: Error) => error);
    await sleep(100);
    const pid = await serverPid(dataDir);
    process.kill(pid, 'SIGKILL');
    expect(await busy).toBeInstanceOf(Error);

    await expect
      .poll(() => query(url, 'select value from kept').catch(() => []), { timeout: 10_000 })
      .toEqual([{ value: 'first' }, { value: 'second' }]);
    expect(await serverPid(dataDir)).not.toBe(pid);
    const holders = `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted`;
    await expect.poll(() => query(url, holders)).toEqual([{ n: 1 }]);
  });

  test('does not restart when stop() is called during the restart', async () => {
    const { stop } = await start();
    process.kill(await serverPid(dataDir), 'SIGKILL');
    await sleep(30);
    await stop();
    await sleep(300);
    const pid = await serverPid(dataDir).catch(() => 0);
    expect(pid > 0 && (await lives(pid))).toBe(false);
  });

  test('ignores a stale pid file whose number now belongs to another process', async () => {
    const stale = [
      process.pid,
      join(dataDir, 'postgres/cluster'),
      1700000000,
      15000,
      '',
      '127.0.0.1',
      '1 1',
      'ready',
    ];
    await writeFile(join(dataDir, 'postgres/cluster/postmaster.pid'), `${stale.join('\n')}\n`);
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
