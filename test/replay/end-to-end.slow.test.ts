import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isClean, type ReplayResult, replay } from '../../client-examples/node/incident-log/replay.js';
import { startWorld, type World } from '../harness/world.js';

const log = new URL('../../client-examples/data/incident-log.csv', import.meta.url);
const credentials = { email: 'admin@example.com', password: 'demo' };

let world: World;
let first: ReplayResult;
beforeAll(async () => {
  world = await startWorld();
  first = await replay({ log: await readFile(log, 'utf8'), url: `${world.url}/graphql`, credentials });
});
afterAll(() => world.stop());

it('a log of incidents is played through the public API: nothing is refused, and each ticket ends as in the log', () => {
  expect(first.refused).toEqual([]);
  expect(first.different).toEqual([]);
  expect(first.incidents).toBeGreaterThan(10);
  expect(first.operations).toBeGreaterThan(first.incidents);
});

it('a second connection receives every change, once and in order', () => {
  expect(first.eventsReceived).toBe(first.eventsSent);
  expect(isClean(first)).toBe(true);
  expect([first.resyncs, first.reconnects]).toEqual([0, 0]);
});

it('the event log has the played changes at the times in the file, in their order', async () => {
  const [row] = await world.rows<{ imported: number; earliest: Date; recorded: Date }>(
    `select count(*)::int as imported, min(occurred_at) as earliest, min(recorded_at) as recorded
     from events where cause->>'kind' = 'IMPORT'`,
  );
  expect(row?.imported).toBeGreaterThanOrEqual(first.incidents);
  expect(row?.earliest.getTime()).toBeLessThan((row?.recorded.getTime() ?? 0) - 30 * 86_400_000);
});

it('playing the log again creates new tickets, but no second set of people, queues and categories', async () => {
  const again = await replay({
    log: await readFile(log, 'utf8'),
    url: `${world.url}/graphql`,
    credentials,
    concurrency: 2,
  });
  expect(isClean(again)).toBe(true);
  expect(again.eventsReceived).toBe(first.eventsReceived);
  expect(Object.values(again.made).every((made) => Number(made) === 0)).toBe(true);
});

it('a log whose services, people and groups have names like `null` is played like any other', async () => {
  const words = ['null', 'NULL', 'undefined', '{}', '"', 'a, b', 'a\\\\b', '李'];
  const [header = '', ...lines] = (await readFile(log, 'utf8')).trimEnd().split('\n');
  const columns = header.split(',');
  const service = columns.indexOf('cmdb_ci');
  const rows = lines.map((line) => {
    const fields = line.split(',');
    const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`;
    fields[service] = quoted(words[Number(line.slice(3, 10)) % words.length] ?? '');
    return fields
      .map((it) =>
        /^(Caller|Group) \d+$/.test(it) ? quoted(words[Number(it.split(' ')[1]) % words.length] ?? '') : it,
      )
      .join(',');
  });
  const result = await replay({
    log: [header, ...rows].join('\n'),
    url: `${world.url}/graphql`,
    credentials,
  });
  expect(result.refused).toEqual([]);
  expect(isClean(result)).toBe(true);
  const admin = await world.as('admin');
  const { tickets } = await admin.ok('{ tickets(first: 100) { nodes { affectedServiceNames } } }');
  const services = new Set(
    tickets.nodes.flatMap((it: { affectedServiceNames: string[] }) => it.affectedServiceNames),
  );
  expect([...services]).toEqual(expect.arrayContaining(words));
});
