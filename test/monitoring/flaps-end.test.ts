import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flapsEnd } from '../../server/monitoring/flaps-end.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { firing, Monitor, resolved, ticketOf, typesOf } from './support.js';

const MINUTE = 60_000;
let world: World;
let agent: Client;
let clock = Date.now();

beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600' }, undefined, () => new Date(clock));
  agent = await world.as('agent');
});
afterAll(() => world.stop());

/** Runs one round of the schedule, as the server does regularly. */
const round = () => runSchedule(world.app.services, [flapsEnd], () => false);
/** A later time at which an alert began to fire. */
const since = (hour: number) => ({ startsAt: `2026-11-02T${10 + hour}:00:00Z` });
const over = (hour: number) => ({ ...since(hour), endsAt: `2026-11-02T${10 + hour}:30:00Z` });

/** Alerts flap from the second time on that one fires again within ten minutes. */
const policy = { onResolved: 'RESOLVE', onNewEpisode: 'REOPEN', flapCount: 1, flapMinutes: 10 };

/** Lets an alert flap, and returns its ticket. */
async function flapping(monitor: Monitor, fingerprint: string): Promise<string> {
  const [{ ticketId }] = await monitor.report(firing(fingerprint, since(0)));
  for (const hour of [0, 1]) {
    await monitor.report(resolved(fingerprint, over(hour)));
    await monitor.report(firing(fingerprint, since(hour + 1)));
  }
  return ticketId;
}

describe('alerts that flapped', () => {
  it('and ended are recorded when their time is over and not before, and their ticket goes on', async () => {
    const monitor = await Monitor.of(world, policy);
    const ticketId = await flapping(monitor, 'e1');
    const [last] = await monitor.report(resolved('e1', over(2)));
    expect(last).toMatchObject({ outcome: 'CLEARED', ticketId });
    expect((await ticketOf(agent, ticketId)).status).toBe('INVESTIGATING');
    clock += 10 * MINUTE;
    await changingNothing(world, round);
    clock += 1;
    await round();
    const ticket = await ticketOf(agent, ticketId);
    expect(ticket).toMatchObject({
      status: 'RESOLVED',
      resolution: { code: 'NO_FAULT_FOUND', notes: expect.stringContaining('The disk of e1 is full') },
    });
    expect(ticket.timeline.nodes.slice(-2)).toMatchObject([
      { type: 'ALERT_RESOLVED', cause: { kind: 'CLOCK' }, alert: { status: 'RESOLVED' } },
      { type: 'TICKET_RESOLVED', cause: { kind: 'CLOCK' } },
    ]);
    await changingNothing(world, round);
  });

  it('and fire again by then are not recorded; the next all-clear counts as others do', async () => {
    const monitor = await Monitor.of(world, policy);
    const ticketId = await flapping(monitor, 'e2');
    await monitor.report(resolved('e2', over(2)));
    await monitor.report(firing('e2', since(3)));
    const before = typesOf(await ticketOf(agent, ticketId));
    clock += 11 * MINUTE;
    await round();
    const ticket = await ticketOf(agent, ticketId);
    expect(typesOf(ticket)).toEqual(before);
    expect(ticket.status).toBe('INVESTIGATING');
    expect(await monitor.report(resolved('e2', over(3)))).toMatchObject([{ outcome: 'MOVED', ticketId }]);
  });

  it('and ended in part are recorded, but their ticket stays as long as another alert of it fires', async () => {
    const monitor = await Monitor.of(world, { ...policy, dedupLabels: ['alertname'] });
    const ticketId = await flapping(monitor, 'e3');
    await monitor.report(firing('e4', since(0)));
    await monitor.report(resolved('e3', over(2)));
    clock += 11 * MINUTE;
    await round();
    const ticket = await ticketOf(agent, ticketId);
    expect(typesOf(ticket).slice(-2)).toEqual(['ALERT_FIRED', 'ALERT_RESOLVED']);
    expect(ticket.status).toBe('INVESTIGATING');
    expect(await monitor.report(resolved('e4', over(0)))).toMatchObject([{ outcome: 'MOVED', ticketId }]);
  });

  it('are only recorded where the integration asks for no more', async () => {
    const monitor = await Monitor.of(world, { ...policy, onResolved: 'RECORD' });
    const ticketId = await flapping(monitor, 'e5');
    await monitor.report(resolved('e5', over(2)));
    clock += 11 * MINUTE;
    await round();
    const ticket = await ticketOf(agent, ticketId);
    expect(ticket.status).toBe('NEW');
    expect(typesOf(ticket).at(-1)).toBe('ALERT_RESOLVED');
  });

  it('by the hundred are recorded in parts', async () => {
    const monitor = await Monitor.of(world, { ...policy, dedupLabels: ['alertname'] });
    const ticketId = await flapping(monitor, 'e6');
    const others = Array.from({ length: 120 }, (_, i) => `many${i}`);
    await monitor.report(...others.map((one) => firing(one, since(0))));
    await monitor.report(...others.map((one) => resolved(one, over(0))), resolved('e6', over(2)));
    clock += 11 * MINUTE;
    await round();
    expect(await world.rows('select 1 from alerts where untold')).toEqual([]);
    expect((await ticketOf(agent, ticketId)).status).toBe('RESOLVED');
  });
});
