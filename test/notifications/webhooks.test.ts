import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import type { Client } from '../harness/client.js';
import { refusedWith, report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { hook, rawHook } from './hook.js';
import { feed, readLog } from './support.js';

const MINUTE = 60_000;
let now = new Date();
let world: World;
let requester: Client;
let agent: Client;
let admin: Client;
beforeAll(async () => {
  const settings = { CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760', WEBHOOK_NETWORKS: '127.0.0.0/8' };
  world = await startWorld(settings, undefined, () => now);
  [requester, agent, admin] = (await Promise.all(
    ['requester', 'agent', 'admin'].map((name) => world.as(name)),
  )) as [Client, Client, Client];
});
afterAll(() => world.stop());

const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: chat\r\n\r\n';

const job = modules.jobs.find(({ name }) => name === 'deliver_webhooks');
/** Sends what is due, as a server does. */
const deliver = () => job?.run(world.app.services, () => false);

const opened: { stop(): Promise<void> }[] = [];
let webhookId: string;
let secret: string;
async function created(url: string, input: object = {}): Promise<void> {
  ({ webhookId, secret } = await admin.done('createWebhook', { url, ...input }, 'webhookId secret'));
}
async function listening(answer?: Parameters<typeof hook>[0], input: object = {}) {
  const program = await hook(answer);
  opened.push(program);
  await created(program.url, input);
  return program;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.stop()));
  if (webhookId) await admin.mutate('deleteWebhook', { webhookId }, '__typename');
});

let ticketId: string;
beforeEach(async () => {
  webhookId = '';
  ticketId = (await report(requester)).id;
});

/** Notifies the requester, and sends that. */
async function notifyRequester(): Promise<void> {
  await agent.done('addComment', { ticketId, body: 'We look at it.' }, '__typename');
  await readLog(world);
  await deliver();
}

/** Adds deliveries like the one that there is, due before it. */
const copyDeliveries = (number: number) =>
  world.rows(`insert into webhook_deliveries (organisation_id, id, webhook_id, notification_id, user_id, ticket_id, kind, state, due_at, created_at)
    select organisation_id, gen_random_uuid(), webhook_id, gen_random_uuid(), user_id, ticket_id, kind, 'PENDING', created_at - interval '1 minute', created_at
    from webhook_deliveries, generate_series(1, ${number})`);

const deliveries = async (states?: string[]) =>
  (
    await admin.ok(
      `query ($id: ID!, $states: [WebhookDeliveryState!]) { webhookDeliveries(webhookId: $id, states: $states) { totalCount
        nodes { id messageId kind state attempts dueAt responseStatus failure deliveredAt webhook { id } } } }`,
      { id: webhookId, states },
    )
  ).webhookDeliveries.nodes;

