import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetExpired } from '../../server/platform/db/forget.js';
import { Client } from '../harness/client.js';
import { directory, newcomer, program } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let agent: Client;
let users: Record<string, string>;

beforeAll(async () => {
  world = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3' });
  await untilWindowIsYoung();
  admin = await world.as('admin');
  agent = await world.as('agent');
  ({ users } = await directory(admin));
});
afterAll(() => world.stop());

interface Told {
  kind: string;
  reason: string | null;
  operation: string | null;
  method: string | null;
  address: string | null;
  count: number;
  actor: { __typename: string; name: string };
}

const list = `query ($filter: AccessRecordFilter) { accessRecords(filter: $filter, first: 100) { totalCount nodes {
  kind reason operation method address count firstAt lastAt
  actor { __typename id name } } } }`;
const records = async (client: Client, filter: object = {}): Promise<Told[]> =>
  (await client.ok(list, { filter })).accessRecords.nodes;
const attempt = (email: string, password: string) =>
  world.anonymous().mutate('signIn', { email, password }, 'token');

/** Waits until the matching records have this total count: counts are written within a second. */
async function counting(filter: object, count: number, name?: string): Promise<Told[]> {
  return eventually(async () => {
    const found = (await records(admin, filter)).filter(
      ({ actor }) => name === undefined || actor.name === name,
    );
    expect(found.reduce((sum, record) => sum + record.count, 0)).toBe(count);
    return found;
  }, 5000);
}

describe('access', () => {
  it('is recorded for sign-ins, with their method and address', async () => {
    const somebody = await newcomer(world);
    await somebody.signIn();
    await somebody.signIn();
    const [record, ...more] = await records(admin, { userIds: [somebody.id] });
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      kind: 'SIGN_IN',
      method: 'PASSWORD',
      reason: null,
      address: '127.0.0.1',
      count: 2,
      actor: { __typename: 'User', name: somebody.name },
    });
  });

  it('is recorded for refused sign-ins, with the reason; those above the limit are one record', async () => {
    const { id, email, name } = await newcomer(world);
    for (let i = 0; i < 3; i += 1) await attempt(email, 'wrong');
    for (let i = 0; i < 2; i += 1) await attempt(email, 'long enough');
    const found = await counting({ kinds: ['SIGN_IN_REFUSED'], userIds: [id] }, 5);
    expect(found.map(({ reason, count, address, actor }) => [actor.name, reason, count, address])).toEqual([
      [name, 'RATE_LIMITED', 2, null],
      [name, 'WRONG_PASSWORD', 3, '127.0.0.1'],
    ]);
  });

  it('is not recorded for unknown accounts, which belong to no organisation', async () => {
    const before = await world.rows('select count(*) from access_records');
    await attempt('nobody@example.com', 'wrong');
    await world.anonymous().refused('{ tickets { totalCount } }');
    await world.withToken('tws_never-given-to-anybody').refused('{ tickets { totalCount } }');
    expect(await world.rows('select count(*) from access_records')).toEqual(before);
  });

  it('is recorded for uses of an API key: the first at once, and all of them counted', async () => {
    const key = await program(world, ['TICKETS_READ'], { name: 'Counted' });
    await key.ok('{ tickets { totalCount } }');
    const first = (await records(admin, { kinds: ['KEY_USED'] })).find(
      ({ actor }) => actor.name === 'Counted',
    );
    expect(first).toMatchObject({ count: 1, actor: { __typename: 'Integration' }, address: '127.0.0.1' });
    await Promise.all(Array.from({ length: 24 }, () => key.ok('{ tickets { totalCount } }')));
    expect(await counting({ kinds: ['KEY_USED'] }, 25, 'Counted')).toHaveLength(1);
  });

  it('is recorded for signing out and for the use of expired tokens', async () => {
    const somebody = await newcomer(world);
    const signedOutClient = await somebody.signIn();
    await signedOutClient.ok('mutation { signOut { signedOut } }');
    await signedOutClient.refused('{ tickets { totalCount } }');
    const listed = await records(admin, { userIds: [somebody.id] });
    expect(listed.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['TOKEN_REFUSED', 'REVOKED'],
      ['SIGN_OUT', null],
      ['SIGN_IN', null],
    ]);
  });

  it('is recorded before the server stops: pending counts are written', async () => {
    const key = await program(world, ['TICKETS_READ'], { name: 'Until the end' });
    for (let i = 0; i < 5; i += 1) await key.ok('{ tickets { totalCount } }');
    await world.restart();
    const listed = await records(admin, { kinds: ['KEY_USED'] });
    expect(listed.find(({ actor }) => actor.name === 'Until the end')?.count).toBe(5);
  });
});

