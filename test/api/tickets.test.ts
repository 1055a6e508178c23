import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  rawId,
  refusal,
  refusedWith,
  report,
  ticketFields,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let lead: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  lead = await world.as('lead');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const incident = { type: 'INCIDENT', subject: 'The printer jams', description: 'On every page.' };

describe('creating a ticket', () => {
  it('needs a subject and a description, and fills in the rest', async () => {
    const ticket = await report(
      requester,
      { subject: '  The printer jams  ' },
      `ticket { status statusCategory version type changeKind subject description channel impact urgency priority
        priorityOverride { reason } labels errorMessages affectedServiceNames affectedServicesUnknown affectedUsers { nodes { name } }
        requester { name } createdBy { ... on User { name } } queue { name } assignee { name } watchers { nodes { name } } hold { reason }
        resolution { code } closure { summary } cancellation { reason } reassignmentCount reopenCount createdAt updatedAt reportedAt }`,
    );
    expect(ticket).toMatchObject({
      status: 'NEW',
      statusCategory: 'TODO',
      version: 1,
      type: 'INCIDENT',
      changeKind: null,
      subject: 'The printer jams',
      description: 'On every page.',
      channel: 'PORTAL',
      impact: 'MEDIUM',
      urgency: 'MEDIUM',
      priority: 'P3',
      priorityOverride: null,
      labels: [],
      requester: { name: 'Rosa Requester' },
      createdBy: { name: 'Rosa Requester' },
      queue: { name: 'Service Desk' },
      assignee: null,
      watchers: { nodes: [] },
      hold: null,
      resolution: null,
      closure: null,
      cancellation: null,
      reassignmentCount: 0,
      reopenCount: 0,
    });
    expect(ticket.updatedAt).toBe(ticket.createdAt);
    expect(ticket.reportedAt).toBe(ticket.createdAt);
  });

  it('accepts every field from an agent, on behalf of a requester', async () => {
    const ticket = await report(
      agent,
      {
        type: 'CHANGE_REQUEST',
        changeKind: 'EMERGENCY',
        channel: 'PHONE',
        errorMessages: ['E-42', 'E-43'],
        categoryId: names.categories['CHANGE_REQUEST Infrastructure'],
        affectedServiceNames: ['VPN', 'VPN', ' Mail '],
        affectedUserIds: [names.users.requester, names.users.requester2],
        affectedUserCount: 12,
        affectedOperations: 'Billing',
        impact: 'HIGH',
        urgency: 'LOW',
        priorityOverride: { priority: 'P1', reason: 'The board asks.' },
        labels: ['Board', 'a', 'board'],
        externalReference: 'SN-1',
        requesterId: names.users.requester,
        queueId: names.queues.Network,
        assigneeId: names.users.agent2,
        watcherIds: [names.users.lead],
      },
      `ticket { changeKind channel errorMessages category { name } affectedServiceNames affectedUsers { nodes { name } } affectedUserCount
        affectedOperations priority priorityOverride { matrixPriority reason } labels externalReference requester { name }
        createdBy { ... on User { name } } queue { name } assignee { name } watchers { nodes { name } } reassignmentCount }`,
    );
    expect(ticket).toEqual({
      changeKind: 'EMERGENCY',
      channel: 'PHONE',
      errorMessages: ['E-42', 'E-43'],
      category: { name: 'Infrastructure' },
      affectedServiceNames: ['VPN', 'Mail'],
      affectedUsers: {
        nodes: expect.arrayContaining([{ name: 'Rosa Requester' }, { name: 'Ravi Requester' }]),
      },
      affectedUserCount: 12,
      affectedOperations: 'Billing',
      priority: 'P1',
      priorityOverride: { matrixPriority: 'P3', reason: 'The board asks.' },
      labels: ['a', 'board'],
      externalReference: 'SN-1',
      requester: { name: 'Rosa Requester' },
      createdBy: { name: 'Aisha Agent' },
      queue: { name: 'Network' },
      assignee: { name: 'Tomás Agent' },
      watchers: { nodes: [{ name: 'Leo Lead' }] },
      reassignmentCount: 0,
    });
  });

  it("numbers tickets in sequence for each type, with the type's prefix; a refused call uses no number", async () => {
    const prefixes: Record<string, string> = {
      INCIDENT: 'INC',
      SERVICE_REQUEST: 'REQ',
      CHANGE_REQUEST: 'CHG',
      PROBLEM: 'PRB',
      OTHER: 'TKT',
    };
    for (const [type, prefix] of Object.entries(prefixes)) {
      const first = await report(agent, { type });
      await refusal(world, agent, 'createTicket', { ...incident, type, subject: '' });
      const second = await report(agent, { type });
      const number = Number(first.number.slice(4));
      expect(first.number).toBe(`${prefix}-${number}`);
      expect(second.number).toBe(`${prefix}-${number + 1}`);
      for (const spelling of [second.number, second.number.toLowerCase(), ` ${second.number} `])
        expect(
          (await agent.ok('query ($n: String!) { ticketByNumber(number: $n) { id } }', { n: spelling }))
            .ticketByNumber,
        ).toEqual({ id: second.id });
    }
  });

  it('gives unique numbers to tickets created at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => report(requester, { type: 'OTHER' })));
    const numbers = made.map((ticket) => Number(ticket.number.slice(4))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => (numbers[0] ?? 0) + i));
  });

  it.each<[object, string[], string]>([
    [{ subject: '' }, ['subject'], 'REQUIRED'],
    [{ subject: ' \t ' }, ['subject'], 'REQUIRED'],
    [{ subject: 'x'.repeat(201) }, ['subject'], 'TOO_LONG'],
    [{ subject: 'two\nlines' }, ['subject'], 'ONE_LINE'],
    [{ description: '' }, ['description'], 'REQUIRED'],
    [{ description: 'x'.repeat(50_001) }, ['description'], 'TOO_LONG'],
    [{ errorMessages: Array(21).fill('x') }, ['errorMessages'], 'TOO_MANY'],
    [{ errorMessages: ['fine', ''] }, ['errorMessages', '1'], 'REQUIRED'],
    [{ errorMessages: ['x'.repeat(10_001)] }, ['errorMessages', '0'], 'TOO_LONG'],
    [{ affectedServiceNames: Array(51).fill('x') }, ['affectedServiceNames'], 'TOO_MANY'],
    [{ affectedServiceNames: ['x'.repeat(201)] }, ['affectedServiceNames', '0'], 'TOO_LONG'],
    [{ affectedUserCount: -1 }, ['affectedUserCount'], 'OUT_OF_RANGE'],
    [{ affectedOperations: 'x'.repeat(2001) }, ['affectedOperations'], 'TOO_LONG'],
    [{ externalReference: 'x'.repeat(201) }, ['externalReference'], 'TOO_LONG'],
    [{ labels: Array.from({ length: 51 }, (_, i) => `${i}`) }, ['labels'], 'TOO_MANY'],
    [{ labels: ['x'.repeat(51)] }, ['labels', '0'], 'TOO_LONG'],
    [{ changeKind: 'STANDARD' }, ['changeKind'], 'TYPE'],
    [{ priorityOverride: { priority: 'P1', reason: ' ' } }, ['priorityOverride', 'reason'], 'REQUIRED'],
  ])('is refused with %j', async (input, path, rule) => {
    const errors = await refusal(world, agent, 'createTicket', { ...incident, ...input });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      __typename: 'ValidationError',
      code: 'VALIDATION_FAILED',
      path: ['input', ...path],
      rule,
    });
  });

  it('returns all errors at once', async () => {
    const errors = await refusal(world, agent, 'createTicket', {
      type: 'INCIDENT',
      subject: '',
      description: '',
      affectedUserCount: -5,
    });
    expect(errors.map((error) => error.path.join('.')).sort()).toEqual([
      'input.affectedUserCount',
      'input.description',
      'input.subject',
    ]);
  });

  it('is refused with a category of another type, or a subcategory without its category', async () => {
    const given = (input: object) => refusedWith(world, agent, 'createTicket', { ...incident, ...input });
    const { categories } = names;
    expect(await given({ categoryId: categories['PROBLEM Network'] })).toMatchObject({ rule: 'TYPE' });
    expect(await given({ categoryId: categories['INCIDENT VPN'] })).toMatchObject({ rule: 'LEVEL' });
    expect(await given({ subcategoryId: categories['INCIDENT VPN'] })).toMatchObject({ rule: 'PARENT' });
    expect(
      await given({
        categoryId: categories['INCIDENT Hardware'],
        subcategoryId: categories['INCIDENT VPN'],
      }),
    ).toMatchObject({ rule: 'PARENT', path: ['input', 'subcategoryId'] });
    expect(await given({ assigneeId: names.users.requester })).toMatchObject({
      rule: 'ROLE',
      path: ['input', 'assigneeId'],
    });
  });

  it.each<[string, unknown]>([
    ['priorityOverride', { priority: 'P1', reason: 'Me first' }],
    ['labels', ['mine']],
  ])('accepts %s from agents only', async (field, value) => {
    expect(await refusal(world, requester, 'createTicket', { ...incident, [field]: value })).toMatchObject([
      { __typename: 'ForbiddenError', reason: 'ROLE', path: ['input', field] },
    ]);
  });

  it('accepts queue, assignee, watchers and another requester from agents only', async () => {
    const denied = {
      queueId: names.queues.Network,
      assigneeId: names.users.agent,
      watcherIds: [names.users.lead],
      requesterId: names.users.requester2,
    };
    for (const [field, value] of Object.entries(denied))
      expect(await refusal(world, requester, 'createTicket', { ...incident, [field]: value })).toMatchObject([
        { __typename: 'ForbiddenError', reason: 'ROLE', path: ['input', field] },
      ]);
    // A requester may name themself as the requester.
    const own = await report(requester, { requesterId: names.users.requester });
    expect(own.version).toBe(1);
  });
});

