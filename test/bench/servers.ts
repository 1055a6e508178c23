import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Program } from '../faults/support.js';
import { freePort } from '../harness/free-port.js';
import { Connections } from './connections.js';
import type { Slice } from './fair/slices.js';
import type { ServerName } from './works.js';
import type { World } from './world.js';

/** The default number of database connections of a server. */
const POOL = 10;

export interface RunningServer {
  pid: number;
  url: string;
  connections: Connections;
  /** Returns the longest slice since the last call, for a server that measures slices. */
  longestSlice(): Promise<Slice>;
  stop(): Promise<void>;
}

/** Starts the built server in its production form on the loaded database. */
export async function startTicketwire(servingUrl: string, folder: string, world: World, clients: number) {
  // One user sends every request, so the limits per user must be higher.
  const environment = {
    DATABASE_URL: servingUrl,
    DATABASE_POOL_SIZE: String(POOL),
    NODE_OPTIONS: `--import=${join(import.meta.dirname, 'fair/slices.js')}`,
    LIMIT_WRITES_PER_MINUTE: '1000000',
  };
  return started(
    'server/main.js',
    join(folder, 'ticketwire'),
    world,
    environment,
    clients,
    'Ticketwire is ready',
  );
}

/** Starts the raw server, which is the reference. */
export async function startRaw(servingUrl: string, folder: string, world: World, clients: number) {
  const settings = { databaseUrl: servingUrl, poolSize: POOL, organisationId: world.people.organisationId };
  const environment = { RAW_SERVER: JSON.stringify(settings) };
  return started('test/bench/raw/server.js', join(folder, 'raw'), world, environment, clients, 'is ready');
}

async function started(
  file: string,
  folder: string,
  { people }: World,
  environment: Record<string, string>,
  clients: number,
  words: string,
): Promise<RunningServer> {
  await mkdir(folder);
  const main = join(import.meta.dirname, '../..', file);
  const program = new Program(main, folder, await freePort(), { NODE_ENV: 'production', ...environment });
  await program.says(words);
  const connections = new Connections(program.url, [people.viewer.token, ...people.colleagues], clients);
  let questions = 0;
  return {
    pid: program.process.pid ?? 0,
    url: program.url,
    connections,
    async longestSlice() {
      const words = `slice ${++questions}: `;
      program.kill('SIGUSR2');
      await program.says(`${words}end`);
      const [, slice = ''] = program.output.split(words);
      return JSON.parse(slice) as Slice;
    },
    async stop() {
      program.kill('SIGTERM');
      await program.exited;
    },
  };
}

export type Servers = Record<ServerName, RunningServer>;
