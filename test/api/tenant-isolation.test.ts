import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, rawId, refusedWith, report } from '../harness/desk.js';
import { databaseUrl } from '../harness/global-setup.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let requester: Client;
/** Olga is an administrator of her own organisation, so only tenant isolation can refuse her. */
let outsider: Client;
let names: Directory;
let theirs: Directory;
let ticket: { id: string; number: string };
/** The ids of one object of each kind in the first organisation. */
let ids: Record<string, string>;
let organisations: { first: string; second: string };

beforeAll(async () => {
  world = await startWorld();
  await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
  agent = await world.as('agent');
  requester = await world.as('requester');
  outsider = await world.as('outsider@example.org');
  const admin = await world.as('admin');
  names = await directory(admin);
  theirs = await directory(outsider);
  ticket = await report(requester, { subject: 'Nobody else knows', externalReference: 'EXT-9' });
  const { comment } = await requester.done(
    'addComment',
    { ticketId: ticket.id, body: 'Words' },
    'comment { id }',
  );
  const { apiKey } = await admin.done(
    'createApiKey',
    { name: 'Ours', scopes: ['TICKETS_READ'] },
    'apiKey { id }',
  );
  const { viewer } = await admin.ok('{ viewer { organisation { id } } }');
  ids = {
    ticket: ticket.id,
    comment: comment.id,
    attachment: await attachText(requester, ticket.id, 'words'),
    user: names.users.requester ?? '',
    team: names.teams.Network ?? '',
    queue: names.queues.Network ?? '',
    category: names.categories['INCIDENT Hardware'] ?? '',
    apiKey: apiKey.id,
    organisation: viewer.organisation.id,
  };
  const rows = await world.rows<{ id: string; name: string }>('select id, name from organisations');
  const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? '';
  organisations = { first: idOf('Example'), second: idOf('Example Partners') };
});
afterAll(() => world.stop());

describe('reading across organisations', () => {
  it('finds no object of another organisation by its global id, alone or in a list', async () => {
    for (const [kind, id] of Object.entries(ids)) {
      const { node } = await outsider.ok('query ($id: ID!) { node(id: $id) { id } }', { id });
      expect({ kind, node }).toEqual({ kind, node: null });
    }
    const { nodes } = await outsider.ok('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Object.values(ids),
    });
    expect(nodes).toEqual(Object.values(ids).map(() => null));
  });

  it('finds no ticket by its id or number', async () => {
    expect(
      await outsider.ok(
        'query ($id: ID!, $number: String!) { ticket(id: $id) { id } ticketByNumber(number: $number) { id } }',
        {
          id: ticket.id,
          number: ticket.number,
        },
      ),
    ).toEqual({ ticket: null, ticketByNumber: null });
  });

  it("lists and counts only the objects of the viewer's organisation", async () => {
    const data = await outsider.ok(`{ tickets { totalCount nodes { id } } users { totalCount nodes { email } }
      queues { totalCount nodes { name } } teams { totalCount nodes { name } } categories { totalCount } apiKeys { totalCount } }`);
    expect(data).toEqual({
      tickets: { totalCount: 0, nodes: [] },
      users: { totalCount: 1, nodes: [{ email: 'outsider@example.org' }] },
      queues: { totalCount: 1, nodes: [{ name: 'Partner Desk' }] },
      teams: { totalCount: 1, nodes: [{ name: 'Partner Desk' }] },
      categories: { totalCount: 0 },
      apiKeys: { totalCount: 0 },
    });
  });

  it('returns nothing for filters with ids of another organisation', async () => {
    const filters = {
      queueIds: [ids.queue],
      requesterIds: [ids.user],
      assigneeIds: [ids.user],
      categoryIds: [ids.category],
      externalReferences: ['EXT-9'],
    };
    for (const [field, values] of Object.entries(filters)) {
      const { tickets } = await outsider.ok(
        'query ($filter: TicketFilter) { tickets(filter: $filter) { totalCount nodes { id } } }',
        { filter: { [field]: values } },
      );
      expect({ field, ...tickets }).toEqual({ field, totalCount: 0, nodes: [] });
    }
    const { users, categories } = await outsider.ok(
      `query ($team: ID!, $parent: ID!) { users(filter: { teamIds: [$team], emails: ["agent@example.com"] }) { totalCount }
        categories(parentId: $parent) { totalCount } }`,
      { team: ids.team, parent: ids.category },
    );
    expect([users.totalCount, categories.totalCount]).toEqual([0, 0]);
  });

  it('returns no objects after or before a cursor of another organisation', async () => {
    const { tickets, users } = await agent.ok(
      '{ tickets(first: 1) { pageInfo { endCursor } } users(first: 1) { pageInfo { endCursor } } }',
    );
    const data = await outsider.ok(
      `query ($tickets: String, $users: String) { tickets(after: $tickets) { nodes { id } }
        before: tickets(last: 100, before: $tickets) { nodes { id } } users(after: $users) { nodes { email } } }`,
      { tickets: tickets.pageInfo.endCursor, users: users.pageInfo.endCursor },
    );
    expect(data.tickets.nodes).toEqual([]);
    expect(data.before.nodes).toEqual([]);
    expect(data.users.nodes).toEqual([{ email: 'outsider@example.org' }]);
  });

  it('sends no events after an event cursor of another organisation', async () => {
    const { tickets } = await agent.ok('{ tickets(first: 1) { eventCursor } }');
    const stream = outsider.subscribe(
      'subscription ($after: String) { ticketEvents(after: $after) { __typename ... on ResyncRequired { resyncReason } ... on TicketEvent { type } } }',
      { after: tickets.eventCursor },
    );
    await stream.until((s) => s.items.length > 0 || s.ended !== undefined);
    expect(stream.events).toEqual([]);
    expect(stream.items).toMatchObject([{ __typename: 'ResyncRequired', resyncReason: 'CURSOR_UNKNOWN' }]);
    stream.stop();
  });

  it('refuses a subscription to a ticket of another organisation', async () => {
    const stream = outsider.subscribe(
      'subscription ($id: ID!) { ticketUpdated(id: $id) { __typename } }',
      ids.ticket ? { id: ids.ticket } : {},
    );
    await stream.until((s) => s.ended !== undefined || s.results.length > 0);
    expect(stream.items.filter((item) => item.__typename)).toEqual([]);
  });
});

