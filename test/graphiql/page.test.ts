import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphiqlRouter } from '../../server/platform/graphql/graphiql.js';
import { startWorld, type World } from '../harness/world.js';

const offeredAt = async (url: string) => (await fetch(`${url}/graphiql/demo-accounts.json`)).json();

describe('the accounts in the sign-in form of GraphiQL', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('are the demo accounts, and each of them can sign in', async () => {
    const { accounts, password } = await offeredAt(world.url);
    expect(accounts).toContainEqual({ email: 'agent@example.com', about: 'agent of the Service Desk' });
    expect(accounts).toHaveLength(7);
    for (const { email } of accounts) {
      const { signIn } = await world
        .anonymous()
        .ok('mutation ($input: SignInInput!) { signIn(input: $input) { token } }', {
          input: { email, password },
        });
      expect(signIn.token).toMatch(/^tws_/);
    }
  });

  it('have no password when the operator has made it private', async () => {
    const own = await startWorld({ DEMO_PASSWORD: 'nobody knows this one' });
    const { accounts, password } = await offeredAt(own.url);
    expect(accounts).toHaveLength(7);
    expect(password).toBeNull();
    await own.stop();
  });

  it('are missing when there are no demo accounts', async () => {
    const server = createServer(express().use(graphiqlRouter(null))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await offeredAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).toBeNull();
    server.close();
  });
});