describe('a webhook', () => {
  it('is sent each notification once, signed, with ids only', async () => {
    const program = await listening();
    await notifyRequester();
    await deliver();
    expect(program.taken).toHaveLength(1);
    const { headers = {}, body = '' } = program.taken[0] ?? {};
    const [notification] = await feed(requester);
    const viewer = await requester.ok('{ viewer { id } }');
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'notification.created',
      data: { notificationId: notification?.id, kind: 'REPLIED', ticketId, userId: viewer.viewer.id },
    });
    expect(body).not.toContain('We look at it');
    expect(await deliveries()).toEqual([
      expect.objectContaining({
        messageId: (headers as Record<string, string>)['webhook-id'],
        kind: 'REPLIED',
        state: 'DELIVERED',
        attempts: 1,
        responseStatus: 204,
        failure: null,
        webhook: { id: webhookId },
      }),
    ]);
  });

  it('is sent only the kinds that it wants, and waits while it is off', async () => {
    const program = await listening(undefined, { kinds: ['ASSIGNED'] });
    await notifyRequester();
    expect(program.taken).toHaveLength(0);
    await admin.done('updateWebhook', { webhookId, kinds: null, active: false }, 'webhook { version }');
    await notifyRequester();
    expect(await deliveries()).toEqual([]);
    await admin.done('updateWebhook', { webhookId, active: true }, 'webhook { version }');
    await notifyRequester();
    expect(program.taken).toHaveLength(1);
  });

  it('is sent a failed delivery again with the same id, later each time', async () => {
    const program = await listening((_, before) => (before < 2 ? 503 : 200));
    await notifyRequester();
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ state: 'PENDING', attempts: 1, failure: 'STATUS', responseStatus: 503 });
    await deliver();
    expect(program.taken).toHaveLength(1);
    now = new Date(now.getTime() + 15_000);
    await deliver();
    now = new Date(now.getTime() + MINUTE);
    await deliver();
    expect(program.taken).toHaveLength(3);
    expect(new Set(program.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 3, failure: null }]);
  });

  it('has dead letters after ten failures, which an administrator sends again', async () => {
    let isBroken = true;
    const program = await listening(() => (isBroken ? 500 : 200));
    await notifyRequester();
    for (let i = 0; i < 12; i += 1) {
      now = new Date(now.getTime() + 30 * 60 * MINUTE);
      await deliver();
    }
    expect(program.taken).toHaveLength(10);
    const [dead] = await deliveries(['DEAD']);
    expect(dead).toMatchObject({ state: 'DEAD', attempts: 10, dueAt: null, failure: 'STATUS' });
    isBroken = false;
    const input = { webhookDeliveryId: dead.id };
    await admin.done('replayWebhookDelivery', input, 'webhookDelivery { state attempts }');
    expect(await refusedWith(world, admin, 'replayWebhookDelivery', input)).toMatchObject({ rule: 'STATE' });
    await deliver();
    expect(program.taken.at(-1)?.headers['webhook-id']).toBe(dead.messageId);
    expect(await deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 1 }]);
  });

  it('is signed with both secrets while they overlap, and then with the new one', async () => {
    const program = await listening();
    const former = secret;
    const rotated = await admin.done(
      'rotateWebhookSecret',
      { webhookId, overlapHours: 1 },
      'secret webhook { formerSecretEndsAt }',
    );
    expect(rotated.webhook.formerSecretEndsAt).not.toBeNull();
    // The signature has a time, and the library refuses old ones.
    now = new Date();
    await notifyRequester();
    const verified = (key: string, at = -1) => {
      const { body = '', headers = {} } = program.taken.at(at) ?? {};
      return () => new Webhook(key).verify(body, headers as Record<string, string>);
    };
    for (const key of [former, rotated.secret]) expect(verified(key)).not.toThrow();
    await world.rows("update webhooks set former_secret_ends_at = now() - interval '1 minute'");
    await notifyRequester();
    expect(verified(former)).toThrow();
    expect(verified(rotated.secret)).not.toThrow();
  });

  it('does not follow redirects', async () => {
    const program = await listening(() => 302);
    await notifyRequester();
    expect(program.taken.map(({ path }) => path)).toEqual(['/hook']);
    expect(await deliveries()).toMatchObject([{ failure: 'STATUS', responseStatus: 302 }]);
  });

  it('that nobody answers for is tried again, and does not delay others for long', async () => {
    await created('http://127.0.0.1:1/closed');
    await notifyRequester();
    expect(await deliveries()).toMatchObject([
      { state: 'PENDING', failure: 'CONNECTION', responseStatus: null },
    ]);
  });

  it.each([
    [
      'changes to another protocol',
      SWITCHING,
      false,
      { state: 'PENDING', failure: 'STATUS', responseStatus: 101 },
    ],
    ['ends the connection', '', true, { state: 'PENDING', failure: 'CONNECTION', responseStatus: null }],
    [
      'breaks off',
      'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nno',
      true,
      { state: 'PENDING', failure: 'CONNECTION' },
    ],
    ['says by its end that the answer is whole', 'HTTP/1.1 200 OK\r\n\r\nyes', true, { state: 'DELIVERED' }],
  ])('that %s does not hold up the other jobs', async (_, text, ends, expected) => {
    const program = await rawHook(text, ends);
    opened.push(program);
    await created(program.url);
    await notifyRequester();
    expect(await deliveries()).toMatchObject([expected]);
  });

  it('that does not answer does not hold up another one, though it has many older deliveries', async () => {
    await listening(() => null);
    const silentId = webhookId;
    await notifyRequester();
    await copyDeliveries(300);
    const program = await listening();
    await notifyRequester();
    expect(program.taken).toHaveLength(1);
    await admin.done('deleteWebhook', { webhookId: silentId }, 'webhookId');
  });

  it('does not hold up those of other organisations, though it has many deliveries', async () => {
    const program = await listening();
    await notifyRequester();
    await copyDeliveries(300);
    const other = 'ffffffff-0000-4000-8000-000000000001';
    await world.rows(`insert into organisations (id, name, created_at) values ('${other}', 'Last', now())`);
    await world.rows(`insert into webhooks (organisation_id, id, url, active, secret, version, created_at, updated_at)
      select '${other}', '${other}', '${program.url}-last', true, '${secret}', 1, now(), now()`);
    await world.rows(`insert into webhook_deliveries (organisation_id, id, webhook_id, notification_id, user_id, ticket_id, kind, state, due_at, created_at)
      select '${other}', '${other}', '${other}', notification_id, user_id, ticket_id, kind, 'PENDING', due_at, created_at from webhook_deliveries limit 1`);
    await deliver();
    expect(program.taken).toHaveLength(302);
    expect(program.taken.findIndex(({ path }) => path === '/hook-last')).toBeLessThan(60);
    for (const of of ['webhook_deliveries', 'webhooks'])
      await world.rows(`delete from ${of} where organisation_id = '${other}'`);
  });

  it('has old deliveries forgotten: taken ones, dead ones, and those that wait while it is off', async () => {
    await listening();
    const offId = webhookId;
    await notifyRequester();
    await copyDeliveries(3);
    await world.rows(`update webhook_deliveries set created_at = now() - interval '31 days',
      state = case place when 1 then 'DEAD' when 2 then 'DELIVERED' else 'PENDING' end
      from (select id as which, row_number() over (order by id) as place from webhook_deliveries) p where id = which`);
    await admin.done('updateWebhook', { webhookId: offId, active: false }, 'webhook { version }');
    expect(await deliveries()).toHaveLength(4);
    await listening();
    await notifyRequester();
    expect(await deliveries()).toMatchObject([{ state: 'DELIVERED' }]);
    expect(await world.rows('select 1 from webhook_deliveries')).toHaveLength(1);
    await admin.done('deleteWebhook', { webhookId: offId }, 'webhookId');
  });

  it('shows its secret once', async () => {
    const program = await hook();
    opened.push(program);
    const input = { url: program.url, idempotencyKey: 'once' };
    const first = await admin.done('createWebhook', input, 'webhookId secret');
    const again = await admin.done('createWebhook', input, 'webhookId secret');
    expect(again).toMatchObject({ webhookId: first.webhookId, secret: null });
    expect(first.secret).toMatch(/^whsec_/);
    ({ webhookId } = first);
  });

  it('refuses what is no web address, no kinds, and a twenty-first one', async () => {
    for (const url of ['ftp://example.com', 'https://me:pass@example.com', 'nowhere', 'javascript:alert(1)'])
      expect(await refusedWith(world, admin, 'createWebhook', { url })).toMatchObject({
        path: ['input', 'url'],
        message: 'url must be an https or http URL without user name and password.',
      });
    expect(
      await refusedWith(world, admin, 'createWebhook', { url: 'https://example.com', kinds: [] }),
    ).toMatchObject({ rule: 'REQUIRED', path: ['input', 'kinds'] });
    const ids = [];
    for (let i = 0; i < 20; i += 1) {
      await created(`https://example.com/${i}`);
      ids.push(webhookId);
    }
    expect(await refusedWith(world, admin, 'createWebhook', { url: 'https://example.com' })).toMatchObject({
      rule: 'TOO_MANY',
    });
    for (const id of ids) await admin.done('deleteWebhook', { webhookId: id }, 'webhookId');
  });
});

describe('a server without allowed networks', () => {
  it('sends to no private address, also not one that a name means', async () => {
    const program = await hook();
    opened.push(program);
    const strict = await world.another({ WEBHOOK_NETWORKS: '' });
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
      await created(`http://${host}:${program.port}/hook`);
      await agent.done('addComment', { ticketId, body: 'Again.' }, '__typename');
      await readLog(world);
      await job?.run(strict.services, () => false);
      expect(await deliveries(), host).toMatchObject([{ failure: 'ADDRESS', state: 'PENDING' }]);
      await admin.done('deleteWebhook', { webhookId }, 'webhookId');
    }
    expect(program.taken).toEqual([]);
    webhookId = '';
    await strict.stop();
  });
});

describe('a running server', () => {
  it('sends notifications by itself, and only once of several servers', async () => {
    now = new Date();
    const program = await listening();
    const two = [await world.another({ NOTIFICATIONS: '1' }), await world.another({ NOTIFICATIONS: '1' })];
    await agent.at(two[0]?.url ?? '').done('addComment', { ticketId, body: 'Live.' }, '__typename');
    await eventually(() => program.taken.length > 0);
    await Promise.all(two.map((one) => one.stop()));
    expect(program.taken).toHaveLength(1);
  });
});