describe('writing across organisations', () => {
  const message = (what: string) => `There is no such ${what}, or you cannot see it.`;
  const onTicket = [
    'updateTicket',
    'assignTicket',
    'watchTicket',
    'unwatchTicket',
    'addComment',
    'createAttachmentUpload',
    'triageTicket',
    'startInvestigation',
    'holdTicket',
    'resumeTicket',
    'requeueTicket',
    'resolveTicket',
    'reopenTicket',
    'closeTicket',
    'cancelTicket',
  ];
  const fill: Record<string, object> = {
    assignTicket: { assigneeId: null },
    addComment: { body: 'Hello' },
    triageTicket: { impact: 'LOW', urgency: 'LOW' },
    holdTicket: { reason: 'AWAITING_VENDOR' },
    requeueTicket: { reason: 'Not ours' },
    resolveTicket: { resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
    reopenTicket: { reason: 'It does not' },
    closeTicket: { closureSummary: 'It does' },
    createAttachmentUpload: {
      fileName: 'a.txt',
      size: 1,
      contentType: 'text/plain',
      sha256: '0'.repeat(64),
    },
  };

  it.each(onTicket)('is refused by %s: the ticket does not exist', async (mutation) => {
    expect(await refusedWith(world, outsider, mutation, { ticketId: ids.ticket, ...fill[mutation] })).toEqual(
      {
        __typename: 'NotFoundError',
        code: 'NOT_FOUND',
        message: message('ticket'),
        path: ['input', 'ticketId'],
        id: ids.ticket,
      },
    );
  });

  it.each<[string, string, string, object]>([
    ['editComment', 'commentId', 'comment', { body: 'Mine' }],
    ['setCommentVisibility', 'commentId', 'comment', { visibility: 'INTERNAL' }],
    ['completeAttachmentUpload', 'attachmentId', 'attachment', {}],
    ['deleteAttachment', 'attachmentId', 'attachment', {}],
    ['updateUser', 'userId', 'user', { name: 'Mine' }],
    ['deactivateUser', 'userId', 'user', {}],
    ['reactivateUser', 'userId', 'user', {}],
    ['updateTeamMembers', 'teamId', 'team', { removeUserIds: [] }],
    ['updateQueue', 'queueId', 'queue', { name: 'Mine' }],
    ['revokeApiKey', 'apiKeyId', 'apiKey', {}],
    ['confirmApiKey', 'apiKeyId', 'apiKey', {}],
    ['createQueue', 'teamId', 'team', { name: 'Mine' }],
    ['createCategory', 'parentId', 'category', { name: 'Mine', ticketType: 'INCIDENT' }],
  ])('is refused by %s: the %s does not exist', async (mutation, field, kind, more) => {
    const id = ids[kind];
    expect(await refusedWith(world, outsider, mutation, { [field]: id, ...more })).toMatchObject({
      __typename: 'NotFoundError',
      path: ['input', field],
      id,
    });
  });

  it.each<[string, string, string, object]>([
    ['createTicket', 'requesterId', 'user', {}],
    ['createTicket', 'queueId', 'queue', {}],
    ['createTicket', 'assigneeId', 'user', {}],
    ['createTicket', 'categoryId', 'category', {}],
    ['createTicket', 'watcherIds', 'user', {}],
    ['createTicket', 'affectedUserIds', 'user', {}],
    ['createUser', 'teamIds', 'team', { name: 'New', email: 'new@example.org', role: 'AGENT' }],
    ['createApiKey', 'queueIds', 'queue', { name: 'New', scopes: ['TICKETS_READ'] }],
  ])('is refused by %s for a %s of another organisation', async (mutation, field, kind, more) => {
    const id = ids[kind] ?? '';
    const base = mutation === 'createTicket' ? { type: 'INCIDENT', subject: 'x', description: 'y' } : {};
    const error = await refusedWith(world, outsider, mutation, {
      ...base,
      ...more,
      [field]: field.endsWith('Ids') ? [id] : id,
    });
    expect(error).toMatchObject({ __typename: 'NotFoundError', id });
    expect(error.path.slice(0, 2)).toEqual(['input', field]);
  });

  it('assigns no ticket to a user or queue of another organisation and links it to none of its tickets, even for an administrator', async () => {
    const own = await report(outsider, { subject: 'Ours' });
    const attempts: [string, object][] = [
      ['assignTicket', { queueId: ids.queue }],
      ['assignTicket', { assigneeId: ids.user }],
      ['updateTicket', { requesterId: ids.user }],
      ['updateTicket', { categoryId: ids.category }],
      ['updateTicket', { affectedUserIds: [ids.user] }],
      ['watchTicket', { userId: ids.user }],
      ['startInvestigation', { assigneeId: ids.user }],
      ['holdTicket', { reason: 'AWAITING_CHANGE', linkedTicketId: ids.ticket }],
      ['cancelTicket', { duplicateOfId: ids.ticket }],
      ['addComment', { body: 'x', attachmentIds: [ids.attachment] }],
      ['updateTeamMembers', { teamId: theirs.teams['Partner Desk'], add: [{ userId: ids.user }] }],
      ['updateQueue', { queueId: theirs.queues['Partner Desk'], teamId: ids.team }],
    ];
    for (const [mutation, input] of attempts) {
      const full = /Team|Queue/.test(mutation) ? input : { ticketId: own.id, ...input };
      const error = await refusedWith(world, outsider, mutation, full as Record<string, unknown>);
      expect({ mutation, type: error.__typename }).toEqual({ mutation, type: 'NotFoundError' });
    }
  });

  it('cannot import in the name of an actor of another organisation', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const error = await refusedWith(world, key, 'createTicket', {
      type: 'INCIDENT',
      subject: 'x',
      description: 'y',
      requesterId: ids.user,
      import: { occurredAt: '2026-01-01T00:00:00.000Z', actorId: theirs.users.outsider },
    });
    expect(error).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'import', 'actorId'] });
  });

  it('does not share idempotency keys between organisations', async () => {
    const input = { type: 'INCIDENT', subject: 'x', description: 'y', idempotencyKey: 'the-same' };
    const ours = await requester.done('createTicket', input, 'ticket { id }');
    const other = await outsider.done('createTicket', input, 'ticket { id }');
    expect(other.ticket.id).not.toBe(ours.ticket.id);
  });

  it('reveals only that an e-mail address is taken', async () => {
    const error = await refusedWith(world, outsider, 'createUser', {
      name: 'New',
      email: 'AGENT@example.com',
      role: 'AGENT',
    });
    expect(error).toMatchObject({
      __typename: 'ValidationError',
      rule: 'UNIQUE',
      path: ['input', 'email'],
    });
  });
});

