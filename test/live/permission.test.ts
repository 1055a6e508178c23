import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Client, type Subscription } from '../harness/client.js';
import { logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import {
  beforePush,
  directory,
  follow,
  positionOf,
  RawSocket,
  report,
  ticketEvents,
  ticketUpdated,
} from './support.js';

let world: World;
let admin: Client;
let agent: Client;
let lead: Client;
let requester: Client;
let requester2: Client;
let outsider: Client;
let ids: Record<string, string>;

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1', WS_OPERATIONS_PER_SOCKET: '5' });
  [admin, agent, lead, requester, requester2, outsider] = (await Promise.all(
    ['admin', 'agent', 'lead', 'requester', 'requester2', 'outsider@example.org'].map((name) =>
      world.as(name),
    ),
  )) as [Client, Client, Client, Client, Client, Client];
  ids = await directory(world);
});
afterAll(() => world.stop());

const typesOf = (stream: Subscription): string[] => stream.events.map((event) => event.type);

/** Subscribes until the end of the test. */
async function followed(...args: Parameters<typeof follow>): Promise<Subscription> {
  const stream = await follow(...args);
  onTestFinished(() => stream.stop());
  return stream;
}

/** Waits until the stream has sent every earlier event of the log. */
async function caughtUp(stream: Subscription): Promise<Subscription> {
  const number = await logPlaces(world.rows);
  const head = number(await positionOf(admin));
  return stream.until((s) => s.items.length > 0 && number(s.items.at(-1).cursor) >= head);
}

/** Creates and signs in a new user. */
let people = 0;
async function newcomer(role: string, teamIds: string[] = []): Promise<{ id: string; client: Client }> {
  people += 1;
  const email = `newcomer${people}@example.com`;
  const { user } = await admin.done(
    'createUser',
    { name: `Newcomer ${people}`, email, role, password: 'correct horse battery', teamIds },
    'user { id }',
  );
  const { signIn } = await world
    .anonymous()
    .ok('mutation ($input: SignInInput!) { signIn(input: $input) { token } }', {
      input: { email, password: 'correct horse battery' },
    });
  const client = world.withToken(signIn.token);
  onTestFinished(() => client.close());
  return { id: user.id, client };
}

describe('an internal note', () => {
  it('never reaches a requester, live or replayed, and neither does the fact that it exists', async () => {
    const start = await positionOf(requester);
    const ticketId = await report(requester, 'Private matters');
    const [all, one, staff] = [
      await followed(requester),
      await followed(requester, { id: ticketId }, ticketUpdated),
      await followed(agent),
    ];
    const { comment } = await agent.done(
      'addComment',
      { ticketId, body: 'They did it themselves.', visibility: 'INTERNAL' },
      'comment { id }',
    );
    await agent.done('editComment', { commentId: comment.id, body: 'They surely did.' }, 'comment { id }');
    await agent.done('watchTicket', { ticketId, userId: ids.lead }, 'ticket { id }');
    await agent.done('unwatchTicket', { ticketId, userId: ids.lead }, 'ticket { id }');
    await agent.done('addComment', { ticketId, body: 'We look into it.' }, 'comment { id }');

    await staff.eventsUntil(5);
    expect(typesOf(staff)).toEqual([
      'COMMENT_ADDED',
      'COMMENT_EDITED',
      'WATCHER_ADDED',
      'WATCHER_REMOVED',
      'COMMENT_ADDED',
    ]);
    await Promise.all([caughtUp(all), caughtUp(one)]);
    expect(typesOf(all)).toEqual(['COMMENT_ADDED']);
    expect(typesOf(one)).toEqual(['COMMENT_ADDED']);
    const replayed = await caughtUp(await followed(requester, { after: start }));
    expect(typesOf(replayed)).toEqual(['TICKET_CREATED', 'COMMENT_ADDED']);
    expect(JSON.stringify([...all.results, ...one.results, ...replayed.results])).not.toMatch(/They/);
  });

  it('that becomes public arrives as COMMENT_PUBLISHED, and that becomes internal again as COMMENT_HIDDEN without its text', async () => {
    const ticketId = await report(requester, 'Seen and unseen');
    const start = await positionOf(requester);
    const stream = await followed(requester);
    const { comment } = await agent.done(
      'addComment',
      { ticketId, body: 'A word to the wise.', visibility: 'INTERNAL' },
      'comment { id }',
    );
    const turn = (visibility: string) =>
      agent.done('setCommentVisibility', { commentId: comment.id, visibility }, 'comment { id }');
    // The event after the note has arrived, so the server judged the note while it was internal.
    await agent.done('addComment', { ticketId, body: 'Hello.' }, 'comment { id }');
    await stream.eventsUntil(1);
    await turn('PUBLIC');
    await stream.eventsUntil(2);
    await turn('INTERNAL');
    await stream.eventsUntil(3);
    expect(stream.events).toMatchObject([
      { type: 'COMMENT_ADDED', comment: { body: 'Hello.' } },
      { type: 'COMMENT_PUBLISHED', commentId: comment.id, comment: { body: 'A word to the wise.' } },
      { type: 'COMMENT_HIDDEN', commentId: comment.id, comment: null },
    ]);
    const replayed = await caughtUp(await followed(requester, { after: start }));
    expect(replayed.events).toMatchObject([
      { type: 'COMMENT_ADDED', comment: { body: 'Hello.' } },
      { type: 'COMMENT_HIDDEN', comment: null },
    ]);
    expect(JSON.stringify(replayed.results)).not.toMatch(/wise/);
  });
});

