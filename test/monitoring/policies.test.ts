import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, refusedWith } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { scheduled } from '../limits/fixtures.js';
import { type Answer, firing, Monitor, resolved, ticketOf, typesOf } from './support.js';

let world: World;
let admin: Client;
let agent: Client;
let lead: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  [admin, agent, lead] = await Promise.all([world.as('admin'), world.as('agent'), world.as('lead')]);
  names = await directory(admin);
});
afterAll(() => world.stop());

const hour = 3_600_000;
const later = (ms: number) => new Date(Date.now() + ms).toISOString();
const matcher = (label: string, value: string, operator = 'EQUALS') => ({ label, operator, value });

async function service(name: string): Promise<string> {
  return (
    await admin.done(
      'createService',
      { name, ownerTeamId: names.teams.Network, criticality: 'HIGH' },
      'service { id }',
    )
  ).service.id;
}

describe('a route', () => {
  it('gives a new ticket its queue, service, impact and urgency by the labels of the alert', async () => {
    const serviceId = await service('Databases');
    const routes = [
      { matchers: [matcher('team', 'none')], queueId: names.queues['Service Desk'] },
      {
        matchers: [matcher('instance', 'db', 'BEGINS_WITH'), matcher('env', 'test', 'NOT_EQUALS')],
        queueId: names.queues.Network,
        affectedServiceIds: [serviceId],
        impact: 'LOW',
        urgency: 'HIGH',
      },
    ];
    const monitor = await Monitor.of(world, { routes, queueId: names.queues['Service Desk'] });
    const [first] = await monitor.report(firing('db1'));
    const { node } = await admin.ok(
      `query ($id: ID!) { node(id: $id) { ... on Ticket { queue { name } impact urgency priority affectedServices { name } } } }`,
      { id: first.ticketId },
    );
    expect(node).toEqual({
      queue: { name: 'Network' },
      impact: 'LOW',
      urgency: 'HIGH',
      priority: 'P3',
      affectedServices: [{ name: 'Databases' }],
    });
    const [other] = await monitor.report(firing('web1'));
    expect(await ticketOf(agent, other.ticketId)).toMatchObject({
      queue: { name: 'Service Desk' },
      priority: 'P1',
    });
  });

  it('is tried with the alerts of the past, which changes nothing', async () => {
    const monitor = await Monitor.of(world);
    await monitor.report(firing('t1'));
    await monitor.report(firing('t2'));
    const routes = [{ matchers: [matcher('instance', 't2')], queueId: names.queues.Network, impact: 'LOW' }];
    const { alertRouting } = await changingNothing(world, () =>
      agent.ok(
        `query ($id: ID!, $routes: [AlertRouteInput!]) { alertRouting(alertIntegrationId: $id, routes: $routes) {
          alert { fingerprint } routeIndex queue { name } impact urgency } }`,
        { id: monitor.id, routes },
      ),
    );
    expect(alertRouting).toEqual([
      {
        alert: { fingerprint: 't2' },
        routeIndex: 0,
        queue: { name: 'Network' },
        impact: 'LOW',
        urgency: 'HIGH',
      },
      { alert: { fingerprint: 't1' }, routeIndex: null, queue: null, impact: 'HIGH', urgency: 'HIGH' },
    ]);
    const wrong = await agent.refused(
      'query ($id: ID!, $routes: [AlertRouteInput!]) { alertRouting(alertIntegrationId: $id, routes: $routes) { routeIndex } }',
      { id: monitor.id, routes: [{ matchers: [matcher('', 'x')] }] },
    );
    expect(wrong.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'routes.matchers.label' });
  });

  it('that names what does not exist is refused', async () => {
    const given = {
      name: 'Wrong routes',
      routes: [{ matchers: [], affectedServiceIds: [names.queues.Network] }],
    };
    expect(await refusedWith(world, admin, 'createAlertIntegration', given)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'routes', '0', 'affectedServiceIds', '0'],
    });
  });
});