describe('the priority of a ticket', () => {
  const fields = 'ticket { impact urgency priority priorityOverride { matrixPriority reason } version }';

  it('follows impact and urgency unless an override with a reason is set, and again after the override is removed', async () => {
    const ticket = await report(agent);
    const update = async (input: object) =>
      (await agent.done('updateTicket', { ticketId: ticket.id, ...input }, fields)).ticket;
    expect(await update({ impact: 'HIGH', urgency: 'HIGH' })).toMatchObject({ priority: 'P1' });
    expect(
      await update({ priorityOverride: { priority: 'P4', reason: 'It is the test system.' } }),
    ).toMatchObject({
      priority: 'P4',
      priorityOverride: { matrixPriority: 'P1', reason: 'It is the test system.' },
    });
    expect(await update({ urgency: 'LOW' })).toMatchObject({
      priority: 'P4',
      priorityOverride: { matrixPriority: 'P3' },
    });
    expect(await update({ priorityOverride: null })).toMatchObject({
      priority: 'P3',
      priorityOverride: null,
    });
  });

  it("follows the organisation's own matrix, if there is one", async () => {
    const flat = { HIGH: 1, MEDIUM: 1, LOW: 1 };
    await world.rows("update organisations set priority_matrix = $1 where name = 'Example'", [
      JSON.stringify({ HIGH: flat, MEDIUM: flat, LOW: flat }),
    ]);
    try {
      const { priorityMatrix } = await requester.ok('{ priorityMatrix { impact urgency priority } }');
      expect(priorityMatrix).toHaveLength(9);
      expect(priorityMatrix.at(-1)).toEqual({ impact: 'LOW', urgency: 'LOW', priority: 'P1' });
      expect(await report(agent, { impact: 'LOW', urgency: 'LOW' }, 'ticket { priority }')).toEqual({
        priority: 'P1',
      });
    } finally {
      await world.rows('update organisations set priority_matrix = null');
    }
  });
});

