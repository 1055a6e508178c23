import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Monitor, ticketOf } from './support.js';

let world: World;
let agent: Client;
let monitor: Monitor;

const mapping = {
  alertsPath: 'problems',
  statusPath: 'state',
  resolvedValue: 'OK',
  labelsPath: 'tags',
  summaryPath: 'title',
  severityPath: 'level',
  dedupKeyPath: 'key',
  startsAtPath: 'since',
};

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  monitor = await Monitor.of(world, { mapping, onResolved: 'RESOLVE' });
});
afterAll(() => world.stop());

const send = (body: unknown, to = monitor) => to.send(body, { path: `/integrations/json/${to.id}` });
const problem = {
  key: 'disk',
  state: 'PROBLEM',
  title: 'The disk is full',
  level: 'high',
  since: 1_793_613_600,
  tags: { host: 'db1' },
};

describe('other JSON', () => {
  it('opens and resolves a ticket as the mapping of its integration says, and a repetition changes nothing', async () => {
    const opened = await send({ problems: [problem] });
    expect(opened).toMatchObject({ status: 200, body: { results: [{ outcome: 'OPENED' }] } });
    expect(await changingNothing(world, () => send({ problems: [problem] }))).toMatchObject({
      body: { results: [{ outcome: 'UNCHANGED' }] },
    });
    expect(await send({ problems: [{ ...problem, state: 'ok' }] })).toMatchObject({
      body: { results: [{ outcome: 'MOVED' }] },
    });
    const ticket = await ticketOf(agent, opened.body.results[0].ticketId);
    expect(ticket).toMatchObject({ subject: 'The disk is full', priority: 'P2', status: 'RESOLVED' });
    expect(ticket.alerts.nodes).toMatchObject([{ dedupKey: 'disk', severity: 'ERROR', status: 'RESOLVED' }]);
  });

  it('takes the good alerts of a list, and refuses the others by themselves', async () => {
    const sent = await send({
      problems: [
        { ...problem, key: 'x', since: 'soon' },
        { ...problem, key: 'y' },
      ],
    });
    expect(sent).toMatchObject({
      status: 200,
      body: {
        results: [
          { index: 0, errors: [{ field: 'since', value: 'soon', rule: 'FORMAT' }] },
          { index: 1, outcome: 'OPENED' },
        ],
      },
    });
  });

  it('is refused where it has no list of alerts, and by an integration without a mapping', async () => {
    expect((await send({ other: [] })).status).toBe(400);
    expect((await send({ problems: [problem] }, await Monitor.of(world))).status).toBe(400);
  });

  it('is described by the integration', async () => {
    const { alertIntegrations } = await agent.ok(
      '{ alertIntegrations { nodes { id jsonPath mapping { alertsPath resolvedValue endsAtPath } } } }',
    );
    expect(alertIntegrations.nodes.find(({ id }: { id: string }) => id === monitor.id)).toEqual({
      id: monitor.id,
      jsonPath: `/integrations/json/${monitor.id}`,
      mapping: { alertsPath: 'problems', resolvedValue: 'OK', endsAtPath: null },
    });
  });
});
