import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { holdDue } from '../../server/tickets/holds.js';
import type { Client } from '../harness/client.js';
import { type Directory, directory, newcomer, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { beforePush, positionOf } from '../live/support.js';
import { type Followed, freshView, ViewMirror } from './view-mirror.js';

let world: World;
let names: Directory;
let admin: Client;
let lead: Client;
let agent: Client;
let requester: Client;
const open: ViewMirror[] = [];

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
afterAll(async () => {
  for (const mirror of open) mirror.stop();
  await world.stop();
});

let labels = 0;
/** A label that no other ticket has, and a view of the tickets with it. */
function own(more: object = {}): { label: string; followed: Followed } {
  labels += 1;
  const label = `view-${labels}`;
  return { label, followed: { filter: { labels: [label], ...more }, first: 10 } };
}

async function follow(client: Client, followed: Followed): Promise<ViewMirror> {
  const mirror = await ViewMirror.of(client, followed);
  open.push(mirror);
  return mirror;
}

async function ticket(label: string, more: object = {}, by = agent): Promise<string> {
  const requesterId = names.users.requester2;
  return (await report(by, { labels: [label], requesterId, ...more })).id;
}

/** Expects that the mirror shows what a new reader gets. */
async function expectFresh(mirror: ViewMirror, client: Client, followed = mirror.followed) {
  expect(mirror.shown).toEqual(await freshView(client, followed));
}

const kinds = (items: { __typename: string }[]) => items.map(({ __typename }) => __typename);

describe('a live view', () => {
  it('begins with its rows and its count, and sends rows that enter, change and leave, with the event', async () => {
    const { label, followed } = own({ not: { statusCategories: ['DONE'] } });
    const first = await ticket(label, { subject: 'First' });
    const mirror = await follow(lead, followed);
    expect(mirror.shown).toMatchObject({ rows: [{ id: first, subject: 'First' }], totalCount: 1 });
    const second = await ticket(label, { subject: 'Second' });
    expect(await mirror.step()).toMatchObject([
      {
        ...{ __typename: 'TicketEntered', index: 0, ticket: { id: second } },
        event: { type: 'TICKET_CREATED', actor: { name: 'Aisha Agent' } },
      },
      { __typename: 'TicketViewCount', totalCount: 2 },
    ]);
    await agent.done('updateTicket', { ticketId: first, subject: 'The first' }, '__typename');
    expect(await mirror.step()).toMatchObject([
      {
        __typename: 'TicketChanged',
        index: 1,
        ticket: { subject: 'The first' },
        event: { type: 'TICKET_UPDATED' },
      },
    ]);
    await agent.done('cancelTicket', { ticketId: first, reason: 'A mistake.' }, '__typename');
    expect(await mirror.step()).toMatchObject([
      {
        ...{ __typename: 'TicketLeft', ticketId: first, matches: false },
        event: { type: 'TICKET_CANCELLED', actor: { name: 'Aisha Agent' } },
      },
      { __typename: 'TicketViewCount', totalCount: 1 },
    ]);
    await expectFresh(mirror, lead);
  });

  it('sends a row that moves up into the window because another one left, and one that moves out of it', async () => {
    const { label, followed } = own();
    const [oldest, middle] = [await ticket(label), await ticket(label)];
    const mirror = await follow(lead, { ...followed, first: 2 });
    const newest = await ticket(label);
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketLeft', ticketId: oldest, matches: true, event: null },
      { __typename: 'TicketEntered', ticket: { id: newest }, index: 0 },
      { __typename: 'TicketViewCount', totalCount: 3 },
    ]);
    await agent.done('updateTicket', { ticketId: middle, labels: [] }, '__typename');
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketLeft', ticketId: middle, matches: false, event: { type: 'TICKET_UPDATED' } },
      { __typename: 'TicketEntered', ticket: { id: oldest }, index: 1, event: null },
      { __typename: 'TicketViewCount', totalCount: 2 },
    ]);
    await expectFresh(mirror, lead);
  });

  it('says to which place a row moved', async () => {
    const { label, followed } = own();
    const [oldest] = [await ticket(label), await ticket(label), await ticket(label)];
    const byChange = { ...followed, orderBy: [{ field: 'UPDATED_AT', direction: 'DESC' }] };
    const mirror = await follow(lead, byChange);
    await agent.done('updateTicket', { ticketId: oldest, subject: 'Again' }, '__typename');
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketChanged', ticket: { id: oldest }, index: 0 },
    ]);
    await expectFresh(mirror, lead);
  });

  it('is followed by a saved view, and ends when that is changed or not shared any more', async () => {
    const { label, followed } = own();
    const id = await ticket(label);
    const teamId = names.teams['Service Desk'];
    const view = { name: 'Ours', filter: followed.filter, sharing: 'TEAM', teamId };
    const { savedViewId } = await lead.done('createSavedView', view, 'savedViewId');
    const subscribed = { view: savedViewId, first: 10 };
    const mirror = await follow(agent, subscribed);
    expect(mirror.shown.rows).toMatchObject([{ id }]);
    // Another name changes nothing.
    await lead.done('updateSavedView', { savedViewId, name: 'Still ours' }, '__typename');
    await ticket(label);
    expect(kinds(await mirror.step())).toEqual(['TicketEntered', 'TicketViewCount']);
    await lead.done('updateSavedView', { savedViewId, filter: {} }, '__typename');
    const ends = [{ __typename: 'ResyncRequired', resyncReason: 'VIEW_CHANGED' }];
    expect(await mirror.step()).toMatchObject(ends);
    const again = await follow(agent, subscribed);
    await lead.done('updateSavedView', { savedViewId, sharing: 'PRIVATE' }, '__typename');
    expect(await again.step()).toMatchObject(ends);
    expect((await follow(agent, subscribed)).ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('counts without rows, and counts nothing when no count is selected', async () => {
    const { label, followed } = own();
    const counting = await follow(lead, { ...followed, first: 0 });
    const rowsOnly = lead.subscribe(
      `subscription ($filter: TicketFilter) { ticketView(filter: $filter) { __typename ... on TicketEntered { index } } }`,
      { filter: followed.filter },
    );
    await rowsOnly.until(({ items }) => items.length === 2);
    await ticket(label);
    expect(await counting.step()).toMatchObject([{ __typename: 'TicketViewCount', totalCount: 1 }]);
    await rowsOnly.until(({ items }) => items.length === 4);
    expect(kinds(rowsOnly.items).slice(2)).toEqual(['TicketEntered', 'StreamPosition']);
    rowsOnly.stop();
  });

  it('by a time of its tickets is that of a fresh read before and after the time comes, and shows the event', async () => {
    const { label } = own();
    const id = await ticket(label);
    const resumeAt = new Date(Date.now() + 1500);
    const range = { from: new Date(), to: new Date(resumeAt.getTime() + 1) };
    const mirror = await follow(agent, { filter: { labels: [label], resumeAt: range }, first: 10 });
    const hold = { ticketId: id, reason: 'AWAITING_VENDOR', resumeAt };
    await agent.done('holdTicket', hold, '__typename');
    expect(await mirror.step()).toMatchObject([{ __typename: 'TicketEntered' }, { totalCount: 1 }]);
    await expect
      .poll(async () => {
        await runSchedule(world.app.services, [holdDue], () => false);
        return mirror.news();
      })
      .toMatchObject([{ __typename: 'TicketChanged', event: { type: 'HOLD_DUE' } }]);
    expect(Date.now()).toBeGreaterThanOrEqual(resumeAt.getTime());
    await expectFresh(mirror, agent);
    await agent.done('resumeTicket', { ticketId: id }, '__typename');
    expect(await mirror.step()).toMatchObject([{ __typename: 'TicketLeft' }, { totalCount: 0 }]);
  });

  it('gives the cursor of an own call, when its effect was sent', async () => {
    const { label, followed } = own();
    const mirror = await follow(agent, followed);
    const made = await agent.done(
      'createTicket',
      { type: 'INCIDENT', subject: 'Mine', description: '.', labels: [label] },
      'eventCursor',
    );
    expect(kinds(await mirror.upTo(made.eventCursor))).toEqual(['TicketEntered', 'TicketViewCount']);
    expect(mirror.cursor).toBe(made.eventCursor);
  });

  it('begins with a snapshot after any cursor: its own, one of another view, organisation or log, or none', async () => {
    const { label, followed } = own();
    const id = await ticket(label);
    const mirror = await follow(lead, followed);
    const elsewhere = await follow(lead, own().followed);
    await ticket(label);
    await mirror.step();
    const outsider = await positionOf(await world.as('outsider@example.org'));
    for (const cursor of [mirror.cursor, elsewhere.cursor, outsider, 'nonsense', null]) {
      mirror.cursor = cursor;
      mirror.cut();
      expect(kinds(await mirror.step())).toEqual(['TicketViewSnapshot']);
      expect(mirror.shown.rows).toHaveLength(2);
    }
    await agent.done('updateTicket', { ticketId: id, subject: 'Later' }, '__typename');
    expect(kinds(await mirror.step())).toEqual(['TicketChanged']);
    await expectFresh(mirror, lead);
  });
});

describe('what the reader can see of a live view', () => {
  it('keeps a ticket that is in it for two reasons until the last one ends', async () => {
    const { label, followed } = own({ viewer: ['ASSIGNED_TO_ME', 'WATCHED_BY_ME'] });
    const id = await ticket(label);
    const watcher = { ticketId: id, userId: names.users.lead };
    await agent.done('assignTicket', { ticketId: id, assigneeId: names.users.lead }, '__typename');
    await agent.done('watchTicket', watcher, '__typename');
    const mirror = await follow(lead, followed);
    expect(mirror.shown.rows).toMatchObject([{ id }]);
    await agent.done('unwatchTicket', watcher, '__typename');
    expect(kinds(await mirror.step())).toEqual(['TicketChanged']);
    await agent.done('assignTicket', { ticketId: id, assigneeId: names.users.agent }, '__typename');
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketLeft', ticketId: id, matches: false, event: { type: 'TICKET_ASSIGNED' } },
      { __typename: 'TicketViewCount', totalCount: 0 },
    ]);
  });

  it('loses the tickets of a queue that becomes TEAM, and gets others in their place, in one step', async () => {
    const { label, followed } = own();
    const queue = { name: 'Soon closed', teamId: names.teams.Network, visibility: 'ORGANISATION' };
    const { queue: made } = await admin.done('createQueue', queue, 'queue { id }');
    const stays = await ticket(label);
    const goes = [
      await ticket(label, { queueId: made.id }),
      await ticket(label, { queueId: made.id }),
      await ticket(label, { queueId: made.id }),
    ];
    const mirror = await follow(agent, { ...followed, first: 2 });
    expect(mirror.shown).toMatchObject({ rows: [{ id: goes[2] }, { id: goes[1] }], totalCount: 4 });
    await admin.done('updateQueue', { queueId: made.id, visibility: 'TEAM' }, '__typename');
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketGone', ticketId: goes[2] },
      { __typename: 'TicketGone', ticketId: goes[1] },
      { __typename: 'TicketEntered', ticket: { id: stays }, index: 0, event: null },
      { __typename: 'TicketViewCount', totalCount: 1 },
    ]);
    // A member of the team goes on seeing them, also one who becomes a member.
    const add = [{ userId: names.users.agent }];
    await admin.done('updateTeamMembers', { teamId: queue.teamId, add }, '__typename');
    expect(kinds(await mirror.step())).toEqual([
      'TicketLeft',
      'TicketEntered',
      'TicketEntered',
      'TicketViewCount',
    ]);
    await expectFresh(mirror, agent);
    await admin.done(
      'updateTeamMembers',
      { teamId: queue.teamId, removeUserIds: [names.users.agent] },
      '__typename',
    );
    await mirror.step();
    await expectFresh(mirror, agent);
  });

  it('is that of the new role when the reader gets another one', async () => {
    const { label, followed } = own();
    const person = await newcomer(world, 'AGENT');
    const reader = await person.signIn();
    await ticket(label);
    const mirror = await follow(reader, followed);
    expect(mirror.shown.totalCount).toBe(1);
    await admin.done('updateUser', { userId: person.id, role: 'REQUESTER' }, '__typename');
    expect(kinds(await mirror.step())).toEqual(['TicketGone', 'TicketViewCount']);
    const id = await ticket(label, { requesterId: person.id });
    expect(await mirror.step()).toMatchObject([{ ticket: { id } }, { totalCount: 1 }]);
  });

  it.each(['first', 'later'])(
    'is that of the new role when it changes between the look-up of the reader and the %s snapshot',
    async (which) => {
      const { label, followed } = own();
      const person = await newcomer(world, 'AGENT');
      const reader = await person.signIn();
      await ticket(label);
      const becomeRequester = () =>
        admin.done('updateUser', { userId: person.id, role: 'REQUESTER' }, '__typename');
      const early = which === 'first' ? beforePush(world, person.id, becomeRequester) : undefined;
      const mirror = await follow(reader, followed);
      if (which === 'later') expect(mirror.shown.totalCount).toBe(1);
      const late = which === 'later' ? beforePush(world, person.id, becomeRequester) : undefined;
      await ticket(label);
      await (early ?? late);
      await expect.poll(() => mirror.news() && mirror.shown.totalCount).toBe(0);
      await expectFresh(mirror, reader);
    },
  );

  it('does not show a requester that an internal note was added', async () => {
    const { id } = await report(requester, { subject: 'Quiet' });
    const mirror = await follow(requester, { filter: { ids: [id] }, first: 10 });
    await agent.done(
      'addComment',
      { ticketId: id, body: 'Between us.', visibility: 'INTERNAL' },
      '__typename',
    );
    await agent.done('addComment', { ticketId: id, body: 'For all.' }, '__typename');
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketChanged', event: { type: 'COMMENT_ADDED' } },
    ]);
    expect(mirror.news()).toEqual([]);
  });

  it('finds a queue that it names as long as a requester can name it', async () => {
    const { label } = own();
    const queue = { name: 'Now and then', teamId: names.teams.Network, visibility: 'TEAM' };
    const { queue: made } = await admin.done('createQueue', queue, 'queue { id }');
    const queueIds = [made.id];
    const requesterId = names.users.requester;
    await ticket(label, { requesterId, queueId: made.id }, admin);
    const [inside, outside] = [
      await follow(requester, { filter: { labels: [label], anyOf: [{ queueIds }] }, first: 10 }),
      await follow(requester, { filter: { labels: [label], not: { queueIds } }, first: 10 }),
    ];
    for (const [visibility, expected] of [
      ['ORGANISATION', [1, 0]],
      ['TEAM', [0, 1]],
    ] as const) {
      await admin.done('updateQueue', { queueId: made.id, visibility }, '__typename');
      for (const mirror of [inside, outside]) await mirror.step();
      expect([inside.shown.totalCount, outside.shown.totalCount]).toEqual(expected);
      for (const mirror of [inside, outside]) await expectFresh(mirror, requester);
    }
  });

  it('is sent to those who see a TEAM queue, although a requester follows it who cannot name it', async () => {
    const { label } = own();
    const queue = { name: 'Named in vain', teamId: names.teams.Network, visibility: 'TEAM' };
    const { queue: made } = await admin.done('createQueue', queue, 'queue { id }');
    const followed = { filter: { queueIds: [made.id] }, first: 10 };
    const [blind, seeing] = [await follow(requester, followed), await follow(admin, followed)];
    const more = { queueId: made.id, requesterId: names.users.requester };
    const id = await ticket(label, more, admin);
    expect(await seeing.step()).toMatchObject([{ ticket: { id } }, { totalCount: 1 }]);
    await admin.done('updateQueue', { queueId: made.id, visibility: 'ORGANISATION' }, '__typename');
    expect(await blind.step()).toMatchObject([{ ticket: { id } }, { totalCount: 1 }]);
    // It goes on to be asked for events of the queue.
    await ticket(label, more, admin);
    expect(await blind.step()).toMatchObject([{}, { totalCount: 2 }]);
    await expectFresh(blind, requester);
  });

  it('follows the team of a queue when the filter names teams', async () => {
    const { label } = own();
    const queue = { name: 'Given away', teamId: names.teams['Service Desk'], visibility: 'ORGANISATION' };
    const { queue: made } = await admin.done('createQueue', queue, 'queue { id }');
    await ticket(label, { queueId: made.id });
    const mirror = await follow(agent, { filter: { labels: [label], viewer: ['MY_TEAMS'] }, first: 10 });
    expect(mirror.shown.totalCount).toBe(1);
    await admin.done('updateQueue', { queueId: made.id, teamId: names.teams.Network }, '__typename');
    expect(await mirror.step()).toMatchObject([
      { __typename: 'TicketLeft', matches: false, event: null },
      { __typename: 'TicketViewCount', totalCount: 0 },
    ]);
  });
});

