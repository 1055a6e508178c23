import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, program, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { feed, followed, kindsOn, readLog, received } from './support.js';

let world: World;
let requester: Client;
let agent: Client;
let agent2: Client;
let lead: Client;
let admin: Client;
let users: Record<string, string>;
let queues: Record<string, string>;
let closedQueueId: string;
beforeAll(async () => {
  world = await startWorld({ NOTIFICATIONS: '1', LIVE_POSITION_SECONDS: '3600' });
  [requester, agent, agent2, lead, admin] = (await Promise.all(
    ['requester', 'agent', 'agent2', 'lead', 'admin'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client, Client];
  const names = await directory(admin);
  ({ users, queues } = names);
  const closed = { name: 'Closed', teamId: names.teams['Service Desk'], visibility: 'TEAM' };
  closedQueueId = (await admin.done('createQueue', closed, 'queue { id }')).queue.id;
});
afterAll(() => world.stop());

const comment = (client: Client, ticketId: string, body = 'Hello', visibility = 'PUBLIC') =>
  client.done('addComment', { ticketId, body, visibility }, 'commentId eventCursor');
const assign = (client: Client, ticketId: string, to: string | null) =>
  client.done('assignTicket', { ticketId, assigneeId: to && users[to] }, 'ticket { id }');

describe('a person', () => {
  it('is notified when they become the assignee, with the event and who did it', async () => {
    const { id } = await report(requester, { subject: 'Assigned' });
    await assign(lead, id, 'agent');
    await readLog(world);
    const [first] = await feed(agent);
    expect(first).toMatchObject({
      kind: 'ASSIGNED',
      readAt: null,
      ticket: { id, subject: 'Assigned' },
      event: { type: 'TICKET_ASSIGNED' },
    });
    expect(await kindsOn(agent2, id)).toEqual([]);
    expect(await kindsOn(requester, id)).toEqual([]);
  });

  it('is not notified of what they do themselves', async () => {
    const { id } = await report(requester);
    await assign(agent, id, 'agent');
    await comment(agent, id, 'I look at it.');
    await readLog(world);
    expect(await kindsOn(agent, id)).toEqual([]);
    expect(await kindsOn(requester, id)).toEqual(['REPLIED']);
  });

  it('hears of replies as requester, assignee, affected user and watcher, and once for an event', async () => {
    const { id } = await report(agent, {
      requesterId: users.requester,
      affectedUserIds: [users.requester2, users.requester],
      watcherIds: [users.lead],
    });
    await assign(agent, id, 'agent2');
    await comment(agent, id);
    await readLog(world);
    expect(await kindsOn(requester, id)).toEqual(['REPLIED']);
    expect(await kindsOn(await world.as('requester2'), id)).toEqual(['REPLIED']);
    expect(await kindsOn(lead, id)).toEqual(['REPLIED']);
    expect(await kindsOn(agent2, id)).toEqual(['REPLIED', 'ASSIGNED']);
  });

  it('is not notified of an internal note that they cannot read', async () => {
    const { id } = await report(requester);
    await assign(agent, id, 'agent2');
    await comment(agent, id, 'Between us.', 'INTERNAL');
    await readLog(world);
    expect(await kindsOn(requester, id)).toEqual([]);
    expect(await kindsOn(agent2, id)).toEqual(['REPLIED', 'ASSIGNED']);
  });

  it('is not notified of what is imported, nor of what the import causes', async () => {
    const { id } = await report(requester);
    await assign(agent, id, 'agent2');
    const importer = await program(world, ['IMPORT', 'COMMENTS_WRITE', 'TICKETS_READ', 'TICKETS_WRITE']);
    const imported = { actorId: users.requester, occurredAt: new Date(Date.now() - 1).toISOString() };
    await importer.done('addComment', { ticketId: id, body: 'From before.', import: imported }, 'commentId');
    await readLog(world);
    expect(await kindsOn(agent2, id)).toEqual(['ASSIGNED']);
  });
});

describe('what a person can no longer see', () => {
  it('is not in their notifications, and counts nowhere, and comes back with the right', async () => {
    const { id } = await report(requester, { subject: 'Moves away' });
    await assign(lead, id, 'agent2');
    await comment(requester, id);
    await readLog(world);
    expect(await kindsOn(agent2, id)).toEqual(['REPLIED', 'ASSIGNED']);
    const before = await unread(agent2);
    const [{ id: notificationId } = { id: '' }] = await feed(agent2);
    await admin.done('assignTicket', { ticketId: id, queueId: closedQueueId }, 'ticket { id }');
    expect(await kindsOn(agent2, id)).toEqual([]);
    expect(await unread(agent2)).toBe(before - 2);
    expect(
      (await agent2.ok('query ($id: ID!) { node(id: $id) { id } }', { id: notificationId })).node,
    ).toBeNull();
    await admin.done('assignTicket', { ticketId: id, queueId: queues['Service Desk'] }, 'ticket { id }');
    expect((await kindsOn(agent2, id)).slice(-2)).toEqual(['REPLIED', 'ASSIGNED']);
  });

  it('is not marked either, by its id or up to a later one, and is not counted', async () => {
    const { id } = await report(requester, { subject: 'Away for a while' });
    await assign(lead, id, 'agent2');
    await readLog(world);
    const [{ id: hidden } = { id: '' }] = await feed(agent2);
    await admin.done('assignTicket', { ticketId: id, assigneeId: null }, 'ticket { id }');
    await admin.done('assignTicket', { ticketId: id, queueId: closedQueueId }, 'ticket { id }');
    await assign(lead, (await report(requester)).id, 'agent2');
    await readLog(world);
    const [{ id: latest } = { id: '' }] = await feed(agent2);
    const before = await unread(agent2);
    for (const input of [{ notificationIds: [hidden] }, { upToId: hidden }])
      expect(await agent2.mutate('markNotificationsRead', input, 'markedCount')).toMatchObject({
        errors: [{ code: 'NOT_FOUND' }],
      });
    const marked = await agent2.done('markNotificationsRead', { upToId: latest }, 'markedCount');
    expect(marked.markedCount).toBe(before);
    await admin.done('assignTicket', { ticketId: id, queueId: queues['Service Desk'] }, 'ticket { id }');
    expect((await feed(agent2, ', unread: true')).map((one) => one.id)).toEqual([hidden]);
  });

  it('is hidden when the comment becomes internal', async () => {
    const { id } = await report(requester);
    const { commentId } = await comment(agent, id);
    await readLog(world);
    expect(await kindsOn(requester, id)).toEqual(['REPLIED']);
    await agent.done('setCommentVisibility', { commentId, visibility: 'INTERNAL' }, 'comment { id }');
    expect(await kindsOn(requester, id)).toEqual([]);
  });
});

const unread = async (client: Client): Promise<number> =>
  (await client.ok('{ notifications(unread: true, first: 0) { totalCount } }')).notifications.totalCount;

describe('the list', () => {
  it('has filters for unread ones and kinds, and pages', async () => {
    const { id } = await report(requester);
    await assign(lead, id, 'agent');
    await comment(requester, id);
    await readLog(world);
    expect((await feed(agent, ', kinds: [ASSIGNED]')).map(({ kind }) => kind)).not.toContain('REPLIED');
    expect(await feed(agent, ', kinds: []')).toEqual([]);
    const [newest, second] = await feed(agent);
    const page = await agent.ok(
      '{ notifications(first: 1) { nodes { id } pageInfo { endCursor hasNextPage } totalCount } }',
    );
    expect(page.notifications).toMatchObject({
      nodes: [{ id: newest?.id }],
      pageInfo: { hasNextPage: true },
    });
    const next = await agent.ok(
      'query ($after: String) { notifications(first: 1, after: $after) { nodes { id } } }',
      {
        after: page.notifications.pageInfo.endCursor,
      },
    );
    expect(next.notifications.nodes).toEqual([{ id: second?.id }]);
    const oldest = await agent.ok(
      '{ notifications(first: 100, orderBy: [{ field: CREATED_AT, direction: ASC }]) { nodes { id } } }',
    );
    expect(oldest.notifications.nodes.at(-1)).toEqual({ id: newest?.id });
  });

  it('shows them read and unread, and counts what a call changed', async () => {
    const { id } = await report(requester);
    await assign(lead, id, 'agent');
    for (let i = 0; i < 3; i += 1) await comment(requester, id);
    await readLog(world);
    const [first, second] = await feed(agent);
    const mark = (name: string, input: object) => agent.done(name, input as never, 'markedCount eventCursor');
    const marked = await mark('markNotificationsRead', { notificationIds: [first?.id, second?.id] });
    expect(marked.markedCount).toBe(2);
    expect((await feed(agent)).slice(0, 3).map(({ readAt }) => readAt !== null)).toEqual([true, true, false]);
    expect(await mark('markNotificationsRead', { notificationIds: [first?.id] })).toMatchObject({
      markedCount: 0,
      eventCursor: null,
    });
    const again = await mark('markNotificationsUnread', { notificationIds: [first?.id] });
    expect(again.markedCount).toBe(1);
    expect((await feed(agent)).slice(0, 2).map(({ readAt }) => readAt !== null)).toEqual([false, true]);
    const left = await unread(agent);
    expect(await mark('markNotificationsRead', { upToId: first?.id })).toMatchObject({ markedCount: left });
    expect(await unread(agent)).toBe(0);
    expect((await feed(agent, ', unread: false')).length).toBeGreaterThanOrEqual(4);
  });

  it('refuses what is not the viewer’s, and what contradicts itself', async () => {
    const [mine] = await feed(agent);
    const input = { notificationIds: [mine?.id ?? ''] };
    const other = await agent2.mutate('markNotificationsRead', input, 'markedCount');
    expect(other.errors[0]).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'notificationIds', '0'] });
    const both = await agent.mutate('markNotificationsRead', { ...input, upToId: mine?.id }, 'markedCount');
    expect(both.errors[0]).toMatchObject({ rule: 'ONE_OF', path: ['input', 'upToId'] });
    const none = await agent.mutate('markNotificationsUnread', { notificationIds: [] }, 'markedCount');
    expect(none.errors[0]).toMatchObject({ rule: 'REQUIRED', path: ['input', 'notificationIds'] });
  });
});

