import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, refusedWith } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { type Answer, firing, group, Monitor, resolved, ticketOf } from './support.js';

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
  monitor = await Monitor.of(world);
});
afterAll(() => world.stop());

describe('a group', () => {
  it('without alerts is taken', async () => {
    const sent = await changingNothing(world, () => monitor.send(group([])));
    expect(sent).toMatchObject({ status: 200, body: { results: [], truncatedAlerts: 0 } });
  });

  it('that was truncated is taken, and the answer says how many are missing', async () => {
    const sent = await monitor.send(group([firing('t1'), firing('t2')], { truncatedAlerts: 997 }));
    expect(sent.status).toBe(200);
    expect(sent.body.truncatedAlerts).toBe(997);
    expect(sent.body.results.map(({ outcome }: Answer) => outcome)).toEqual(['OPENED', 'OPENED']);
  });

  it('with a wrong alert is taken without it, which is refused by itself', async () => {
    const sent = await monitor.send(
      group([firing('w1'), firing('w2', { labels: { alertname: 'x', note: 'a\u0000b' } }), firing('w3')]),
    );
    expect(sent.status).toBe(200);
    expect(sent.body.results).toMatchObject([
      { index: 0, outcome: 'OPENED' },
      { index: 1, errors: [{ field: 'labels.note', value: 'a\u0000b', rule: 'NO_NUL' }] },
      { index: 2, outcome: 'OPENED' },
    ]);
  });

  it('with only wrong alerts is refused for good', async () => {
    const sent = await changingNothing(world, () => monitor.send(group([{ status: 'firing', labels: 7 }])));
    expect(sent).toMatchObject({ status: 400, body: { results: [{ index: 0 }] } });
  });

  it.each([
    ['that is no JSON', '{', 400],
    ['without the list of alerts', '{}', 400],
    ['with too many alerts', JSON.stringify(group(Array.from({ length: 5001 }, () => 1))), 413],
    [
      'that is too large',
      JSON.stringify(group([firing('x', { annotations: { summary: 'x'.repeat(4_100_000) } })])),
      413,
    ],
  ])('%s is refused for good', async (_what, body, status) => {
    expect(await changingNothing(world, () => monitor.send(body))).toMatchObject({ status });
  });

  it('for an integration that is switched off or unknown is refused for good', async () => {
    const off = await Monitor.of(world);
    await admin.done('updateAlertIntegration', { alertIntegrationId: off.id, active: false }, '__typename');
    expect((await off.send(group([firing('o1')]))).status).toBe(404);
    expect(
      (await monitor.send(group([firing('o1')]), { path: '/integrations/alertmanager/none' })).status,
    ).toBe(404);
  });

  it('with an alert of the future is taken without it: the clock of its sender is wrong', async () => {
    const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const { body } = await monitor.send(
      group([
        firing('f1', { startsAt: '9999-01-01T00:00:00Z' }),
        firing('f2', { startsAt: ahead(11) }),
        firing('f3', { startsAt: ahead(9) }),
      ]),
    );
    const refused = { errors: [{ field: 'startsAt', value: expect.any(String), rule: 'NOT_IN_FUTURE' }] };
    expect(body.results).toMatchObject([refused, refused, { outcome: 'OPENED' }]);
    // A clock that is a little fast does no harm.
    const now = new Date().toISOString();
    const [cleared] = await monitor.report(resolved('f3', { startsAt: null, endsAt: now }));
    expect(cleared).toMatchObject({ outcome: 'CLEARED' });
    const report = { alertIntegrationId: monitor.id, status: 'FIRING', summary: 'x', startsAt: ahead(11) };
    expect(await refusedWith(world, admin, 'reportAlert', report)).toMatchObject({
      path: ['input', 'startsAt'],
      rule: 'NOT_IN_FUTURE',
    });
  });

  it('with an alert whose ticket cannot be opened is taken without it, and asked for again', async () => {
    const given = { name: 'Old', ownerTeamId: names.teams.Network, criticality: 'LOW' };
    const { service } = await admin.done('createService', given, 'service { id }');
    const matchers = [{ label: 'instance', operator: 'BEGINS_WITH', value: 'bad' }];
    const broken = await Monitor.of(world, { routes: [{ matchers, affectedServiceIds: [service.id] }] });
    await admin.done('updateService', { serviceId: service.id, active: false }, '__typename');
    const good = Array.from({ length: 6 }, (_, i) => firing(`good${i}`));
    const sent = await broken.send(
      group([firing('bad1'), firing('bad2'), firing('bad3'), firing('bad4'), resolved('bad1'), ...good]),
    );
    expect(sent).toMatchObject({ status: 503, retryAfter: '60', body: { again: expect.any(String) } });
    // The all-clear waits with the alert.
    expect(sent.body.results).toEqual(
      good.map((_, i) => expect.objectContaining({ index: 5 + i, outcome: 'OPENED' })),
    );
  });

  it('whose tickets cannot be opened now is asked for again, so that no alert is lost', async () => {
    const broken = await Monitor.of(world, { requesterId: names.users.requester2 });
    await admin.done('deactivateUser', { userId: names.users.requester2 }, '__typename');
    const sent = await changingNothing(world, () => broken.send(group([firing('b1')])));
    expect(sent).toMatchObject({ status: 503, retryAfter: '60' });
    await admin.done('reactivateUser', { userId: names.users.requester2 }, '__typename');
    expect((await broken.send(group([firing('b1')]))).body.results).toMatchObject([{ outcome: 'OPENED' }]);
  });
});