describe('updating a ticket', () => {
  it('changes the given fields only, and records each change with its values before and after', async () => {
    const ticket = await report(agent, {
      labels: ['old'],
      externalReference: 'A',
      requesterId: names.users.requester,
    });
    const { ticket: updated } = await agent.done(
      'updateTicket',
      {
        ticketId: ticket.id,
        subject: 'It burns',
        labels: ['New'],
        externalReference: null,
        affectedUserIds: [names.users.requester2],
      },
      `ticket { version subject description labels externalReference affectedUsers { nodes { name } }
        timeline(last: 1) { nodes { ... on TicketEvent { type actor { ... on User { name } } changes { of field from to } } } } }`,
    );
    expect(updated).toMatchObject({
      version: 2,
      subject: 'It burns',
      description: 'On every page.',
      labels: ['new'],
      externalReference: null,
      affectedUsers: { nodes: [{ name: 'Ravi Requester' }] },
    });
    const [event] = updated.timeline.nodes;
    expect(event).toMatchObject({ type: 'TICKET_UPDATED', actor: { name: 'Aisha Agent' } });
    expect(event.changes).toEqual(
      expect.arrayContaining([
        { of: 'TICKET', field: 'SUBJECT', from: 'The printer jams', to: 'It burns' },
        { of: 'TICKET', field: 'LABELS', from: ['old'], to: ['new'] },
        { of: 'TICKET', field: 'EXTERNAL_REFERENCE', from: 'A', to: null },
        { of: 'TICKET', field: 'AFFECTED_USERS', from: [], to: [names.users.requester2] },
      ]),
    );
    expect(event.changes).toHaveLength(4);
  });

  it('changes nothing when the values are the same', async () => {
    const ticket = await report(agent, { labels: ['a'] });
    await changingNothing(world, () =>
      agent.done(
        'updateTicket',
        { ticketId: ticket.id, subject: 'The printer jams', labels: ['A'], impact: 'MEDIUM' },
        ticketFields,
      ),
    );
  });

  it('removes the subcategory when the category changes', async () => {
    const ticket = await report(agent, {
      categoryId: names.categories['INCIDENT Network'],
      subcategoryId: names.categories['INCIDENT VPN'],
    });
    const { ticket: updated } = await agent.done(
      'updateTicket',
      { ticketId: ticket.id, categoryId: names.categories['INCIDENT Hardware'] },
      'ticket { category { name } subcategory { name } }',
    );
    expect(updated).toEqual({ category: { name: 'Hardware' }, subcategory: null });
  });

  it('lets the requester change subject, description and error messages while the ticket is new', async () => {
    const ticket = await report(requester);
    const mine = { ticketId: ticket.id, subject: 'Both printers jam', errorMessages: ['E-1'] };
    expect((await requester.done('updateTicket', mine, ticketFields)).ticket.version).toBe(2);
    expect(await refusedWith(world, requester, 'updateTicket', { ...mine, impact: 'HIGH' })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'impact'],
    });
    await agent.done('startInvestigation', { ticketId: ticket.id }, ticketFields);
    expect(
      await refusedWith(world, requester, 'updateTicket', { ...mine, subject: 'All of them' }),
    ).toMatchObject({ __typename: 'ForbiddenError', reason: 'ROLE' });
  });

  it('is refused to agents of another team, and to requesters who only watch', async () => {
    const ticket = await report(requester);
    await requester.done('watchTicket', { ticketId: ticket.id }, ticketFields);
    await agent.done('watchTicket', { ticketId: ticket.id, userId: names.users.requester2 }, ticketFields);
    const input = { ticketId: ticket.id, subject: 'Mine now' };
    expect(await refusedWith(world, agent2, 'updateTicket', input)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_IN_TEAM',
    });
    expect(await refusedWith(world, requester2, 'updateTicket', input)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
    });
  });

  it.each(['subject', 'description', 'labels', 'impact', 'urgency', 'errorMessages', 'requesterId'])(
    'cannot remove the value of %s',
    async (field) => {
      const ticket = await report(agent);
      expect(
        await refusedWith(world, agent, 'updateTicket', { ticketId: ticket.id, [field]: null }),
      ).toMatchObject({ __typename: 'ValidationError', rule: 'REQUIRED', path: ['input', field] });
    },
  );

  it('returns a conflict with the current ticket when the expected version is old', async () => {
    const ticket = await report(agent);
    await agent.done(
      'updateTicket',
      { ticketId: ticket.id, expectedVersion: 1, subject: 'Two' },
      ticketFields,
    );
    const payload = await changingNothing(world, () =>
      agent.ok(
        `mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { ticket { id } errors { code
          ... on ConflictError { currentVersion current { ... on Ticket { id subject version } } } } } }`,
        { input: { ticketId: ticket.id, expectedVersion: 1, subject: 'Three' } },
      ),
    );
    expect(payload.updateTicket).toEqual({
      ticket: null,
      errors: [
        {
          code: 'CONFLICT',
          currentVersion: 2,
          current: { id: ticket.id, subject: 'Two', version: 2 },
        },
      ],
    });
  });
});

