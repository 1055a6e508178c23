import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, program, refusedWith } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  names = await directory(admin);
});
afterAll(() => world.stop());

const fields = 'queue { id name visibility version team { name } }';

describe('a queue', () => {
  it('belongs to a team and is visible to the organisation unless the input says otherwise', async () => {
    const { queue } = await admin.done(
      'createQueue',
      { name: ' Printers ', teamId: names.teams.Network },
      fields,
    );
    expect(queue).toMatchObject({
      name: 'Printers',
      visibility: 'ORGANISATION',
      version: 1,
      team: { name: 'Network' },
    });
  });

  it('can change its name, team and visibility, with its version', async () => {
    const { queue } = await admin.done(
      'createQueue',
      { name: 'Moved', teamId: names.teams.Network, visibility: 'TEAM' },
      fields,
    );
    const input = {
      queueId: queue.id,
      expectedVersion: 1,
      name: 'Moved on',
      teamId: names.teams['Service Desk'],
      visibility: 'ORGANISATION',
    };
    const { queue: changed } = await admin.done('updateQueue', input, fields);
    expect(changed).toMatchObject({
      name: 'Moved on',
      visibility: 'ORGANISATION',
      version: 2,
      team: { name: 'Service Desk' },
    });
    expect(await refusedWith(world, admin, 'updateQueue', { ...input, name: 'Late' })).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
      current: { __typename: 'Queue', id: queue.id },
    });
    await changingNothing(world, () =>
      admin.done('updateQueue', { queueId: queue.id, name: 'Moved on' }, fields),
    );
  });

  it('has a unique name', async () => {
    expect(
      await refusedWith(world, admin, 'createQueue', {
        name: 'Network',
        teamId: names.teams.Network,
      }),
    ).toMatchObject({ __typename: 'ValidationError', rule: 'UNIQUE', path: ['input', 'name'] });
    expect(
      await refusedWith(world, admin, 'updateQueue', {
        queueId: names.queues.Security,
        name: 'Network',
      }),
    ).toMatchObject({ rule: 'UNIQUE', path: ['input', 'name'] });
    for (const [name, rule] of [
      ['', 'REQUIRED'],
      ['x'.repeat(101), 'TOO_LONG'],
    ])
      expect(
        await refusedWith(world, admin, 'createQueue', { name, teamId: names.teams.Network }),
      ).toMatchObject({ rule, path: ['input', 'name'] });
  });

  it('is created once by two concurrent calls with the same name', async () => {
    const input = { name: 'Raced', teamId: names.teams.Network };
    const payloads = await Promise.all(
      Array.from({ length: 4 }, () => admin.mutate('createQueue', input, fields)),
    );
    expect(payloads.filter((payload) => payload.errors.length === 0)).toHaveLength(1);
  });

  it.each(['lead', 'agent', 'requester'])('cannot be created or changed by the %s', async (who) => {
    const client = await world.as(who);
    for (const [mutation, input] of [
      ['createQueue', { name: 'Mine', teamId: names.teams.Network }],
      ['updateQueue', { queueId: names.queues.Network, name: 'Mine' }],
    ] as const) {
      expect(await refusedWith(world, client, mutation, input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: [],
      });
    }
  });
});