describe('a silence', () => {
  it('keeps alerts from opening tickets, and records them; when it has ended, they open tickets', async () => {
    const monitor = await Monitor.of(world);
    const { alertSilenceId } = await lead.done(
      'createAlertSilence',
      {
        alertIntegrationId: monitor.id,
        matchers: [matcher('instance', 's1')],
        reason: 'Disk swap',
        endsAt: later(hour),
      },
      'alertSilenceId',
    );
    const [silent, loud] = await monitor.report(firing('s1'), firing('s2'));
    expect(silent).toMatchObject({ outcome: 'SUPPRESSED', ticketId: null });
    expect(loud).toMatchObject({ outcome: 'OPENED' });
    const seen = await agent.ok(
      `query ($id: ID!) { node(id: $id) { ... on Alert { status ticket { id } silence { reason createdBy { name } } } } }`,
      { id: silent.alertId },
    );
    expect(seen.node).toEqual({
      status: 'FIRING',
      ticket: null,
      silence: { reason: 'Disk swap', createdBy: { name: expect.any(String) } },
    });
    const again = await changingNothing(world, () => monitor.report(firing('s1')));
    expect(again).toMatchObject([{ outcome: 'UNCHANGED' }]);

    await lead.done('endAlertSilence', { alertSilenceId }, '__typename');
    const [opened] = await monitor.report(firing('s1'));
    expect(opened).toMatchObject({ outcome: 'OPENED', alertId: silent.alertId });
    expect((await ticketOf(agent, opened.ticketId)).alerts.nodes).toMatchObject([
      { fingerprint: 's1', occurrences: 1 },
    ]);
    const { alertSilences } = await agent.ok('{ alertSilences(active: true) { nodes { id } } }');
    expect(alertSilences.nodes).toEqual([]);
  });

  it('that has not begun does nothing, and an alert that ends under one opens no ticket', async () => {
    const monitor = await Monitor.of(world);
    const given = {
      alertIntegrationId: monitor.id,
      matchers: [matcher('alertname', 'DiskFull')],
      reason: 'Later',
    };
    await lead.done(
      'createAlertSilence',
      { ...given, startsAt: later(hour), endsAt: later(2 * hour) },
      '__typename',
    );
    expect(await monitor.report(firing('n1'))).toMatchObject([{ outcome: 'OPENED' }]);
    await lead.done('createAlertSilence', { ...given, endsAt: later(hour) }, '__typename');
    expect(await monitor.report(firing('n2'))).toMatchObject([{ outcome: 'SUPPRESSED' }]);
    expect(await monitor.report(resolved('n2'))).toMatchObject([{ outcome: 'CLEARED', ticketId: null }]);
    // The open ticket of another alert goes on.
    expect(await monitor.report(resolved('n1'))).toMatchObject([
      { outcome: 'CLEARED', ticketId: expect.any(String) },
    ]);
  });

  it('is in force also beside many that end later; an organisation has at most 500 that have not ended', async () => {
    const monitor = await Monitor.of(world);
    const given = { matchers: [matcher('instance', 'm1')], reason: 'Now', endsAt: later(hour) };
    const { alertSilenceId } = await lead.done('createAlertSilence', given, 'alertSilenceId');
    const [left] = await world.rows('select count(*)::int from alert_silences where ends_at > now()');
    const insert = (many: number) =>
      world.rows(`insert into alert_silences (organisation_id, id, matchers, reason, starts_at, ends_at, created_at)
        select organisation_id, gen_random_uuid(), matchers, 'Later', now() + interval '1 day', now() + interval '2 days', now()
        from alert_silences, generate_series(1, ${many}) where reason = 'Now'`);
    await insert(499 - Number(left?.count));
    expect(await monitor.report(firing('m1'))).toMatchObject([{ outcome: 'SUPPRESSED' }]);
    await lead.done('createAlertSilence', { ...given, reason: 'The last one' }, '__typename');
    expect(await refusedWith(world, lead, 'createAlertSilence', given)).toMatchObject({
      path: ['input', 'endsAt'],
      rule: 'TOO_MANY',
    });
    // One that has ended does not count.
    await lead.done('endAlertSilence', { alertSilenceId }, '__typename');
    await lead.done('createAlertSilence', given, '__typename');
    await world.rows("update alert_silences set ends_at = now() where ends_at > now() and reason <> 'x'");
  });

  it('needs conditions, a reason and an end', async () => {
    const given = { matchers: [matcher('a', 'b')], reason: 'x', endsAt: later(hour) };
    for (const [more, field, rule] of [
      [{ matchers: [] }, 'matchers', 'REQUIRED'],
      [{ endsAt: later(-hour) }, 'endsAt', 'IN_FUTURE'],
      [{ startsAt: later(2 * hour) }, 'endsAt', 'ORDER'],
      [{ endsAt: later(400 * 24 * hour) }, 'endsAt', 'OUT_OF_RANGE'],
    ] as const)
      expect(await refusedWith(world, admin, 'createAlertSilence', { ...given, ...more })).toMatchObject({
        path: ['input', field],
        rule,
      });
  });
});

