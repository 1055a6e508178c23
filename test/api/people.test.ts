import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  refusal,
  refusedWith,
  report,
} from '../harness/desk.js';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let lead: Client;
let agent: Client;
let requester: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  lead = await world.as('lead');
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(admin);
});
afterAll(() => world.stop());

const userFields = 'user { id name email role active version teams { name } }';
const PASSWORD = 'correct horse';
let made = 0;

/** Creates a user with a unique address and the usual password. */
async function newUser(input: Record<string, unknown> = {}) {
  made += 1;
  const email = `person${made}@example.com`;
  const given = { name: `Person ${made}`, email, role: 'AGENT', password: PASSWORD, ...input };
  return (await admin.done('createUser', given, userFields)).user;
}
const signIn = (email: string, password = PASSWORD) => Client.signIn(() => world.url, email, password);
const whoAmI = '{ viewer { name role } }';
const viewerOf = async (client: Client) => (await client.ok(whoAmI)).viewer;
const ending = async (client: Client) => (await client.refused(whoAmI)).extensions?.reason;

describe('signing in', () => {
  it('returns a token, its expiry and the signed-in user', async () => {
    const payload = await world
      .anonymous()
      .done(
        'signIn',
        { email: ' Agent@Example.COM ', password: 'demo' },
        'token expiresAt viewer { name email }',
      );
    expect(payload).toMatchObject({
      token: expect.stringMatching(/^tws_[\w-]{22}\.[\w-]{43}$/),
      viewer: { name: 'Aisha Agent', email: 'agent@example.com' },
    });
    expect(Date.parse(payload.expiresAt)).toBeGreaterThan(Date.now());
    const kept = await world.rows<{ all: string }>("select string_agg(s::text, '') as all from sessions s");
    expect(kept[0]?.all).not.toContain(payload.token.slice(4));
  });

  it('fails with the same error for a wrong password, an unknown account and a deactivated account', async () => {
    const deactivated = await newUser();
    await admin.done('deactivateUser', { userId: deactivated.id }, userFields);
    const silent = await newUser({ password: undefined });
    const answers = [];
    for (const [email, password] of [
      ['agent@example.com', 'wrong'],
      ['nobody@example.com', 'demo'],
      [deactivated.email, PASSWORD],
      [silent.email, ''],
    ])
      answers.push(
        await world.anonymous().mutate('signIn', { email, password }, 'token expiresAt viewer { id }'),
      );
    for (const answer of answers)
      expect(answer).toEqual({
        token: null,
        expiresAt: null,
        viewer: null,
        errors: [
          {
            __typename: 'InvalidCredentialsError',
            code: 'INVALID_CREDENTIALS',
            message: 'The e-mail address or the password is wrong, or the account is not active.',
            path: ['input'],
          },
        ],
      });
  });

  it('ends when the session expires', async () => {
    const client = await signIn('agent@example.com', 'demo');
    await world.rows(
      "update sessions set expires_at = now() - interval '1 second' where id = (select id from sessions order by created_at desc, id desc limit 1)",
    );
    expect(await ending(client)).toBe('EXPIRED');
  });

  it('gives a session of its own: signing out of one ends it at once and keeps the others', async () => {
    const [one, two] = [await signIn('agent@example.com', 'demo'), await signIn('agent@example.com', 'demo')];
    const { signOut } = await one.ok('mutation { signOut { signedOut errors { code } } }');
    expect(signOut).toEqual({ signedOut: true, errors: [] });
    expect(await ending(one)).toBe('REVOKED');
    expect((await one.refused('mutation { signOut { signedOut } }')).extensions?.code).toBe(
      'UNAUTHENTICATED',
    );
    expect(await viewerOf(two)).toMatchObject({ name: 'Aisha Agent' });
  });
});