describe('assigning a ticket', () => {
  const fields = 'ticket { version queue { name } assignee { name } reassignmentCount }';
  const assign = async (client: Client, ticketId: string, input: object) =>
    (await client.done('assignTicket', { ticketId, ...input }, fields)).ticket;

  it('counts each move from one queue to another; choosing the first queue does not count', async () => {
    const ticket = await report(requester);
    expect(await assign(agent, ticket.id, { queueId: names.queues.Network })).toMatchObject({
      queue: { name: 'Network' },
      reassignmentCount: 0,
    });
    expect(await assign(agent2, ticket.id, { queueId: names.queues['Service Desk'] })).toMatchObject({
      reassignmentCount: 1,
    });
    expect(await assign(agent, ticket.id, { queueId: names.queues.Network })).toMatchObject({
      reassignmentCount: 2,
    });
    // Neither its own queue nor another assignee is a reassignment.
    expect(
      await assign(agent2, ticket.id, {
        queueId: names.queues.Network,
        assigneeId: names.users.agent2,
      }),
    ).toMatchObject({ reassignmentCount: 2 });
  });

  it('counts the first move out of the default queue once work has begun, also after it was returned', async () => {
    for (const returned of [false, true]) {
      const { id: ticketId } = await report(requester);
      await agent.done('startInvestigation', { ticketId }, '__typename');
      if (returned) await agent.done('requeueTicket', { ticketId, reason: 'Not ours.' }, '__typename');
      expect(await assign(agent, ticketId, { queueId: names.queues.Network })).toMatchObject({
        reassignmentCount: 1,
      });
    }
  });

  it('counts the first move of a ticket whose queue was set on creation or confirmed', async () => {
    const named = await report(agent, { queueId: names.queues['Service Desk'] });
    expect(await assign(agent, named.id, { queueId: names.queues.Network })).toMatchObject({
      reassignmentCount: 1,
    });
  });

  it("removes the assignee when the new queue's team does not include them", async () => {
    const ticket = await report(agent, { assigneeId: names.users.agent });
    expect(await assign(agent, ticket.id, { queueId: names.queues.Network })).toMatchObject({
      assignee: null,
    });
    await assign(agent2, ticket.id, { assigneeId: names.users.agent2 });
    expect(await assign(agent2, ticket.id, { queueId: names.queues.Security })).toMatchObject({
      assignee: { name: 'Tomás Agent' },
    });
  });

  it('can remove the assignee', async () => {
    const ticket = await report(agent, { assigneeId: names.users.agent });
    expect(await assign(agent, ticket.id, { assigneeId: null })).toMatchObject({
      assignee: null,
      version: 2,
    });
  });

  it('records the reason in the event', async () => {
    const ticket = await report(agent);
    await assign(agent, ticket.id, { assigneeId: names.users.lead, reason: 'Knows printers' });
    const { ticket: read } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { timeline(last: 1) { nodes { ... on TicketEvent { type changes { of field from to } } } } } }',
      { id: ticket.id },
    );
    expect(read.timeline.nodes[0]).toEqual({
      type: 'TICKET_ASSIGNED',
      changes: [
        { of: 'TICKET', field: 'ASSIGNEE', from: null, to: names.users.lead },
        { of: 'TICKET_EVENT', field: 'REASON', from: null, to: 'Knows printers' },
      ],
    });
  });

  it('changes nothing when queue and assignee are the same', async () => {
    const ticket = await report(agent, {
      queueId: names.queues.Network,
      assigneeId: names.users.agent2,
    });
    await changingNothing(world, () =>
      assign(agent2, ticket.id, { queueId: names.queues.Network, assigneeId: names.users.agent2 }),
    );
  });

  it('is refused without queue and assignee, to a user who cannot work tickets, and by an agent who cannot work this one', async () => {
    const ticket = await report(requester);
    const refusedTo = (client: Client, input: object) =>
      refusedWith(world, client, 'assignTicket', { ticketId: ticket.id, ...input });
    expect(await refusedTo(agent, {})).toMatchObject({ rule: 'REQUIRED', path: ['input', 'queueId'] });
    expect(await refusedTo(agent, { assigneeId: names.users.requester2 })).toMatchObject({
      rule: 'ROLE',
      path: ['input', 'assigneeId'],
    });
    expect(await refusedTo(agent2, { assigneeId: names.users.agent2 })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_IN_TEAM',
    });
    expect(await refusedTo(requester, { assigneeId: names.users.agent })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
    });
    expect(await refusedTo(agent, { assigneeId: names.users.lead, expectedVersion: 4 })).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 1,
    });
  });
});

