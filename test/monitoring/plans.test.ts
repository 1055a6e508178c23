import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAlerts, newestAlerts } from '../../server/monitoring/data/reads.js';
import { Explained } from '../db/explained.js';
import { rawId } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { firing, Monitor } from './support.js';

let world: World;
let reads: Explained;
let alertIntegrationId: string;

beforeAll(async () => {
  world = await startWorld();
  const admin = await world.as('admin');
  const [quiet, loud] = [await Monitor.of(world), await Monitor.of(world)];
  alertIntegrationId = rawId(quiet.id);
  await quiet.report(firing('quiet'));
  await loud.report(firing('loud'));
  // Creates many newer alerts of the other integration.
  await world.rows(`insert into alerts (organisation_id, id, alert_integration_id, series_id, episode, ticket_id, dedup_key, fingerprint,
      status, severity, summary, labels, occurrences, starts_at, first_reported_at, last_reported_at)
    select a.organisation_id, gen_random_uuid(), a.alert_integration_id, a.series_id, 1, a.ticket_id, 'loud', 'loud' || i, 'FIRING', 'INFO',
      'Loud', '{}', 1, now(), now(), now() from alerts a, generate_series(1, 8000) i where a.fingerprint = 'loud'`);
  await world.rows('analyze alerts, alert_integrations, tickets');
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of(admin.token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  reads = new Explained(world.app.services, actor);
});
afterAll(async () => {
  await reads.close();
  await world.stop();
});

it('the alerts of an integration are found by its index, without reading those of others', async () => {
  const conditions = { statuses: null, alertIntegrationIds: [alertIntegrationId] };
  expect((await listAlerts(reads, conditions, { first: 25 })).nodes).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/alerts_integration\b/);
  expect(reads.plans.at(-1)).not.toMatch(/Seq Scan on alerts/);
  expect(await newestAlerts(reads, alertIntegrationId)).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/alerts_integration\b/);
});
