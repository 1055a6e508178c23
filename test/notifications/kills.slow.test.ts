import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compiled } from '../faults/compiled.js';
import { Machine } from '../faults/machine.js';
import { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { hook } from './hook.js';

// Several starts of the program take long on a busy machine, and a delivery that was taken before a kill waits for a minute.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 180_000 });

let machine: Machine;
let program: Awaited<ReturnType<typeof hook>>;
let requester: Client;
let agent: Client;
beforeAll(async () => {
  program = await hook((_, before) => (before % 7 === 3 ? 500 : 204));
  machine = await Machine.begin(await compiled(), {
    CLOCKS_EVERY_SECONDS: '1',
    WEBHOOK_NETWORKS: '127.0.0.0/8',
  });
  const as = (name: string) => Client.signIn(() => machine.url, `${name}@example.com`, 'demo');
  [requester, agent] = [await as('requester'), await as('agent')];
  const admin = await as('admin');
  await admin.done('createWebhook', { url: program.url, kinds: ['REPLIED'] }, 'webhookId');
});
afterAll(async () => {
  await program?.stop();
  await machine?.remove();
});

/** Comments until it is answered, with the same idempotency key. */
async function comment(ticketId: string): Promise<string> {
  const input = { ticketId, body: 'An answer.', idempotencyKey: randomUUID() };
  for (;;) {
    try {
      return (await agent.done('addComment', input, 'commentId')).commentId;
    } catch {
      await sleep(50);
    }
  }
}

it('notifies of each event once, and sends each webhook at least once, while the server is killed again and again', async () => {
  const { id } = await report(requester);
  const comments: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const writing = (async () => {
      for (let i = 0; i < 12; i += 1) comments.push(await comment(id));
    })();
    await sleep(100 + Math.random() * 600);
    await machine.kill('program');
    await machine.start();
    await writing;
  }
  const mine = '{ notifications(first: 100, kinds: [REPLIED]) { nodes { id event { commentId } } } }';
  const notified = await eventually(async () => {
    const { notifications } = await requester.ok(mine);
    return notifications.nodes.length >= comments.length && notifications.nodes;
  });
  const told = notified.map(({ event }: { event: { commentId: string } }) => event.commentId);
  expect(told.toSorted()).toEqual(comments.toSorted());

  await eventually(async () => {
    const [{ left }] = await machine.rows(
      "select count(*)::int as left from webhook_deliveries where state <> 'DELIVERED'",
    );
    return left === 0;
  }, 200_000);
  const sent = Map.groupBy(program.taken, ({ headers }) => headers['webhook-id']);
  const ids = program.taken.map(({ body }) => JSON.parse(body).data.notificationId);
  expect(sent.size).toBe(comments.length);
  expect(new Set(ids)).toEqual(new Set(notified.map((one: { id: string }) => one.id)));
});