describe('watching a ticket', () => {
  const fields = 'ticket { version updatedAt viewerIsWatching watchers { nodes { name } } }';

  it('changes neither the ticket nor its version; a repeated call has no effect', async () => {
    const ticket = await report(requester);
    const input = { ticketId: ticket.id };
    const watched = (await requester.done('watchTicket', input, fields)).ticket;
    expect(watched).toMatchObject({ version: 1, updatedAt: ticket.updatedAt, viewerIsWatching: true });
    await changingNothing(world, () => requester.done('watchTicket', input, fields));
    expect((await requester.done('unwatchTicket', input, fields)).ticket.viewerIsWatching).toBe(false);
    await changingNothing(world, () => requester.done('unwatchTicket', input, fields));
  });

  it('records an event that agents see and requesters do not', async () => {
    const ticket = await report(requester);
    await agent.done('watchTicket', { ticketId: ticket.id }, fields);
    const query = 'query ($id: ID!) { ticket(id: $id) { timeline { totalCount } } }';
    expect((await agent.ok(query, { id: ticket.id })).ticket.timeline.totalCount).toBe(2);
    expect((await requester.ok(query, { id: ticket.id })).ticket.timeline.totalCount).toBe(1);
  });

  it('on behalf of another user is for those who may work the ticket', async () => {
    const ticket = await report(requester);
    const others = { ticketId: ticket.id, userId: names.users.lead };
    expect(await refusedWith(world, requester, 'watchTicket', others)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'userId'],
    });
    expect(await refusedWith(world, agent2, 'watchTicket', others)).toMatchObject({
      reason: 'NOT_IN_TEAM',
    });
    await agent.done('watchTicket', others, fields);
    expect(await refusedWith(world, requester, 'unwatchTicket', others)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
    });
  });
});

