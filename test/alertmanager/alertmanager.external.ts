import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import { startWorld, type World } from '../harness/world.js';
import { type Answer, Monitor, ticketOf, typesOf } from '../monitoring/support.js';
import { Alertmanager, type Posted } from './alertmanager.js';

let world: World;
let agent: Client;
const running: Alertmanager[] = [];

beforeAll(async () => {
  world = await startWorld({ PORT: String(await freePort()) });
  agent = await world.as('agent');
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await world.stop();
});

async function alertmanager(monitor: Monitor, most?: number): Promise<Alertmanager> {
  const path = `/integrations/alertmanager/${monitor.id}`;
  const started = await Alertmanager.start(`${world.url}${path}`, monitor.key.token ?? '', most);
  running.push(started);
  return started;
}

const alert = (name: string, instance: string, more: Partial<Posted> = {}): Posted => ({
  labels: { alertname: name, instance, severity: 'critical' },
  annotations: { summary: `${name} at ${instance}` },
  ...more,
});

/** The alerts of an integration, oldest first. */
async function alertsOf({ id }: Monitor): Promise<Answer[]> {
  const { alerts } = await agent.ok(
    `query ($ids: [ID!]) { alerts(filter: { alertIntegrationIds: $ids }, orderBy: [{ field: FIRST_REPORTED_AT, direction: ASC }], first: 100) {
      totalCount nodes { status occurrences summary ticket { id status } labels { name value } } } }`,
    { ids: [id] },
  );
  return alerts.nodes;
}

const past = () => new Date(Date.now() - 1000).toISOString();

describe('Alertmanager', () => {
  it('opens one ticket for an alert that two of them report, and ends it with the all-clear', async () => {
    const monitor = await Monitor.of(world, { onResolved: 'RESOLVE' });
    const both = [await alertmanager(monitor), await alertmanager(monitor)];
    const startsAt = past();
    for (const one of both) await one.post(alert('DiskFull', 'db1', { startsAt }));
    const [known] = await eventually(async () => {
      const alerts = await alertsOf(monitor);
      return alerts.length > 0 && alerts;
    });
    expect(known).toMatchObject({ status: 'FIRING', occurrences: 1, summary: 'DiskFull at db1' });
    for (const one of both) await one.post(alert('DiskFull', 'db1', { startsAt, endsAt: past() }));
    const [cleared] = await eventually(async () => {
      const alerts = await alertsOf(monitor);
      return alerts[0].ticket.status === 'RESOLVED' && alerts;
    });
    // The second all-clear comes within the interval of a group.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await alertsOf(monitor)).toEqual([{ ...cleared, status: 'RESOLVED', occurrences: 1 }]);
    expect(typesOf(await ticketOf(agent, cleared.ticket.id))).toEqual([
      'TICKET_CREATED',
      'ALERT_FIRED',
      'ALERT_RESOLVED',
      'TICKET_RESOLVED',
    ]);
  });

  it('reports an all-clear inside a group that still fires', async () => {
    const monitor = await Monitor.of(world, { dedupLabels: ['alertname'], onResolved: 'RESOLVE' });
    const one = await alertmanager(monitor);
    const startsAt = past();
    await one.post(alert('ServerStop', 'a1', { startsAt }), alert('ServerStop', 'a2', { startsAt }));
    await eventually(async () => (await alertsOf(monitor)).length === 2);
    await one.post(
      alert('ServerStop', 'a2', { startsAt }),
      alert('ServerStop', 'a1', { startsAt, endsAt: past() }),
    );
    const alerts = await eventually(async () => {
      const found = await alertsOf(monitor);
      return found.some(({ status }) => status === 'RESOLVED') && found;
    });
    expect(alerts.map(({ status }) => status).sort()).toEqual(['FIRING', 'RESOLVED']);
    expect(new Set(alerts.map(({ ticket }) => ticket.id)).size).toBe(1);
    expect(alerts[0].ticket.status).toBe('NEW');
  });

  it('leaves out alerts of a group above max_alerts: those that come are recorded', async () => {
    const monitor = await Monitor.of(world);
    const one = await alertmanager(monitor, 2);
    await one.post(...['p1', 'p2', 'p3', 'p4'].map((instance) => alert('KubePodCrashLooping', instance)));
    await eventually(async () => (await alertsOf(monitor)).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await alertsOf(monitor)).length).toBe(2);
  });

  it('keeps odd values of labels as they are', async () => {
    const monitor = await Monitor.of(world);
    const one = await alertmanager(monitor);
    const value = 'a "quoted"\nline, \u202eturned, {{ .Labels }} ``` 日本';
    await one.post(alert('Odd', value));
    const [known] = await eventually(async () => {
      const alerts = await alertsOf(monitor);
      return alerts.length > 0 && alerts;
    });
    expect(known.labels.find(({ name }: Answer) => name === 'instance').value).toBe(value);
  });

  it('repeats what a server that is away did not take, so nothing is lost and nothing is doubled', async () => {
    const monitor = await Monitor.of(world);
    const one = await alertmanager(monitor);
    const names = Array.from({ length: 60 }, (_, i) => `node ${i}`);
    await one.post(...names.slice(0, 30).map((name) => alert('NodeDown', name)));
    await world.restart();
    await one.post(...names.slice(30).map((name) => alert('NodeDown', name)));
    const alerts = await eventually(async () => {
      const found = await alertsOf(monitor);
      return found.length >= names.length && found;
    }, 60_000);
    expect(alerts.map(({ summary }) => summary).sort()).toEqual(
      names.map((name) => `NodeDown at ${name}`).sort(),
    );
    expect(new Set(alerts.map(({ ticket }) => ticket.id)).size).toBe(names.length);
  });
});