describe('a refusal', () => {
  it('is recorded with its actor, operation and reason', async () => {
    const somebody = await newcomer(world, 'REQUESTER');
    const requester = await somebody.signIn();
    await requester.mutate('createTeam', { name: 'Mine' }, '__typename');
    await requester.mutate('createTeam', { name: 'Mine too' }, '__typename');
    const key = await program(world, ['COMMENTS_WRITE'], { name: 'Narrow' });
    await key.refused('{ tickets { totalCount } }');
    await key.mutate('createTicket', { type: 'INCIDENT', subject: 'x', description: 'y' }, '__typename');
    const listed = [
      ...(await counting({ kinds: ['ACTION_REFUSED'] }, 2, 'Narrow')),
      ...(await counting({ kinds: ['ACTION_REFUSED'], userIds: [somebody.id] }, 2)),
    ];
    expect(
      listed.map(({ actor, operation, reason, count }) => [actor.name, operation, reason, count]),
    ).toEqual([
      ['Narrow', 'createTicket', 'SCOPE', 1],
      ['Narrow', 'query', 'SCOPE', 1],
      [somebody.name, 'createTeam', 'ROLE', 2],
    ]);
    // A server of another version recorded a reason that this one does not know.
    await world.rows(
      "update access_records set reason = 'LATER' where operation = 'createTeam' and reason = 'ROLE'",
    );
    expect(await records(admin, { kinds: ['ACTION_REFUSED'], userIds: [somebody.id] })).toMatchObject([
      { reason: 'OTHER' },
    ]);
  });
});

describe('access records', () => {
  it('are visible to the user whom they are about, and all of them to administrators only', async () => {
    const key = await program(world, ['TICKETS_READ'], { name: 'Curious' });
    await key.ok('{ tickets { totalCount } }');
    const own = await records(agent);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ actor }) => actor.name))).toEqual(new Set(['Aisha Agent']));
    expect(await records(agent, { userIds: [users.admin] })).toEqual([]);
    expect(new Set((await records(key)).map(({ actor }) => actor.name))).toEqual(new Set(['Curious']));
    const all = new Set((await records(admin)).map(({ actor }) => actor.name));
    for (const name of ['Curious', 'Aisha Agent', 'Ada Admin']) expect(all).toContain(name);
    const outsider = await world.as('outsider@example.org');
    expect((await records(outsider)).every(({ actor }) => actor.name !== 'Aisha Agent')).toBe(true);
  });

  it('are paged, and need a token', async () => {
    const page = `query ($after: String) { accessRecords(first: 2, after: $after) { totalCount edges { cursor } pageInfo { hasNextPage endCursor } } }`;
    for (let i = 0; i < 2; i += 1) await (await newcomer(world)).signIn();
    const { accessRecords: first } = await admin.ok(page);
    const { accessRecords: second } = await admin.ok(page, { after: first.pageInfo.endCursor });
    expect(first.edges).toHaveLength(2);
    expect(second.edges[0].cursor).not.toBe(first.edges[1].cursor);
    for (const query of ['{ accessRecords { totalCount } }', '{ sessions { totalCount } }'])
      expect((await world.anonymous().refused(query)).extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('older than 400 days are deleted, and newer ones are kept', async () => {
    const count = async () =>
      Number((await world.rows<{ n: string }>('select count(*) as n from access_records'))[0]?.n);
    const before = await count();
    await world.rows(`update access_records set first_at = now() - interval '401 days'
      where id = (select id from access_records order by id limit 1)`);
    await forgetExpired(world.app.services.db.pool, () => false);
    expect(await count()).toBe(before - 1);
  });
});
