import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, newcomer, program, rawId, refusedWith, report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { changesOf, seen, timelineOf } from '../links/support.js';
import { follow, ticketUpdated } from '../live/support.js';

const MINUTE = 60_000;

let world: World;
let names: Directory;
let admin: Client;
let lead: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;
let now = new Date();

beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '1' }, undefined, () => now);
  admin = await world.as('admin');
  lead = await world.as('lead');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const major = `majorIncident { reason lead { name } declaredBy { ... on User { name } } declaredAt updateEveryMinutes
  nextUpdateDueAt endedAt endedBy { ... on User { name } } endSummary downgraded
  updates { totalCount nodes { body visibility } } }`;

async function declared(more: object = {}, by: Client = lead): Promise<{ id: string; number: string }> {
  const ticket = await report(requester, { subject: 'No e-mail' });
  await by.done('declareMajorIncident', { ...declaration(ticket.id), ...more }, '__typename');
  return ticket;
}
const declaration = (ticketId: string) => ({
  ticketId,
  reason: 'Nobody can send e-mail.',
  leadId: names.users.agent2,
  updateEveryMinutes: 30,
});

describe('a major incident', () => {
  it('is declared with its leader and the interval of updates; everyone who can see the ticket can see that', async () => {
    const ticket = await report(requester);
    const input = { ...declaration(ticket.id), idempotencyKey: 'major-1' };
    const payload = await lead.mutate('declareMajorIncident', input, `ticket { version ${major} }`);
    const declaredAt = now.toISOString();
    const expected = {
      reason: 'Nobody can send e-mail.',
      lead: { name: 'Tomás Agent' },
      declaredBy: { name: 'Leo Lead' },
      declaredAt,
      updateEveryMinutes: 30,
      nextUpdateDueAt: new Date(now.getTime() + 30 * MINUTE).toISOString(),
      endedAt: null,
      endedBy: null,
      endSummary: null,
      downgraded: false,
      updates: { totalCount: 0, nodes: [] },
    };
    expect(payload).toEqual({ ticket: { version: 2, majorIncident: expected }, errors: [] });
    expect(await lead.mutate('declareMajorIncident', input, `ticket { version ${major} }`)).toEqual(payload);
    expect(await seen(requester, ticket.id, major)).toEqual({ majorIncident: expected });
    expect(await timelineOf(requester, ticket.id)).toEqual(['TICKET_CREATED', 'MAJOR_INCIDENT_DECLARED']);
    expect(await timelineOf(agent, ticket.id)).toEqual([
      'TICKET_CREATED',
      'MAJOR_INCIDENT_DECLARED',
      'WATCHER_ADDED',
    ]);
    expect(await changesOf(requester, ticket.id, 'MAJOR_INCIDENT_DECLARED')).toEqual([
      { of: 'TICKET', field: 'MAJOR_INCIDENT', from: false, to: true },
      { of: 'MAJOR_INCIDENT', field: 'LEAD', from: null, to: names.users.agent2 },
      { of: 'MAJOR_INCIDENT', field: 'UPDATE_EVERY_MINUTES', from: null, to: 30 },
      { of: 'MAJOR_INCIDENT', field: 'NEXT_UPDATE_DUE_AT', from: null, to: expected.nextUpdateDueAt },
      { of: 'TICKET_EVENT', field: 'REASON', from: null, to: 'Nobody can send e-mail.' },
    ]);
    const [row] = await world.rows('select major_incident from tickets where id = $1', [rawId(ticket.id)]);
    expect(row).toEqual({ major_incident: true });
  });

  it('can be declared once, for an open incident', async () => {
    const problem = await report(lead, { type: 'PROBLEM' });
    const cancelled = await report(lead);
    await lead.done('cancelTicket', { ticketId: cancelled.id, reason: 'A mistake' }, '__typename');
    const standing = await declared();
    for (const [id, rule] of [
      [problem.id, 'TYPE'],
      [cancelled.id, 'STATUS'],
      [standing.id, 'EXISTS'],
    ] as const)
      expect(await refusedWith(world, lead, 'declareMajorIncident', declaration(id))).toMatchObject({
        rule,
        path: ['input', 'ticketId'],
      });
    const { id } = await report(lead);
    const wrong = { ...declaration(id), reason: ' ', leadId: names.users.requester, updateEveryMinutes: 4 };
    const { errors } = await lead.mutate('declareMajorIncident', wrong, '__typename');
    expect(errors.map(({ rule, path }: { rule: string; path: string[] }) => [path[1], rule])).toEqual([
      ['reason', 'REQUIRED'],
      ['updateEveryMinutes', 'OUT_OF_RANGE'],
      ['leadId', 'ROLE'],
    ]);
    expect(await seen(lead, id, 'majorIncident { reason }')).toEqual({ majorIncident: null });
  });

  it('has status updates: each is a public comment, and sets the due time of the next', async () => {
    const ticket = await declared();
    const stream = await follow(requester, { id: ticket.id }, ticketUpdated);
    now = new Date(now.getTime() + 10 * MINUTE);
    const input = { ticketId: ticket.id, body: 'We are on it.', idempotencyKey: `update ${ticket.number}` };
    const selection = `comment { body visibility author { ... on User { name } } } ticket { ${major} }`;
    const payload = await agent2.mutate('postMajorIncidentUpdate', input, selection);
    expect(payload).toMatchObject({
      comment: { body: 'We are on it.', visibility: 'PUBLIC', author: { name: 'Tomás Agent' } },
      ticket: {
        majorIncident: {
          nextUpdateDueAt: new Date(now.getTime() + 30 * MINUTE).toISOString(),
          updates: { totalCount: 1, nodes: [{ body: 'We are on it.', visibility: 'PUBLIC' }] },
        },
      },
      errors: [],
    });
    expect(await agent2.mutate('postMajorIncidentUpdate', input, selection)).toEqual(payload);
    // An ordinary comment is not an update.
    await requester.done('addComment', { ticketId: ticket.id, body: 'Hurry.' }, '__typename');
    const { majorIncident } = await seen(requester, ticket.id, major);
    expect(majorIncident.updates).toMatchObject({ totalCount: 1, nodes: [{ body: 'We are on it.' }] });
    expect(await timelineOf(requester, ticket.id)).toEqual([
      'TICKET_CREATED',
      'MAJOR_INCIDENT_DECLARED',
      'Comment',
      'MAJOR_INCIDENT_UPDATED',
      'Comment',
    ]);
    const events = await stream.eventsUntil(3);
    expect(events.map(({ type, comment }) => [type, comment?.body])).toEqual([
      ['COMMENT_ADDED', 'We are on it.'],
      ['MAJOR_INCIDENT_UPDATED', 'We are on it.'],
      ['COMMENT_ADDED', 'Hurry.'],
    ]);
    stream.stop();
  });

  it('can get another leader and a shorter interval, counted from the last update', async () => {
    const ticket = await declared();
    const since = now.getTime();
    now = new Date(since + 5 * MINUTE);
    const change = (input: object) =>
      lead.done('changeMajorIncident', { ticketId: ticket.id, ...input }, `ticket { version ${major} }`);
    const { ticket: changed } = await change({ leadId: names.users.lead, updateEveryMinutes: 15 });
    expect(changed).toMatchObject({
      version: 3,
      majorIncident: {
        lead: { name: 'Leo Lead' },
        updateEveryMinutes: 15,
        nextUpdateDueAt: new Date(since + 15 * MINUTE).toISOString(),
      },
    });
    expect(await changesOf(requester, ticket.id, 'MAJOR_INCIDENT_CHANGED')).toEqual([
      { of: 'MAJOR_INCIDENT', field: 'LEAD', from: names.users.agent2, to: names.users.lead },
      { of: 'MAJOR_INCIDENT', field: 'UPDATE_EVERY_MINUTES', from: 30, to: 15 },
      {
        of: 'MAJOR_INCIDENT',
        field: 'NEXT_UPDATE_DUE_AT',
        from: new Date(since + 30 * MINUTE).toISOString(),
        to: new Date(since + 15 * MINUTE).toISOString(),
      },
    ]);
    // An input without a new value changes nothing.
    expect((await change({ updateEveryMinutes: 15 })).ticket.version).toBe(3);
  });

  it('ends with a summary, stays recorded and can be declared again; a downgraded one does not count', async () => {
    const ticket = await declared();
    const { ticket: ended } = await lead.done(
      'endMajorIncident',
      { ticketId: ticket.id, summary: 'E-mail flows again.' },
      `ticket { ${major} }`,
    );
    expect(ended.majorIncident).toMatchObject({
      endedAt: now.toISOString(),
      endedBy: { name: 'Leo Lead' },
      endSummary: 'E-mail flows again.',
      downgraded: false,
      nextUpdateDueAt: null,
    });
    const flag = async () =>
      (await world.rows('select major_incident as flag from tickets where id = $1', [rawId(ticket.id)]))[0]
        ?.flag;
    expect(await flag()).toBe(true);
    for (const [mutation, input] of [
      ['postMajorIncidentUpdate', { body: 'Words' }],
      ['changeMajorIncident', { updateEveryMinutes: 60 }],
      ['endMajorIncident', { summary: 'Again' }],
    ] as const)
      expect(await refusedWith(world, lead, mutation, { ticketId: ticket.id, ...input })).toMatchObject({
        rule: 'NOT_MAJOR',
      });
    await lead.done('declareMajorIncident', declaration(ticket.id), '__typename');
    await lead.done(
      'endMajorIncident',
      { ticketId: ticket.id, summary: 'It was one mailbox.', downgraded: true },
      '__typename',
    );
    expect(await flag()).toBe(false);
    expect(await changesOf(requester, ticket.id, 'MAJOR_INCIDENT_ENDED')).toContainEqual({
      of: 'TICKET',
      field: 'MAJOR_INCIDENT',
      from: true,
      to: false,
    });
  });
});