describe('too many failed attempts to sign in', () => {
  let strict: World;
  beforeAll(async () => {
    strict = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3', SIGN_IN_ATTEMPTS_PER_ADDRESS: '12' });
    await untilWindowIsYoung();
  });
  afterAll(() => strict.stop());
  const attempt = (email: string, password: string) =>
    strict.anonymous().mutate('signIn', { email, password }, 'token');
  const kind = async (email: string, password: string) => {
    const { token, errors } = await attempt(email, password);
    return token ? 'signed in' : errors[0].__typename;
  };

  it('lock the account for a while, in any spelling of its address and even for the right password', async () => {
    for (let i = 0; i < 3; i += 1)
      expect(await kind('agent@example.com', 'wrong')).toBe('InvalidCredentialsError');
    const { token, errors } = await attempt(' AGENT@example.com', 'demo');
    expect(token).toBeNull();
    expect(errors).toEqual([
      {
        __typename: 'RateLimitedError',
        code: 'RATE_LIMITED',
        message: expect.stringMatching(/^Too many attempts\. Try again in \d+ seconds\.$/),
        path: ['input'],
        retryAfterSeconds: expect.any(Number),
      },
    ]);
    expect(errors[0].retryAfterSeconds).toBeGreaterThan(0);
    expect(errors[0].retryAfterSeconds).toBeLessThanOrEqual(900);
    // Other accounts are not locked, and successful sign-ins do not count.
    for (let i = 0; i < 5; i += 1) expect(await kind('requester@example.com', 'demo')).toBe('signed in');
  });

  it('get the same errors for an account that does not exist', async () => {
    const kinds = [];
    for (let i = 0; i < 4; i += 1) kinds.push(await kind('nobody@example.com', 'x'));
    expect(kinds).toEqual([...Array(3).fill('InvalidCredentialsError'), 'RateLimitedError']);
  });

  it('from one address are limited over all accounts', async () => {
    const kinds = [];
    for (let i = 0; i < 12; i += 1) kinds.push(await kind(`someone${i}@example.com`, 'x'));
    expect(kinds.at(-1)).toBe('RateLimitedError');
  });

  it('are counted without storing the address of the account', async () => {
    const rows = await strict.rows<{ subject: string }>('select subject from sign_in_attempts');
    expect(JSON.stringify(rows)).not.toContain('agent@');
  });

  it('are forgotten when the time window ends', async () => {
    await strict.rows('update sign_in_attempts set ends_at = now()');
    expect(await kind('agent@example.com', 'demo')).toBe('signed in');
  });
});

