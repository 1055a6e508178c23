import { afterAll, beforeAll, expect, it } from 'vitest';
import { newcomer } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const codes = (errors: readonly { extensions?: Record<string, unknown> }[] | undefined) =>
  errors?.map(({ extensions }) => [extensions?.code, extensions?.reason]);

it('a request that revokes its own session executes no further mutation', async () => {
  const admin = await world.as('admin');
  const { secret } = await admin.done('createApiKey', { name: 'x', scopes: ['TICKETS_READ'] }, 'secret');
  expect(secret).toMatch(/^twk_/);
  const own = await (await newcomer(world, 'ADMIN')).signIn();
  const before = await world.rows('select count(*) from api_keys');
  const answer = await own.send(`mutation {
    revokeSessions(input: {}) { revokedCount }
    createApiKey(input: { name: "Too late", scopes: [ADMINISTRATION] }) { secret } }`);
  expect(codes(answer.errors)).toEqual([['UNAUTHENTICATED', 'REVOKED']]);
  expect(await world.rows('select count(*) from api_keys')).toEqual(before);
});

it("a request that removes its viewer's rights continues without those rights", async () => {
  const { id, signIn } = await newcomer(world, 'ADMIN');
  const client = await signIn();
  const answer = await client.send(
    `mutation ($me: ID!) {
      updateUser(input: { userId: $me, role: AGENT }) { user { role } }
      createTeam(input: { name: "Too late" }) { team { id } errors { code } } }`,
    { me: id },
  );
  expect(answer.data).toEqual({
    updateUser: { user: { role: 'AGENT' } },
    createTeam: { team: null, errors: [{ code: 'FORBIDDEN' }] },
  });
});

it('a request that signs in continues as the user who signed in', async () => {
  const { data } = await (await world.as('agent')).send(`mutation {
    signIn(input: { email: "requester2@example.com", password: "demo" }) { token }
    a: createTicket(input: { type: OTHER, subject: "a", description: "b" }) { ticket { requester { name } } }
    b: createTicket(input: { type: OTHER, subject: "a", description: "b" }) { ticket { requester { name } } } }`);
  expect([data.a, data.b].map(({ ticket }) => ticket.requester.name)).toEqual([
    'Ravi Requester',
    'Ravi Requester',
  ]);
});

it('a request without a token may sign in, but do nothing else', async () => {
  const before = await world.rows('select count(*) from sessions');
  const answer = await world.anonymous().send(`mutation {
    signIn(input: { email: "requester2@example.com", password: "demo" }) { token }
    createTicket(input: { type: OTHER, subject: "a", description: "b" }) { ticket { id } } }`);
  expect(answer.data).toBeUndefined();
  expect(codes(answer.errors)).toEqual([['UNAUTHENTICATED', 'NO_TOKEN']]);
  expect(await world.rows('select count(*) from sessions')).toEqual(before);
});
