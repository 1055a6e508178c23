import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  refusal,
  refusedWith,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { item, service, unique } from './support.js';

let world: World;
let admin: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  names = await directory(admin);
});
afterAll(() => world.stop());

const linkFields = `id name version dependsOn { totalCount nodes { id } } dependsOnItems { totalCount nodes { id } }
  dependents { totalCount nodes { id } }`;

describe('a service', () => {
  it('is created with its owner, criticality and dependencies', async () => {
    const [below, part] = [await service(admin, names), await item(admin, names)];
    const made = await service(
      admin,
      names,
      {
        name: ' Pay slips ',
        description: 'Once a month.',
        criticality: 'HIGH',
        dependsOnServiceIds: [below.id],
        dependsOnItemIds: [part.id],
      },
      `__typename name description criticality active version ownerTeam { name }
       dependsOn { nodes { id dependents { nodes { name } } } }
       dependsOnItems { nodes { id dependentServices { nodes { name } } } } dependents { totalCount }`,
    );
    expect(made).toEqual({
      __typename: 'Service',
      name: 'Pay slips',
      description: 'Once a month.',
      criticality: 'HIGH',
      active: true,
      version: 1,
      ownerTeam: { name: 'Network' },
      dependsOn: { nodes: [{ id: below.id, dependents: { nodes: [{ name: 'Pay slips' }] } }] },
      dependsOnItems: { nodes: [{ id: part.id, dependentServices: { nodes: [{ name: 'Pay slips' }] } }] },
      dependents: { totalCount: 0 },
    });
  });

  it('is changed with its version: absent fields stay, null removes a value, lists are replaced', async () => {
    const [one, two, part] = [
      await service(admin, names),
      await service(admin, names),
      await item(admin, names),
    ];
    const { id } = await service(admin, names, {
      description: 'Words',
      dependsOnServiceIds: [one.id],
      dependsOnItemIds: [part.id],
    });
    const name = unique('Renamed');
    const input = {
      serviceId: id,
      expectedVersion: 1,
      name,
      description: null,
      criticality: 'LOW',
      active: false,
      ownerTeamId: names.teams['Service Desk'],
      dependsOnServiceIds: [two.id],
    };
    const { service: changed } = await admin.done(
      'updateService',
      input,
      `service { ${linkFields} description criticality active ownerTeam { name } }`,
    );
    expect(changed).toEqual({
      id,
      name,
      version: 2,
      description: null,
      criticality: 'LOW',
      active: false,
      ownerTeam: { name: 'Service Desk' },
      dependsOn: { totalCount: 1, nodes: [{ id: two.id }] },
      dependsOnItems: { totalCount: 1, nodes: [{ id: part.id }] },
      dependents: { totalCount: 0, nodes: [] },
    });
    expect(await refusedWith(world, admin, 'updateService', { ...input, name: 'Late' })).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
      current: { __typename: 'Service', id },
    });
    await changingNothing(world, () =>
      admin.done('updateService', { serviceId: id, name, dependsOnServiceIds: [two.id] }, '__typename'),
    );
  });

  it('records an event of the organisation with the changed fields', async () => {
    const { id } = await service(admin, names);
    const below = await service(admin, names);
    await admin.done(
      'updateService',
      { serviceId: id, criticality: 'LOW', dependsOnServiceIds: [below.id] },
      '__typename',
    );
    const events = await world.rows<{ type: string; changes: { field: string }[] }>(
      "select type, changes from events where type like 'SERVICE%' order by number desc limit 1",
    );
    expect(events.map(({ type, changes }) => [type, changes.map(({ field }) => field)])).toEqual([
      ['SERVICE_UPDATED', ['service', 'criticality', 'dependsOn']],
    ]);
  });

  it('never depends on itself, directly or through others', async () => {
    const a = await service(admin, names);
    const b = await service(admin, names, { dependsOnServiceIds: [a.id] });
    const c = await service(admin, names, { dependsOnServiceIds: [b.id] });
    expect(
      await refusedWith(world, admin, 'updateService', { serviceId: a.id, dependsOnServiceIds: [c.id] }),
    ).toEqual({
      __typename: 'ValidationError',
      code: 'VALIDATION_FAILED',
      path: ['input', 'dependsOnServiceIds'],
      rule: 'CYCLE',
      message: `A dependency must not lead back to its beginning: ${a.name} → ${c.name} → ${b.name} → ${a.name}.`,
    });
    expect(
      await refusedWith(world, admin, 'updateService', { serviceId: a.id, dependsOnServiceIds: [a.id] }),
    ).toMatchObject({ rule: 'CYCLE' });
    // Its former dependency does not count.
    await admin.done('updateService', { serviceId: b.id, dependsOnServiceIds: [] }, '__typename');
    await admin.done('updateService', { serviceId: a.id, dependsOnServiceIds: [b.id] }, '__typename');
  });

  it('never depends on itself when two concurrent calls each add half of a cycle', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [b, d] = [await service(admin, names), await service(admin, names)];
      const [a, c] = [
        await service(admin, names, { dependsOnServiceIds: [b.id] }),
        await service(admin, names, { dependsOnServiceIds: [d.id] }),
      ];
      // The two calls have no service in common.
      const payloads = await Promise.all([
        admin.mutate('updateService', { serviceId: b.id, dependsOnServiceIds: [c.id] }, '__typename'),
        admin.mutate('updateService', { serviceId: d.id, dependsOnServiceIds: [a.id] }, '__typename'),
      ]);
      expect(payloads.map(({ errors }) => errors.length).sort()).toEqual([0, 1]);
    }
  });

  it('is refused with all errors at once, and has a unique name', async () => {
    const { name } = await service(admin, names);
    const missing = 'U2VydmljZTowMTkzMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA';
    const input = {
      name,
      ownerTeamId: names.teams.Network,
      criticality: 'LOW',
      dependsOnServiceIds: [missing],
    };
    expect(await refusal(world, admin, 'createService', input)).toMatchObject([
      { rule: 'UNIQUE', path: ['input', 'name'] },
      { code: 'NOT_FOUND', path: ['input', 'dependsOnServiceIds', '0'], id: missing },
    ]);
    const wrong = { ...input, name: '', description: 'x'.repeat(5001), ownerTeamId: 'none' };
    expect((await refusal(world, admin, 'createService', wrong)).map(({ path }) => path.at(-1))).toEqual([
      'name',
      'description',
      'ownerTeamId',
    ]);
    const raced = unique('Raced');
    const payloads = await Promise.all(
      Array.from({ length: 4 }, () =>
        admin.mutate('createService', { ...input, name: raced, dependsOnServiceIds: [] }, '__typename'),
      ),
    );
    expect(payloads.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  it('is created once by a repeated call', async () => {
    const input = {
      name: unique('Once'),
      ownerTeamId: names.teams.Network,
      criticality: 'LOW',
      idempotencyKey: unique('key').replaceAll(' ', '-'),
    };
    const first = await admin.done('createService', input, 'service { id }');
    expect(await changingNothing(world, () => admin.done('createService', input, 'service { id }'))).toEqual(
      first,
    );
  });
});

describe('a configuration item', () => {
  it('depends on other items, and not on itself', async () => {
    const line = await item(admin, names, { kind: 'CLOUD', criticality: 'HIGH' });
    const { id, ...made } = await item(
      admin,
      names,
      { dependsOnItemIds: [line.id], description: 'Rack 3' },
      `__typename id kind description criticality active version ownerTeam { name }
       dependsOn { nodes { id dependents { totalCount nodes { kind } } } }`,
    );
    expect(made).toEqual({
      __typename: 'ConfigurationItem',
      kind: 'NETWORK',
      description: 'Rack 3',
      criticality: 'MEDIUM',
      active: true,
      version: 1,
      ownerTeam: { name: 'Network' },
      dependsOn: { nodes: [{ id: line.id, dependents: { totalCount: 1, nodes: [{ kind: 'NETWORK' }] } }] },
    });
    expect(
      await refusedWith(world, admin, 'updateConfigurationItem', {
        configurationItemId: line.id,
        dependsOnItemIds: [id],
      }),
    ).toMatchObject({ rule: 'CYCLE', path: ['input', 'dependsOnItemIds'] });
    const { configurationItem } = await admin.done(
      'updateConfigurationItem',
      { configurationItemId: id, kind: 'HARDWARE', active: false, criticality: 'LOW', dependsOnItemIds: [] },
      'configurationItem { kind active criticality version dependsOn { totalCount } }',
    );
    expect(configurationItem).toEqual({
      kind: 'HARDWARE',
      active: false,
      criticality: 'LOW',
      version: 2,
      dependsOn: { totalCount: 0 },
    });
  });
});

describe('the lists of services and items', () => {
  const found = async (client: Client, list: string, filter: object) => {
    const type = list === 'services' ? 'ServiceFilter' : 'ConfigurationItemFilter';
    const data = await client.ok(
      `query ($filter: ${type}) { ${list}(filter: $filter, first: 100) { totalCount nodes { name } } }`,
      { filter },
    );
    const all = data[list].nodes.map((node: { name: string }) => node.name);
    expect(data[list].totalCount).toBe(all.length);
    return all;
  };

  it('are ordered by name, and filtered by team, criticality, kind, name prefix and status', async () => {
    const prefix = unique('Liste é');
    const desk = names.teams['Service Desk'];
    const a = { name: `${prefix} a`, criticality: 'HIGH', ownerTeamId: desk };
    const b = { name: `${prefix} B`, criticality: 'LOW' };
    const [, { id }] = [await service(admin, names, a), await service(admin, names, b)];
    await item(admin, names, { ...a, kind: 'CLOUD' });
    await item(admin, names, b);
    await admin.done('updateService', { serviceId: id, active: false }, '__typename');
    for (const list of ['services', 'configurationItems']) {
      const of = (filter: object) =>
        found(admin, list, { namePrefix: ` ${prefix.toUpperCase()}`, ...filter });
      expect((await of({})).sort()).toEqual([`${prefix} B`, `${prefix} a`]);
      expect(await of({ criticalities: ['HIGH'] })).toEqual([`${prefix} a`]);
      expect(await of({ ownerTeamIds: [desk] })).toEqual([`${prefix} a`]);
      expect(await of({ ownerTeamIds: [] })).toEqual([]);
    }
    const inUse = { namePrefix: prefix.normalize('NFD'), active: true };
    expect(await found(admin, 'services', inUse)).toEqual([`${prefix} a`]);
    expect(await found(admin, 'services', { ...inUse, active: false })).toEqual([`${prefix} B`]);
    expect(await found(admin, 'configurationItems', { namePrefix: prefix, kinds: ['CLOUD'] })).toEqual([
      `${prefix} a`,
    ]);
    // A prefix is literal text, not a pattern.
    expect(await found(admin, 'services', { namePrefix: '%' })).toEqual([]);
  });
});

describe('the catalogue', () => {
  const asked = `{ services(first: 100, filter: { namePrefix: "VPN" }) { nodes { name ownerTeam { name }
    dependsOn { totalCount nodes { name } } dependsOnItems { totalCount nodes { name } } } }
    configurationItems { totalCount nodes { name } } }`;

  it.each(['agent', 'agent2', 'lead', 'admin'])('is visible to %s completely', async (who) => {
    const data = await (await world.as(who)).ok(asked);
    expect(data.services.nodes).toEqual([
      {
        name: 'VPN',
        ownerTeam: { name: 'Network' },
        dependsOn: { totalCount: 1, nodes: [{ name: 'Office network' }] },
        dependsOnItems: { totalCount: 1, nodes: [{ name: 'VPN concentrator B' }] },
      },
    ]);
    expect(data.configurationItems.totalCount).toBeGreaterThan(1);
  });

  it('shows a requester services, but no items or teams', async () => {
    const requester = await world.as('requester');
    const data = await requester.ok(asked);
    expect(data).toEqual({
      services: {
        nodes: [
          {
            name: 'VPN',
            ownerTeam: null,
            dependsOn: { totalCount: 1, nodes: [{ name: 'Office network' }] },
            dependsOnItems: { totalCount: 0, nodes: [] },
          },
        ],
      },
      configurationItems: { totalCount: 0, nodes: [] },
    });
    const { id } = await item(admin, names);
    expect(await requester.ok('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    const filter = { ownerTeamIds: [names.teams.Network] };
    expect(
      await requester.ok('query ($filter: ServiceFilter) { services(filter: $filter) { totalCount } }', {
        filter,
      }),
    ).toEqual({ services: { totalCount: 0 } });
  });

  it('shows another organisation nothing, and an API key nothing without TICKETS_READ', async () => {
    const outsider = await world.as('outsider@example.org');
    expect(await outsider.ok(asked)).toEqual({
      services: { nodes: [] },
      configurationItems: { totalCount: 0, nodes: [] },
    });
    const reader = await program(world, ['TICKETS_READ']);
    expect((await reader.ok(asked)).configurationItems.totalCount).toBeGreaterThan(1);
    const writer = await program(world, ['TICKETS_WRITE', 'ADMINISTRATION']);
    for (const query of [
      '{ services { totalCount } }',
      '{ configurationItems { totalCount } }',
      '{ suggestImpact(affectedServiceIds: []) { impact } }',
    ])
      expect((await writer.refused(query)).extensions).toMatchObject({ code: 'FORBIDDEN' });
    for (const query of ['{ services { totalCount } }', '{ configurationItems { totalCount } }'])
      expect((await world.anonymous().refused(query)).extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each(['lead', 'agent', 'requester'])('cannot be changed by %s', async (who) => {
    const client = await world.as(who);
    const [known, part] = [await service(admin, names), await item(admin, names)];
    const owner = { ownerTeamId: names.teams.Network };
    for (const [mutation, input] of [
      ['createService', { name: 'Mine', criticality: 'LOW', ...owner }],
      ['updateService', { serviceId: known.id, name: 'Mine' }],
      ['createConfigurationItem', { name: 'Mine', kind: 'OTHER', ...owner }],
      ['updateConfigurationItem', { configurationItemId: part.id, name: 'Mine' }],
    ] as const)
      expect(await refusedWith(world, client, mutation, input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: [],
      });
  });

  it('is changed by an API key with ADMINISTRATION, and by none with other scopes', async () => {
    const input = { name: unique('By a program'), criticality: 'LOW', ownerTeamId: names.teams.Network };
    const others = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT']);
    expect(await refusedWith(world, others, 'createService', input)).toMatchObject({
      __typename: 'ForbiddenError',
    });
    const administering = await program(world, ['ADMINISTRATION', 'TICKETS_READ']);
    await administering.done('createService', input, 'service { name }');
  });
});