describe('a user', () => {
  it('is created with a role and teams, and can sign in', async () => {
    const user = await newUser({ teamIds: [names.teams.Network] });
    expect(user).toMatchObject({ role: 'AGENT', active: true, version: 1, teams: [{ name: 'Network' }] });
    expect(await viewerOf(await signIn(user.email))).toEqual({ name: user.name, role: 'AGENT' });
    const [row] = await world.rows<{ password_hash: string }>(
      'select password_hash from users where email = $1',
      [user.email],
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$/);
  });

  it.each<[object, string, string]>([
    [{ name: '' }, 'name', 'REQUIRED'],
    [{ name: 'x'.repeat(101) }, 'name', 'TOO_LONG'],
    [{ email: 'no address' }, 'email', 'FORMAT'],
    [{ email: 'Agent@Example.com' }, 'email', 'UNIQUE'],
    [{ password: 'short' }, 'password', 'TOO_SHORT'],
    [{ password: 'x'.repeat(201) }, 'password', 'TOO_LONG'],
  ])('is not created with %j', async (input, field, rule) => {
    const given = { name: 'New', email: 'new@example.com', role: 'AGENT', password: PASSWORD, ...input };
    expect(await refusal(world, admin, 'createUser', given)).toMatchObject([
      { __typename: 'ValidationError', path: ['input', field], rule },
    ]);
  });

  it('who is a requester cannot be in a team', async () => {
    const given = {
      name: 'New',
      email: 'new@example.com',
      role: 'REQUESTER',
      teamIds: [names.teams.Network],
    };
    expect(await refusedWith(world, admin, 'createUser', given)).toMatchObject({
      rule: 'ROLE',
      path: ['input', 'teamIds'],
    });
    expect(
      await refusedWith(world, admin, 'updateTeamMembers', {
        teamId: names.teams.Network,
        add: [{ userId: names.users.requester }],
      }),
    ).toMatchObject({ rule: 'ROLE', path: ['input', 'add', '0', 'userId'] });
    const agentOnce = await newUser({ teamIds: [names.teams.Network] });
    const { user } = await admin.done('updateUser', { userId: agentOnce.id, role: 'REQUESTER' }, userFields);
    expect(user).toMatchObject({ role: 'REQUESTER', teams: [] });
  });

  it('is created and changed by administrators only', async () => {
    for (const client of [lead, agent, requester]) {
      expect(
        await refusedWith(world, client, 'createUser', {
          name: 'New',
          email: 'new@example.com',
          role: 'ADMIN',
        }),
      ).toMatchObject({ __typename: 'ForbiddenError', reason: 'ROLE' });
      for (const mutation of ['updateUser', 'deactivateUser'])
        expect(await refusedWith(world, client, mutation, { userId: names.users.requester2 })).toMatchObject({
          __typename: 'ForbiddenError',
          reason: 'ROLE',
        });
    }
  });

  it('who is an administrator may change their own name and password, but not their role, and cannot deactivate themself', async () => {
    const user = await newUser();
    const client = await signIn(user.email);
    expect(
      (await client.done('updateUser', { userId: user.id, name: 'Renamed', expectedVersion: 1 }, userFields))
        .user,
    ).toMatchObject({ name: 'Renamed', version: 2 });
    expect(await refusedWith(world, client, 'updateUser', { userId: user.id, role: 'ADMIN' })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'role'],
    });
    expect(await refusedWith(world, client, 'deactivateUser', { userId: user.id })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
    });
    expect(
      await refusedWith(world, client, 'updateUser', { userId: user.id, name: 'x', expectedVersion: 1 }),
    ).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
      current: { __typename: 'User', id: user.id },
    });
  });

  it('with a new password is signed out of every session and signs in with the new password', async () => {
    const user = await newUser();
    const [one, two] = [await signIn(user.email), await signIn(user.email)];
    const change = { userId: user.id, password: 'battery staple' };
    for (const [currentPassword, rule] of [
      [undefined, 'REQUIRED'],
      ['a wrong guess', 'WRONG'],
    ]) {
      const given = currentPassword ? { currentPassword } : {};
      expect(await refusedWith(world, one, 'updateUser', { ...change, ...given })).toMatchObject({
        __typename: 'ValidationError',
        path: ['input', 'currentPassword'],
        rule,
      });
    }
    await one.done('updateUser', { ...change, currentPassword: PASSWORD }, userFields);
    expect(await ending(one)).toBe('REVOKED');
    expect(await ending(two)).toBe('REVOKED');
    await expect(signIn(user.email)).rejects.toThrow(/could not sign in/);
    expect(await viewerOf(await signIn(user.email, 'battery staple'))).not.toBeNull();
  });

  it('who is deactivated is signed out at once and keeps their history', async () => {
    const user = await newUser();
    const client = await signIn(user.email);
    const ticket = await report(client);
    const { user: deactivated } = await admin.done('deactivateUser', { userId: user.id }, userFields);
    expect(deactivated).toMatchObject({ active: false, version: 2 });
    expect((await client.refused('{ tickets { totalCount } }')).extensions?.code).toBe('UNAUTHENTICATED');
    await expect(signIn(user.email)).rejects.toThrow(/could not sign in/);
    const { ticket: kept } = await admin.ok(
      'query ($id: ID!) { ticket(id: $id) { requester { name active } } }',
      { id: ticket.id },
    );
    expect(kept.requester).toEqual({ name: user.name, active: false });
    // No new work is assigned to them.
    expect(
      await refusedWith(world, admin, 'assignTicket', { ticketId: ticket.id, assigneeId: user.id }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'assigneeId'], id: user.id });
    await changingNothing(world, () => admin.done('deactivateUser', { userId: user.id }, userFields));
    const { users } = await admin.ok(
      'query ($e: [String!]) { all: users(filter: { emails: $e }) { totalCount } users(filter: { emails: $e, active: true }) { totalCount } }',
      { e: [user.email] },
    );
    expect(users.totalCount).toBe(0);
  });

  it('whose role changes has the permissions of the new role at once, with the same token', async () => {
    const user = await newUser({ role: 'REQUESTER' });
    const client = await signIn(user.email);
    expect((await client.ok('{ teams { totalCount } }')).teams.totalCount).toBe(0);
    await admin.done('updateUser', { userId: user.id, role: 'AGENT' }, userFields);
    expect((await client.ok('{ teams { totalCount } }')).teams.totalCount).toBeGreaterThan(0);
  });

  it('who is the last administrator must remain one', async () => {
    const { users } = await admin.ok('{ users(filter: { roles: [ADMIN], active: true }) { totalCount } }');
    expect(users.totalCount).toBe(1);
    const userId = names.users.admin;
    expect(await refusedWith(world, admin, 'deactivateUser', { userId })).toMatchObject({
      __typename: 'ValidationError',
      rule: 'LAST_ADMIN',
      path: ['input', 'userId'],
    });
    expect(await refusedWith(world, admin, 'updateUser', { userId, role: 'AGENT' })).toMatchObject({
      __typename: 'ValidationError',
      rule: 'LAST_ADMIN',
      path: ['input', 'role'],
    });
  });
});

