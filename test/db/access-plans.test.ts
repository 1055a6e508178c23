import { afterAll, beforeAll, expect, it } from 'vitest';
import { listUsers } from '../../server/identity/people/data/reads.js';
import { listAccessRecords, listSessions } from '../../server/identity/sessions/reads.js';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';
import { Explained } from './explained.js';

let world: World;
const opened: Explained[] = [];

beforeAll(async () => {
  world = await startWorld();
  const admin = await world.as('admin');
  await world.as('agent');
  for (let i = 0; i < 30; i += 1)
    await admin.done('createApiKey', { name: 'Busy', scopes: ['TICKETS_READ'] }, '__typename');
  // Inserts mostly uses of API keys, and sessions of other users.
  await world.rows(`insert into access_records
      (organisation_id, id, kind, key_id, address, hour, count, first_at, last_at)
    select k.organisation_id, gen_random_uuid(), 'KEY_USED', k.id, '127.0.0.1', now() - i * interval '1 hour', 1, now(), now()
    from api_keys k, generate_series(1, 300) i where k.name = 'Busy'`);
  await world.rows(`insert into sessions (organisation_id, id, user_id, token_hash, expires_at)
    select u.organisation_id, gen_random_uuid(), u.id, sha256(i::text::bytea), now() + interval '1 hour'
    from users u, generate_series(1, 9000) i where u.email = 'lead@example.com'`);
  await world.rows('analyze access_records, sessions, api_keys');
});
afterAll(async () => {
  for (const reads of opened) await reads.close();
  await world.stop();
});

async function readsOf(client: Client): Promise<Explained> {
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of(client.token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  const reads = new Explained(world.app.services, actor);
  opened.push(reads);
  return reads;
}

it("an administrator's filter on one kind of record does not read the uses of API keys", async () => {
  const reads = await readsOf(await world.as('admin'));
  const { nodes } = await listAccessRecords(reads, { kinds: ['SIGN_IN'] }, { first: 25 });
  expect(nodes.length).toBeGreaterThan(0);
  expect(reads.plans.at(-1)).toMatch(/access_records_kind/);
});

it("a user's own records and sessions are found without reading those of others", async () => {
  const reads = await readsOf(await world.as('agent'));
  expect((await listAccessRecords(reads, {}, { first: 25 })).nodes).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/access_records_user/);
  expect(reads.plans.at(-1)).not.toMatch(/Seq Scan on access_records/);
  expect((await listSessions(reads, {}, { first: 25 })).nodes).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/sessions_user/);
});

it('users are found by the beginning of a word without reading all words', async () => {
  await world.rows(`with address as (
      insert into addresses (email, organisation_id, user_id)
      select md5(i::text) || '@example.com', u.organisation_id, gen_random_uuid()
      from users u, generate_series(1, 3000) i where u.email = 'lead@example.com' returning *),
    made as (
      insert into users (organisation_id, id, name, email, role)
      select organisation_id, user_id, 'Person ' || email, email, 'REQUESTER' from address returning organisation_id, id, name, email)
    insert into user_words (organisation_id, user_id, word)
    select m.organisation_id, m.id, it.word from made m, user_search_words(m.name, m.email, null) it (word)`);
  await world.rows('analyze users, user_words');
  const reads = await readsOf(await world.as('agent'));
  expect((await listUsers(reads, { text: 'aish agent' }, { first: 25 })).nodes).toHaveLength(1);
  expect(reads.plans.at(-1)).toMatch(/user_words_word[^\n]*\n\s+Index Cond: .*word >= 'aish'/);
  expect(reads.plans.at(-1)).not.toMatch(/Seq Scan/);
});