describe('a change in its window', () => {
  it('keeps alerts about its service from opening tickets, where the integration says so', async () => {
    const serviceId = await service('Mail');
    const routes = [{ matchers: [], affectedServiceIds: [serviceId] }];
    const monitor = await Monitor.of(world, { routes, silentInChangeWindows: true });
    const changeId = await scheduled(admin, { affectedServiceIds: [serviceId] });
    await world.rows(
      `update resolution_plans set window_start = now() - interval '1 hour', window_end = now() + interval '1 hour'
       where window_start is not null`,
    );
    const [silent] = await monitor.report(firing('c1'));
    expect(silent).toMatchObject({ outcome: 'SUPPRESSED', ticketId: null });
    const { node } = await admin.ok(
      'query ($id: ID!) { node(id: $id) { ... on Alert { suppressedByChange { id } silence { id } } } }',
      { id: silent.alertId },
    );
    expect(node).toEqual({ suppressedByChange: { id: changeId }, silence: null });
    await world.rows(
      `update resolution_plans set window_end = now() - interval '1 second' where window_end > now()`,
    );
    expect(await monitor.report(firing('c1'))).toMatchObject([{ outcome: 'OPENED' }]);
  });
});

describe('alerts that flap', () => {
  it('are only counted: one event says so, and the ticket is neither resolved nor opened again and again', async () => {
    const monitor = await Monitor.of(world, { onResolved: 'RESOLVE', flapCount: 2, flapMinutes: 60 });
    const [{ ticketId }] = await monitor.report(firing('f1'));
    const tickets = new Set<string>([ticketId]);
    const outcomes: string[] = [];
    for (let i = 1; i <= 6; i += 1) {
      const at = (hour: number) => `2026-11-02T1${hour}:00:00Z`;
      const [cleared] = await monitor.report(
        resolved('f1', { startsAt: at(i - 1), endsAt: `2026-11-02T1${i - 1}:30:00Z` }),
      );
      const [again] = await monitor.report(firing('f1', { startsAt: at(i) }));
      outcomes.push(cleared.outcome, again.outcome);
      tickets.add(again.ticketId);
    }
    // Twice the ticket was resolved and another one opened; the third time it was reopened, and stays as it is from then on.
    expect(outcomes).toEqual([
      ...['MOVED', 'OPENED', 'MOVED', 'OPENED', 'MOVED', 'REOPENED'],
      ...['CLEARED', 'RECORDED', 'CLEARED', 'RECORDED', 'CLEARED', 'RECORDED'],
    ]);
    expect(tickets.size).toBe(3);
    const last = await ticketOf(agent, [...tickets].at(-1) ?? '');
    expect(last).toMatchObject({ status: 'INVESTIGATING', reopenCount: 1 });
    expect(last.alerts.nodes).toMatchObject([{ status: 'FIRING', occurrences: 5 }]);
    expect(typesOf(last)).toEqual([
      'TICKET_CREATED',
      'ALERT_FIRED',
      'ALERT_RESOLVED',
      'TICKET_RESOLVED',
      'ALERT_FIRED',
      'TICKET_REOPENED',
      'ALERT_FLAPPING',
    ]);
  });

  it('do not: many alerts of one key that fire at once', async () => {
    const monitor = await Monitor.of(world, { dedupLabels: ['alertname'], flapCount: 2 });
    const results = await monitor.report(...Array.from({ length: 8 }, (_, i) => firing(`o${i}`)));
    const ticket = await ticketOf(agent, results[0].ticketId);
    expect(typesOf(ticket).filter((type) => type === 'ALERT_FIRED').length).toBe(8);
    expect(typesOf(ticket)).not.toContain('ALERT_FLAPPING');
    expect(results.map((one: Answer) => one.outcome)).not.toContain('UNCHANGED');
  });
});