describe('the last two administrators', () => {
  it('cannot demote each other at the same time', async () => {
    const alone = await startWorld();
    const ada = await alone.as('admin');
    await alone.rows("update users set role = 'ADMIN' where email = 'lead@example.com'");
    const leo = await alone.as('lead');
    const { users } = await directory(ada);
    await Promise.all([
      ada.mutate('deactivateUser', { userId: users.lead }, '__typename'),
      leo.send('mutation ($id: ID!) { deactivateUser(input: { userId: $id }) { errors { code } } }', {
        id: users.admin,
      }),
    ]);
    const left = await alone.rows("select 1 from users where role = 'ADMIN' and active");
    expect(left).toHaveLength(1);
    await alone.stop();
  });
});

describe('a team', () => {
  const teamFields = 'team { id name version members { nodes { user { name } lead } } queues { name } }';

  it('is created by administrators, with a unique name', async () => {
    const { team } = await admin.done('createTeam', { name: 'Printers' }, teamFields);
    expect(team).toMatchObject({ name: 'Printers', version: 1, members: { nodes: [] }, queues: [] });
    expect(await refusedWith(world, admin, 'createTeam', { name: 'Printers' })).toMatchObject({
      rule: 'UNIQUE',
      path: ['input', 'name'],
    });
    expect(await refusedWith(world, lead, 'createTeam', { name: 'Mine' })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
    });
  });

  it('gains, changes and loses members, and their permissions change with it', async () => {
    const user = await newUser();
    const client = await signIn(user.email);
    const ticket = await report(requester);
    expect(await refusedWith(world, client, 'startInvestigation', { ticketId: ticket.id })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    const teamId = names.teams['Service Desk'];
    // A lead of the team may add members, too.
    const { team } = await lead.done('updateTeamMembers', { teamId, add: [{ userId: user.id }] }, teamFields);
    expect(team.members.nodes).toContainEqual({ user: { name: user.name }, lead: false });
    await client.done('startInvestigation', { ticketId: ticket.id }, 'ticket { id }');
    const { team: led } = await admin.done(
      'updateTeamMembers',
      { teamId, expectedVersion: team.version, add: [{ userId: user.id, lead: true }] },
      teamFields,
    );
    expect(led.members.nodes).toContainEqual({ user: { name: user.name }, lead: true });
    const { team: left } = await admin.done(
      'updateTeamMembers',
      { teamId, removeUserIds: [user.id] },
      teamFields,
    );
    expect(JSON.stringify(left.members.nodes)).not.toContain(user.name);
    expect(
      await refusedWith(world, admin, 'updateTeamMembers', {
        teamId,
        expectedVersion: team.version,
        add: [{ userId: user.id }],
      }),
    ).toMatchObject({ __typename: 'ConflictError', currentVersion: left.version });
  });

  it('is led by its own leads only', async () => {
    const input = { teamId: names.teams.Network, add: [{ userId: names.users.agent }] };
    for (const client of [lead, agent, requester])
      expect(await refusedWith(world, client, 'updateTeamMembers', input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
      });
  });

  it('refuses to add and remove the same user in one call', async () => {
    expect(
      await refusedWith(world, admin, 'updateTeamMembers', {
        teamId: names.teams.Network,
        add: [{ userId: names.users.agent }],
        removeUserIds: [names.users.agent],
      }),
    ).toMatchObject({ rule: 'CONTRADICTION', path: ['input', 'removeUserIds'] });
  });
});

