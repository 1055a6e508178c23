import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, program } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { alertFields, firing, Monitor, resolved, ticketOf, typesOf } from './support.js';

let world: World;
let admin: Client;
let agent: Client;
let names: Directory;
let monitor: Monitor;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  names = await directory(admin);
  monitor = await Monitor.of(world, {
    queueId: names.queues['Service Desk'],
    requesterId: names.users.requester,
  });
});
afterAll(() => world.stop());

describe('an alert that fires', () => {
  it('opens an incident of the channel MONITORING, whose severity gives its priority', async () => {
    const [result] = await monitor.report(firing('db1'));
    expect(result).toEqual({
      index: 0,
      outcome: 'OPENED',
      alertId: expect.any(String),
      ticketId: expect.any(String),
    });
    const ticket = await ticketOf(agent, result.ticketId);
    expect(ticket).toMatchObject({
      type: 'INCIDENT',
      status: 'NEW',
      channel: 'MONITORING',
      subject: 'The disk of db1 is full',
      impact: 'HIGH',
      urgency: 'HIGH',
      priority: 'P1',
      queue: { name: 'Service Desk' },
    });
    expect(ticket.description).toBe('Less than 1 % is left.\n\nFires since 2026-11-02T10:00:00.000Z.');
    expect(ticket.alerts.nodes).toEqual([
      {
        status: 'FIRING',
        occurrences: 1,
        severity: 'CRITICAL',
        fingerprint: 'db1',
        dedupKey: 'db1',
        summary: 'The disk of db1 is full',
        startsAt: '2026-11-02T10:00:00.000Z',
        endsAt: null,
      },
    ]);
    expect(typesOf(ticket)).toEqual(['TICKET_CREATED', 'ALERT_FIRED']);
  });

  it('shows its labels and its link to staff, and its requester only what it says', async () => {
    const [{ ticketId: id }] = await monitor.report(firing('secret7'));
    const query = `query ($id: ID!) { ticket(id: $id) { subject description
      alerts { nodes { labels { name value } sourceUrl } } timeline { nodes { __typename } } } }`;
    const labels = [
      { name: 'alertname', value: 'DiskFull' },
      { name: 'instance', value: 'secret7' },
      { name: 'severity', value: 'critical' },
    ];
    const sourceUrl = expect.stringContaining('prom.example');
    expect((await agent.ok(query, { id })).ticket.alerts.nodes).toEqual([{ labels, sourceUrl }]);
    const seen = (await (await world.as('requester')).ok(query, { id })).ticket;
    expect(seen).toMatchObject({ subject: 'The disk of secret7 is full', alerts: { nodes: [] } });
    expect(JSON.stringify(seen)).not.toMatch(/instance|prom\.example/);
  });

  it('changes nothing when it is reported again, by the same Alertmanager or by another one', async () => {
    await monitor.report(firing('db2'));
    const again = await changingNothing(world, () => monitor.report(firing('db2')));
    expect(again).toMatchObject([{ outcome: 'UNCHANGED' }]);
  });

  it('is counted on its open ticket when it fires again', async () => {
    const [opened] = await monitor.report(firing('db3'));
    await monitor.report(resolved('db3'));
    const [again] = await monitor.report(firing('db3', { startsAt: '2026-11-02T11:00:00Z' }));
    expect(again).toMatchObject({ outcome: 'RECORDED', ticketId: opened.ticketId });
    const ticket = await ticketOf(agent, opened.ticketId);
    expect(ticket.alerts.nodes).toMatchObject([{ status: 'FIRING', occurrences: 2, endsAt: null }]);
    expect(typesOf(ticket)).toEqual(['TICKET_CREATED', 'ALERT_FIRED', 'ALERT_RESOLVED', 'ALERT_FIRED']);
  });

  it('is sent live, with the alert, to those who read internal notes', async () => {
    const [{ ticketId }] = await monitor.report(firing('db4'));
    const watching = agent.subscribe(
      `subscription ($id: ID!) { ticketUpdated(id: $id) { ... on TicketEvent { type alert { status occurrences }
        changes { of field from to } actor { name } } } }`,
      { id: ticketId },
    );
    const blind = (await world.as('requester')).subscribe(
      'subscription ($id: ID!) { ticketUpdated(id: $id) { ... on TicketEvent { type } } }',
      { id: ticketId },
    );
    await Promise.all([
      watching.until(({ items }) => items.length === 1),
      blind.until(({ items }) => items.length === 1),
    ]);
    await monitor.report(resolved('db4'));
    await agent.done('addComment', { ticketId, body: 'It was the log.' }, '__typename');
    await blind.until(({ items }) => items.length === 2);
    expect(blind.items.map(({ type }) => type).filter(Boolean)).toEqual(['COMMENT_ADDED']);
    await watching.until(({ items }) => items.length === 3);
    expect(watching.items[1]).toMatchObject({
      type: 'ALERT_RESOLVED',
      alert: { status: 'RESOLVED', occurrences: 1 },
      changes: [
        { of: 'ALERT', field: 'ID' },
        { of: 'ALERT', field: 'STATUS', from: 'FIRING', to: 'RESOLVED' },
      ],
      actor: { name: 'A program' },
    });
  });
});

