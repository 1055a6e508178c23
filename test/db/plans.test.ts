import { afterAll, beforeAll, expect, it } from 'vitest';
import { listApprovals } from '../../server/approvals/data/reads.js';
import { nestedKey } from '../../server/platform/db/nested-page.js';
import { listTasks } from '../../server/process/data/reads.js';
import { timelinePages, visibleNumbers } from '../../server/timeline/index.js';
import { rawId, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Explained } from './explained.js';

let world: World;
let ticketId: string;
let reads: Explained;
const opened: Explained[] = [];

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
  // Plans with tasks that are done and an approval that is decided, of other tickets and other people.
  await world.rows(`
    with made as (insert into resolution_plans (organisation_id, id, ticket_id, cycle, kind, summary, recorded_at, occurred_at, by_user_id)
      select t.organisation_id, gen_random_uuid(), t.id, 1, 'FIX', 'Old plan', now(), now(), t.requester_id
      from tickets t join organisations o on o.id = t.organisation_id and o.name = 'Example', generate_series(1, 5000) limit 5000
      returning organisation_id, id, ticket_id, by_user_id),
    decided as (insert into approvals (organisation_id, id, ticket_id, plan_id, rule, needed, state, requested_at, overdue)
      select organisation_id, gen_random_uuid(), ticket_id, id, 'ANY_ONE', 1, 'APPROVED', now(), false from made)
    insert into tasks (organisation_id, id, ticket_id, plan_id, position, title, state, assignee_id)
    select organisation_id, gen_random_uuid(), ticket_id, id, 1, 'Old task', 'DONE', by_user_id from made`);
  await world.rows('analyze resolution_plans, approvals, tasks');
  reads = await readsOf('agent');
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await world.stop();
});

async function readsOf(name: string): Promise<Explained> {
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of((await world.as(name)).token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  const reads = new Explained(world.app.services, actor);
  opened.push(reads);
  return reads;
}

const page = { args: {}, asked: new Set<string>(), name: 'the first' };

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

it("a user's tasks, open tasks and pending approvals are read along indexes of their own", async () => {
  const { userId } = reads;
  if (userId === null) throw new Error('the agent is a user');
  await listTasks(reads, { assigneeIds: [userId] }, {});
  expect(reads.plans.at(-1)).toMatch(/tasks_assignee/);
  await listTasks(reads, { states: ['OPEN'] }, {});
  expect(reads.plans.at(-1)).toMatch(/tasks_open/);
  await listApprovals(reads, { states: ['PENDING'] }, {});
  expect(reads.plans.at(-1)).toMatch(/approvals_pending/);
});

it('the tasks that a requester can see as an approver are found without reading those of other tickets', async () => {
  const own = await readsOf('requester2');
  expect((await listTasks(own, {}, {})).nodes).toEqual([]);
  expect(own.plans.at(-1)).not.toMatch(/Seq Scan on (tasks|resolution_plans)/);
});
