import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, newcomer, program, rawId, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let names: Directory;
let admin: Client;
let lead: Client;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld();
  [admin, lead, agent, requester] = [
    await world.as('admin'),
    await world.as('lead'),
    await world.as('agent'),
    await world.as('requester'),
  ];
  names = await directory(admin);
});
afterAll(() => world.stop());

/** Saves a view, and returns its id. */
async function save(client: Client, more: object = {}): Promise<string> {
  return (await client.done('createSavedView', { name: 'Open incidents', ...more }, 'savedViewId'))
    .savedViewId;
}

// biome-ignore lint/suspicious/noExplicitAny: the fields depend on the selection.
async function read(client: Client, id: string, selection: string): Promise<any> {
  const query = `query ($id: ID!) { savedView(id: $id) { ${selection} } }`;
  return (await client.ok(query, { id })).savedView;
}

const problem = 'filter orderBy { field } problem { path rule message } tickets { totalCount }';

describe('a saved view', () => {
  it('keeps its filter, order and columns, and lists the tickets', async () => {
    const { id } = await report(agent, { subject: 'The lift is stuck', labels: ['lift'] });
    await report(agent, { subject: 'The door is stuck' });
    const filter = {
      labels: ['lift'],
      createdAt: { from: '2026-01-01T00:00:00.000Z' },
      not: { statuses: ['CLOSED'] },
    };
    const orderBy = [{ field: 'PRIORITY', direction: 'ASC' }];
    const savedViewId = await save(agent, { filter, orderBy, columns: ['number', 'time left'] });
    expect(
      await read(
        agent,
        savedViewId,
        `name sharing team { id } filter orderBy { field direction } columns version viewerCanUpdate problem { message }
         createdBy { name } tickets(first: 10) { totalCount nodes { id requester { name } } }`,
      ),
    ).toEqual({
      ...{ name: 'Open incidents', sharing: 'PRIVATE', team: null, filter, orderBy },
      ...{ columns: ['number', 'time left'], version: 1, viewerCanUpdate: true, problem: null },
      createdBy: { name: 'Aisha Agent' },
      tickets: { totalCount: 1, nodes: [{ id, requester: { name: expect.any(String) } }] },
    });
  });

  it('is judged with the rights of its reader', async () => {
    const mine = await report(requester);
    await agent.done('assignTicket', { ticketId: mine.id, assigneeId: names.users.agent }, 'ticket { id }');
    const filter = { viewer: ['ASSIGNED_TO_ME'] };
    const savedViewId = await save(admin, { filter, sharing: 'ORGANISATION' });
    const ids = async (client: Client) =>
      (await read(client, savedViewId, 'tickets { nodes { id } }')).tickets.nodes.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids(agent)).toContain(mine.id);
    expect(await ids(lead)).not.toContain(mine.id);
  });

  it('is changed at the expected version, and deleted', async () => {
    const savedViewId = await save(agent, { filter: { types: ['INCIDENT'] }, columns: ['number'] });
    const given = { savedViewId, expectedVersion: 1, name: 'All', filter: null };
    const { savedView, eventCursor } = await agent.done(
      'updateSavedView',
      given,
      'savedView { name filter columns version } eventCursor',
    );
    expect(savedView).toEqual({ name: 'All', filter: null, columns: ['number'], version: 2 });
    expect(eventCursor).toEqual(expect.any(String));
    const again = await agent.done('updateSavedView', { savedViewId, name: 'All' }, 'eventCursor');
    expect(again.eventCursor).toBeNull();
    expect(await refusedWith(world, agent, 'updateSavedView', given)).toMatchObject({ code: 'CONFLICT' });
    const old = { savedViewId, expectedVersion: 1 };
    expect(await refusedWith(world, agent, 'deleteSavedView', old)).toMatchObject({ code: 'CONFLICT' });
    expect(await agent.done('deleteSavedView', { savedViewId }, 'savedViewId')).toMatchObject({
      savedViewId,
    });
    expect(await read(agent, savedViewId, 'id')).toBeNull();
    expect(await refusedWith(world, agent, 'deleteSavedView', { savedViewId })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'savedViewId'],
    });
  });

  it('says that its filter does not fit the contract any more, and can be repaired', async () => {
    const savedViewId = await save(agent, { orderBy: [{ field: 'CREATED_AT', direction: 'DESC' }] });
    const store = (filter: object | null, orderBy: object[] | null = null) =>
      world.rows({
        text: 'update saved_views set filter = $1, order_by = $2 where id = $3',
        values: [filter && JSON.stringify(filter), orderBy && JSON.stringify(orderBy), rawId(savedViewId)],
      } as never);
    await store({ statuses: ['PONDERED'] });
    expect(await read(agent, savedViewId, problem)).toEqual({
      filter: { statuses: ['PONDERED'] },
      orderBy: [],
      problem: {
        path: ['filter', 'statuses', '0'],
        rule: null,
        message: expect.stringContaining('PONDERED'),
      },
      tickets: null,
    });
    await store({ colour: 'red' });
    expect((await read(agent, savedViewId, problem)).problem).toMatchObject({ path: ['filter'] });
    await store({ queueIds: [names.users.agent] });
    expect((await read(agent, savedViewId, problem)).problem).toMatchObject({
      path: ['filter', 'queueIds', '0'],
      rule: 'ID',
    });
    await store(null, [{ field: 'SMELL', direction: 'ASC' }]);
    expect((await read(agent, savedViewId, problem)).problem).toMatchObject({
      path: ['orderBy', '0', 'field'],
    });
    await agent.done('updateSavedView', { savedViewId, filter: {}, orderBy: null }, '__typename');
    expect(await read(agent, savedViewId, 'problem { message } tickets { totalCount }')).toMatchObject({
      problem: null,
      tickets: { totalCount: expect.any(Number) },
    });
  });

  it('belongs to the team and not to its creator: another lead goes on when the creator leaves', async () => {
    const teamId = names.teams['Service Desk'];
    const [leaver, heir] = [await newcomer(world, 'LEAD'), await newcomer(world, 'LEAD')];
    const add = [leaver, heir].map(({ id: userId }) => ({ userId, lead: true }));
    await admin.done('updateTeamMembers', { teamId, add }, '__typename');
    const [leaving, staying] = [await leaver.signIn(), await heir.signIn()];
    const [ours, own] = [await save(leaving, { sharing: 'TEAM', teamId }), await save(leaving)];
    await admin.done('deactivateUser', { userId: leaver.id }, '__typename');
    await staying.done('updateSavedView', { savedViewId: ours, name: 'Inherited' }, '__typename');
    expect(await read(agent, ours, 'name createdBy { __typename } viewerCanUpdate')).toEqual({
      ...{ name: 'Inherited', createdBy: { __typename: 'User' }, viewerCanUpdate: false },
    });
    // Nobody else reads the private one. It is there again when they come back.
    expect(await read(staying, own, 'id')).toBeNull();
    expect(await read(admin, own, 'id')).toBeNull();
    await admin.done('reactivateUser', { userId: leaver.id }, '__typename');
    expect(await read(await leaver.signIn(), own, 'id')).toEqual({ id: own });
  });
});