describe('importing with an API key', () => {
  const occurredAt = '2020-02-02T10:00:00.000Z';
  let importer: Client;

  beforeAll(async () => {
    importer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT']);
  });

  it('keeps the original time and actor, and records the import now', async () => {
    const by = (user: string | undefined) => ({ import: { occurredAt, actorId: user } });
    const ticket = await report(
      importer,
      { ...by(names.users.requester), requesterId: names.users.requester },
      'ticket { id createdAt reportedAt createdBy { ... on User { name } } }',
    );
    expect(ticket).toMatchObject({ reportedAt: occurredAt, createdBy: { name: 'Rosa Requester' } });
    expect(ticket.createdAt > occurredAt).toBe(true);
    await importer.done(
      'addComment',
      { ticketId: ticket.id, body: 'Then', ...by(names.users.agent) },
      'comment { id }',
    );
    await importer.done(
      'resolveTicket',
      {
        ticketId: ticket.id,
        resolutionCode: 'FIXED',
        resolutionNotes: 'Then',
        ...by(names.users.agent),
      },
      'ticket { id }',
    );
    // A close in the requester's name counts as their verification, even when a program sends it.
    const { ticket: closed } = await importer.done(
      'closeTicket',
      { ticketId: ticket.id, closureSummary: 'Then', ...by(names.users.requester) },
      `ticket { closedAt resolvedAt closure { verifiedByRequester closedBy { ... on User { name } } }
        timeline { nodes { ... on Comment { occurredAt author { ... on User { name } } }
          ... on TicketEvent { occurredAt recordedAt cause { kind } actor { ... on User { name } } } } } }`,
    );
    expect(closed).toMatchObject({
      closedAt: occurredAt,
      resolvedAt: occurredAt,
      closure: { verifiedByRequester: true, closedBy: { name: 'Rosa Requester' } },
    });
    const [, comment, resolved] = closed.timeline.nodes;
    expect(comment).toEqual({ occurredAt, author: { name: 'Aisha Agent' } });
    expect(resolved).toMatchObject({
      occurredAt,
      cause: { kind: 'IMPORT' },
      actor: { name: 'Aisha Agent' },
    });
    expect(resolved.recordedAt > occurredAt).toBe(true);
  });

  it('is refused without the scope, to users, with a future time, and without a valid actor', async () => {
    const writer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    const input = { ...incident, requesterId: names.users.requester };
    for (const client of [writer, admin]) {
      expect(
        await refusedWith(world, client, 'createTicket', { ...input, import: { occurredAt } }),
      ).toMatchObject({ __typename: 'ForbiddenError', reason: 'SCOPE', path: ['input', 'import'] });
    }
    expect(
      await refusedWith(world, importer, 'createTicket', {
        ...input,
        import: { occurredAt: '2199-01-01T00:00:00.000Z' },
      }),
    ).toMatchObject({ rule: 'NOT_IN_FUTURE', path: ['input', 'import', 'occurredAt'] });
    expect(
      await refusedWith(world, importer, 'createTicket', {
        ...input,
        import: { occurredAt, actorId: names.queues.Network },
      }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'import', 'actorId'] });
  });

  it('is refused before the report of the ticket, and a transition before an earlier one', async () => {
    const at = (hour: number) => ({ import: { occurredAt: new Date(Date.UTC(2020, 1, 2, hour)) } });
    const { id: ticketId } = await report(importer, { requesterId: names.users.requester, ...at(10) });
    const early = async (mutation: string, input: object, hour: number, before: string) =>
      expect(await refusedWith(world, importer, mutation, { ticketId, ...input, ...at(hour) })).toMatchObject(
        {
          rule: 'ORDER',
          path: ['input', 'import', 'occurredAt'],
          message: expect.stringContaining(`before the ticket ${before}`),
        },
      );
    const fix = { resolutionCode: 'FIXED', resolutionNotes: 'Then' };
    await early('addComment', { body: 'Then' }, 9, 'was reported');
    await early('updateTicket', { labels: ['then'] }, 9, 'was reported');
    await early('assignTicket', { assigneeId: names.users.agent }, 9, 'was reported');
    await early('resolveTicket', fix, 9, 'was reported');
    await importer.done('holdTicket', { ticketId, reason: 'AWAITING_VENDOR', ...at(12) }, '__typename');
    await early('resumeTicket', {}, 11, 'was put on hold');
    await importer.done('resumeTicket', { ticketId, ...at(13) }, '__typename');
    await importer.done('resolveTicket', { ticketId, ...fix, ...at(14) }, '__typename');
    await early('closeTicket', { closureSummary: 'Then' }, 13, 'was resolved');
    await early('reopenTicket', { reason: 'Then' }, 13, 'was resolved');
    await early('reviewTicket', { summary: 'Then', outcome: 'SUCCESSFUL' }, 13, 'was resolved');
    // What is no transition can be imported later.
    await importer.done('addComment', { ticketId, body: 'Then', ...at(11) }, '__typename');
  });

  it('follows the rules of the process', async () => {
    const ticket = await report(importer, {
      requesterId: names.users.requester,
      import: { occurredAt },
    });
    expect(
      await refusedWith(world, importer, 'reopenTicket', {
        ticketId: ticket.id,
        reason: 'x',
        import: { occurredAt },
      }),
    ).toMatchObject({ __typename: 'InvalidTransitionError', from: 'NEW' });
  });
});