describe('a viewer who loses access', () => {
  /** Creates a team with a queue of visibility TEAM, a ticket in that queue, and an agent of that team. */
  async function closedQueue() {
    const name = `Closed ${people}`;
    const { team } = await admin.done('createTeam', { name }, 'team { id }');
    const member = await newcomer('AGENT', [team.id]);
    const { queue } = await admin.done(
      'createQueue',
      { name, teamId: team.id, visibility: 'TEAM' },
      'queue { id }',
    );
    const ticketId = await report(admin, 'Behind closed doors', { queueId: queue.id });
    return { teamId: team.id as string, queueId: queue.id as string, ticketId, member };
  }
  const touch = (ticketId: string) =>
    admin.done('updateTicket', { ticketId, subject: `Touched ${Math.random()}` }, 'ticket { id }');

  it('because the ticket moves to another team’s closed queue is sent that it is gone, and its stream ends', async () => {
    const ticketId = await report(requester, 'Going under');
    const [all, one] = [await followed(agent), await followed(agent, { id: ticketId }, ticketUpdated)];
    await touch(ticketId);
    // Rights of now decide: one that has not received the event by then never does.
    for (const stream of [all, one]) await stream.eventsUntil(1);
    await admin.done(
      'assignTicket',
      { ticketId, queueId: ids['queue Security'], assigneeId: ids.agent2 },
      'ticket { id }',
    );
    await touch(ticketId);
    await one.until((s) => s.ended !== undefined);
    expect(one.ended).toBe('complete');
    await caughtUp(all);
    expect([typesOf(all), typesOf(one)]).toEqual([['TICKET_UPDATED'], ['TICKET_UPDATED']]);
    expect([all.gone, one.gone]).toEqual([[ticketId], [ticketId]]);
    expect(one.items.at(-1)).toEqual({ __typename: 'TicketGone', ticketId, cursor: expect.any(String) });
  });

  it('because the queue becomes closed must read again, and the streams end', async () => {
    const { queue } = await admin.done(
      'createQueue',
      { name: 'Soon closed', teamId: ids['team Network'] },
      'queue { id }',
    );
    const ticketId = await report(admin, 'In a queue that closes', { queueId: queue.id });
    const [all, one] = [await followed(lead), await followed(lead, { id: ticketId }, ticketUpdated)];
    await admin.done('updateQueue', { queueId: queue.id, visibility: 'TEAM' }, 'queue { id }');
    await one.until((s) => s.ended !== undefined);
    expect(one.ended).toBe('complete');
    await touch(ticketId);
    await all.until((s) => s.ended !== undefined);
    expect([typesOf(all), typesOf(one)]).toEqual([[], []]);
    for (const stream of [all, one])
      expect([stream.ended, stream.items.at(-1)]).toMatchObject([
        'complete',
        { resyncReason: 'ACCESS_CHANGED' },
      ]);
  });

  it('because they leave the team must read again', async () => {
    const { teamId, ticketId, member } = await closedQueue();
    const all = await followed(member.client);
    await touch(ticketId);
    await all.eventsUntil(1);
    await admin.done('updateTeamMembers', { teamId, removeUserIds: [member.id] }, 'team { id }');
    await touch(ticketId);
    await all.until((s) => s.ended !== undefined);
    expect(typesOf(all)).toEqual(['TICKET_UPDATED']);
    expect(all.items.at(-1)).toMatchObject({ __typename: 'ResyncRequired', resyncReason: 'ACCESS_CHANGED' });
  });

  it('because they no longer watch the ticket is sent that it is gone, and not the event of that change', async () => {
    const { ticketId } = await closedQueue();
    const start = await positionOf(agent);
    await admin.done('watchTicket', { ticketId, userId: ids.agent }, 'ticket { id }');
    const [all, one] = [await followed(agent), await followed(agent, { id: ticketId }, ticketUpdated)];
    await admin.done(
      'addComment',
      { ticketId, body: 'Watchers read this.', visibility: 'INTERNAL' },
      'comment { id }',
    );
    await one.eventsUntil(1);
    await admin.done('unwatchTicket', { ticketId, userId: ids.agent }, 'ticket { id }');
    await touch(ticketId);
    await one.until((s) => s.ended !== undefined);
    await caughtUp(all);
    expect([typesOf(all), typesOf(one)]).toEqual([['COMMENT_ADDED'], ['COMMENT_ADDED']]);
    expect([all.gone, one.gone]).toEqual([[ticketId], [ticketId]]);
    const replayed = await caughtUp(await followed(agent, { after: start }));
    expect([replayed.events, replayed.gone]).toEqual([[], [ticketId]]);
  });

  it('because their role changes must read again, and then receives what the new role may see', async () => {
    const { id, client } = await newcomer('AGENT', [ids['team Service Desk'] as string]);
    const ticketId = await report(requester, 'Staff only');
    const own = await report(client, 'Their own');
    const before = await followed(client);
    const note = (ticket: string, body: string) =>
      admin.done('addComment', { ticketId: ticket, body, visibility: 'INTERNAL' }, 'comment { id }');
    await note(ticketId, 'First');
    await before.eventsUntil(1);
    await admin.done(
      'updateTeamMembers',
      { teamId: ids['team Service Desk'], removeUserIds: [id] },
      'team { id }',
    );
    await admin.done('updateUser', { userId: id, role: 'REQUESTER' }, 'user { id }');
    await before.until((s) => s.ended !== undefined);
    expect(before.events).toMatchObject([{ comment: { body: 'First' } }]);
    const { cursor: after, resyncReason } = before.items.at(-1);
    expect(resyncReason).toBe('ACCESS_CHANGED');
    const stream = await followed(client, { after });
    await note(ticketId, 'Second');
    await note(own, 'Third');
    await touch(own);
    await stream.until((s) => typesOf(s).includes('TICKET_UPDATED'));
    expect(stream.events).toMatchObject([{ type: 'TICKET_UPDATED', ticket: { id: own } }]);
  });

  it('because their role changes between their look-up and the snapshot of a push gets nothing that is newer', async () => {
    const { id, client } = await newcomer('AGENT');
    const ticketId = await report(requester, 'For staff');
    const after = await positionOf(client);
    await touch(ticketId);
    const changed = beforePush(world, id, async () => {
      await admin.done('updateUser', { userId: id, role: 'REQUESTER' }, 'user { id }');
      await admin.done('updateTicket', { ticketId, subject: 'Not for requesters' }, 'ticket { id }');
    });
    const stream = await followed(client, { after });
    await changed;
    await stream.until((s) => s.ended !== undefined);
    expect(stream.items.at(-1)).toMatchObject({ resyncReason: 'ACCESS_CHANGED' });
    expect(JSON.stringify(stream.items)).not.toContain('Not for requesters');
  });

  it('replays earlier events by their present rights: new access shows them, lost access hides them', async () => {
    const start = await positionOf(agent);
    const { teamId, ticketId, member } = await closedQueue();
    const before = await caughtUp(await followed(agent, { after: start }));
    expect(before.events).toEqual([]);
    await admin.done('updateTeamMembers', { teamId, add: [{ userId: ids.agent }] }, 'team { id }');
    onTestFinished(async () => {
      await admin.done('updateTeamMembers', { teamId, removeUserIds: [ids.agent] }, 'team { id }');
    });
    const gained = await followed(agent, { after: start });
    await gained.until((s) => s.ended !== undefined);
    expect(gained.events).toMatchObject([{ type: 'TICKET_CREATED', ticket: { id: ticketId } }]);
    expect(gained.items.at(-1)).toMatchObject({ resyncReason: 'ACCESS_CHANGED' });
    await admin.done('updateTeamMembers', { teamId, removeUserIds: [member.id] }, 'team { id }');
    const lost = await followed(member.client, { after: start });
    await lost.until((s) => s.ended !== undefined);
    expect([lost.events, lost.gone]).toEqual([[], []]);
    expect(lost.items.at(-1)).toMatchObject({ resyncReason: 'ACCESS_CHANGED' });
  });

  it('because it is in a queue that a requester can name no more must read again, and then finds nothing by it', async () => {
    const teamId = ids['team Network'];
    const input = { name: 'Named no more', teamId, visibility: 'ORGANISATION' };
    const queueId = (await admin.done('createQueue', input, 'queue { id }')).queue.id;
    const ticketId = await report(admin, 'Named', { queueId, requesterId: ids.requester });
    const filter = { anyOf: [{ queueIds: [queueId] }] };
    const [named, all] = [await followed(requester, { filter }), await followed(requester)];
    await touch(ticketId);
    await named.eventsUntil(1);
    await admin.done('updateQueue', { queueId, visibility: 'TEAM' }, 'queue { id }');
    await named.until((s) => s.ended !== undefined);
    expect(named.items.at(-1)).toMatchObject({ resyncReason: 'ACCESS_CHANGED' });
    const again = await followed(requester, { filter, after: named.items.at(-1).cursor });
    await touch(ticketId);
    await all.eventsUntil(2);
    expect([again.events, again.ended]).toEqual([[], undefined]);
    await admin.done('updateQueue', { queueId, visibility: 'ORGANISATION' }, 'queue { id }');
    await again.until((s) => s.ended !== undefined);
    expect(again.items.at(-1)).toMatchObject({ resyncReason: 'ACCESS_CHANGED' });
  });
});