describe('reportAlert', () => {
  const report = (client: Client, input: Record<string, unknown>, selection = 'outcome ticketId') =>
    client.done('reportAlert', { alertIntegrationId: monitor.id, status: 'FIRING', ...input }, selection);

  it('counts each report without a time, and an equal call with a key once', async () => {
    const given = { dedupKey: 'backup', summary: 'The backup failed', severity: 'ERROR' };
    const first = await report(
      admin,
      given,
      `outcome alert { ${alertFields} labels { name } } ticket { priority }`,
    );
    expect(first).toMatchObject({
      outcome: 'OPENED',
      alert: { status: 'FIRING', occurrences: 1, dedupKey: 'backup', labels: [] },
      ticket: { priority: 'P2' },
    });
    const key = { ...given, idempotencyKey: 'once' };
    const second = await report(admin, key, 'outcome alert { occurrences }');
    expect(second).toMatchObject({ outcome: 'RECORDED', alert: { occurrences: 2 } });
    expect(await changingNothing(world, () => report(admin, key, 'outcome alert { occurrences }'))).toEqual(
      second,
    );
  });

  it('gives a program that cannot read only ids', async () => {
    const answer = await report(
      monitor.key,
      { dedupKey: 'only ids', summary: 'The backup failed' },
      'outcome alertId ticketId alert { id } ticket { id }',
    );
    expect(answer).toMatchObject({
      outcome: 'OPENED',
      alertId: expect.any(String),
      ticketId: expect.any(String),
      alert: null,
      ticket: null,
    });
  });

  it('names each field that is wrong', async () => {
    const wrong = await changingNothing(world, () =>
      admin.mutate(
        'reportAlert',
        {
          alertIntegrationId: monitor.id,
          status: 'RESOLVED',
          labels: [
            { name: 'a', value: 'b\u0000' },
            { name: 'a', value: 'x' },
            { name: '', value: 'x' },
          ],
          summary: 'two\nlines',
          startsAt: '2026-11-02T10:00:00Z',
          endsAt: '2026-11-02T09:00:00Z',
        },
        'outcome',
      ),
    );
    expect(
      wrong.errors.map(({ path, rule }: { path: string[]; rule: string }) => [path.join('.'), rule]),
    ).toEqual([
      ['input.labels.0.value', 'NO_NUL'],
      ['input.labels.1.name', 'DUPLICATE'],
      ['input.labels.2.name', 'REQUIRED'],
      ['input.summary', 'ONE_LINE'],
      ['input.endsAt', 'ORDER'],
    ]);
  });
});

describe('an all-clear', () => {
  it('of the last alert that fires resolves the ticket, where the integration says so', async () => {
    const careful = await Monitor.of(world, { onResolved: 'RESOLVE', dedupLabels: ['alertname'] });
    const [one, other] = await careful.report(firing('a1'), firing('a2'));
    // Alerts of one group are recorded at the same time, so either of them can open the ticket.
    expect([one.outcome, other.outcome].sort()).toEqual(['OPENED', 'RECORDED']);
    expect(other.ticketId).toBe(one.ticketId);
    const [half] = await careful.report(resolved('a1'));
    expect(half).toMatchObject({ outcome: 'CLEARED' });
    expect((await ticketOf(agent, one.ticketId)).status).toBe('NEW');
    const [whole] = await careful.report(resolved('a2'));
    expect(whole).toMatchObject({ outcome: 'MOVED', ticketId: one.ticketId });
    const ticket = await ticketOf(agent, one.ticketId);
    expect(ticket).toMatchObject({ status: 'RESOLVED', resolution: { code: 'NO_FAULT_FOUND' } });
    expect(ticket.timeline.nodes.slice(-2)).toMatchObject([
      { type: 'ALERT_RESOLVED', cause: { kind: 'REQUEST' } },
      { type: 'TICKET_RESOLVED', cause: { kind: 'EVENT' }, actor: { name: 'A program' } },
    ]);
  });

  it('that resolves what never fired changes nothing', async () => {
    const [result] = await changingNothing(world, () => monitor.report(resolved('never fired')));
    expect(result).toMatchObject({ outcome: 'UNCHANGED', ticketId: null });
  });

  it('is followed by a new ticket when the alert fires again, or by a reopening, as the integration says', async () => {
    const later = { startsAt: '2026-11-02T12:00:00Z' };
    const opening = await Monitor.of(world, { onResolved: 'RESOLVE' });
    const [first] = await opening.report(firing('b1'));
    await opening.report(resolved('b1'));
    const [second] = await opening.report(firing('b1', later));
    expect(second.outcome).toBe('OPENED');
    expect(second.ticketId).not.toBe(first.ticketId);

    const reopening = await Monitor.of(world, { onResolved: 'RESOLVE', onNewEpisode: 'REOPEN' });
    const [opened] = await reopening.report(firing('b1'));
    await reopening.report(resolved('b1'));
    const [again] = await reopening.report(firing('b1', later));
    expect(again).toMatchObject({ outcome: 'REOPENED', ticketId: opened.ticketId });
    const ticket = await ticketOf(agent, opened.ticketId);
    expect(ticket).toMatchObject({ status: 'INVESTIGATING', reopenCount: 1, resolution: null });
    expect(ticket.alerts.nodes).toMatchObject([{ status: 'FIRING', occurrences: 2 }]);
  });
});

describe('a key', () => {
  it('reports only with ALERTS_WRITE, and needs no other right', async () => {
    const stray = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'ADMINISTRATION']);
    const body = { alerts: [firing('k1')] };
    for (const [token, status] of [
      [stray.token, 403],
      [null, 401],
      ['twk_nothing.of.the.kind', 401],
      [(await world.as('agent')).token, 403],
      [monitor.key.token, 200],
    ] as const)
      expect((await monitor.send(body, { token })).status, String(token)).toBe(status);
  });

  it('that is limited to queues reports only to integrations of these queues', async () => {
    const limited = await program(world, ['ALERTS_WRITE'], { queueIds: [names.queues.Network] });
    const body = { alerts: [firing('k2')] };
    expect((await monitor.send(body, { token: limited.token })).status).toBe(404);
    const network = await Monitor.of(world, { queueId: names.queues.Network });
    expect((await network.send(body, { token: limited.token })).status).toBe(200);
  });
});
