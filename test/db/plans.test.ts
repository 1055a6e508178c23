import { afterAll, beforeAll, expect, it } from 'vitest';
import { nestedKey } from '../../server/platform/db/nested-page.js';
import { timelinePages, visibleNumbers } from '../../server/timeline/index.js';
import { rawId, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Explained } from './explained.js';

let world: World;
let ticketId: string;
let reads: Explained;

beforeAll(async () => {
  world = await startWorld();
  const agent = await world.as('agent');
  ticketId = rawId((await report(agent)).id);
  // Inserts enough rows that a full scan would be expensive.
  await world.rows(
    `insert into comments (organisation_id, id, ticket_id, visibility, body, created_at, occurred_at)
     select t.organisation_id, gen_random_uuid(), t.id, 'PUBLIC', 'Old news', now(), now()
     from tickets t, generate_series(1, 5000) where t.id <> $1 limit 5000`,
    [ticketId],
  );
  await world.rows('analyze comments');
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of(agent.token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  reads = new Explained(world.app.services, actor);
});
const page = { args: {}, asked: new Set<string>(), name: 'the first' };

afterAll(async () => {
  await reads.close();
  await world.stop();
});

it('the timeline reads the comments of its entries by id and does not scan all comments', async () => {
  const [rows] = await timelinePages(reads, [nestedKey(ticketId, page)]);
  expect(rows).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/Index Scan using comments_pkey on comments/);
});

it('the permission check of pushed events uses the index as well', async () => {
  const [entry] = (await timelinePages(reads, [nestedKey(ticketId, page)]))[0] ?? [];
  if (!entry) throw new Error('the timeline is empty');
  expect(await visibleNumbers(reads, [entry])).toEqual(new Set([entry.number]));
  expect(reads.plans.at(-1)).toMatch(/Index Scan using comments_pkey on comments/);
});