describe('reports at the same time', () => {
  it('of one alert, from several servers, open one ticket', async () => {
    const other = await world.another();
    const urls = [world.url, other.url];
    const sent = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        monitor.send(group([firing('r1')]), { url: urls[i % 2] as string }),
      ),
    );
    const outcomes = sent.flatMap(({ body }) => body.results.map(({ outcome }: Answer) => outcome)).sort();
    expect(outcomes).toEqual(['OPENED', ...Array.from({ length: 11 }, () => 'UNCHANGED')]);
    const { alerts } = await agent.ok(
      'query ($ids: [ID!]) { alerts(filter: { alertIntegrationIds: $ids }, first: 100) { nodes { fingerprint occurrences } } }',
      { ids: [monitor.id] },
    );
    expect(alerts.nodes.filter(({ fingerprint }: Answer) => fingerprint === 'r1')).toEqual([
      { fingerprint: 'r1', occurrences: 1 },
    ]);
  });

  it('of many alerts of one key open one ticket', async () => {
    const joined = await Monitor.of(world, { dedupLabels: ['alertname'] });
    const results = await joined.report(...Array.from({ length: 20 }, (_, i) => firing(`j${i}`)));
    expect(new Set(results.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect(results.map(({ outcome }) => outcome).filter((outcome) => outcome === 'OPENED')).toEqual([
      'OPENED',
    ]);
    expect((await ticketOf(agent, results[0].ticketId)).alerts.totalCount).toBe(20);
  });
});

describe('a ticket of an alert', () => {
  it('that was merged passes its alerts on to the other ticket', async () => {
    const [{ ticketId }] = await monitor.report(firing('m1'));
    const [{ ticketId: intoTicketId }] = await monitor.report(firing('m2'));
    await agent.done('mergeTicket', { ticketId, intoTicketId }, '__typename');
    const [again] = await monitor.report(firing('m1', { startsAt: '2026-11-02T11:00:00Z' }));
    expect(again).toMatchObject({ outcome: 'RECORDED', ticketId: intoTicketId });
  });

  it('that moved to a queue which the key cannot see still gets its alerts', async () => {
    const [{ ticketId }] = await monitor.report(firing('q1'));
    await admin.done('assignTicket', { ticketId, queueId: names.queues.Network }, '__typename');
    const [cleared] = await monitor.report(resolved('q1'));
    expect(cleared).toMatchObject({ outcome: 'CLEARED', ticketId });
  });

  it('that is verified gets the all-clear as its evidence', async () => {
    const careful = await Monitor.of(world, { onResolved: 'RESOLVE' });
    const [{ ticketId }] = await careful.report(firing('v1'));
    await agent.done('startInvestigation', { ticketId }, '__typename');
    await agent.done(
      'diagnoseTicket',
      { ticketId, findings: 'It is full.', rootCause: 'The log' },
      '__typename',
    );
    await agent.done('submitPlan', { ticketId, kind: 'FIX', summary: 'Empty it' }, '__typename');
    const done = { resolutionCode: 'FIXED', resolutionNotes: 'The log was emptied.' };
    await agent.done('completeImplementation', { ticketId, outcome: 'IMPLEMENTED', ...done }, '__typename');
    expect(await careful.report(resolved('v1'))).toMatchObject([{ outcome: 'MOVED' }]);
    const { node } = await agent.ok(
      `query ($id: ID!) { node(id: $id) { ... on Ticket { status resolution { code }
        verifications { nodes { outcome method evidence verifiedBy { name } } } } } }`,
      { id: ticketId },
    );
    expect(node).toEqual({
      status: 'RESOLVED',
      resolution: { code: 'FIXED' },
      verifications: {
        nodes: [
          {
            outcome: 'PASSED',
            method: 'MONITORING',
            evidence: 'The monitoring system reports that it is over: The disk of v1 is full',
            verifiedBy: { name: 'A program' },
          },
        ],
      },
    });
  });
});