describe('the event log', () => {
  it('has numbers without gaps, in the order of commits, under concurrent writes', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => report(i % 2 ? requester : agent2)));
    const rows = await world.rows<{
      organisation_id: string;
      n: string;
      least: string;
      most: string;
      head: string;
    }>(
      `select e.organisation_id, count(*) as n, min(e.number) as least, max(e.number) as most, max(h.number) as head
       from events e join event_heads h using (organisation_id) group by 1`,
    );
    for (const { n, least, most, head } of rows) expect([least, most, head]).toEqual(['1', n, n]);
    const [disorder] = await world.rows<{ n: string }>(
      `select count(*) as n from (select recorded_at < lag(recorded_at) over (partition by organisation_id order by number) as back from events) e where back`,
    );
    expect(disorder?.n).toBe('0');
  });

  it('records the trace id of the request that made the change', async () => {
    const ticket = await report(requester);
    const [event] = await world.rows<{ cause: { kind: string; requestId: string } }>(
      'select cause from events where ticket_id = $1',
      [rawId(ticket.id)],
    );
    expect(event?.cause).toEqual({
      kind: 'REQUEST',
      caller: expect.stringMatching(/^user:/),
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });
});

describe('filters', () => {
  it('combine, and match the tickets that they describe', async () => {
    const ticket = await report(lead, {
      type: 'PROBLEM',
      subject: 'Filtered',
      labels: ['filtered', 'b'],
      channel: 'EMAIL',
      impact: 'HIGH',
      urgency: 'HIGH',
      categoryId: names.categories['PROBLEM Network'],
      externalReference: 'F-1',
      assigneeId: names.users.lead,
      queueId: names.queues['Service Desk'],
    });
    const count = async (filter: object) =>
      (await lead.ok('query ($f: TicketFilter) { tickets(filter: $f) { totalCount } }', { f: filter }))
        .tickets.totalCount;
    const matching = {
      types: ['PROBLEM', 'OTHER'],
      statuses: ['NEW'],
      statusCategories: ['TODO'],
      priorities: ['P1'],
      queueIds: [names.queues['Service Desk']],
      assigneeIds: [names.users.lead],
      assignee: ['ANY'],
      requesterIds: [names.users.lead],
      categoryIds: [names.categories['PROBLEM Network']],
      labels: ['FILTERED'],
      channels: ['EMAIL'],
      externalReferences: ['F-1'],
      createdAt: { from: '2020-01-01T00:00:00.000Z', to: '2199-01-01T00:00:00.000Z' },
      updatedAt: { from: '2020-01-01T00:00:00.000Z' },
      reportedAt: { from: '2020-01-01T00:00:00.000Z' },
      ids: [ticket.id],
      numbers: [ticket.number.toLowerCase()],
      impacts: ['HIGH'],
      urgencies: ['HIGH'],
      createdByIds: [names.users.lead],
      viewer: ['REQUESTED_BY_ME'],
      majorIncident: false,
      anyOf: [{ channels: ['PHONE'] }, { externalReferences: [' F-1 '] }],
      not: { statuses: ['CLOSED'] },
    };
    expect(await count(matching)).toBe(1);
    const other = {
      types: ['INCIDENT'],
      statuses: ['CLOSED'],
      statusCategories: ['DONE'],
      priorities: ['P2'],
      queueIds: [names.queues.Network],
      assigneeIds: [names.users.agent],
      assignee: ['NONE'],
      requesterIds: [names.users.agent],
      categoryIds: [names.categories['INCIDENT Network']],
      labels: ['other'],
      channels: ['PHONE'],
      externalReferences: ['F-2'],
      createdAt: { from: '2199-01-01T00:00:00.000Z' },
      updatedAt: { to: '2020-01-01T00:00:00.000Z' },
      reportedAt: { to: '2020-01-01T00:00:00.000Z' },
      resolvedAt: { from: '2020-01-01T00:00:00.000Z' },
      ids: [],
      numbers: ['PRB-999999'],
      impacts: ['LOW'],
      urgencies: ['LOW'],
      holdReasons: ['AWAITING_VENDOR'],
      createdByIds: [names.users.agent],
      watcherIds: [names.users.agent],
      viewer: ['WATCHED_BY_ME'],
      majorIncident: true,
      anyOf: [{ channels: ['PHONE'] }, { externalReferences: ['F-2'] }],
      not: { statuses: ['NEW'] },
    };
    for (const [field, value] of Object.entries(other))
      expect({ field, n: await count({ ...matching, [field]: value }) }).toEqual({ field, n: 0 });
    // An empty list matches nothing.
    expect(await count({ labels: [] })).toBe(0);
    expect(ticket.number).toMatch(/^PRB-/);
  });

  it('accept at most 100 values', async () => {
    const error = await agent.refused('query ($f: TicketFilter) { tickets(filter: $f) { totalCount } }', {
      f: { labels: Array.from({ length: 101 }, (_, i) => `${i}`) },
    });
    expect(error.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'filter.labels',
      rule: 'TOO_MANY',
    });
  });
});
