import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../harness/client.js';
import { changingNothing, directory, newcomer, program, rawId, refusedWith } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

let world: World;
let admin: Client;
let agent: Client;
let lead: Client;
let requester: Client;
let users: Record<string, string>;

beforeAll(async () => {
  world = await startWorld();
  [admin, lead, agent, requester] = (await Promise.all(
    ['admin', 'lead', 'agent', 'requester'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client];
  ({ users } = await directory(admin));
});
afterAll(() => world.stop());

const signIn = (name: string): Promise<Client> =>
  Client.signIn(() => world.url, `${name}@example.com`, 'demo');
const fields = 'id method current address userAgent revokedAt expiresAt createdAt lastUsedAt user { email }';
const list = `query ($filter: SessionFilter) { sessions(filter: $filter, first: 100) { totalCount nodes { ${fields} } } }`;
const active = { filter: { active: true } };
const works = async (client: Client) =>
  (await client.send('{ viewer { id } tickets { totalCount } }')).errors === undefined;

async function sessionOf(client: Client) {
  const { sessions } = await client.ok(list);
  return sessions.nodes.find((session: { current: boolean }) => session.current);
}

describe('sessions', () => {
  it('are listed for their user, newest first, each with its address and client', async () => {
    const somebody = await newcomer(world);
    const second = await somebody.signIn();
    const third = await somebody.signIn();
    const { sessions } = await third.ok(list);
    expect(sessions.totalCount).toBe(2);
    expect(sessions.nodes).toMatchObject([
      {
        method: 'PASSWORD',
        current: true,
        address: '127.0.0.1',
        revokedAt: null,
        user: { email: somebody.email },
      },
      { current: false },
    ]);
    expect(sessions.nodes[0].userAgent).toMatch(/node/i);
    expect((await sessionOf(second)).id).toBe(sessions.nodes[1].id);
  });

  it('are listed for administrators, of all users or of one', async () => {
    const emails = async (filter: object) =>
      new Set(
        (await admin.ok(list, { filter })).sessions.nodes.map(
          (session: { user: { email: string } }) => session.user.email,
        ),
      );
    const somebody = await newcomer(world);
    await somebody.signIn();
    const all = await emails({});
    for (const email of ['admin@example.com', 'agent@example.com', somebody.email])
      expect(all).toContain(email);
    expect(await emails({ userIds: [somebody.id] })).toEqual(new Set([somebody.email]));
  });

  it('of other users do not exist for anyone else: in lists, counts and nodes, or for revocation', async () => {
    const { id } = await sessionOf(admin);
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'ADMINISTRATION']);
    const outsider = await world.as('outsider@example.org');
    for (const client of [lead, agent, requester, key, outsider]) {
      const own = client === key ? 0 : 1;
      const { sessions } = await client.ok(list, active);
      expect([sessions.totalCount, sessions.nodes.length]).toEqual([own, own]);
      const others = await client.ok(list, { filter: { userIds: [users.admin] } });
      expect(others.sessions).toEqual({ totalCount: 0, nodes: [] });
      const { node } = await client.ok('query ($id: ID!) { node(id: $id) { id } }', { id });
      expect(node).toBeNull();
      expect(await refusedWith(world, client, 'revokeSession', { sessionId: id })).toMatchObject({
        __typename: 'NotFoundError',
        path: ['input', 'sessionId'],
        id,
      });
    }
    expect(await works(admin)).toBe(true);
  });

  it('are filtered by whether they are active', async () => {
    const somebody = await newcomer(world, 'REQUESTER');
    const signedOutClient = await somebody.signIn();
    const left = await somebody.signIn();
    await signedOutClient.ok('mutation { signOut { signedOut } }');
    const count = async (filter: object) => (await left.ok(list, { filter })).sessions.totalCount;
    expect([await count({}), await count({ active: true }), await count({ active: false })]).toEqual([
      2, 1, 1,
    ]);
  });

  it('end at once when they are revoked: requests are refused, and sockets closed within seconds', async () => {
    const victim = await signIn('lead');
    const { id } = await sessionOf(victim);
    const idle = await new RawSocket(world.url).connect(victim.token);
    const began = Date.now();
    const { session } = await lead.done('revokeSession', { sessionId: id }, `session { ${fields} }`);
    expect(session.revokedAt).not.toBeNull();
    const error = await victim.refused('{ tickets { totalCount } }');
    expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'REVOKED' });
    // The WebSocket is idle: it has no operation and gets no event.
    expect(await idle.closed).toEqual({ code: 4403 });
    expect(await idle.reason).toBe('REVOKED');
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(await works(lead)).toBe(true);
    await changingNothing(world, () => lead.done('revokeSession', { sessionId: id }, 'session { id }'));
  });

  it('may revoke themselves, and their results are then hidden', async () => {
    const client = await signIn('agent');
    const { id } = await sessionOf(client);
    expect(await client.done('revokeSession', { sessionId: id }, 'session { id }')).toMatchObject({
      session: null,
    });
    expect(await works(client)).toBe(false);
    expect(await works(agent)).toBe(true);
  });

  it('of a user can all be revoked at once, with or without the current session', async () => {
    const somebody = await newcomer(world, 'REQUESTER');
    const [one, two, three] = await Promise.all([somebody.signIn(), somebody.signIn(), somebody.signIn()]);
    await one.done('revokeSessions', { keepCurrent: true }, 'revokedCount');
    expect([await works(one), await works(two), await works(three)]).toEqual([true, false, false]);
    expect(await one.done('revokeSessions', {}, 'revokedCount')).toMatchObject({ revokedCount: 1 });
    expect(await works(one)).toBe(false);
  });

  it('of another user are revoked by administrators only', async () => {
    const somebody = await newcomer(world, 'REQUESTER');
    const victim = await somebody.signIn();
    const key = await program(world, ['TICKETS_READ', 'ADMINISTRATION']);
    for (const [client, error] of [
      [lead, { __typename: 'ForbiddenError', reason: 'ROLE' }],
      [agent, { __typename: 'ForbiddenError', reason: 'ROLE' }],
      [requester, { __typename: 'ForbiddenError', reason: 'ROLE' }],
      [await world.as('outsider@example.org'), { __typename: 'ForbiddenError', reason: 'ROLE' }],
      [key, { __typename: 'ForbiddenError', reason: 'SCOPE' }],
    ] as const) {
      expect(await refusedWith(world, client, 'revokeSessions', { userId: somebody.id })).toMatchObject(
        error,
      );
    }
    expect(await works(victim)).toBe(true);
    await admin.done('revokeSessions', { userId: somebody.id }, 'revokedCount');
    expect(await works(victim)).toBe(false);
  });

  it('are isolated: an administrator of another organisation cannot reach them', async () => {
    await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
    try {
      const foreign = await world.as('outsider@example.org');
      const { id } = await sessionOf(agent);
      expect(await refusedWith(world, foreign, 'revokeSession', { sessionId: id })).toMatchObject({
        __typename: 'NotFoundError',
      });
      expect(await refusedWith(world, foreign, 'revokeSessions', { userId: users.agent })).toMatchObject({
        __typename: 'NotFoundError',
      });
      expect(
        (await foreign.ok(list)).sessions.nodes.every(
          ({ user }: { user: { email: string } }) => user.email === 'outsider@example.org',
        ),
      ).toBe(true);
    } finally {
      await world.rows("update users set role = 'AGENT' where email = 'outsider@example.org'");
    }
  });

  it('that end because of a new password are in the event log, with their user', async () => {
    const somebody = await newcomer(world);
    const client = await somebody.signIn();
    const { id } = await sessionOf(client);
    await admin.done('updateUser', { userId: somebody.id, password: 'a new password' }, 'user { id }');
    expect(await works(client)).toBe(false);
    const [event] = await world.rows<{ changes: unknown }>(
      "select changes from events where type = 'SESSIONS_ENDED' order by number desc limit 1",
    );
    expect(JSON.stringify(event?.changes)).toContain(rawId(id));
  });
});