describe('sharing a view', () => {
  it('is found by those with whom it is shared, until it is private again', async () => {
    const teamId = names.teams['Service Desk'];
    const savedViewId = await save(lead, { name: 'Shared for a time' });
    const list = '{ savedViews(first: 100) { nodes { name sharing team { name } } } }';
    const found = async (client: Client) =>
      (await client.ok(list)).savedViews.nodes.find(
        ({ name }: { name: string }) => name === 'Shared for a time',
      );
    expect(await found(agent)).toBeUndefined();
    await lead.done('updateSavedView', { savedViewId, sharing: 'TEAM', teamId }, '__typename');
    expect(await found(agent)).toMatchObject({ sharing: 'TEAM', team: { name: 'Service Desk' } });
    expect(await found(await world.as('agent2'))).toBeUndefined();
    expect(await found(admin)).toBeDefined();
    const mine = { savedViewId, sharing: 'PRIVATE' };
    expect(await refusedWith(world, admin, 'updateSavedView', mine)).toMatchObject({
      ...{ code: 'FORBIDDEN', reason: 'ROLE', path: ['input', 'sharing'] },
      message: 'Only users have private views, and only their own.',
    });
    await lead.done('updateSavedView', mine, '__typename');
    expect(await found(agent)).toBeUndefined();
    expect(await found(admin)).toBeUndefined();
  });

  it('names a team exactly when it is with a team', async () => {
    const teamId = names.teams['Service Desk'];
    const savedViewId = await save(lead);
    const refused = (mutation: string, input: object) =>
      refusedWith(world, lead, mutation, {
        ...(mutation === 'createSavedView' ? { name: 'x' } : { savedViewId }),
        ...input,
      });
    const at = (rule: string) => ({ path: ['input', 'teamId'], rule });
    expect(await refused('createSavedView', { sharing: 'TEAM' })).toMatchObject(at('REQUIRED'));
    expect(await refused('createSavedView', { teamId })).toMatchObject(at('CONTRADICTION'));
    expect(await refused('updateSavedView', { teamId })).toMatchObject(at('CONTRADICTION'));
    const unknown = { sharing: 'TEAM', teamId: names.queues['Service Desk'] };
    expect(await refusedWith(world, admin, 'createSavedView', { name: 'x', ...unknown })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'teamId'],
    });
  });

  it('is refused to a lead for a team that they do not lead', async () => {
    const input = { name: 'Theirs', sharing: 'TEAM', teamId: names.teams.Network };
    expect(await refusedWith(world, lead, 'createSavedView', input)).toMatchObject({
      ...{ code: 'FORBIDDEN', reason: 'ROLE' },
      message: 'Only leads of the team and administrators can share a view with it, and change it.',
    });
  });
});