describe('an API key', () => {
  const keyFields = 'secret apiKey { id name prefix scopes expiresAt revokedAt queues { name } }';

  it('is shown once, stored as a hash, and recognised by its first characters', async () => {
    const { secret, apiKey } = await admin.done(
      'createApiKey',
      { name: 'Once', scopes: ['TICKETS_READ', 'TICKETS_READ'] },
      keyFields,
    );
    expect(secret).toMatch(/^twk_[\w-]{22}\.[\w-]{43}$/);
    expect(apiKey).toMatchObject({
      prefix: secret.slice(0, 33),
      scopes: ['TICKETS_READ'],
      expiresAt: null,
      revokedAt: null,
      queues: null,
    });
    const [all] = await world.rows<{ text: string }>(
      "select string_agg(k::text, '') as text from api_keys k",
    );
    expect(all?.text).not.toContain(secret.slice(10));
    const { viewer, viewerApiKey } = await world
      .withToken(secret)
      .ok('{ viewer { id } viewerApiKey { name scopes } }');
    expect(viewer).toBeNull();
    expect(viewerApiKey).toEqual({ name: 'Once', scopes: ['TICKETS_READ'] });
  });

  it('works until it expires or is revoked, at once', async () => {
    const { secret, apiKey } = await admin.done(
      'createApiKey',
      { name: 'Short', scopes: ['TICKETS_READ'], expiresAt: '2199-01-01T00:00:00.000Z' },
      keyFields,
    );
    const client = world.withToken(secret);
    expect(await client.send('{ tickets { totalCount } }')).not.toHaveProperty('errors');
    await world.rows("update api_keys set expires_at = now() - interval '1 second' where name = 'Short'");
    expect((await client.refused('{ tickets { totalCount } }')).extensions?.code).toBe('UNAUTHENTICATED');
    await world.rows("update api_keys set expires_at = null where name = 'Short'");
    expect(await client.send('{ tickets { totalCount } }')).not.toHaveProperty('errors');
    const { apiKey: revoked } = await admin.done(
      'revokeApiKey',
      { apiKeyId: apiKey.id },
      'apiKey { revokedAt }',
    );
    expect(revoked.revokedAt).not.toBeNull();
    expect((await client.refused('{ tickets { totalCount } }')).extensions?.code).toBe('UNAUTHENTICATED');
    await changingNothing(world, () =>
      admin.done('revokeApiKey', { apiKeyId: apiKey.id }, 'apiKey { revokedAt }'),
    );
  });

  it('is created and listed by administrators only, and not with an API key', async () => {
    const input = { name: 'Mine', scopes: ['TICKETS_READ'] };
    const key = await program(world, ['ADMINISTRATION', 'TICKETS_READ']);
    for (const client of [lead, agent, requester, key]) {
      const own = client === key ? 1 : 0;
      expect(await refusedWith(world, client, 'createApiKey', input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
      });
      const { apiKeys } = await client.ok('{ apiKeys { totalCount nodes { id } } }');
      expect([apiKeys.totalCount, apiKeys.nodes.length]).toEqual([own, own]);
    }
    expect((await admin.ok('{ apiKeys { totalCount } }')).apiKeys.totalCount).toBeGreaterThan(0);
  });

  it.each<[object, string, string]>([
    [{ scopes: [] }, 'scopes', 'REQUIRED'],
    [{ name: '' }, 'name', 'REQUIRED'],
    [{ expiresAt: '2001-01-01T00:00:00.000Z' }, 'expiresAt', 'IN_FUTURE'],
  ])('is not created with %j', async (input, field, rule) => {
    const given = { name: 'A key', scopes: ['TICKETS_READ'], ...input };
    expect(await refusedWith(world, admin, 'createApiKey', given)).toMatchObject({
      __typename: 'ValidationError',
      path: ['input', field],
      rule,
    });
  });

  it('allows what its scopes say and nothing else', async () => {
    const ticket = await report(requester);
    const create = {
      type: 'INCIDENT',
      subject: 'x',
      description: 'y',
      requesterId: names.users.requester,
    };
    const attempts: [string, object][] = [
      ['createTicket', create],
      ['holdTicket', { ticketId: ticket.id, reason: 'AWAITING_VENDOR' }],
      ['updateTicket', { ticketId: ticket.id, labels: ['x'] }],
      ['assignTicket', { ticketId: ticket.id, assigneeId: names.users.agent }],
      ['watchTicket', { ticketId: ticket.id, userId: names.users.agent }],
      ['addComment', { ticketId: ticket.id, body: 'x' }],
      ['createTeam', { name: 'x' }],
      ['createUser', { name: 'x', email: 'x@example.com', role: 'AGENT' }],
      ['createApiKey', { name: 'x', scopes: ['IMPORT'] }],
      ['updateUser', { userId: names.users.agent, password: 'taken over now' }],
    ];
    const reading = await program(world, ['TICKETS_READ', 'IMPORT']);
    for (const [mutation, input] of attempts) {
      const error = await refusedWith(world, reading, mutation, input as Record<string, unknown>);
      expect({ mutation, type: error.__typename }).toEqual({ mutation, type: 'ForbiddenError' });
    }
    const writing = await program(world, ['TICKETS_WRITE']);
    expect((await writing.refused('{ tickets { totalCount } }')).extensions?.code).toBe('FORBIDDEN');
    expect((await writing.refused('{ node(id: "x") { id } }')).extensions?.code).toBe('FORBIDDEN');
    const written = await writing.mutate('createTicket', create, 'ticket { id }');
    expect(written).toEqual({ ticket: null, errors: [] });
    const administering = await program(world, ['ADMINISTRATION']);
    expect(
      await refusedWith(world, administering, 'updateUser', {
        userId: names.users.agent,
        password: 'taken over now',
      }),
    ).toMatchObject({ __typename: 'ForbiddenError', reason: 'SCOPE', path: ['input', 'password'] });
  });

  it('that is limited to queues sees and works the tickets of those queues only', async () => {
    const inside = await report(agent, { queueId: names.queues.Network });
    const outside = await report(agent, { queueId: names.queues['Service Desk'] });
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE'], {
      queueIds: [names.queues.Network],
    });
    const { tickets, queues, hidden, seen } = await key.ok(
      `query ($in: ID!, $out: ID!) { tickets(first: 100) { nodes { queue { name } } } queues { nodes { name } }
        hidden: ticket(id: $out) { id } seen: ticket(id: $in) { id } }`,
      { in: inside.id, out: outside.id },
    );
    expect(new Set(tickets.nodes.map((node: { queue: { name: string } }) => node.queue.name))).toEqual(
      new Set(['Network']),
    );
    expect(queues.nodes).toEqual([{ name: 'Network' }]);
    expect([hidden, seen]).toEqual([null, { id: inside.id }]);
    for (const [mutation, input] of [
      ['holdTicket', { reason: 'AWAITING_VENDOR' }],
      ['addComment', { body: 'x' }],
    ] as const)
      expect(await refusedWith(world, key, mutation, { ticketId: outside.id, ...input })).toMatchObject({
        __typename: 'NotFoundError',
        id: outside.id,
      });
    expect(
      await refusedWith(world, key, 'assignTicket', {
        ticketId: inside.id,
        queueId: names.queues.Security,
      }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'queueId'] });
  });

  it('that is limited to queues creates no ticket in another queue', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE'], {
      queueIds: [names.queues.Network],
    });
    const create = {
      type: 'INCIDENT',
      subject: 'x',
      description: 'y',
      requesterId: names.users.requester,
    };
    expect(
      await refusedWith(world, key, 'createTicket', { ...create, queueId: names.queues.Security }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'queueId'] });
    // The default queue is not one of the key's queues, either.
    expect(await refusedWith(world, key, 'createTicket', create)).toMatchObject({
      __typename: 'ValidationError',
      rule: 'REQUIRED',
      path: ['input', 'queueId'],
    });
    const { ticket } = await key.done(
      'createTicket',
      { ...create, queueId: names.queues.Network },
      'ticket { channel queue { name } createdBy { __typename } }',
    );
    expect(ticket).toEqual({
      channel: 'API',
      queue: { name: 'Network' },
      createdBy: { __typename: 'Integration' },
    });
  });

  it('is an integration on its tickets, with an id that is not that of its API key', async () => {
    const { secret, apiKey } = await admin.done(
      'createApiKey',
      { name: 'Probe', scopes: ['TICKETS_WRITE'] },
      'secret apiKey { id integration { id name } }',
    );
    const { integration } = apiKey;
    expect(integration).toEqual({ id: expect.not.stringMatching(apiKey.id), name: 'Probe' });
    const createdBy = [integration.id, names.users.agent];
    const stream = agent.subscribe(
      'subscription ($filter: TicketFilter) { ticketEvents(filter: $filter) { __typename ... on TicketEvent { ticket { id } } } }',
      { filter: { createdByIds: createdBy } },
    );
    await stream.until((s) => s.items.length === 1);
    const words = { type: 'INCIDENT', subject: 'Probed', description: 'Words' };
    const requesterId = names.users.requester;
    // Another program's ticket comes first, and the stream leaves it out.
    const other = await program(world, ['TICKETS_WRITE']);
    await other.done('createTicket', { ...words, requesterId }, 'ticketId');
    const { ticketId } = await world
      .withToken(secret)
      .done('createTicket', { ...words, requesterId }, 'ticketId');
    await stream.until((s) => s.items.some((item) => item.__typename === 'TicketEvent'));
    expect(stream.items.filter((item) => item.__typename === 'TicketEvent')[0]).toMatchObject({
      ticket: { id: ticketId },
    });
    stream.stop();

    const list =
      'query ($ids: [ID!]) { tickets(filter: { createdByIds: $ids }) { nodes { id createdBy { id name } } } }';
    for (const reader of [agent, requester]) {
      const { tickets } = await reader.ok(list, { ids: [integration.id] });
      expect(tickets.nodes).toEqual([{ id: ticketId, createdBy: integration }]);
    }
    const byKey = await agent.send(list, { ids: [apiKey.id] });
    expect(byKey.errors).toMatchObject([
      { extensions: { argument: 'filter.createdByIds.0', rule: 'ID', value: apiKey.id } },
    ]);
    const one = 'query ($id: ID!) { node(id: $id) { __typename id ... on Integration { name } } }';
    expect((await agent.ok(one, { id: integration.id })).node).toEqual({
      __typename: 'Integration',
      ...integration,
    });
    expect((await agent.ok(one, { id: apiKey.id })).node).toBeNull();
    expect((await requester.ok(one, { id: integration.id })).node).toBeNull();
  });

  it('reports a ticket on behalf of a user whom it names', async () => {
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    expect(
      await refusedWith(world, key, 'createTicket', {
        type: 'INCIDENT',
        subject: 'x',
        description: 'y',
      }),
    ).toMatchObject({ rule: 'REQUIRED', path: ['input', 'requesterId'] });
  });
});