describe('an API key', () => {
  const keys = '{ apiKeys { nodes { id name createdBy { email } lastUsedAt } } }';

  it('can be listed and revoked by the user who created it, even one who is no longer an administrator', async () => {
    await program(world, ['TICKETS_READ']);
    const { id, email, signIn: signInAsMaker } = await newcomer(world, 'ADMIN');
    const maker = await signInAsMaker();
    const { apiKey } = await maker.done(
      'createApiKey',
      { name: "Max's", scopes: ['TICKETS_READ'] },
      'apiKey { id }',
    );
    const before = (await admin.ok('{ apiKeys { totalCount } }')).apiKeys.totalCount;
    await admin.done('updateUser', { userId: id, role: 'AGENT' }, 'user { id }');
    const { apiKeys } = await maker.ok(keys);
    expect(apiKeys.nodes).toEqual([{ id: apiKey.id, name: "Max's", createdBy: { email }, lastUsedAt: null }]);
    expect(before).toBeGreaterThan(1);
    const { apiKey: revoked } = await maker.done(
      'revokeApiKey',
      { apiKeyId: apiKey.id },
      'apiKey { revokedAt }',
    );
    expect(revoked.revokedAt).not.toBeNull();
  });

  it('may revoke itself, and no other key', async () => {
    const input = { name: 'Leaked', scopes: ['COMMENTS_WRITE'] };
    const { secret, apiKey } = await admin.done('createApiKey', input, 'secret apiKey { id }');
    const { apiKey: other } = await admin.done('createApiKey', { ...input, name: 'Other' }, 'apiKey { id }');
    const client = world.withToken(secret);
    expect(await refusedWith(world, client, 'revokeApiKey', { apiKeyId: other.id })).toMatchObject({
      __typename: 'NotFoundError',
    });
    await client.done('revokeApiKey', { apiKeyId: apiKey.id }, '__typename');
    const error = await client.refused('{ tickets { totalCount } }');
    expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'REVOKED' });
  });

  it('of another user does not exist for anyone but administrators', async () => {
    const { apiKey } = await admin.done(
      'createApiKey',
      { name: 'Not yours', scopes: ['TICKETS_READ'] },
      'apiKey { id }',
    );
    for (const client of [lead, agent, requester, await world.as('outsider@example.org')]) {
      expect((await client.ok(keys)).apiKeys.nodes).toEqual([]);
      expect(await refusedWith(world, client, 'revokeApiKey', { apiKeyId: apiKey.id })).toMatchObject({
        __typename: 'NotFoundError',
      });
    }
  });

  it('closes its sockets when it is revoked', async () => {
    const { secret, apiKey } = await admin.done(
      'createApiKey',
      { name: 'Listening', scopes: ['TICKETS_READ'] },
      'secret apiKey { id }',
    );
    const socket = await new RawSocket(world.url).connect(secret);
    await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, '__typename');
    expect(await socket.closed).toEqual({ code: 4403 });
  });

  it('is refused with the reason EXPIRED after its expiry', async () => {
    const { secret } = await admin.done('createApiKey', { name: 'Old', scopes: ['TICKETS_READ'] }, 'secret');
    await world.rows("update api_keys set expires_at = now() - interval '1 second' where name = 'Old'");
    const error = await world.withToken(secret).refused('{ tickets { totalCount } }');
    expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'EXPIRED' });
  });

  it('shows when it was last used, also after a restart of the server', async () => {
    const { secret } = await admin.done('createApiKey', { name: 'Used', scopes: ['TICKETS_READ'] }, 'secret');
    const began = Date.now();
    await world.withToken(secret).ok('{ tickets { totalCount } }');
    await world.restart();
    const { apiKeys } = await admin.ok(keys);
    const used = apiKeys.nodes.find((key: { name: string }) => key.name === 'Used');
    expect(Date.parse(used.lastUsedAt)).toBeGreaterThanOrEqual(began - 1);
    expect((await sessionOf(admin)).lastUsedAt).not.toBeNull();
  });
});