it('needs a review before it is closed, even after its end; a downgraded one does not', async () => {
  const fix = { resolutionCode: 'FIXED', resolutionNotes: 'Restarted.' };
  for (const downgraded of [false, true]) {
    const ticket = await declared();
    await lead.done('endMajorIncident', { ticketId: ticket.id, summary: 'Over', downgraded }, '__typename');
    await lead.done('resolveTicket', { ticketId: ticket.id, ...fix }, '__typename');
    const { errors } = await lead.mutate(
      'closeTicket',
      { ticketId: ticket.id, closureSummary: 'It works' },
      '__typename',
    );
    const reasons = errors.flatMap((error: { reasons: { code: string }[] }) => error.reasons);
    expect([downgraded, reasons]).toEqual([downgraded, downgraded ? [] : [{ code: 'REVIEW_MISSING' }]]);
  }
});

describe('permission for a major incident', () => {
  let ticket: { id: string };
  let open: { id: string };

  beforeAll(async () => {
    ticket = await declared();
    open = await report(requester);
  });

  const cases = (): [string, object][] => [
    ['declareMajorIncident', declaration(open.id)],
    ['changeMajorIncident', { ticketId: ticket.id, updateEveryMinutes: 60 }],
    ['endMajorIncident', { ticketId: ticket.id, summary: 'Over' }],
    ['postMajorIncidentUpdate', { ticketId: ticket.id, body: 'Words' }],
  ];

  it('is missing for its requester, agents of other teams, API keys without the scope, and users who cannot see it', async () => {
    const stranger = await (await newcomer(world)).signIn();
    const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE']);
    const outsider = await world.as('outsider@example.org');
    for (const [mutation, input] of cases()) {
      const path = ['input', 'ticketId'];
      for (const client of [requester, stranger])
        expect(await refusedWith(world, client, mutation, { ...input })).toMatchObject({
          code: 'FORBIDDEN',
          reason: 'NOT_PERMITTED',
          path,
        });
      expect(await refusedWith(world, reader, mutation, { ...input })).toMatchObject({
        code: 'FORBIDDEN',
        reason: 'SCOPE',
        path,
      });
      for (const client of [requester2, outsider])
        expect(await refusedWith(world, client, mutation, { ...input })).toMatchObject({
          code: 'NOT_FOUND',
          path,
        });
    }
  });

  it('to post updates is given to agents who work on it, but not to declare, change or end it', async () => {
    for (const [mutation, input] of cases().slice(0, 3))
      expect(await refusedWith(world, agent, mutation, { ...input })).toMatchObject({
        code: 'FORBIDDEN',
        reason: 'NOT_PERMITTED',
      });
    await agent.done(
      'postMajorIncidentUpdate',
      { ticketId: ticket.id, body: 'From the desk.' },
      '__typename',
    );
  });

  it('to declare, change and end it is given to its leader, who can see it in any queue, and to administrators and API keys', async () => {
    const secret = await report(agent2, { queueId: names.queues.Security });
    expect(await seen(agent, secret.id, 'id')).toBeNull();
    await admin.done(
      'declareMajorIncident',
      { ...declaration(secret.id), leadId: names.users.agent },
      '__typename',
    );
    expect(await seen(agent, secret.id, 'majorIncident { reason }')).not.toBeNull();
    const ticketId = secret.id;
    await agent.done('postMajorIncidentUpdate', { ticketId, body: 'Led from the desk.' }, '__typename');
    await agent.done('changeMajorIncident', { ticketId, updateEveryMinutes: 60 }, '__typename');
    await agent.done('endMajorIncident', { ticketId, summary: 'Over' }, '__typename');
    // A former leader has no right to declare it again.
    expect(await refusedWith(world, agent, 'declareMajorIncident', declaration(ticketId))).toMatchObject({
      reason: 'NOT_PERMITTED',
    });
    const key = await program(world, ['TICKETS_WRITE', 'TICKETS_READ']);
    await key.done('declareMajorIncident', declaration(ticketId), '__typename');
  });
});