describe('a requester who is named by e-mail address', () => {
  const words = { type: 'INCIDENT', subject: 'By mail', description: 'Words' };
  const createBy = (client: Client, requester: object, more: object = {}) =>
    client.done(
      'createTicket',
      { ...words, requester, ...more },
      'ticket { requester { id name email role } }',
    );

  it('is created together with the ticket, and found by the next one', async () => {
    const made = await createBy(agent, { email: ' New.Person@Example.com ', name: 'New Person' });
    const { requester: person } = made.ticket;
    expect(person).toEqual({
      id: expect.any(String),
      name: 'New Person',
      email: 'new.person@example.com',
      role: 'REQUESTER',
    });
    const again = await createBy(agent, { email: 'new.person@example.com', name: 'Another name' });
    expect(again.ticket.requester).toEqual(person);
    const mailer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'REQUESTERS_WRITE']);
    expect((await createBy(mailer, { email: person.email, name: 'N' })).ticket.requester).toEqual(person);
    const { user } = await agent.done(
      'createUser',
      { name: 'By hand', email: 'by.hand@example.com', role: 'REQUESTER' },
      userFields,
    );
    expect((await createBy(agent, { email: user.email, name: 'N' })).ticket.requester.id).toBe(user.id);
  });

  it('is one person when calls come at once, also together with `createUser`', async () => {
    const email = 'at.once@example.com';
    const calls = Array.from({ length: 4 }, () => createBy(agent, { email, name: 'At Once' }));
    const byHand = admin.mutate('createUser', { name: 'At Once', email, role: 'REQUESTER' }, 'user { id }');
    const made = await Promise.all(calls);
    await byHand;
    expect(new Set(made.map(({ ticket }) => ticket.requester.id)).size).toBe(1);
    expect(await world.rows(`select count(*)::int as n from users where email = '${email}'`)).toEqual([
      { n: 1 },
    ]);
  });

  it('is refused where the address is wrong, of another organisation, or of a deactivated user', async () => {
    const gone = await newUser({ role: 'REQUESTER' });
    await admin.done('deactivateUser', { userId: gone.id }, '__typename');
    const name = 'Somebody';
    const refused = (requester: object, more: object = {}) =>
      refusedWith(world, agent, 'createTicket', { ...words, requester, ...more });
    const path = ['input', 'requester', 'email'];
    expect(await refused({ email: 'nobody', name })).toMatchObject({ rule: 'FORMAT', path });
    expect(await refused({ email: 'outsider@example.org', name })).toMatchObject({ rule: 'UNIQUE', path });
    expect(await refused({ email: gone.email, name })).toMatchObject({ code: 'NOT_FOUND', path });
    expect(await refused({ email: 'a@example.com', name: ' ' })).toMatchObject({ rule: 'REQUIRED' });
    const both = { requesterId: names.users.requester };
    expect(await refused({ email: 'a@example.com', name }, both)).toMatchObject({ rule: 'CONTRADICTION' });
    // A ticket that is refused creates nobody.
    expect(await refused({ email: 'a@example.com', name }, { subject: ' ' })).toMatchObject({
      path: ['input', 'subject'],
    });
    for (const field of [{ password: PASSWORD }, { externalId: 'U' }])
      expect(
        await refusedWith(world, agent, 'createUser', {
          name,
          email: 'b@example.com',
          role: 'REQUESTER',
          ...field,
        }),
      ).toMatchObject({ reason: 'ROLE', path: ['input', Object.keys(field)[0]] });
  });
});