describe('the stream', () => {
  it('sends each notification live, on every server, and what was missed after a cursor, once and in order', async () => {
    const { id } = await report(requester, { subject: 'Live' });
    await assign(lead, id, 'agent');
    await readLog(world);
    const other = await world.another({ NOTIFICATIONS: '1' });
    const stream = await followed(agent);
    const there = await followed(agent.at(other.url));
    for (const body of ['one', 'two']) await comment(requester, id, body);
    for (const one of [stream, there]) {
      await one.until((s) => received(s).length >= 2);
      expect(received(one)).toEqual(['REPLIED Live', 'REPLIED Live']);
      one.stop();
    }
    const { cursor } = stream.items.find(({ __typename }) => __typename === 'NotificationReceived');
    await comment(requester, id, 'three');
    await readLog(world);
    const resumed = await followed(agent, cursor);
    await resumed.until((s) => received(s).length >= 2);
    await comment(requester, id, 'four');
    await resumed.until((s) => received(s).length >= 3);
    expect(received(resumed)).toHaveLength(3);
    const cursors = resumed.items.map((item) => item.cursor);
    expect(new Set(cursors).size).toBe(cursors.length);
    resumed.stop();
  });

  it('sends nothing that the person cannot see at that time, also on a replay', async () => {
    const { id } = await report(requester, { subject: 'Hidden later' });
    await assign(lead, id, 'agent2');
    await readLog(world);
    const stream = await followed(agent2);
    const { cursor } = stream.items.at(0);
    await comment(requester, id);
    await stream.until((s) => received(s).length > 0);
    stream.stop();
    await admin.done('assignTicket', { ticketId: id, assigneeId: null }, 'ticket { id }');
    await admin.done('assignTicket', { ticketId: id, queueId: closedQueueId }, 'ticket { id }');
    const resumed = await followed(agent2, cursor);
    const { id: seen } = await report(agent2, {
      subject: 'Seen',
      requesterId: users.requester,
      queueId: queues.Network,
    });
    await assign(admin, seen, 'agent2');
    await resumed.until((s) => received(s).length > 0);
    expect(received(resumed)).toEqual(['ASSIGNED Seen']);
    resumed.stop();
  });

  it('says on every device how many are unread, when some are marked', async () => {
    await agent.done('markNotificationsRead', { upToId: (await feed(agent))[0]?.id }, 'markedCount');
    const stream = await followed(agent);
    const [one] = await feed(agent);
    const { eventCursor } = await agent.done(
      'markNotificationsUnread',
      { notificationIds: [one?.id] },
      'eventCursor',
    );
    await stream.until(({ items }) => items.some(({ __typename }) => __typename === 'NotificationsMarked'));
    expect(stream.items.at(-1)).toMatchObject({ cursor: eventCursor, unreadCount: 1 });
    stream.stop();
  });
});