describe('a cancelled major incident', () => {
  it('accepts no more status updates', async () => {
    const { id: ticketId } = await declared();
    await agent.done('cancelTicket', { ticketId, reason: 'A test.' }, '__typename');
    expect(
      await refusedWith(world, agent, 'postMajorIncidentUpdate', { ticketId, body: 'Words' }),
    ).toMatchObject({ code: 'INVALID_TRANSITION', from: 'CANCELLED', path: ['input', 'ticketId'] });
  });
});

describe('a due update', () => {
  const dueOn = async (client: Client, id: string) =>
    (await timelineOf(client, id)).filter((type) => type === 'MAJOR_INCIDENT_UPDATE_DUE').length;

  it('causes an event for agents, once for each due time, until the end', async () => {
    const ticket = await declared();
    const silent = await declared();
    const fix = { resolutionCode: 'FIXED', resolutionNotes: 'Restarted.' };
    await lead.done('resolveTicket', { ticketId: silent.id, ...fix }, '__typename');
    expect(await dueOn(agent, ticket.id)).toBe(0);
    const due = (await seen(agent, ticket.id, major)).majorIncident.nextUpdateDueAt;
    now = new Date(now.getTime() + 31 * MINUTE);
    await eventually(async () => (await dueOn(agent, ticket.id)) === 1);
    expect(await changesOf(agent, ticket.id, 'MAJOR_INCIDENT_UPDATE_DUE')).toEqual([
      { of: 'MAJOR_INCIDENT', field: 'NEXT_UPDATE_DUE_AT', from: null, to: due },
    ]);
    const { timeline } = await seen(
      agent,
      ticket.id,
      'timeline(last: 1) { nodes { ... on TicketEvent { actor { __typename } cause { kind } } } }',
    );
    expect(timeline.nodes).toMatchObject([{ cause: { kind: 'CLOCK' } }]);
    expect(await dueOn(requester, ticket.id)).toBe(0);
    // It is recorded once, however late it is and however often the task runs. The event of another ticket
    // proves that the task ran.
    const other = await declared({ updateEveryMinutes: 5 });
    now = new Date(now.getTime() + 60 * MINUTE);
    await eventually(async () => (await dueOn(agent, other.id)) === 1);
    expect(await dueOn(agent, ticket.id)).toBe(1);
    // No update is due while the incident is resolved. It is due again after the incident is reopened.
    expect(await dueOn(agent, silent.id)).toBe(0);
    await requester.done('reopenTicket', { ticketId: silent.id, reason: 'It is back' }, '__typename');
    await eventually(async () => (await dueOn(agent, silent.id)) === 1);
    // A new due time causes a new event.
    await agent.done('postMajorIncidentUpdate', { ticketId: ticket.id, body: 'Still on it.' }, '__typename');
    await lead.done('endMajorIncident', { ticketId: other.id, summary: 'Over' }, '__typename');
    now = new Date(now.getTime() + 31 * MINUTE);
    await eventually(async () => (await dueOn(agent, ticket.id)) === 2);
    expect(await dueOn(agent, other.id)).toBe(1);
  });
});

