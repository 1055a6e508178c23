import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../migrations/2026-11-27-tokens.js';
import { namedOrganisation, organisationPart } from '../../server/platform/kernel/named-organisation.js';
import { newToken } from '../../server/platform/kernel/tokens.js';
import type { Client } from '../harness/client.js';
import { changingNothing, program } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

const tickets = '{ tickets { totalCount } }';
const keys = '{ apiKeys(first: 100) { nodes { id name expiresAt stopsWorkingAt } } }';

/** The refusal of a token over HTTP and WebSocket, which changes nothing. */
async function refusal(world: World, token: string): Promise<unknown> {
  const { extensions } = await changingNothing(world, () => world.withToken(token).refused(tickets));
  expect(extensions?.code).toBe('UNAUTHENTICATED');
  const socket = await new RawSocket(world.url).open();
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  expect(await socket.closed).toEqual({ code: 4403 });
  // The reason of the close is the same.
  expect(await socket.reason).toBe(extensions?.reason);
  return extensions?.reason;
}

describe('the organisation in a token', () => {
  it('is decoded as it was encoded, in exactly one spelling', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('tws', 'twk'), (id, prefix) => {
        const token = newToken(prefix as 'tws', id);
        expect(token).toMatch(/^tw[sk]_[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/);
        expect(namedOrganisation(token)).toBe(id);
        const part = organisationPart(id);
        // The last character has four unused bits.
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
        const other = `${part.slice(0, -1)}${alphabet[alphabet.indexOf(part.at(-1) ?? '') ^ 1]}`;
        expect(namedOrganisation(token.replace(part, other))).toBeNull();
      }),
    );
  });

  it.each([
    '',
    'tws_',
    'tws_.',
    'tws_x.y',
    `tws_${'A'.repeat(22)}`,
    `tws_${'é'.repeat(22)}.x`,
    "tws_'; select 1; --aaaaaa.x",
    'AAAA.x',
  ])('is not found in %j', (token) => expect(namedOrganisation(token)).toBeNull());
});

describe('a token', () => {
  let world: World;
  let agent: Client;
  let outsider: Client;
  beforeAll(async () => {
    world = await startWorld();
    [agent, outsider] = [await world.as('agent'), await world.as('outsider@example.org')];
  });
  afterAll(() => world.stop());
  const partOf = (token: string) => token.slice(4, 26);

  it('with the id of another organisation is invalid', async () => {
    const key = (await program(world, ['TICKETS_READ'])).token ?? '';
    for (const token of [agent.token ?? '', key]) {
      const claiming = token.replace(partOf(token), partOf(outsider.token ?? ''));
      expect(claiming).not.toBe(token);
      expect(await refusal(world, claiming)).toBe('INVALID');
    }
    const theirs = (outsider.token ?? '').replace(partOf(outsider.token ?? ''), partOf(agent.token ?? ''));
    expect(await refusal(world, theirs)).toBe('INVALID');
    await agent.ok(tickets);
    await outsider.ok(tickets);
  });

  it.each<[string, (token: string) => string]>([
    [
      'an organisation that does not exist',
      (token) => token.replace(partOf(token), organisationPart('01890000-0000-7000-8000-000000000000')),
    ],
    ['no organisation', (token) => token.replace(`${partOf(token)}.`, '')],
    ['an empty organisation', (token) => token.replace(partOf(token), '')],
    ['another secret', (token) => `${token.slice(0, 27)}${randomBytes(32).toString('base64url')}`],
    ['another kind', (token) => token.replace('tws_', 'twk_')],
    ['an unknown kind', (token) => token.replace('tws_', 'twx_')],
    ['a second organisation', (token) => `${token.slice(0, 27)}${token.slice(4)}`],
    ['something behind it', (token) => `${token}A`],
    ['its organisation padded', (token) => token.replace('.', '==.')],
    ['a quote', (token) => token.replace('.', "'.")],
  ])('with %s is invalid', async (_what, forge) => {
    expect(await refusal(world, forge(agent.token ?? ''))).toBe('INVALID');
  });

  it('is looked up by an index within its organisation, with the serving role', async () => {
    const functions = await world.rows<{ name: string }>(
      "select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1",
    );
    for (const name of ['authenticate', 'refused_token', 'ended_tokens'])
      expect(functions.map((one) => one.name)).not.toContain(name);
    await world.rows(`insert into sessions (organisation_id, id, user_id, token_hash, expires_at)
      select organisation_id, gen_random_uuid(), user_id, sha256(i::text::bytea), now() + interval '1 day'
      from (select organisation_id, user_id from sessions limit 1) s, generate_series(1, 20000) i`);
    await world.rows('analyze sessions');
    const { pool } = world.app.services.db;
    const client = await pool.connect();
    try {
      const [{ id } = { id: '' }] = await world.rows<{ id: string }>(
        "select organisation_id as id from users where email = 'agent@example.com'",
      );
      await client.query('begin');
      await client.query(`set local app.organisation_id = '${id}'`);
      const { rows } = await client.query(
        `explain select id from sessions where organisation_id = '${id}' and token_hash = sha256('7'::bytea)`,
      );
      await client.query('commit');
      expect(JSON.stringify(rows)).toContain('sessions_token');
    } finally {
      client.release();
    }
  });
});

