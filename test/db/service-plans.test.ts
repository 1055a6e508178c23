import { afterAll, beforeAll, expect, it } from 'vitest';
import { dependentsOfServices } from '../../server/cmdb/data/reads.js';
import { listTickets } from '../../server/tickets/data/reads.js';
import { directory, rawId, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Explained } from './explained.js';

let world: World;
let reads: Explained;
let serviceId: string;

beforeAll(async () => {
  world = await startWorld();
  const admin = await world.as('admin');
  const names = await directory(admin);
  const owned = { ownerTeamId: names.teams.Network, criticality: 'LOW' };
  const { service } = await admin.done('createService', { name: 'Rare', ...owned }, 'service { id }');
  serviceId = service.id;
  await report(admin, { affectedServiceIds: [serviceId] });
  // Creates many tickets that all affect one frequent service.
  await world.rows(`insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact,
      urgency, priority, matrix_priority, requester_id, queue_id, dispatched, created_at, updated_at, reported_at)
    select o.organisation_id, gen_random_uuid(), 'OTHER', 1000 + i, 'NEW', 'Bulk', 'Bulk', 'API', 'LOW', 'LOW', 4, 4,
      o.requester_id, o.queue_id, false, now(), now(), now()
    from (select * from tickets where subject = 'The printer jams' limit 1) o, generate_series(1, 8000) i`);
  await world.rows(`insert into ticket_services (organisation_id, ticket_id, service_id)
    select t.organisation_id, t.id, s.id from tickets t join services s on s.organisation_id = t.organisation_id
    where t.subject = 'Bulk' and s.name = 'VPN'`);
  await world.rows(`insert into services (organisation_id, id, name, owner_team_id, criticality)
    select s.organisation_id, gen_random_uuid(), 'Bulk ' || i, s.owner_team_id, 'LOW' from services s, generate_series(1, 3000) i
    where s.name = 'Rare'`);
  await world.rows(`insert into service_dependencies (organisation_id, service_id, on_service_id)
    select a.organisation_id, a.id, b.id from generate_series(2, 3000) i, services a, services b
    where a.name = 'Bulk ' || i and b.name = 'Bulk ' || i / 2 and b.organisation_id = a.organisation_id`);
  await world.rows('analyze tickets, ticket_services, services, service_dependencies');
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of(admin.token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  reads = new Explained(world.app.services, actor);
});
afterAll(async () => {
  await reads.close();
  await world.stop();
});

it('a filter on a service uses its index and does not scan all tickets', async () => {
  const page = await listTickets(
    reads,
    { affectedServiceIds: [serviceId] },
    null,
    { first: 25 },
    new Set(['id']),
  );
  expect(page.nodes).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/ticket_services_service/);
  expect(reads.plans.at(-1)).not.toMatch(/Seq Scan on tickets/);
});

it('the dependents of a service are found by an index, without reading all dependencies', async () => {
  expect(await dependentsOfServices(reads, [rawId(serviceId)])).toEqual([[]]);
  expect(reads.plans.at(-1)).toMatch(/service_dependencies_on/);
});
