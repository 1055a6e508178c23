import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';
import { directory, report } from './support.js';

let world: World;
let counter: StatementCounter;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url };
    }),
  );
  agent = await world.as('agent');
  requester = await world.as('requester');
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
});

interface Event {
  id: string;
  cursor: string;
  type: string;
  [field: string]: unknown;
}

/** The events of a ticket's timeline, with what `fields` select. */
async function eventsOf(client: Client, id: string, fields = '', first = 100): Promise<Event[]> {
  const query = `query ($id: ID!, $first: Int) { ticket(id: $id) { timeline(first: $first) { nodes {
    ... on TicketEvent { id cursor type ${fields} } } } } }`;
  const { nodes } = (await client.ok(query, { id, first })).ticket.timeline;
  return nodes.filter(({ type }: Partial<Event>) => type !== undefined);
}

/** The last event of this type. */
async function lastOf(client: Client, id: string, type: string, fields = ''): Promise<Event> {
  const found = (await eventsOf(client, id, fields)).findLast((event) => event.type === type);
  if (!found) throw new Error(`the timeline has no ${type}`);
  return found;
}

const eventById =
  'query ($id: ID!) { node(id: $id) { id ... on TicketEvent { type cursor ticket { id } } } }';

describe('the id of an event', () => {
  it('reads the event, is the same for all readers and in a subscription', async () => {
    const ticketId = await report(requester, 'It beeps');
    const [created] = await eventsOf(agent, ticketId);
    expect((await eventsOf(requester, ticketId))[0]).toEqual(created);
    const node = {
      id: created?.id,
      type: 'TICKET_CREATED',
      cursor: created?.cursor,
      ticket: { id: ticketId },
    };
    expect(await agent.ok(eventById, { id: created?.id })).toEqual({ node });
    expect(await requester.ok(eventById, { id: created?.id })).toEqual({ node });
  });

  it('reads nothing for those who cannot see the event', async () => {
    const ticketId = await report(requester, 'It hums');
    await agent.done('watchTicket', { ticketId }, '__typename');
    const { id } = await lastOf(agent, ticketId, 'WATCHER_ADDED');
    expect((await agent.ok(eventById, { id })).node).toMatchObject({ type: 'WATCHER_ADDED' });
    for (const name of ['requester', 'requester2', 'outsider@example.org'])
      expect(await (await world.as(name)).ok(eventById, { id })).toEqual({ node: null });
  });

  it('reads nothing when it is of another kind of cursor, forged or of an event without a ticket', async () => {
    const ticketId = await report(requester, 'It rattles');
    const { ticket } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { timeline(first: 1) { eventCursor edges { cursor } } } }',
      { id: ticketId },
    );
    const [edge] = ticket.timeline.edges;
    await (await world.as('admin')).done('createTeam', { name: 'Hearers' }, '__typename');
    const { tickets } = await agent.ok('{ tickets(first: 1) { eventCursor } }');
    const last = (await eventsOf(agent, ticketId))[0]?.cursor ?? '';
    const forged = `${last.slice(0, -1)}${last.endsWith('A') ? 'B' : 'A'}`;
    for (const cursor of [edge.cursor, tickets.eventCursor, forged, 'x']) {
      const id = Buffer.from(`TicketEvent:${cursor}`).toString('base64url');
      expect(await agent.ok(eventById, { id })).toEqual({ node: null });
    }
  });
});

describe('the cause of an event', () => {
  const cause = 'cause { kind eventCursor event { type cursor cause { kind event { type } } } }';

  it('is the event that caused it', async () => {
    const ticketId = await report(requester, 'It creaks');
    await agent.done('holdTicket', { ticketId, reason: 'AWAITING_REQUESTER' }, '__typename');
    await requester.done('addComment', { ticketId, body: 'On every page.' }, '__typename');
    const resumed = await lastOf(agent, ticketId, 'TICKET_RESUMED', cause);
    const { eventCursor } = resumed.cause as { eventCursor: string };
    expect(resumed.cause).toEqual({
      kind: 'EVENT',
      eventCursor,
      event: { type: 'COMMENT_ADDED', cursor: eventCursor, cause: { kind: 'REQUEST', event: null } },
    });
  });

  it('is hidden from those who cannot see it', async () => {
    const ids = await directory(world);
    const ticketId = await report(requester, 'It clicks', { affectedUserIds: [ids.requester2] });
    await agent.done('holdTicket', { ticketId, reason: 'AWAITING_REQUESTER' }, '__typename');
    const said = await requester.done('addComment', { ticketId, body: 'My secret.' }, 'comment { id }');
    const lead = await world.as('lead');
    const hidden = { commentId: said.comment.id, visibility: 'INTERNAL' };
    await lead.done('setCommentVisibility', hidden, '__typename');
    const seenBy = async (name: string) =>
      (await lastOf(await world.as(name), ticketId, 'TICKET_RESUMED', cause)).cause;
    expect(await seenBy('requester2')).toMatchObject({ kind: 'EVENT', event: null });
    expect(await seenBy('agent')).toMatchObject({ event: { type: 'COMMENT_ADDED' } });
  });
});

