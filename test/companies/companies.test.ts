import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  newcomer,
  refusal,
  refusedWith,
  report,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { seen } from '../links/support.js';

let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let requester: Client;
let companyId: string;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(admin);
  const made = await admin.done(
    'createCompany',
    { name: 'Acme', externalId: 'C-1' },
    'companyId company { id version }',
  );
  expect(made.company).toEqual({ id: made.companyId, version: 1 });
  companyId = made.companyId;
});
afterAll(() => world.stop());

const profile = 'phone locale timeZone externalId company { name }';
const profileOf = async (client: Client, id: string) =>
  (await client.ok(`query ($id: ID!) { node(id: $id) { ... on User { email ${profile} } } }`, { id })).node;

describe('a company', () => {
  it('has people, and its tickets are found by it, also after a person has left it', async () => {
    const userId = names.users.requester;
    const before = await report(requester);
    await admin.done('updateUser', { userId, companyId }, '__typename');
    const ticket = await report(requester);
    await admin.done('updateUser', { userId, companyId: null }, '__typename');
    const found = await agent.ok(
      'query ($ids: [ID!]) { tickets(filter: { companyIds: $ids }) { nodes { id company { name } } } }',
      { ids: [companyId] },
    );
    expect(found.tickets.nodes).toEqual([{ id: ticket.id, company: { name: 'Acme' } }]);
    expect(await seen(agent, before.id, 'company { id }')).toEqual({ company: null });

    const person = await newcomer(world, 'REQUESTER');
    await admin.done('updateUser', { userId: person.id, companyId }, '__typename');
    const { companies, users } = await agent.ok(
      `query ($ids: [ID!]) { companies { nodes { name externalId people { totalCount nodes { id company { name } } } } }
        users(filter: { companyIds: $ids }) { nodes { id } } }`,
      { ids: [companyId] },
    );
    expect(companies.nodes).toEqual([
      {
        name: 'Acme',
        externalId: 'C-1',
        people: { totalCount: 1, nodes: [{ id: person.id, company: { name: 'Acme' } }] },
      },
    ]);
    expect(users.nodes).toEqual([{ id: person.id }]);
  });

  it('gives its people no access to each other, or to its tickets', async () => {
    const [one, other] = [await newcomer(world, 'REQUESTER'), await newcomer(world, 'REQUESTER')];
    for (const { id: userId } of [one, other])
      await admin.done('updateUser', { userId, companyId }, '__typename');
    const [client, theirs] = [await one.signIn(), await other.signIn()];
    const ticket = await report(theirs);
    expect(await seen(client, ticket.id, 'id')).toBeNull();
    expect(await profileOf(client, other.id)).toBeNull();
    const own = 'company { name externalId people { totalCount nodes { name } } }';
    expect(await client.ok(`{ viewer { ${own} } companies { totalCount } }`)).toEqual({
      viewer: {
        company: { name: 'Acme', externalId: null, people: { totalCount: 1, nodes: [{ name: one.name }] } },
      },
      companies: { totalCount: 0 },
    });
  });

  it('is renamed and retired by administrators, and then nobody is added to it', async () => {
    const { companyId: id } = await admin.done('createCompany', { name: 'Globex' }, 'companyId');
    expect(await refusedWith(world, admin, 'createCompany', { name: ' globex' })).toMatchObject({
      rule: 'UNIQUE',
      path: ['input', 'name'],
    });
    const { company } = await admin.done(
      'updateCompany',
      { companyId: id, expectedVersion: 1, name: 'Globex Ltd.', active: false },
      'company { name active version }',
    );
    expect(company).toEqual({ name: 'Globex Ltd.', active: false, version: 2 });
    await changingNothing(world, () =>
      admin.done('updateCompany', { companyId: id, active: false }, '__typename'),
    );
    const add = { userId: names.users.requester2, companyId: id };
    expect(await refusedWith(world, admin, 'updateUser', add)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'companyId'],
    });
    const { companies } = await agent.ok('{ companies(active: true) { nodes { name } } }');
    expect(companies.nodes).toEqual([{ name: 'Acme' }]);
  });
});

describe('the profile of a user', () => {
  it('is stored in the usual forms, changed by the user, and seen by agents', async () => {
    const person = await newcomer(world, 'REQUESTER');
    const userId = person.id;
    await admin.done('updateUser', { userId, externalId: 'U-7' }, '__typename');
    const client = await person.signIn();
    const own = { phone: '+43 (1) 234-567', locale: 'de-at', timeZone: 'europe/vienna' };
    const { user } = await client.done('updateUser', { userId, ...own }, `user { version ${profile} }`);
    const stored = { phone: own.phone, locale: 'de-AT', timeZone: 'Europe/Vienna', company: null };
    expect(user).toEqual({ version: 3, ...stored, externalId: null });
    expect(await profileOf(agent, userId)).toEqual({ email: person.email, ...stored, externalId: 'U-7' });
    const { users } = await agent.ok('{ users(filter: { externalIds: [" U-7"] }) { nodes { id } } }');
    expect(users.nodes).toEqual([{ id: userId }]);
    const ticket = await report(agent, { requesterId: userId, watcherIds: [names.users.requester] });
    const shown = await seen(requester, ticket.id, `requester { email ${profile} }`);
    const nothing = { phone: null, locale: null, timeZone: null, externalId: null, company: null };
    expect(shown).toEqual({ requester: { email: null, ...nothing } });
    await client.done('updateUser', { userId, phone: null }, '__typename');
    expect((await profileOf(client, userId)).phone).toBeNull();
  });

  it('must have the forms of telephone numbers, language tags and time zones', async () => {
    const given = { userId: names.users.requester, phone: 'call me', locale: 'de_AT!', timeZone: '+01:00' };
    expect(await refusal(world, requester, 'updateUser', given)).toMatchObject([
      { rule: 'FORMAT', path: ['input', 'phone'] },
      { rule: 'FORMAT', path: ['input', 'locale'] },
      { rule: 'FORMAT', path: ['input', 'timeZone'] },
    ]);
    for (const field of [{ externalId: 'U-8' }, { companyId }])
      expect(
        await refusedWith(world, requester, 'updateUser', { userId: names.users.requester, ...field }),
      ).toMatchObject({ reason: 'ROLE', path: ['input', Object.keys(field)[0]] });
  });
});