describe('row-level security', () => {
  const withoutOrganisation = new Set([
    'sign_in_attempts',
    'familiar_addresses',
    'signing_secrets',
    'cursor_keys',
  ]);
  let serving: pg.Client;
  const tables = async () =>
    (
      await world.rows<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
           and c.relname not like 'mikro%' order by 1`,
      )
    ).map((row) => row.name);

  beforeAll(async () => {
    const name = new URL(world.databaseUrl).pathname.slice(1);
    serving = new pg.Client({ connectionString: databaseUrl(inject('serving'), name) });
    await serving.connect();
    // The second organisation needs an object of each kind, too.
    await report(outsider, { subject: 'Theirs' });
  });
  afterAll(() => serving.end());

  const actAs = (organisation: string) =>
    serving.query("select set_config('app.organisation_id', $1, false)", [organisation]);
  const visible = async (table: string, where = 'true') =>
    Number((await serving.query(`select count(*) as n from ${table} where ${where}`)).rows[0].n);

  it('shows no row of any table while no organisation is set', async () => {
    await actAs('');
    const names = (await tables()).filter((name) => !withoutOrganisation.has(name));
    expect(names.length).toBeGreaterThanOrEqual(48);
    for (const name of names) expect({ name, rows: await visible(name) }).toEqual({ name, rows: 0 });
  });

  it('shows all rows of the organisation that is set, and no others, in every table', async () => {
    for (const name of (await tables()).filter((table) => !withoutOrganisation.has(table))) {
      const column = name === 'organisations' ? 'id' : 'organisation_id';
      for (const organisation of Object.values(organisations)) {
        await actAs(organisation);
        const [all] = await world.rows<{ n: string }>(
          `select count(*) as n from ${name} where ${column} = $1`,
          [organisation],
        );
        expect({ name, rows: await visible(name) }).toEqual({ name, rows: Number(all?.n) });
        expect(await visible(name, `${column} <> '${organisation}'`)).toBe(0);
      }
    }
  });

  it('applies to every table and also to the owner of the tables', async () => {
    const open = await world.rows(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
         and not (c.relrowsecurity and c.relforcerowsecurity)
         and c.relname <> all ($1) and c.relname not like 'mikro%'`,
      [[...withoutOrganisation]],
    );
    expect(open).toEqual([]);
  });

  it('refuses a row with the id of another organisation', async () => {
    await actAs(organisations.second);
    await expect(
      serving.query('insert into teams (organisation_id, id, name) values ($1, gen_random_uuid(), $2)', [
        organisations.first,
        'Smuggled',
      ]),
    ).rejects.toThrow(/row-level security/);
    await expect(
      serving.query('update tickets set organisation_id = $1', [organisations.first]),
    ).rejects.toThrow(/row-level security/);
    const { rowCount } = await serving.query('update tickets set subject = $1 where id = $2', [
      'Smuggled',
      rawId(ticket.id),
    ]);
    expect(rowCount).toBe(0);
  });

  it.each(['events_recent', 'events_archive', ...withoutOrganisation])(
    'gives the serving role no right to %s',
    async (table) => {
      await expect(serving.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
    },
  );

  it('gives the serving role no right to change or drop events, or to create organisations', async () => {
    await actAs(organisations.first);
    for (const statement of [
      "update events set type = 'X'",
      'delete from events',
      'delete from tickets',
      'delete from comments',
      'truncate tickets',
      "insert into organisations (id, name) values (gen_random_uuid(), 'Mine')",
      'alter table tickets disable row level security',
      'drop policy organisation on tickets',
    ]) {
      await expect(serving.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it("is in force for the role of the server's connections", async () => {
    const { rows } = await world.app.services.db.pool.query('select current_user, session_user');
    expect(rows[0].current_user).toBe('ticketwire_app');
  });

  it('is complete: every foreign key includes the organisation', async () => {
    const loose = await world.rows(
      `select conrelid::regclass::text as "table", conname from pg_constraint
       where contype = 'f' and connamespace = 'public'::regnamespace
         and confrelid <> 'organisations'::regclass
         and not exists (
           select from unnest(conkey, confkey) as pair (child, parent)
           join pg_attribute a on a.attrelid = conrelid and a.attnum = pair.child
           join pg_attribute b on b.attrelid = confrelid and b.attnum = pair.parent
           where b.attname = 'organisation_id' and a.attname in ('organisation_id', 'id'))`,
    );
    expect(loose).toEqual([]);
  });

  it('refuses a reference to another organisation, even by the owner of the tables', async () => {
    const foreign = rawId(names.queues.Network ?? '');
    await expect(
      world.rows('update tickets set queue_id = $1 where organisation_id = $2', [
        foreign,
        organisations.second,
      ]),
    ).rejects.toThrow(/foreign key/);
    await expect(
      world.rows('insert into team_members (organisation_id, team_id, user_id) values ($1, $2, $3)', [
        organisations.second,
        rawId(theirs.teams['Partner Desk'] ?? ''),
        rawId(names.users.agent ?? ''),
      ]),
    ).rejects.toThrow(/foreign key/);
    await expect(
      world.rows('update organisations set default_queue_id = $1 where id = $2', [
        foreign,
        organisations.second,
      ]),
    ).rejects.toThrow(/foreign key/);
  });
});