describe('an unrelated viewer', () => {
  it('receives nothing, whether a requester or a user of another organisation', async () => {
    const [other, foreign] = [await followed(requester2), await followed(outsider)];
    const placeOf = await logPlaces(world.rows);
    const began = placeOf(foreign.items[0].cursor);
    const ticketId = await report(requester, 'Not your business');
    await agent.done('addComment', { ticketId, body: 'Indeed.' }, 'comment { id }');
    await caughtUp(other);
    await foreign.until((s) => s.items.length >= 3);
    expect(other.events).toEqual([]);
    for (const { __typename, cursor } of foreign.items)
      expect([__typename, placeOf(cursor)]).toEqual(['StreamPosition', began]);
  });

  it('receives nothing without a token', async () => {
    const nobody = world.anonymous();
    const stream = await followed(nobody);
    expect(stream.ended).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('receives nothing with an API key that may not read tickets', async () => {
    const { secret } = await admin.done(
      'createApiKey',
      { name: 'Writes only', scopes: ['TICKETS_WRITE'] },
      'secret',
    );
    const stream = await followed(world.withToken(secret));
    expect(stream.ended).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a WebSocket is closed with 4403', () => {
  const ended = async (stream: Subscription): Promise<unknown> =>
    (await stream.until((s) => s.ended !== undefined)).ended;

  it('when its user signs out', async () => {
    const { client } = await newcomer('REQUESTER');
    const stream = await follow(client);
    await client.done('signOut', {}, 'signedOut');
    expect(await ended(stream)).toMatchObject({ code: 4403 });
  });

  it('when its user is deactivated, and it receives nothing more', async () => {
    const { id, client } = await newcomer('AGENT', [ids['team Service Desk'] as string]);
    const stream = await follow(client);
    await admin.done('deactivateUser', { userId: id }, 'user { id }');
    await report(requester, 'After they left');
    expect(await ended(stream)).toMatchObject({ code: 4403 });
    expect(stream.events).toEqual([]);
  });

  it('when its API key is revoked', async () => {
    const { apiKey, secret } = await admin.done(
      'createApiKey',
      { name: 'Soon revoked', scopes: ['TICKETS_READ'] },
      'apiKey { id } secret',
    );
    const stream = await follow(world.withToken(secret));
    await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, 'apiKey { id }');
    expect(await ended(stream)).toMatchObject({ code: 4403 });
  });

  it('when its token expires, without any other event', async () => {
    const { secret } = await admin.done(
      'createApiKey',
      { name: 'Short', scopes: ['TICKETS_READ'], expiresAt: new Date(Date.now() + 1500).toISOString() },
      'secret',
    );
    const socket = await new RawSocket(world.url).connect(secret);
    expect(await socket.closed).toEqual({ code: 4403 });
  });

  it('immediately, when its token was never valid', async () => {
    for (const authorization of ['Bearer tws_this_is_no_token_at_all', 'Basic YTpi', 7]) {
      const socket = await new RawSocket(world.url).open();
      socket.send({ type: 'connection_init', payload: { authorization } });
      expect(await socket.closed).toEqual({ code: 4403 });
    }
  });
});

describe('a WebSocket', () => {
  it('that sends no connection_init within three seconds is closed', async () => {
    const socket = await new RawSocket(world.url).open();
    const began = Date.now();
    expect(await socket.closed).toEqual({ code: 4408 });
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('that subscribes before connection_init is closed', async () => {
    const socket = await new RawSocket(world.url).open();
    socket.subscribe('1', ticketEvents);
    expect(await socket.closed).toEqual({ code: 4401 });
  });

  it('from a page of another origin, through a proxy, or on another path is refused before it opens', async () => {
    const refused = (url: string, options: object) =>
      new Promise((resolve, reject) => {
        const { socket } = new RawSocket(url, options);
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.once('open', () => reject(new Error('it opened')));
      });
    expect(await refused(world.url, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await refused(world.url, { origin: 'null' })).toBe(403);
    expect(await refused(world.url, { headers: { 'x-forwarded-for': '10.0.0.1' } })).toBe(403);
    expect(await refused(world.url, { headers: { host: 'rebound.example' } })).toBe(403);
    expect(await refused(`${world.url}/elsewhere`, {})).toBe(404);
    const own = await new RawSocket(world.url, { origin: world.url }).connect(null);
    own.socket.close();
  });

  it('runs a limited number of operations at once, and accepts more when some have completed', async () => {
    const socket = await new RawSocket(world.url).connect(agent.token);
    for (let i = 1; i <= 5; i += 1) socket.subscribe(`s${i}`, ticketEvents);
    for (let i = 1; i <= 5; i += 1) await socket.message((m) => m.id === `s${i}` && m.type === 'next');
    socket.subscribe('s6', ticketEvents);
    const refusal = await socket.message((m) => m.id === 's6');
    expect(refusal).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'DOCUMENT_LIMIT', limit: 'OPERATIONS' } }],
    });
    socket.send({ type: 'complete', id: 's1' });
    socket.subscribe('s7', ticketEvents);
    expect(await socket.message((m) => m.id === 's7')).toMatchObject({ type: 'next' });
    socket.socket.close();
  });

  it('accepts documents within the limits of HTTP, and no others', async () => {
    const deep = `{ ticket { requester ${'{ organisation { defaultQueue { team { members { nodes { user '.repeat(3)} { id } ${'} } } } } }'.repeat(3)} } }`;
    const events = (selection: string) =>
      `subscription { ticketEvents { __typename ... on TicketEvent ${selection} } }`;
    const tooMuch = /^DOCUMENT_LIMIT$/;
    const invalid = /^GRAPHQL_(VALIDATION|PARSE)_FAILED$/;
    const documents: [string, RegExp][] = [
      [events(deep), tooMuch],
      [events(`{ ${Array.from({ length: 40 }, (_, i) => `a${i}: cursor`).join(' ')} }`), tooMuch],
      [
        events(
          '{ ticket { comments(first: 100) { nodes { ticket { timeline(first: 100) { nodes { __typename } totalCount } } } } } }',
        ),
        tooMuch,
      ],
      [events(`{ ${'cursor '.repeat(3000)} }`), tooMuch],
      [events('{ nothingLikeIt }'), invalid],
      ['subscription { ticketEvents { __typename', invalid],
      ['subscription { ticketEvents { __typename } other: ticketEvents { __typename } }', invalid],
    ];
    for (const [document, code] of documents) {
      const stream = await followed(agent, {}, document);
      expect(stream.ended).toMatchObject([{ extensions: { code: expect.stringMatching(code) } }]);
      expect(stream.items).toEqual([]);
      expect(await agent.refused(document)).toBeDefined();
    }
  });

  it('answers queries and mutations as HTTP does', async () => {
    const socket = await new RawSocket(world.url).connect(requester.token);
    socket.send({ id: 'q', type: 'subscribe', payload: { query: '{ viewer { name } }' } });
    expect(await socket.message((m) => m.id === 'q')).toMatchObject({
      type: 'next',
      payload: { data: { viewer: { name: 'Rosa Requester' } } },
    });
    socket.socket.close();
  });
});