describe('the list of major incidents', () => {
  it('has the active ones first, each group from the latest, and only those that the viewer can see', async () => {
    const all = async (client: Client, args = '(first: 100)') =>
      (
        await client.ok(
          `{ majorIncidents${args} { totalCount nodes { number } pageInfo { hasNextPage endCursor } } }`,
        )
      ).majorIncidents;
    const before = (await all(admin)).nodes.map(({ number }: { number: string }) => number);
    const made = [];
    for (let i = 0; i < 4; i += 1) {
      now = new Date(now.getTime() + MINUTE);
      made.push(await declared());
    }
    const [first, second, third, fourth] = made as { id: string; number: string }[];
    await lead.done('endMajorIncident', { ticketId: fourth?.id, summary: 'Over' }, '__typename');
    await lead.done(
      'resolveTicket',
      { ticketId: second?.id, resolutionCode: 'FIXED', resolutionNotes: 'Restarted.' },
      '__typename',
    );
    const { nodes, totalCount } = await all(admin);
    const numbers: string[] = nodes.map(({ number }: { number: string }) => number);
    expect(totalCount).toBe(before.length + 4);
    expect(numbers.slice(0, 2)).toEqual([third?.number, first?.number]);
    const over = numbers.filter((number) => number === fourth?.number || number === second?.number);
    expect(over).toEqual([fourth?.number, second?.number]);
    expect(numbers.indexOf(fourth?.number ?? '')).toBeGreaterThan(1);
    // Reading page by page gives the same list.
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const page = await all(admin, `(first: 2${after})`);
      paged.push(...page.nodes.map(({ number }: { number: string }) => number));
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(paged).toEqual(numbers);
    expect((await all(requester2)).totalCount).toBe(0);
    expect((await all(await world.as('outsider@example.org'))).totalCount).toBe(0);
    const hidden = (await all(requester)).nodes.map(({ number }: { number: string }) => number);
    expect(hidden).toEqual(expect.arrayContaining([first?.number, fourth?.number]));
  });
});
