import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/identity/credentials/passwords.js';
import { demoAccounts } from '../../server/setup/demo.js';
import { Client } from '../harness/client.js';
import { databaseUrl, onCluster } from '../harness/global-setup.js';
import { startWorld, type World } from '../harness/world.js';

const PRIVATE = 'only we know this one';
const emails = [...demoAccounts.map(({ email }) => email), 'outsider@example.org'];
const tunnelled = { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1', via: '1.1 tunnel' };

const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code } } }';

/** Signs in from this machine and returns the outcome. */
async function signedIn(world: World, email: string, password: string): Promise<string> {
  const { errors } = (await world.anonymous().ok(signIn, { input: { email, password } })).signIn;
  return errors[0]?.code ?? 'OK';
}

/** Returns the status of a request that arrives through a tunnel. */
async function throughATunnel(world: World): Promise<number> {
  const body = JSON.stringify({ query: '{ __typename }' });
  return (await fetch(`${world.url}/graphql`, { method: 'POST', headers: tunnelled, body })).status;
}

describe('DEMO_PASSWORD, on a database with the public password', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('becomes the password of every demo account, ends the public password and its sessions, and allows tunnels', async () => {
    const agent = await world.as('agent');
    expect(await throughATunnel(world)).toBe(403);
    world.environment.DEMO_PASSWORD = PRIVATE;
    await world.restart();
    expect(await throughATunnel(world)).toBe(200);
    for (const email of emails) {
      expect([email, await signedIn(world, email, 'demo')]).toEqual([email, 'INVALID_CREDENTIALS']);
      expect([email, await signedIn(world, email, PRIVATE)]).toEqual([email, 'OK']);
    }
    await expect(agent.ok('{ viewer { __typename } }')).rejects.toThrow(/The token was revoked/);
  });

  it('keeps a password that a user set for their account', async () => {
    const lead = await Client.signIn(() => world.url, 'lead@example.com', PRIVATE);
    const { viewer } = await lead.ok('{ viewer { ... on User { id } } }');
    const input = { userId: viewer.id, currentPassword: PRIVATE, password: 'of Leo alone, too' };
    await lead.done('updateUser', input, 'user { id }');
    await world.restart();
    expect(await signedIn(world, 'lead@example.com', PRIVATE)).toBe('INVALID_CREDENTIALS');
    expect(await signedIn(world, 'lead@example.com', 'of Leo alone, too')).toBe('OK');
  });

  it('refuses the public password even if another server writes an account with it to the database', async () => {
    await world.rows(`update users set password_hash = $1 where email = 'agent2@example.com'`, [
      await hashPassword('demo'),
    ]);
    expect(await throughATunnel(world)).toBe(200);
    expect(await signedIn(world, 'agent2@example.com', 'demo')).toBe('INVALID_CREDENTIALS');
    // The next start replaces it with the private password.
    await world.restart();
    expect(await signedIn(world, 'agent2@example.com', PRIVATE)).toBe('OK');
  });

  it('refuses tunnels again when it is removed', async () => {
    delete world.environment.DEMO_PASSWORD;
    await world.restart();
    expect(await throughATunnel(world)).toBe(403);
    world.environment.HOST = '0.0.0.0';
    world.environment.DEMO = '0';
    await expect(world.another()).rejects.toThrow(/set DEMO_PASSWORD to make them private/);
    world.environment.DEMO_PASSWORD = PRIVATE;
    await (await world.another()).stop();
  });
});

it('DEMO_PASSWORD, on an empty database, is the only password that the demo accounts ever have', async () => {
  const world = await startWorld(async (ownerUrl, servingUrl) => {
    const empty = `${new URL(ownerUrl).pathname.slice(1)}_empty`;
    await onCluster(ownerUrl, `create database ${empty}`);
    return {
      DATABASE_URL: databaseUrl(servingUrl, empty),
      DATABASE_OWNER_URL: databaseUrl(ownerUrl, empty),
      DEMO: '1',
      DEMO_PASSWORD: PRIVATE,
    };
  });
  try {
    expect(await throughATunnel(world)).toBe(200);
    for (const email of emails) {
      expect([email, await signedIn(world, email, PRIVATE)]).toEqual([email, 'OK']);
      expect([email, await signedIn(world, email, 'demo')]).toEqual([email, 'INVALID_CREDENTIALS']);
    }
  } finally {
    await world.stop();
  }
});