describe('the upgrade', () => {
  let world: World;
  let oldKey: string;
  let expiring: string;
  let session: Client;
  const DAY = 24 * 60 * 60 * 1000;

  beforeAll(async () => {
    world = await startWorld();
    session = await world.as('agent');
    const statements = (way: 'up' | 'down'): string[] => {
      const migration = new Tokens(null as never, null as never, 'ticketwire_app');
      migration[way]();
      return migration.getQueries().map(String);
    };
    for (const statement of statements('down')) await world.rows(statement);
    [oldKey, expiring] = [0, 1].map(() => `twk_${randomBytes(32).toString('base64url')}`) as [string, string];
    for (const [name, secret, days] of [
      ['Old', oldKey, null],
      ['Old and ending', expiring, 3],
      ['Old and revoked', `twk_${'r'.repeat(43)}`, null],
    ] as const) {
      await world.rows(
        `insert into api_keys (organisation_id, id, name, prefix, token_hash, scopes, expires_at, revoked_at)
         select organisation_id, gen_random_uuid(), $1, 'twk_', $2, '{TICKETS_READ}', now() + make_interval(days => $3),
           case when $1 like '%revoked' then now() end
         from users where email = 'admin@example.com'`,
        [name, createHash('sha256').update(secret).digest(), days],
      );
    }
    for (const statement of statements('up')) await world.rows(statement);
  });
  afterAll(() => world.stop());

  it('ends all sessions', async () => {
    expect((await session.refused(tickets)).extensions?.reason).toBe('REVOKED');
    const [{ n } = { n: '' }] = await world.rows<{ n: string }>(
      'select count(*) as n from sessions where revoked_at is null',
    );
    expect(Number(n)).toBe(0);
  });

  it('keeps API keys of the old format until they expire, for at most 90 days, and marks them', async () => {
    const admin = await signedIn(world);
    expect(await world.withToken(oldKey).ok(tickets)).toBeTruthy();
    expect(await world.withToken(expiring).ok(tickets)).toBeTruthy();
    expect(await refusal(world, `twk_${'r'.repeat(43)}`)).toBe('REVOKED');
    expect(await refusal(world, `twk_${'x'.repeat(43)}`)).toBe('INVALID');
    const { secret } = await admin.done('createApiKey', { name: 'New', scopes: ['TICKETS_READ'] }, 'secret');
    expect(await world.withToken(secret).ok(tickets)).toBeTruthy();
    const { apiKeys } = await admin.ok(keys);
    const days = Object.fromEntries(
      apiKeys.nodes.map(({ name, stopsWorkingAt, expiresAt }: Record<string, string>) => {
        if (stopsWorkingAt) expect(stopsWorkingAt).toBe(expiresAt);
        return [name, stopsWorkingAt && Math.round((Date.parse(stopsWorkingAt) - Date.now()) / DAY)];
      }),
    );
    expect(days).toEqual({ Old: 90, 'Old and ending': 3, 'Old and revoked': 90, New: null });
  });

  it('keeps revocation and expiry of old API keys: it closes their sockets and refuses them', async () => {
    const admin = await signedIn(world);
    const socket = await new RawSocket(world.url).connect(oldKey);
    await world.rows("update api_keys set expires_at = now() - interval '1 second' where name = 'Old'");
    expect(await socket.closed).toEqual({ code: 4403 });
    expect(await refusal(world, oldKey)).toBe('EXPIRED');
    const { apiKeys } = await admin.ok(keys);
    const { id } = apiKeys.nodes.find(({ name }: { name: string }) => name === 'Old and ending');
    await admin.done('revokeApiKey', { apiKeyId: id }, '__typename');
    expect(await refusal(world, expiring)).toBe('REVOKED');
  });

  async function signedIn(at: World): Promise<Client> {
    const { signIn } = await at
      .anonymous()
      .ok('mutation { signIn(input: { email: "admin@example.com", password: "demo" }) { token } }');
    return at.withToken(signIn.token);
  }
});