describe('what an event is about', () => {
  const details = `reason diagnosis { id findings } plan { id summary } approval { id state } task { id title state }
    verification { id outcome } review { id outcome } link { relation ticket { id } }`;
  const none = {
    reason: null,
    diagnosis: null,
    plan: null,
    approval: null,
    task: null,
    verification: null,
    review: null,
    link: null,
  };
  let changeId: string;
  let otherId: string;

  /** A change that goes through the whole process, linked with another ticket. */
  beforeAll(async () => {
    const lead = await world.as('lead');
    changeId = await report(agent, 'A new printer', { type: 'CHANGE_REQUEST' });
    otherId = await report(agent, 'Another one');
    const ticketId = changeId;
    await agent.done('linkTickets', { ticketId, relation: 'BLOCKS', otherTicketId: otherId }, '__typename');
    await agent.done('startInvestigation', { ticketId }, '__typename');
    await agent.done(
      'diagnoseTicket',
      { ticketId, findings: 'It is worn.', rootCause: 'Age.' },
      '__typename',
    );
    const plan = { ticketId, kind: 'FIX', summary: 'Buy one.', risk: 'LOW', rollbackPlan: 'The old one.' };
    const { ticket } = await agent.done(
      'submitPlan',
      { ...plan, tasks: [{ title: 'Order it.' }] },
      'ticket { plans { nodes { approval { id } tasks { id } } } }',
    );
    const [{ approval, tasks }] = ticket.plans.nodes;
    const decision = { approvalId: approval.id, decision: 'APPROVE', reason: 'At last.' };
    await lead.done('decideApproval', decision, '__typename');
    await agent.done('completeTask', { taskId: tasks[0].id }, '__typename');
    await agent.done(
      'completeImplementation',
      { ticketId, outcome: 'IMPLEMENTED', resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
      '__typename',
    );
    const verified = {
      outcome: 'PASSED',
      method: 'TEST',
      evidence: 'A page.',
      resolutionCode: 'FULFILLED',
      resolutionNotes: 'It prints.',
    };
    await agent.done('verifyTicket', { ticketId, ...verified }, '__typename');
    await agent.done('reviewTicket', { ticketId, outcome: 'SUCCESSFUL', summary: 'Quick.' }, '__typename');
  });

  it('is read with it', async () => {
    const about = async (type: string) => {
      const { id, cursor, type: _, ...rest } = await lastOf(agent, changeId, type, details);
      return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
    };
    const anId = expect.any(String);
    expect(await about('TICKET_DIAGNOSED')).toEqual({ diagnosis: { id: anId, findings: 'It is worn.' } });
    expect(await about('PLAN_SUBMITTED')).toEqual({
      plan: { id: anId, summary: 'Buy one.' },
      approval: { id: anId, state: 'APPROVED' },
    });
    expect(await about('PLAN_APPROVED')).toEqual({
      reason: 'At last.',
      approval: { id: anId, state: 'APPROVED' },
    });
    expect(await about('TASK_COMPLETED')).toEqual({ task: { id: anId, title: 'Order it.', state: 'DONE' } });
    expect(await about('TICKET_VERIFIED')).toEqual({ verification: { id: anId, outcome: 'PASSED' } });
    expect(await about('TICKET_REVIEWED')).toEqual({ review: { id: anId, outcome: 'SUCCESSFUL' } });
    expect(await about('TICKET_LINKED')).toEqual({ link: { relation: 'BLOCKS', ticket: { id: otherId } } });
    expect(await lastOf(agent, otherId, 'TICKET_LINKED', details)).toMatchObject({
      ...none,
      link: { relation: 'BLOCKED_BY', ticket: { id: changeId } },
    });
  });

  it('is hidden from those who cannot see it', async () => {
    const ids = await directory(world);
    await agent.done('updateTicket', { ticketId: changeId, requesterId: ids.requester }, '__typename');
    const seen = await eventsOf(requester, changeId, details);
    expect(seen.map(({ type }) => type)).toContain('PLAN_APPROVED');
    for (const { diagnosis, plan, approval, task, review, link } of seen)
      expect([diagnosis, plan, approval, task, review, link]).toEqual([null, null, null, null, null, null]);
    expect(seen.find(({ type }) => type === 'TICKET_VERIFIED')?.verification).toMatchObject({
      outcome: 'PASSED',
    });
  });

  it('of a link that was removed is null', async () => {
    const link = { ticketId: changeId, relation: 'BLOCKS', otherTicketId: otherId };
    await agent.done('unlinkTickets', link, '__typename');
    expect(await lastOf(agent, changeId, 'TICKET_LINKED', details)).toMatchObject({ link: null });
    expect(await lastOf(agent, changeId, 'TICKET_UNLINKED', details)).toMatchObject({ link: null });
  });

  it('of a merge is the link that it made', async () => {
    const [source, target] = [await report(agent, 'Twice'), await report(agent, 'Once')];
    const merge = { ticketId: source, intoTicketId: target, reason: 'The same.' };
    await agent.done('mergeTicket', merge, '__typename');
    expect(await lastOf(agent, target, 'TICKET_MERGED_IN', details)).toMatchObject({
      link: { relation: 'MERGED_FROM', ticket: { id: source } },
    });
    expect(await lastOf(agent, source, 'TICKET_MERGED', details)).toMatchObject({ reason: 'The same.' });
  });

  it('takes the same statements for many events as for few', async () => {
    const ticketId = await report(agent, 'Many');
    for (let i = 0; i < 12; i += 1) {
      const other = await report(agent, `Other ${i}`);
      await agent.done(
        'linkTickets',
        { ticketId, relation: 'RELATED_TO', otherTicketId: other },
        '__typename',
      );
      await agent.done('holdTicket', { ticketId, reason: 'AWAITING_REQUESTER' }, '__typename');
      await agent.done('addComment', { ticketId, body: 'And?', visibility: 'PUBLIC' }, '__typename');
    }
    const counted = async (first: number) => {
      const read = () => eventsOf(agent, ticketId, `${details} cause { event { type } }`, first);
      await read();
      return (await counter.fewest(read)).statements;
    };
    expect(await counted(40)).toBeLessThanOrEqual((await counted(8)) + 2);
  });
});
