import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goOn } from '../../server/platform/schedule/go-on.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { holdDue } from '../../server/tickets/index.js';
import type { Client } from '../harness/client.js';
import { cloneTicket } from '../harness/clones.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  rawId,
  refusedWith,
  report,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { follow } from '../live/support.js';
import { changesOf, linksOf, seen, timelineOf } from './support.js';

const DAY = 24 * 60 * 60 * 1000;
let world: World;
let names: Directory;
let clock = Date.now();
let admin: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;

beforeAll(async () => {
  world = await startWorld(
    { CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' },
    undefined,
    () => new Date(clock),
  );
  admin = await world.as('admin');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
const merge = (ticketId: string, intoTicketId: string, more: object = {}, client = agent) =>
  client.done('mergeTicket', { ticketId, intoTicketId, ...more }, '__typename');
const resolve = (ticketId: string) => agent.done('resolveTicket', { ticketId, ...fixed }, '__typename');
const say = (client: Client, ticketId: string, input: object = {}) =>
  client.done('addComment', { ticketId, body: 'It jams again.', ...input }, '__typename');

describe('a merged requester who follows', () => {
  it('is an affected user of the target, and sees it', async () => {
    const [source, target] = [await report(requester2), await report(requester)];
    await merge(source.id, target.id, { requesterFollows: true });
    const affected = { affectedUsers: { nodes: [{ name: 'Ravi Requester' }] } };
    expect(await seen(agent, target.id, 'affectedUsers { nodes { name } }')).toEqual(affected);
    expect(await seen(requester2, source.id, 'cancellation { reason duplicateOf { id } }')).toEqual({
      cancellation: { reason: null, duplicateOf: { id: target.id } },
    });
    expect(await changesOf(agent, target.id, 'TICKET_MERGED_IN')).toEqual([
      { of: 'TICKET_LINK', field: 'TICKET', from: null, to: source.id },
      { of: 'TICKET', field: 'AFFECTED_USERS', from: [], to: [names.users.requester2] },
    ]);
    await resolve(target.id);
    expect(await timelineOf(requester2, target.id)).toContain('TICKET_RESOLVED');
    expect(await timelineOf(requester2, source.id)).not.toContain('MERGE_TARGET_RESOLVED');
  });

  it('is not added twice, nor beside their own report', async () => {
    const [first, second, target] = [
      await report(requester2),
      await report(requester2),
      await report(requester),
    ];
    await merge(first.id, target.id, { requesterFollows: true });
    await merge(second.id, target.id, { requesterFollows: true });
    await merge((await report(requester)).id, target.id, { requesterFollows: true });
    expect(
      (await seen(agent, target.id, 'affectedUsers { nodes { name } }')).affectedUsers.nodes,
    ).toHaveLength(1);
  });

  it('is added by workers of the target only', async () => {
    const [source, target] = [
      await report(requester2),
      await report(agent2, { queueId: names.queues.Network }),
    ];
    const input = { ticketId: source.id, intoTicketId: target.id };
    expect(
      await refusedWith(world, agent, 'mergeTicket', { ...input, requesterFollows: true }),
    ).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_IN_TEAM',
      path: ['input', 'requesterFollows'],
    });
    await merge(source.id, target.id);
  });
});

describe('a merged requester who does not follow', () => {
  it('reads publicly why the ticket was closed, and is informed on it when the target is resolved', async () => {
    const [source, target] = [await report(requester2), await report(requester)];
    await merge(source.id, target.id);
    expect(await seen(requester2, source.id, 'cancellation { reason duplicateOf { id } }')).toEqual({
      cancellation: { reason: 'This is handled in another ticket.', duplicateOf: null },
    });
    await resolve(target.id);
    expect(await seen(requester2, target.id, 'id')).toBeNull();
    const timeline = ['TICKET_CREATED', 'TICKET_MERGED', 'MERGE_TARGET_RESOLVED'];
    expect(await timelineOf(requester2, source.id)).toEqual(timeline);
    expect(await changesOf(requester2, source.id, 'MERGE_TARGET_RESOLVED')).toEqual([]);
    expect(await changesOf(agent, source.id, 'MERGE_TARGET_RESOLVED')).toEqual([
      { of: 'TICKET_CANCELLATION', field: 'DUPLICATE_OF', from: target.id, to: target.id },
    ]);
    // Once for each resolution.
    await say(requester, target.id);
    await resolve(target.id);
    expect(await timelineOf(requester2, source.id)).toEqual([...timeline, 'MERGE_TARGET_RESOLVED']);
  });

  it('is informed through several merges, and no longer after the merge is undone', async () => {
    const [first, second, last] = [
      await report(requester2),
      await report(requester2),
      await report(requester),
    ];
    await merge(first.id, second.id);
    await merge(second.id, last.id);
    const other = await report(requester2);
    await merge(other.id, last.id);
    await agent.done('unmergeTicket', { ticketId: other.id }, '__typename');
    await resolve(last.id);
    for (const { id } of [first, second])
      expect((await timelineOf(requester2, id)).at(-1)).toBe('MERGE_TARGET_RESOLVED');
    expect((await timelineOf(requester2, other.id)).at(-1)).toBe('TICKET_UNMERGED');
  });
});

describe('a reply of a merged requester', () => {
  it('counts as a reply of the requester of the target: it reopens it, unless it keeps it resolved', async () => {
    const [source, target] = [await report(requester2), await report(requester)];
    await merge(source.id, target.id);
    await resolve(target.id);
    clock += DAY;
    await say(requester2, source.id, { keepResolved: true });
    const { status, autoCloseAt } = await seen(agent, target.id, 'status autoCloseAt');
    expect([status, Date.parse(autoCloseAt)]).toEqual(['RESOLVED', clock + 7 * DAY]);
    await say(requester2, source.id);
    expect(await seen(agent, target.id, 'status reopenCount')).toEqual({
      status: 'INVESTIGATING',
      reopenCount: 1,
    });
    expect((await timelineOf(agent, target.id)).slice(-2)).toEqual([
      'MERGED_COMMENT_ADDED',
      'TICKET_REOPENED',
    ]);
  });

  it('resumes a target that waits for its requester, also through several merges; a comment of an agent does not', async () => {
    const [first, second, last] = [await report(requester2), await report(agent), await report(requester)];
    await merge(first.id, second.id);
    await merge(second.id, last.id);
    await agent.done('holdTicket', { ticketId: last.id, reason: 'AWAITING_REQUESTER' }, '__typename');
    await say(admin, first.id);
    expect(await seen(agent, last.id, 'status')).toEqual({ status: 'ON_HOLD' });
    await say(requester2, first.id);
    expect(await seen(agent, last.id, 'status')).toEqual({ status: 'NEW' });
  });

  it('is refused when the target is closed, with the status of the target; so is a file', async () => {
    const [source, target] = [await report(requester2), await report(requester)];
    await merge(source.id, target.id);
    await resolve(target.id);
    await admin.done('closeTicket', { ticketId: target.id, closureSummary: 'It works.' }, '__typename');
    const refused = (mutation: string, input: object) =>
      refusedWith(world, requester2, mutation, { ticketId: source.id, ...input });
    const error = { __typename: 'InvalidTransitionError', from: 'CLOSED', path: ['input', 'ticketId'] };
    expect(await refused('addComment', { body: 'It jams again.' })).toMatchObject(error);
    const file = { fileName: 'a.txt', size: 1, contentType: 'text/plain', sha256: '0'.repeat(64) };
    expect(await refused('createAttachmentUpload', file)).toMatchObject(error);
  });
});

describe('a hold for a problem or a change', () => {
  const held = async (linkedTicketId: string, reason: string) => {
    const { id } = await report(requester);
    await agent.done('holdTicket', { ticketId: id, reason, linkedTicketId }, '__typename');
    return id;
  };
  const steps: [string, object][] = [
    ['startInvestigation', {}],
    ['diagnoseTicket', { findings: 'It is old.', rootCause: 'Age.' }],
    ['submitPlan', { kind: 'FIX', summary: 'A new one.' }],
    ['completeImplementation', { outcome: 'IMPLEMENTED', ...fixed }],
    ['verifyTicket', { outcome: 'PASSED', method: 'TEST', evidence: 'It runs.', ...fixed }],
  ];

  it('gets an event when the problem is implemented and when it is resolved; it stays on hold', async () => {
    const { id: problem } = await report(agent, { type: 'PROBLEM' });
    const id = await held(problem, 'AWAITING_PROBLEM');
    const ended = async () =>
      (await timelineOf(agent, id)).filter((type) => type === 'HOLD_CAUSE_ENDED').length;
    const counts: number[] = [];
    for (const [mutation, input] of steps) {
      await agent.done(mutation, { ticketId: problem, ...input }, '__typename');
      counts.push(await ended());
    }
    expect(counts).toEqual([0, 0, 0, 1, 2]);
    expect(await seen(agent, id, 'status version')).toEqual({ status: 'ON_HOLD', version: 2 });
    expect(await changesOf(agent, id, 'HOLD_CAUSE_ENDED')).toEqual([
      { of: 'TICKET_HOLD', field: 'LINKED_TICKET', from: problem, to: problem },
    ]);
    expect(await timelineOf(requester, id)).toEqual(['TICKET_CREATED', 'TICKET_HELD']);
  });

  it('gets an event when the change is cancelled, but not when an incident is resolved, nor after it was resumed', async () => {
    const { id: change } = await report(agent, { type: 'CHANGE_REQUEST' });
    const { id: incident } = await report(agent);
    const [waiting, resumed, other] = [
      await held(change, 'AWAITING_CHANGE'),
      await held(change, 'AWAITING_CHANGE'),
      await held(incident, 'AWAITING_VENDOR'),
    ];
    await agent.done('resumeTicket', { ticketId: resumed }, '__typename');
    await agent.done('cancelTicket', { ticketId: change, reason: 'Too expensive.' }, '__typename');
    await resolve(incident);
    const last = async (id: string | undefined) => (await timelineOf(agent, id ?? '')).at(-1);
    expect([await last(waiting), await last(resumed), await last(other)]).toEqual([
      'HOLD_CAUSE_ENDED',
      'TICKET_RESUMED',
      'TICKET_HELD',
    ]);
  });
});

describe('the resume time of a hold', () => {
  const round = () => runSchedule(world.app.services, [holdDue], () => false);

  it('gives one event for agents when it is reached, and the ticket stays on hold', async () => {
    const { id } = await report(requester);
    const resumeAt = new Date(clock + DAY).toISOString();
    await agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_VENDOR', resumeAt }, '__typename');
    clock += DAY - 1000;
    await changingNothing(world, round);
    clock += 1000;
    const document = `subscription ($filter: TicketFilter) { ticketEvents(filter: $filter, types: [HOLD_DUE]) {
      __typename ... on StreamItem { cursor } ... on TicketEvent { type ticket { id } } } }`;
    const filter = { statuses: ['ON_HOLD'], resumeAt: { to: new Date(clock + 1) } };
    const stream = await follow(agent, { filter }, document);
    await round();
    expect(await stream.eventsUntil(1)).toMatchObject([{ type: 'HOLD_DUE', ticket: { id } }]);
    stream.stop();
    await changingNothing(world, round);
    expect(await timelineOf(agent, id)).toEqual(['TICKET_CREATED', 'TICKET_HELD', 'HOLD_DUE']);
    expect(await changesOf(agent, id, 'HOLD_DUE')).toEqual([
      { of: 'TICKET_HOLD', field: 'RESUME_AT', from: resumeAt, to: resumeAt },
    ]);
    expect(await timelineOf(requester, id)).toEqual(['TICKET_CREATED', 'TICKET_HELD']);
    expect(await seen(agent, id, 'status hold { resumeAt }')).toEqual({
      status: 'ON_HOLD',
      hold: { resumeAt },
    });
  });

  it('gives none after the ticket was resumed, or for a hold that was imported when it was over', async () => {
    const [resumed, old] = [await report(requester), await report(requester)];
    const resumeAt = new Date(clock + DAY).toISOString();
    const hold = { reason: 'AWAITING_VENDOR', resumeAt };
    await agent.done('holdTicket', { ticketId: resumed.id, ...hold }, '__typename');
    await agent.done('resumeTicket', { ticketId: resumed.id }, '__typename');
    clock += 2 * DAY;
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const past = { import: { occurredAt: new Date(clock - 2 * DAY) } };
    await key.done('holdTicket', { ticketId: old.id, ...hold, ...past }, '__typename');
    await changingNothing(world, round);
  });
});

describe('a status update of a major incident', () => {
  it('is published on its children, for viewers who cannot see the major incident; an internal one is not', async () => {
    const [parent, child, closed] = [
      await report(requester),
      await report(requester2),
      await report(requester2),
    ];
    const declaration = { reason: 'All of it.', leadId: names.users.lead, updateEveryMinutes: 30 };
    await admin.done('declareMajorIncident', { ticketId: parent.id, ...declaration }, '__typename');
    for (const { id } of [child, closed])
      await agent.done(
        'linkTickets',
        { ticketId: parent.id, relation: 'PARENT_OF', otherTicketId: id },
        '__typename',
      );
    await agent.done('cancelTicket', { ticketId: closed.id, reason: 'A test.' }, '__typename');
    const post = async (body: string): Promise<string> =>
      (await agent.done('postMajorIncidentUpdate', { ticketId: parent.id, body }, 'commentId')).commentId;
    await post('We look for the cause.');
    clock += 60_000;
    const second = await post('We found it.');
    expect(await seen(requester2, parent.id, 'id')).toBeNull();
    const texts = 'parentUpdates { body postedAt }';
    expect(await seen(requester2, child.id, texts)).toEqual({
      parentUpdates: [
        { body: 'We found it.', postedAt: new Date(clock).toISOString() },
        { body: 'We look for the cause.', postedAt: new Date(clock - 60_000).toISOString() },
      ],
    });
    expect((await timelineOf(requester2, child.id)).slice(-2)).toEqual([
      'PARENT_STATUS_UPDATED',
      'PARENT_STATUS_UPDATED',
    ]);
    expect((await timelineOf(agent, closed.id)).at(-1)).toBe('TICKET_CANCELLED');
    expect(await linksOf(requester2, child.id)).toEqual([]);
    await agent.done('setCommentVisibility', { commentId: second, visibility: 'INTERNAL' }, '__typename');
    expect((await seen(requester2, child.id, texts)).parentUpdates).toHaveLength(1);
    // Other comments of the major incident are not published.
    await say(agent, parent.id);
    expect((await seen(requester2, child.id, texts)).parentUpdates).toHaveLength(1);
  });
});

describe('what concerns more tickets than one change writes events for', () => {
  const FIRST = 500;
  const round = () => runSchedule(world.app.services, [goOn], () => false);
  const clone = (id: string, count: number) =>
    cloneTicket((text, values) => world.rows(text, values), rawId(id), count);
  /** The events of these types on the ticket and its clones, by ticket, in order. */
  const eventsOf = async (types: string[], cause: string) =>
    world.rows(
      `select string_agg(e.type, ' ' order by e.number) as types, count(distinct e.actor_user_id)::int as authors,
        bool_and(c.ticket_id = $2) as caused from events e
      join events c on c.organisation_id = e.organisation_id and c.number = e.number - (e.cause ->> 'back')::int
      where e.type = any ($1) and c.ticket_id = $2 and e.ticket_id <> $2 group by e.ticket_id`,
      [types, rawId(cause)],
    );
  /** Runs the schedule, and expects each of the tickets to have the events once, by their author, and no more. */
  const allHave = async (types: string[], cause: string, count: number) => {
    const distinct = [...new Set(types)];
    expect(await eventsOf(distinct, cause)).toHaveLength(FIRST);
    await round();
    await round();
    const all = await eventsOf(distinct, cause);
    expect(all).toHaveLength(count);
    expect([...new Set(all.map((row) => JSON.stringify(row)))]).toEqual([
      JSON.stringify({ types: types.join(' '), authors: 1, caused: true }),
    ]);
  };
  const link = (ticketId: string, relation: string, otherTicketId: string) =>
    agent.done('linkTickets', { ticketId, relation, otherTicketId }, '__typename');

  it('goes on by the schedule: tickets held for a change that is cancelled', async () => {
    const [{ id: change }, { id }] = [
      await report(agent, { type: 'CHANGE_REQUEST' }),
      await report(requester),
    ];
    const hold = { reason: 'AWAITING_CHANGE', linkedTicketId: change };
    await agent.done('holdTicket', { ticketId: id, ...hold }, '__typename');
    await clone(id, 1100);
    await agent.done('cancelTicket', { ticketId: change, reason: 'Too expensive.' }, '__typename');
    await allHave(['HOLD_CAUSE_ENDED'], change, 1101);
  });

  it('goes on by the schedule: requesters of merged tickets whose target is resolved', async () => {
    const [source, target] = [await report(requester2), await report(requester)];
    await merge(source.id, target.id);
    await clone(source.id, 520);
    await resolve(target.id);
    await allHave(['MERGE_TARGET_RESOLVED'], target.id, 521);
  });

  it('goes on by the schedule: the children of a major incident with a status update', async () => {
    const [parent, child] = [await report(requester), await report(requester2)];
    const declaration = { reason: 'All of it.', leadId: names.users.lead, updateEveryMinutes: 30 };
    await admin.done('declareMajorIncident', { ticketId: parent.id, ...declaration }, '__typename');
    await link(parent.id, 'PARENT_OF', child.id);
    await clone(child.id, 520);
    await agent.done('postMajorIncidentUpdate', { ticketId: parent.id, body: 'We look.' }, '__typename');
    await allHave(['PARENT_STATUS_UPDATED'], parent.id, 521);
  });

  it('goes on in order: a known error that is published, and changed before all incidents know of it', async () => {
    const [problem, incident] = [await report(agent, { type: 'PROBLEM' }), await report(requester)];
    await link(problem.id, 'PROBLEM_OF', incident.id);
    await clone(incident.id, 520);
    const texts = { symptoms: 'It jams.', workaround: 'Pull.', publicWorkaround: 'Pull the tray.' };
    const recorded = await agent.done('recordKnownError', { ticketId: problem.id, ...texts }, 'knownErrorId');
    const { knownErrorId } = recorded;
    await agent.done('updateKnownError', { knownErrorId, publicWorkaround: 'Push the tray.' }, '__typename');
    const both = ['KNOWN_ERROR_RECORDED', 'WORKAROUND_CHANGED', 'KNOWN_ERROR_UPDATED', 'WORKAROUND_CHANGED'];
    await allHave(both, problem.id, 521);
  });
});