describe('what a saved view can hold', () => {
  it('is what a request can hold', async () => {
    const refused = (input: object) =>
      refusedWith(world, agent, 'createSavedView', { name: 'Too much', ...input });
    let filter = {};
    for (let level = 0; level < 5; level += 1) filter = { not: filter };
    expect(await refused({ filter })).toMatchObject({
      ...{ path: ['input', 'filter', 'not', 'not', 'not', 'not'], rule: 'TOO_DEEP' },
    });
    expect(await refused({ filter: { queueIds: ['nonsense'] } })).toMatchObject({
      ...{ path: ['input', 'filter', 'queueIds', '0'], rule: 'ID' },
    });
    const anyOf = Array.from({ length: 3 }, () => ({
      labels: Array.from({ length: 100 }, () => 'x'.repeat(80)),
    }));
    expect(await refused({ filter: { anyOf } })).toMatchObject({
      path: ['input', 'filter'],
      rule: 'TOO_LONG',
    });
    const order = { field: 'PRIORITY', direction: 'ASC' };
    expect(await refused({ orderBy: [order, order] })).toMatchObject({
      path: ['input', 'orderBy'],
      rule: 'TOO_MANY',
    });
    const columns = Array.from({ length: 51 }, () => 'number');
    expect(await refused({ columns })).toMatchObject({ path: ['input', 'columns'], rule: 'TOO_MANY' });
    expect(await refused({ name: ' ' })).toMatchObject({ path: ['input', 'name'], rule: 'REQUIRED' });
  });

  it('is bounded in number for each user, also when calls come at the same time', async () => {
    const owner = await newcomer(world, 'AGENT');
    const client = await owner.signIn();
    await world.rows(
      `insert into saved_views (organisation_id, id, name, columns, sharing, created_by_user_id, version, created_at, updated_at)
       select u.organisation_id, gen_random_uuid(), 'One of many', '{}', 'PRIVATE', u.id, 1, now(), now()
       from users u, generate_series(1, 198) where u.id = '${rawId(owner.id)}'`,
    );
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => client.mutate('createSavedView', { name: 'One more' }, 'savedViewId')),
    );
    const refused = answers.flatMap(({ errors }) => errors);
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ path: ['input', 'sharing'] });
  });

  it('is shared by programs, which have no private views', async () => {
    const key = await program(world, ['ADMINISTRATION', 'TICKETS_READ']);
    const { savedView } = await key.done(
      'createSavedView',
      { name: 'From a program', sharing: 'ORGANISATION' },
      'savedView { createdBy { __typename } viewerCanUpdate }',
    );
    expect(savedView).toEqual({ createdBy: { __typename: 'Integration' }, viewerCanUpdate: true });
  });
});
