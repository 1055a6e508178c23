import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import type { Client } from '../harness/client.js';
import { refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { hook } from './hook.js';
import { kindsOn, readLog } from './support.js';

let now = new Date('2026-11-30T12:00:00Z');
let world: World;
let requester: Client;
let agent: Client;
let program: Awaited<ReturnType<typeof hook>>;
beforeAll(async () => {
  program = await hook();
  const settings = { CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760', WEBHOOK_NETWORKS: '127.0.0.0/8' };
  world = await startWorld(settings, undefined, () => now);
  [requester, agent] = (await Promise.all(['requester', 'agent'].map((name) => world.as(name)))) as [
    Client,
    Client,
  ];
  await (await world.as('admin')).done('createWebhook', { url: program.url }, 'webhookId');
});
afterAll(async () => {
  await program.stop();
  await world.stop();
});

const preferences = 'disabled { kind channel } quietHours { start end }';
const prefer = async (input: Record<string, unknown>) =>
  (await requester.done('updateNotificationPreferences', input, `notificationPreferences { ${preferences} }`))
    .notificationPreferences;
/** An agent answers on a new ticket, and what is due is sent. */
async function answered(): Promise<string> {
  const { id } = await report(requester);
  await agent.done('addComment', { ticketId: id, body: 'We look at it.' }, '__typename');
  await readLog(world);
  await deliver();
  return id;
}
const deliver = () =>
  modules.jobs.find(({ name }) => name === 'deliver_webhooks')?.run(world.app.services, () => false);
const sent = () => program.taken.splice(0).length;

describe('a person', () => {
  it('has everything on at first, and reads what they switched off', async () => {
    const { notificationPreferences } = await requester.ok(`{ notificationPreferences { ${preferences} } }`);
    expect(notificationPreferences).toEqual({ disabled: [], quietHours: null });
    const disabled = [{ kind: 'REPLIED', channel: 'FEED' }];
    expect(await prefer({ disabled: [...disabled, ...disabled] })).toEqual({ disabled, quietHours: null });
    const quietHours = { start: '22:00', end: '07:00' };
    expect(await prefer({ quietHours })).toEqual({ disabled, quietHours });
    expect(await prefer({ disabled: [], quietHours: null })).toEqual({ disabled: [], quietHours: null });
  });

  it('gets a kind only on the channels where they want it', async () => {
    expect(await kindsOn(requester, await answered())).toEqual(['REPLIED']);
    expect(sent()).toBe(1);
    await prefer({ disabled: [{ kind: 'REPLIED', channel: 'FEED' }] });
    expect(await kindsOn(requester, await answered())).toEqual([]);
    expect(sent()).toBe(1);
    await prefer({ disabled: [{ kind: 'REPLIED', channel: 'WEBHOOK' }] });
    expect(await kindsOn(requester, await answered())).toEqual(['REPLIED']);
    expect(sent()).toBe(0);
    await prefer({ disabled: [] });
  });

  it('has a notification of quiet hours in the feed at once, and on other channels when they end', async () => {
    const { viewer } = await requester.ok('{ viewer { id } }');
    await requester.done('updateUser', { userId: viewer.id, timeZone: 'Europe/Vienna' }, 'user { id }');
    await prefer({ quietHours: { start: '22:00', end: '07:00' } });
    now = new Date('2026-11-30T21:30:00Z');
    expect(await kindsOn(requester, await answered())).toEqual(['REPLIED']);
    expect(sent()).toBe(0);
    now = new Date('2026-12-01T05:59:00Z');
    await deliver();
    expect(sent()).toBe(0);
    now = new Date('2026-12-01T06:00:00Z');
    await deliver();
    expect(sent()).toBe(1);
    await prefer({ quietHours: null });
  });

  it('is refused times that do not exist, and hours without a length', async () => {
    const refused = (quietHours: object) =>
      refusedWith(world, requester, 'updateNotificationPreferences', { quietHours });
    expect(await refused({ start: '24:00', end: '07:00' })).toMatchObject({
      rule: 'FORMAT',
      path: ['input', 'quietHours', 'start'],
    });
    expect(await refused({ start: '07:00', end: '07:00' })).toMatchObject({ rule: 'CONTRADICTION' });
  });
});
