import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dataFolder } from '../harness/data-folder.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import { startWorld, type World } from '../harness/world.js';
import { compiled } from './compiled.js';
import { cleanUp, connect, Program } from './support.js';

const tables = [
  'organisations',
  'event_heads',
  'users',
  'teams',
  'team_members',
  'queues',
  'categories',
  'tickets',
  'ticket_counters',
  'ticket_people',
  'comments',
  'events',
  'idempotency_records',
];
const counts = `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')},
  (select json_agg(demo) from organisations) as demo, (select sum(number)::int from event_heads) as numbers`;

// Several starts of the program take long on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let main: string;
let dataDir: string;
let program: Program;
let world: World;
beforeAll(async () => {
  [main, dataDir, world] = await Promise.all([compiled(), dataFolder(), startWorld()]);
});
afterAll(async () => {
  await cleanUp(program, dataDir);
  await world.stop();
});

it('a first start that is killed while it creates the demo data is completed by the next start, without duplicates', async () => {
  const port = await freePort();
  // The program is killed early, and again later: the second start continues the work of the first.
  for (const [table, rows] of [
    ['users', 3],
    ['tickets', 4],
  ] as const) {
    program = new Program(main, dataDir, port);
    await eventually(async () => {
      const owner = await connect(dataDir);
      try {
        const reached = async () =>
          (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n >= rows;
        await eventually(reached);
      } finally {
        await owner.end();
      }
      return true;
    });
    program.kill('SIGKILL');
    expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(program.output).not.toContain('Ticketwire is ready');
    await expect(fetch(`${program.url}/livez`)).rejects.toThrow();
  }
  program = await new Program(main, dataDir, port).ready();
  const owner = await connect(dataDir);
  const { rows } = await owner.query(counts);
  await owner.end();
  expect(rows).toEqual(await world.rows(counts));
  expect(rows[0].demo).toEqual(['SEEDED', 'SEEDED']);
});