describe('a text to find users by', () => {
  const found = async (client: Client, text: string): Promise<string[]> => {
    const query = 'query ($text: String) { users(filter: { text: $text }) { totalCount nodes { name } } }';
    const { users } = await client.ok(query, { text });
    expect(users.totalCount).toBe(users.nodes.length);
    return users.nodes.map(({ name }: { name: string }) => name);
  };
  const refusedText = async (text: string) =>
    (await agent.refused('query ($text: String) { users(filter: { text: $text }) { totalCount } }', { text }))
      .extensions;
  const zoe = 'Zoë Łukasz-O’Brien';
  let userId: string;

  beforeAll(async () => {
    const input = { name: zoe, email: 'z.obrien@mail.müller.example', phone: '+43 (1) 234-567' };
    userId = (await newUser({ ...input, role: 'REQUESTER' })).id;
  });

  it.each([
    ['the beginning of the name', 'zo'],
    ['words in any order, in another case and form', "  O'BRIEN,\u00a0Ｚｏｅ\u0308 "],
    ['a name without its accents', 'zoe'],
    ['a name without its punctuation', 'łukaszo obr'],
    ['the address', 'Z.OBrien@mail.müller.example'],
    ['the beginning of the local part and of the domain', 'z.o mail.mu'],
    ['a part of the domain', 'MÜLLER'],
    ['the telephone number', '+43 1 234'],
    ['the number without the country', '1/2345'],
    ['words of the name and of the number', 'Zoe 431'],
  ])('finds them by %s', async (_what, text) => {
    expect(await found(agent, text)).toEqual([zoe]);
  });

  it('finds nobody by the middle of a word, and only users who have each word', async () => {
    for (const text of ['ukasz', 'zoe agent', '34567', '\u{10ffff}', ' , ', '+'])
      expect([text, await found(agent, text)]).toEqual([text, []]);
    expect(await found(agent, '')).toContain(zoe);
    expect(await found(agent, 'zoe - 431')).toEqual([zoe]);
  });

  it('follows a change of the name and of the telephone number', async () => {
    const name = 'Zoë Novak';
    await admin.done('updateUser', { userId, name, phone: '0664 99' }, '__typename');
    for (const text of ['novak', '066499', 'z.obrien']) expect(await found(agent, text)).toEqual([name]);
    for (const text of ['łukasz', '431']) expect(await found(agent, text)).toEqual([]);
    await admin.done('updateUser', { userId, phone: null }, '__typename');
    expect(await found(agent, '0664')).toEqual([]);
  });

  it('finds a requester who was created with a ticket', async () => {
    const input = { type: 'INCIDENT', subject: 'x', description: 'y' };
    const person = { email: 'quick@mailer.example', name: 'Quentin Quick' };
    await agent.done('createTicket', { ...input, requester: person }, '__typename');
    for (const text of ['quent', 'mailer']) expect(await found(agent, text)).toEqual([person.name]);
  });

  it('is compared with the present words of all users', async () => {
    const present =
      'select u.organisation_id, u.id, it.word collate "C" from users u, user_search_words(u.name, u.email, u.phone) it (word)';
    const kept = 'select organisation_id, user_id, word from user_words';
    expect(await world.rows(`(${present} except ${kept}) union all (${kept} except ${present})`)).toEqual([]);
  });

  it('finds nobody else for requesters, and nobody of another organisation', async () => {
    expect(await found(requester, 'zoe')).toEqual([]);
    expect(await found(requester, 'example')).toEqual([(await viewerOf(requester)).name]);
    await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
    const outsider = await signIn('outsider@example.org', 'demo');
    expect(await found(outsider, 'example')).not.toEqual([]);
    expect(await found(outsider, 'zoe')).toEqual([]);
  });

  it('has at most 10 words and 254 characters', async () => {
    const argument = 'filter.text';
    expect(await refusedText('a '.repeat(11))).toMatchObject({ rule: 'TOO_MANY', argument });
    expect(await refusedText('a'.repeat(255))).toMatchObject({ rule: 'TOO_LONG', argument });
    expect(await found(agent, 'z '.repeat(10))).toHaveLength(1);
    expect(await found(agent, 'z'.repeat(254))).toEqual([]);
  });
});