describe('a category', () => {
  it('that is wrong is one error, also with a subcategory', async () => {
    const { category } = await admin.done(
      'createCategory',
      { name: 'Above', ticketType: 'OTHER' },
      'category { id }',
    );
    const below = { name: 'Below', ticketType: 'OTHER', parentId: category.id };
    const { category: sub } = await admin.done('createCategory', below, 'category { id }');
    const ticket = { type: 'OTHER', subject: 'Rooms', description: 'No key.', subcategoryId: sub.id };
    const input = { ...ticket, categoryId: names.categories['INCIDENT Hardware'] };
    const { errors } = await admin.mutate('createTicket', input, '__typename');
    expect(errors).toMatchObject([{ rule: 'TYPE', path: ['input', 'categoryId'] }]);
  });

  it('belongs to a ticket type, and its subcategories to the same type', async () => {
    const { category } = await admin.done(
      'createCategory',
      { name: 'Rooms', ticketType: 'OTHER' },
      'category { id name ticketType parent { name } }',
    );
    expect(category).toMatchObject({ name: 'Rooms', ticketType: 'OTHER', parent: null });
    const { category: child } = await admin.done(
      'createCategory',
      { name: 'Keys', ticketType: 'OTHER', parentId: category.id },
      'category { id parent { name } }',
    );
    expect(child.parent).toEqual({ name: 'Rooms' });
    const { categories } = await admin.ok(
      'query ($p: ID) { categories(parentId: $p, ticketType: OTHER) { totalCount nodes { name } } }',
      { p: category.id },
    );
    expect(categories).toEqual({ totalCount: 1, nodes: [{ name: 'Keys' }] });
    expect(
      await refusedWith(world, admin, 'createCategory', {
        name: 'Third',
        ticketType: 'OTHER',
        parentId: child.id,
      }),
    ).toMatchObject({ rule: 'DEPTH', path: ['input', 'parentId'] });
  });

  it('has a unique name under its parent, and the type of its parent', async () => {
    const parentId = names.categories['INCIDENT Network'];
    expect(
      await refusedWith(world, admin, 'createCategory', { name: 'Network', ticketType: 'INCIDENT' }),
    ).toMatchObject({ rule: 'UNIQUE' });
    expect(
      await refusedWith(world, admin, 'createCategory', {
        name: 'VPN',
        ticketType: 'INCIDENT',
        parentId,
      }),
    ).toMatchObject({ rule: 'UNIQUE' });
    expect(
      await refusedWith(world, admin, 'createCategory', {
        name: 'New',
        ticketType: 'PROBLEM',
        parentId,
      }),
    ).toMatchObject({ rule: 'TYPE', path: ['input', 'ticketType'] });
    // The same name under another parent is another category.
    await admin.done(
      'createCategory',
      { name: 'VPN', ticketType: 'INCIDENT', parentId: names.categories['INCIDENT Hardware'] },
      'category { id }',
    );
  });

  it('is renamed and retired with its version: its tickets keep it, and new tickets cannot use it', async () => {
    const make = async (input: object) =>
      (
        await admin.done(
          'createCategory',
          { ticketType: 'OTHER', ...input },
          'category { id active version }',
        )
      ).category;
    const { id: parentId, ...made } = await make({ name: 'Plants' });
    expect(made).toEqual({ active: true, version: 1 });
    const sub = await make({ name: 'Trees', parentId });
    const ticket = { type: 'OTHER', subject: 'It withers', description: 'Water?' };
    const old = (
      await admin.done(
        'createTicket',
        { ...ticket, categoryId: parentId, subcategoryId: sub.id },
        'ticket { id }',
      )
    ).ticket;
    const input = { categoryId: parentId, expectedVersion: 1, name: 'Green plants', active: false };
    const { category } = await admin.done('updateCategory', input, 'category { name active version }');
    expect(category).toEqual({ name: 'Green plants', active: false, version: 2 });
    expect(await refusedWith(world, admin, 'updateCategory', input)).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
      current: { __typename: 'Category', id: parentId },
    });
    const listed =
      'query ($active: Boolean) { categories(ticketType: OTHER, active: $active, first: 100) { nodes { id } } }';
    for (const active of [true, false])
      expect(
        (await admin.ok(listed, { active })).categories.nodes.some(
          ({ id }: { id: string }) => id === parentId,
        ),
      ).toBe(!active);
    await changingNothing(world, () =>
      admin.done('updateCategory', { categoryId: parentId, active: false }, '__typename'),
    );
    for (const more of [{ categoryId: parentId }, { categoryId: parentId, subcategoryId: sub.id }])
      expect(await refusedWith(world, admin, 'createTicket', { ...ticket, ...more })).toMatchObject({
        rule: 'RETIRED',
        path: ['input', 'categoryId'],
      });
    const kept = { ticketId: old.id, categoryId: parentId, subcategoryId: sub.id, subject: 'It withered' };
    const changed = await admin.done('updateTicket', kept, 'ticket { subject category { name } }');
    expect(changed.ticket).toEqual({ subject: 'It withered', category: { name: 'Green plants' } });
    // The old name is free again, and the new name is taken.
    await make({ name: 'Plants' });
    expect(
      await refusedWith(world, admin, 'updateCategory', { categoryId: parentId, name: 'Plants' }),
    ).toMatchObject({ rule: 'UNIQUE', path: ['input', 'name'] });
    for (const who of ['lead', 'agent', 'requester'])
      expect(
        await refusedWith(world, await world.as(who), 'updateCategory', {
          categoryId: parentId,
          active: true,
        }),
      ).toMatchObject({ __typename: 'ForbiddenError', reason: 'ROLE', path: [] });
    const writer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT', 'COMMENTS_WRITE']);
    expect(
      await refusedWith(world, writer, 'updateCategory', { categoryId: parentId, active: true }),
    ).toMatchObject({ __typename: 'ForbiddenError' });
  });

  it('is created by administrators, and by API keys with the scope', async () => {
    const input = { name: 'From a program', ticketType: 'OTHER' };
    for (const who of ['lead', 'agent', 'requester'])
      expect(await refusedWith(world, await world.as(who), 'createCategory', input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
      });
    const writer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT', 'COMMENTS_WRITE']);
    expect(await refusedWith(world, writer, 'createCategory', input)).toMatchObject({
      __typename: 'ForbiddenError',
    });
    const administering = await program(world, ['ADMINISTRATION']);
    await administering.done('createCategory', input, 'category { name }');
  });
});

describe('names as filters', () => {
  it('find queues, teams, services and users, whatever the case, and by their beginning', async () => {
    const admin = await world.as('admin');
    const names = async (list: string, filter: string) =>
      (await admin.ok(`{ ${list}(filter: ${filter}) { nodes { name } } }`))[list].nodes.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('queues', '{ names: [" network", "none"] }')).toEqual(['Network']);
    expect(await names('queues', '{ namePrefix: "serv" }')).toEqual(['Service Desk']);
    expect(await names('teams', '{ names: ["NETWORK"] }')).toEqual(['Network']);
    expect(await names('teams', '{ namePrefix: "net" }')).toEqual(['Network']);
    expect(await names('services', '{ names: ["vpn"] }')).toEqual(['VPN']);
    expect(await names('users', '{ names: ["Aisha Agent"] }')).toEqual(['Aisha Agent']);
    for (const list of ['queues', 'teams', 'services', 'users'])
      expect(await names(list, '{ names: [] }')).toEqual([]);
  });
});
