import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { firing, group, Monitor } from './support.js';

/** `ALERTS=10000` sends as many as a large outage. */
const ALERTS = Number(process.env.ALERTS ?? 1000);
const IN_GROUP = 250;
const KEYS = ALERTS / 5;

let world: World;
let agent: Client;
let monitor: Monitor;

beforeAll(async () => {
  world = await startWorld({ LIMIT_WRITES_PER_MINUTE: '100000' });
  agent = await world.as('agent');
  monitor = await Monitor.of(world, { dedupLabels: ['service'] });
});
afterAll(() => world.stop());

/** Sends a group until it is taken whole, as Alertmanager does. */
async function sendAll(alerts: readonly unknown[]): Promise<void> {
  for (;;) {
    const { status, retryAfter } = await monitor.send(group(alerts));
    if (status === 200) return;
    expect(status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, Number(retryAfter) * 1000));
  }
}

describe('a burst of alerts', () => {
  it('opens one ticket for each key, and people go on working meanwhile', async () => {
    const alerts = Array.from({ length: ALERTS }, (_, i) =>
      firing(`burst ${i}`, {
        labels: { alertname: 'Down', service: `service ${i % KEYS}`, instance: String(i) },
      }),
    );
    const groups = Array.from({ length: Math.ceil(ALERTS / IN_GROUP) }, (_, i) =>
      alerts.slice(i * IN_GROUP, (i + 1) * IN_GROUP),
    );
    let done = false;
    // Two Alertmanagers send the same groups.
    const sending = Promise.all([...groups, ...groups].map(sendAll)).finally(() => {
      done = true;
    });
    const waits: number[] = [];
    while (!done) {
      const begun = performance.now();
      const ticket = await report(agent);
      await agent.done('addComment', { ticketId: ticket.id, body: 'On it.' }, '__typename');
      await agent.ok('{ tickets(first: 25) { nodes { number subject status } } }');
      waits.push(performance.now() - begun);
    }
    await sending;
    const [counted] = await world.rows(
      `select count(*)::int as alerts, count(distinct a.ticket_id)::int as tickets, max(a.occurrences)::int as occurrences,
        (select count(*)::int from tickets t where t.channel = 'MONITORING' and t.subject like 'The disk of burst %') as opened
       from alerts a join alert_integrations i on i.id = a.alert_integration_id`,
    );
    expect(counted).toEqual({ alerts: ALERTS, tickets: KEYS, occurrences: 1, opened: KEYS });
    // A report, a comment and a list together; most of them take a tenth of this.
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThan(5000);
  }, 600_000);
});