describe('ticketView refuses', () => {
  const document = `subscription ($view: ID, $filter: TicketFilter, $orderBy: [TicketOrder!], $first: Int) {
    ticketView(view: $view, filter: $filter, orderBy: $orderBy, first: $first) { __typename } }`;
  async function refused(client: Client, variables: object): Promise<object> {
    const stream = client.subscribe(document, { ...variables });
    await stream.until(({ ended, items }) => ended !== undefined || items.length > 0);
    expect(stream.items.filter(({ __typename }) => __typename)).toEqual([]);
    return (stream.ended as { extensions: object }[])[0]?.extensions ?? {};
  }

  it('wrong arguments, and what the reader cannot read', async () => {
    const input = { code: 'BAD_USER_INPUT' };
    const order = { field: 'PRIORITY', direction: 'ASC' };
    const { savedViewId } = await agent.done('createSavedView', { name: 'Mine' }, 'savedViewId');
    expect(await refused(agent, { first: 101 })).toMatchObject({
      ...input,
      argument: 'first',
      rule: 'OUT_OF_RANGE',
    });
    expect(await refused(agent, { orderBy: [order, order] })).toMatchObject({
      ...input,
      argument: 'orderBy',
    });
    expect(await refused(agent, { view: savedViewId, filter: {} })).toMatchObject({
      ...input,
      rule: 'ONE_OF',
    });
    expect(await refused(agent, { filter: { queueIds: ['x'] } })).toMatchObject({ ...input, rule: 'ID' });
    expect(await refused(lead, { view: savedViewId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused(world.anonymous(), {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    await world.rows(`update saved_views set filter = '{"colour":"red"}' where name = 'Mine'`);
    expect(await refused(agent, { view: savedViewId })).toMatchObject({
      ...input,
      argument: 'view',
      rule: 'STATE',
    });
    expect(await refusedWith(world, lead, 'deleteSavedView', { savedViewId })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('a time that is not fixed: what depends on the present time would change without an event', async () => {
    for (const from of ['now', 'today', '-P1D', 'now() - interval 1 day']) {
      const stream = agent.subscribe(document, { filter: { anyOf: [{ resumeAt: { from } }] } });
      await stream.until(({ ended, items }) => ended !== undefined || items.length > 0);
      const message = expect.stringContaining(`${JSON.stringify(from)} at "filter.anyOf[0].resumeAt.from"`);
      const refusal = { message, extensions: { code: 'BAD_USER_INPUT' } };
      expect([stream.items, stream.ended]).toMatchObject([[], [refusal]]);
    }
  });
});
