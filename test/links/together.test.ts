import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { changesOf, linksOf, seen, timelineOf } from './support.js';

let world: World;
let names: Directory;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(await world.as('admin'));
});
afterAll(() => world.stop());

const comment = async (client: Client, ticketId: string, body: string, visibility = 'PUBLIC') =>
  (await client.done('addComment', { ticketId, body, visibility }, 'comment { id }')).comment.id;

describe('a follow-up', () => {
  const fix = { resolutionCode: 'FIXED', resolutionNotes: 'A new roller.' };

  async function closed(by: Client): Promise<{ id: string; number: string }> {
    const ticket = await report(by);
    await agent.done('resolveTicket', { ticketId: ticket.id, ...fix }, '__typename');
    await by.done('closeTicket', { ticketId: ticket.id, closureSummary: 'It works' }, '__typename');
    return ticket;
  }
  const again = (followUpOfId: string) => ({
    type: 'INCIDENT',
    subject: 'It jams again',
    description: 'As before.',
    followUpOfId,
  });

  it('of a closed ticket refers to it, and does not change it', async () => {
    const before = await closed(requester);
    const old = await seen(requester, before.id, 'version updatedAt status');
    const { ticket } = await requester.done(
      'createTicket',
      again(before.id),
      'ticket { id number status followUpOf { number } }',
    );
    expect(ticket).toMatchObject({ status: 'NEW', followUpOf: { number: before.number } });
    const selection = 'version updatedAt status followUps { nodes { number } } followUpOf { number }';
    expect(await seen(requester, before.id, selection)).toEqual({
      ...old,
      status: 'CLOSED',
      followUps: { nodes: [{ number: ticket.number }] },
      followUpOf: null,
    });
    expect(await timelineOf(requester, ticket.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
    expect((await timelineOf(requester, before.id)).slice(-2)).toEqual(['TICKET_CLOSED', 'TICKET_LINKED']);
    expect(await linksOf(requester, before.id)).toEqual([`FOLLOWED_UP_BY ${ticket.number}`]);
    const stays = { ticketId: ticket.id, relation: 'FOLLOW_UP_OF', otherTicketId: before.id };
    expect(await refusedWith(world, agent, 'unlinkTickets', stays)).toMatchObject({ rule: 'RELATION' });
  });

  it('needs a closed ticket that its reporter can see', async () => {
    const resolved = await report(requester);
    await agent.done('resolveTicket', { ticketId: resolved.id, ...fix }, '__typename');
    for (const { id } of [resolved, await report(requester)])
      expect(await refusedWith(world, requester, 'createTicket', again(id))).toMatchObject({
        code: 'VALIDATION_FAILED',
        rule: 'STATUS',
        path: ['input', 'followUpOfId'],
      });
    const { id } = await closed(requester);
    for (const client of [requester2, await world.as('outsider@example.org')])
      expect(await refusedWith(world, client, 'createTicket', again(id))).toMatchObject({
        code: 'NOT_FOUND',
        path: ['input', 'followUpOfId'],
      });
    // The answer has all errors of the input.
    const wrong = await requester2.mutate('createTicket', { ...again(id), subject: ' ' }, '__typename');
    expect(wrong.errors.map(({ path }: { path: string[] }) => path[1])).toEqual(['followUpOfId', 'subject']);
  });
});

describe('a ticket that is split from a comment', () => {
  it("has the comment's text, author and queue, and causes an event on both tickets", async () => {
    const source = await report(requester, { subject: 'Two things' });
    const commentId = await comment(requester, source.id, 'And the *screen* flickers.');
    const input = {
      commentId,
      type: 'SERVICE_REQUEST',
      subject: 'The screen flickers',
      idempotencyKey: 'split-1',
    };
    const selection =
      'ticket { id number type description requester { name } queue { name } } splitFromTicket { number }';
    const payload = await agent.mutate('splitTicket', input, selection);
    const { ticket, splitFromTicket } = payload;
    expect(ticket).toMatchObject({
      type: 'SERVICE_REQUEST',
      description: 'And the *screen* flickers.',
      requester: { name: 'Rosa Requester' },
      queue: { name: 'Service Desk' },
    });
    expect(splitFromTicket).toEqual({ number: source.number });
    expect(await agent.mutate('splitTicket', input, selection)).toEqual(payload);
    expect(await linksOf(requester, ticket.id)).toEqual([`SPLIT_FROM ${source.number}`]);
    expect(await linksOf(requester, source.id)).toEqual([`SPLIT_INTO ${ticket.number}`]);
    expect(await timelineOf(requester, ticket.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
    expect(await timelineOf(requester, source.id)).toEqual(['TICKET_CREATED', 'Comment', 'TICKET_LINKED']);
    expect(await changesOf(requester, source.id, 'TICKET_LINKED')).toEqual([
      { of: 'TICKET_LINK', field: 'RELATION', from: null, to: 'SPLIT_INTO' },
      { of: 'TICKET_LINK', field: 'TICKET', from: null, to: ticket.id },
    ]);
    // The comment stays on its ticket.
    const { comments } = await seen(agent, source.id, 'comments { nodes { id } }');
    expect(comments.nodes).toEqual([{ id: commentId }]);
  });

  it('never contains the text of an internal note, and its requester sees nothing of the note', async () => {
    const source = await report(requester);
    const commentId = await comment(agent, source.id, 'He always breaks it himself.', 'INTERNAL');
    const input = { commentId, type: 'INCIDENT', subject: 'The tray is broken' };
    expect(await refusedWith(world, agent, 'splitTicket', input)).toMatchObject({
      rule: 'REQUIRED',
      path: ['input', 'description'],
    });
    const asked = {
      ...input,
      description: 'The tray needs a new hinge.',
      requesterId: names.users.requester,
    };
    const { ticket } = await agent.done('splitTicket', asked, 'ticket { id description requester { name } }');
    expect(ticket.description).toBe('The tray needs a new hinge.');
    expect(await timelineOf(requester, source.id)).toEqual(['TICKET_CREATED']);
    expect(await timelineOf(requester, ticket.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
    const all = await world.rows('select t::text as row from tickets t');
    expect(JSON.stringify(all)).not.toContain('He always breaks it');
  });

  it('from an internal note has the agent who splits it as requester, unless the input names one', async () => {
    const source = await report(requester);
    const commentId = await comment(agent, source.id, 'Look at the tray.', 'INTERNAL');
    const input = { commentId, type: 'INCIDENT', subject: 'The tray', description: 'The tray.' };
    const { ticket } = await agent.done('splitTicket', input, 'ticket { requester { name } }');
    expect(ticket.requester.name).toBe('Aisha Agent');
  });

  it("is in the closed queue of the comment's ticket, not in one that more people can see", async () => {
    const secret = await report(agent2, { queueId: names.queues.Security });
    const commentId = await comment(agent2, secret.id, 'The key was copied.');
    const input = { commentId, type: 'INCIDENT', subject: 'A copied key' };
    const { ticket } = await agent2.done('splitTicket', input, 'ticket { id queue { name } }');
    expect(ticket.queue.name).toBe('Security');
    expect(await seen(agent, ticket.id, 'id')).toBeNull();
  });

  it("can be created by those who work on the comment's ticket, and by nobody else", async () => {
    const source = await report(requester);
    const commentId = await comment(requester, source.id, 'And the screen.');
    const note = await comment(agent, source.id, 'And the tray.', 'INTERNAL');
    const input = { commentId, type: 'INCIDENT', subject: 'The screen' };
    const forbidden = { code: 'FORBIDDEN', path: ['input', 'commentId'] };
    expect(await refusedWith(world, requester, 'splitTicket', input)).toMatchObject({
      ...forbidden,
      reason: 'ROLE',
    });
    expect(await refusedWith(world, agent2, 'splitTicket', input)).toMatchObject({
      ...forbidden,
      reason: 'NOT_IN_TEAM',
    });
    const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE']);
    expect(await refusedWith(world, reader, 'splitTicket', input)).toMatchObject({
      ...forbidden,
      reason: 'SCOPE',
    });
    const missing = { code: 'NOT_FOUND', path: ['input', 'commentId'] };
    for (const client of [requester2, await world.as('outsider@example.org')])
      expect(await refusedWith(world, client, 'splitTicket', input)).toMatchObject(missing);
    const ofNote = { ...input, commentId: note, description: 'The tray.' };
    expect(await refusedWith(world, requester, 'splitTicket', ofNote)).toMatchObject(missing);
    const nobody = { ...input, subject: ' ', categoryId: names.categories['PROBLEM Hardware'] ?? source.id };
    expect(await refusedWith(world, agent, 'splitTicket', nobody)).toMatchObject({
      path: ['input', 'subject'],
    });
  });
});

describe('the known error of a problem', () => {
  const jam = {
    symptoms: 'Paper jams after noon.',
    workaround: 'Let it cool down.',
    publicWorkaround: 'Print before noon.',
  };
  const fields = `symptoms rootCause workaround publicWorkaround version problem { number }
    recordedBy { ... on User { name } } retiredAt retiredBy { ... on User { name } } retireReason`;
  const shown = 'knownErrors { nodes { symptoms workaround } } workarounds';

  async function problemBehind(...incidents: { id: string }[]) {
    const problem = await report(agent, { type: 'PROBLEM' });
    for (const { id } of incidents)
      await agent.done(
        'linkTickets',
        { ticketId: problem.id, relation: 'PROBLEM_OF', otherTicketId: id },
        '__typename',
      );
    return problem;
  }

  it('is visible to agents on the problem and its incidents; requesters read the public workaround only', async () => {
    const incident = await report(requester);
    const problem = await problemBehind(incident);
    const { knownError } = await agent.done(
      'recordKnownError',
      { ticketId: problem.id, ...jam, idempotencyKey: 'known-1' },
      `knownError { id ${fields} }`,
    );
    expect(knownError).toMatchObject({
      ...jam,
      rootCause: null,
      version: 1,
      problem: { number: problem.number },
      recordedBy: { name: 'Aisha Agent' },
      retiredAt: null,
    });
    const all =
      '{ active: knownErrors(filter: { active: true }) { nodes { problem { id } } } knownErrors { totalCount } }';
    expect((await agent.ok(all)).active.nodes[0]).toEqual({ problem: { id: problem.id } });
    expect((await requester.ok(all)).knownErrors.totalCount).toBe(0);
    const forAgents = { knownErrors: { nodes: [{ symptoms: jam.symptoms, workaround: jam.workaround }] } };
    expect(await seen(agent, problem.id, shown)).toEqual({ ...forAgents, workarounds: [] });
    expect(await seen(agent, incident.id, `problems { nodes { number } } ${shown}`)).toEqual({
      problems: { nodes: [{ number: problem.number }] },
      ...forAgents,
      workarounds: ['Print before noon.'],
    });
    expect(await seen(requester, incident.id, `problems { nodes { number } } ${shown}`)).toEqual({
      problems: { nodes: [] },
      knownErrors: { nodes: [] },
      workarounds: ['Print before noon.'],
    });
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await requester.ok(query, { id: knownError.id })).toEqual({ node: null });
    expect(await agent.ok(query, { id: knownError.id })).toEqual({ node: { id: knownError.id } });
  });

  it('causes an event on the problem and its incidents; requesters get events of the public workaround only', async () => {
    const incident = await report(requester);
    const problem = await problemBehind(incident);
    const recorded = await agent.done(
      'recordKnownError',
      { ticketId: problem.id, ...jam },
      'knownError { id }',
    );
    const knownErrorId = recorded.knownError.id;
    const change = (input: object) =>
      agent.done('updateKnownError', { knownErrorId, ...input }, `knownError { ${fields} }`);
    expect((await change({ rootCause: 'The fuser.' })).knownError).toMatchObject({
      ...jam,
      rootCause: 'The fuser.',
      version: 2,
    });
    expect((await change({ publicWorkaround: null })).knownError).toMatchObject({
      publicWorkaround: null,
      version: 3,
    });
    // An input without a new value changes nothing.
    expect((await change({ symptoms: jam.symptoms })).knownError.version).toBe(3);
    const { knownError } = await agent.done(
      'retireKnownError',
      { knownErrorId, reason: 'A new fuser.' },
      `knownError { ${fields} }`,
    );
    expect(knownError).toMatchObject({
      version: 4,
      retiredAt: expect.any(String),
      retiredBy: { name: 'Aisha Agent' },
      retireReason: 'A new fuser.',
    });
    const kinds = [
      'KNOWN_ERROR_RECORDED',
      'KNOWN_ERROR_UPDATED',
      'KNOWN_ERROR_UPDATED',
      'KNOWN_ERROR_RETIRED',
    ];
    expect(await timelineOf(agent, problem.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED', ...kinds]);
    expect(await timelineOf(agent, incident.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_LINKED',
      'KNOWN_ERROR_RECORDED',
      'WORKAROUND_CHANGED',
      'KNOWN_ERROR_UPDATED',
      'KNOWN_ERROR_UPDATED',
      'WORKAROUND_CHANGED',
      'KNOWN_ERROR_RETIRED',
    ]);
    expect(await timelineOf(requester, incident.id)).toEqual([
      'TICKET_CREATED',
      'WORKAROUND_CHANGED',
      'WORKAROUND_CHANGED',
    ]);
    expect(await changesOf(agent, problem.id, 'KNOWN_ERROR_UPDATED')).toEqual([
      { of: 'KNOWN_ERROR', field: 'PUBLIC_WORKAROUND', from: 'Print before noon.', to: null },
    ]);
    // A retired known error stays readable on the problem only, and another can take its place.
    expect((await seen(agent, problem.id, shown)).knownErrors.nodes).toHaveLength(1);
    expect(await seen(agent, incident.id, shown)).toEqual({ knownErrors: { nodes: [] }, workarounds: [] });
    const after = { knownErrorId, symptoms: 'Other ones.' };
    expect(await refusedWith(world, agent, 'updateKnownError', after)).toMatchObject({ rule: 'RETIRED' });
    await agent.done('recordKnownError', { ticketId: problem.id, ...jam }, '__typename');
    expect((await seen(agent, problem.id, shown)).knownErrors.nodes).toHaveLength(2);
    expect((await seen(agent, incident.id, shown)).knownErrors.nodes).toHaveLength(1);
  });

  it('provides its public workaround to an incident that is linked later, until it is unlinked', async () => {
    const incident = await report(requester);
    const problem = await problemBehind();
    const recorded = await agent.done(
      'recordKnownError',
      { ticketId: problem.id, ...jam },
      'knownError { id }',
    );
    const behind = { ticketId: incident.id, relation: 'HAS_PROBLEM', otherTicketId: problem.id };
    await agent.done('linkTickets', behind, '__typename');
    expect((await seen(requester, incident.id, shown)).workarounds).toEqual(['Print before noon.']);
    await agent.done('unlinkTickets', behind, '__typename');
    expect((await seen(requester, incident.id, shown)).workarounds).toEqual([]);
    expect(await timelineOf(requester, incident.id)).toEqual([
      'TICKET_CREATED',
      'WORKAROUND_CHANGED',
      'WORKAROUND_CHANGED',
    ]);
    // A retired known error no longer provides its workaround.
    await agent.done('linkTickets', behind, '__typename');
    const retired = { knownErrorId: recorded.knownError.id, reason: 'A new fuser.' };
    await agent.done('retireKnownError', retired, '__typename');
    expect((await seen(requester, incident.id, shown)).workarounds).toEqual([]);
    expect((await timelineOf(requester, incident.id)).slice(-2)).toEqual([
      'WORKAROUND_CHANGED',
      'WORKAROUND_CHANGED',
    ]);
    expect(await timelineOf(requester, incident.id)).toHaveLength(5);
  });

  it('of a problem in a closed queue is visible to its team only, wherever its incidents are', async () => {
    const incident = await report(requester);
    const secret = await report(agent2, { type: 'PROBLEM', queueId: names.queues.Security });
    await agent2.done(
      'linkTickets',
      { ticketId: secret.id, relation: 'PROBLEM_OF', otherTicketId: incident.id },
      '__typename',
    );
    await agent2.done('recordKnownError', { ticketId: secret.id, ...jam }, '__typename');
    expect((await seen(agent2, incident.id, shown)).knownErrors.nodes).toHaveLength(1);
    expect(await seen(agent, incident.id, shown)).toEqual({
      knownErrors: { nodes: [] },
      workarounds: ['Print before noon.'],
    });
    expect(await timelineOf(agent, incident.id)).toEqual(['TICKET_CREATED', 'WORKAROUND_CHANGED']);
    expect(await timelineOf(agent2, incident.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_LINKED',
      'KNOWN_ERROR_RECORDED',
      'WORKAROUND_CHANGED',
    ]);
  });

  it('sends no events to a requester of the problem, on the problem or its incidents; an API key reads those of its queues', async () => {
    const [incident, problem] = [
      await report(requester),
      await report(agent, {
        type: 'PROBLEM',
        requesterId: names.users.requester,
        queueId: names.queues.Network,
      }),
    ];
    const behind = { ticketId: incident.id, relation: 'HAS_PROBLEM', otherTicketId: problem.id };
    await agent.done('linkTickets', behind, '__typename');
    const record = { ticketId: problem.id, ...jam, publicWorkaround: null };
    await agent2.done('recordKnownError', record, '__typename');
    expect(await timelineOf(requester, incident.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
    expect((await seen(requester, incident.id, shown)).knownErrors.nodes).toEqual([]);
    const bound = { queueIds: [names.queues['Service Desk']] };
    const key = await program(world, ['TICKETS_READ'], bound);
    expect(await seen(key, incident.id, shown)).toEqual({ knownErrors: { nodes: [] }, workarounds: [] });
    const free = await program(world, ['TICKETS_READ']);
    expect((await seen(free, incident.id, shown)).knownErrors.nodes).toHaveLength(1);
  });

  it('can be written only by those who work on the problem, which has one at a time', async () => {
    const problem = await report(agent, { type: 'PROBLEM', requesterId: names.users.requester });
    const record = { ticketId: problem.id, ...jam };
    const incident = await report(agent);
    expect(
      await refusedWith(world, agent, 'recordKnownError', { ...record, ticketId: incident.id }),
    ).toMatchObject({
      rule: 'TYPE',
    });
    const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE']);
    const outsider = await world.as('outsider@example.org');
    const denied = [
      [requester, 'ROLE'],
      [agent2, 'NOT_IN_TEAM'],
      [reader, 'SCOPE'],
    ] as const;
    for (const [client, reason] of denied)
      expect(await refusedWith(world, client, 'recordKnownError', record)).toMatchObject({
        code: 'FORBIDDEN',
        reason,
        path: ['input', 'ticketId'],
      });
    for (const client of [requester2, outsider])
      expect(await refusedWith(world, client, 'recordKnownError', record)).toMatchObject({
        code: 'NOT_FOUND',
      });
    const { knownError } = await agent.done('recordKnownError', record, 'knownError { id }');
    expect(await refusedWith(world, agent, 'recordKnownError', record)).toMatchObject({ rule: 'EXISTS' });
    const knownErrorId = knownError.id;
    // The requester reads nothing of it, not even on the problem.
    expect(await seen(requester, problem.id, shown)).toEqual({ knownErrors: { nodes: [] }, workarounds: [] });
    expect(await timelineOf(requester, problem.id)).toEqual(['TICKET_CREATED']);
    for (const [mutation, input] of [
      ['updateKnownError', { knownErrorId, symptoms: 'Others' }],
      ['retireKnownError', { knownErrorId, reason: 'Wrong' }],
    ] as const) {
      for (const [client, reason] of denied.slice(1))
        expect(await refusedWith(world, client, mutation, input)).toMatchObject({
          code: 'FORBIDDEN',
          reason,
          path: ['input', 'knownErrorId'],
        });
      // The requester must not learn that it exists.
      for (const client of [requester, requester2, outsider])
        expect(await refusedWith(world, client, mutation, input)).toMatchObject({
          code: 'NOT_FOUND',
          path: ['input', 'knownErrorId'],
        });
    }
  });
});
