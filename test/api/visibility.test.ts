import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, refusedWith, report, ticketFields } from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const comments = 'comments { totalCount nodes { body } }';

describe("a ticket in a queue that is visible to its team only (Tomás's Security queue)", () => {
  let secret: { id: string; number: string; comment: string; attachment: string };

  beforeAll(async () => {
    const ticket = await report(agent2, {
      subject: 'A password leaked',
      requesterId: names.users.requester2,
      queueId: names.queues.Security,
      labels: ['leak'],
      externalReference: 'EXT-1',
    });
    const { comment } = await agent2.done(
      'addComment',
      { ticketId: ticket.id, body: 'Which one?' },
      'comment { id }',
    );
    const attachment = await attachText(agent2, ticket.id, 'a leaked line');
    secret = { ...ticket, comment: comment.id, attachment };
  });

  /** Tells for each query that can return the ticket whether it does. */
  async function queriesThatReturnIt(client: Client): Promise<Record<string, boolean>> {
    const data = await client.ok(
      `query ($id: ID!, $number: String!, $queue: ID!, $comment: ID!, $attachment: ID!) {
        list: tickets(first: 100) { nodes { id } }
        oldest: tickets(last: 100, orderBy: { field: PRIORITY, direction: ASC }) { edges { node { id } } }
        queue: tickets(filter: { queueIds: [$queue] }) { nodes { id } }
        label: tickets(filter: { labels: ["leak"] }) { totalCount }
        reference: tickets(filter: { externalReferences: ["EXT-1"] }) { totalCount nodes { subject } }
        node(id: $id) { id } nodes(ids: [$id]) { id } ticket(id: $id) { id } ticketByNumber(number: $number) { id }
        comment: node(id: $comment) { id } attachment: node(id: $attachment) { id }
      }`,
      {
        id: secret.id,
        number: secret.number,
        queue: names.queues.Security,
        comment: secret.comment,
        attachment: secret.attachment,
      },
    );
    const has = (nodes: { id: string }[]) => nodes.some((node) => node.id === secret.id);
    return {
      list: has(data.list.nodes),
      oldest: has(data.oldest.edges.map((edge: { node: { id: string } }) => edge.node)),
      queue: has(data.queue.nodes),
      label: data.label.totalCount === 1,
      reference: data.reference.totalCount === 1 && data.reference.nodes.length === 1,
      node: data.node !== null,
      nodes: data.nodes[0] !== null,
      ticket: data.ticket !== null,
      ticketByNumber: data.ticketByNumber !== null,
      comment: data.comment !== null,
      attachment: data.attachment !== null,
    };
  }

  it.each([
    ['agent2', true, 'is in the team'],
    ['admin', true, 'sees everything of the organisation'],
    ['requester2', true, 'asked for it'],
    ['agent', false, 'is in another team'],
    ['lead', false, 'leads another team'],
    ['requester', false, 'has nothing to do with it'],
    ['outsider@example.org', false, 'is of another organisation'],
  ])('is returned to %s by all queries or by none (%s), because they %s', async (who, sees) => {
    const found = await queriesThatReturnIt(await world.as(who));
    // Its requester does not see the queue, so it finds nothing for them.
    const { queue, ...others } = found;
    expect(queue).toBe(sees && who !== 'requester2');
    expect(Object.entries(others).filter(([, returned]) => returned !== sees)).toEqual([]);
  });

  it('is counted only for those who see it', async () => {
    const count = 'query ($queue: ID!) { tickets(filter: { queueIds: [$queue] }) { totalCount } }';
    const inQueue = { queue: names.queues.Security };
    // The demo data has one more ticket in this queue.
    expect((await agent2.ok(count, inQueue)).tickets.totalCount).toBe(2);
    expect((await agent.ok(count, inQueue)).tickets.totalCount).toBe(0);
    // Its requester sees it, but not that it is in this queue.
    expect((await requester2.ok(count, inQueue)).tickets.totalCount).toBe(0);
    const without =
      'query ($queue: ID!) { tickets(filter: { not: { queueIds: [$queue] } }) { nodes { id } } }';
    expect((await requester2.ok(without, inQueue)).tickets.nodes).toContainEqual({ id: secret.id });
  });

  it('does not show its requester the name of the queue, which they may not see', async () => {
    const { ticket } = await requester2.ok(
      `query ($id: ID!) { ticket(id: $id) { queue { name } timeline { nodes { ... on TicketEvent { type changes { of field from to } } } } } }`,
      { id: secret.id },
    );
    expect(ticket.queue).toBeNull();
    const created = ticket.timeline.nodes[0];
    expect(created.type).toBe('TICKET_CREATED');
    expect(created.changes.map(({ field }: { field: string }) => field)).not.toContain('QUEUE');
    const { queues } = await requester2.ok('{ queues { totalCount nodes { name } } }');
    expect(queues.nodes.map((queue: { name: string }) => queue.name)).not.toContain('Security');
    expect(queues.totalCount).toBe(queues.nodes.length);
  });

  it.each([
    'updateTicket',
    'assignTicket',
    'watchTicket',
    'unwatchTicket',
    'addComment',
    'triageTicket',
    'startInvestigation',
    'holdTicket',
    'resumeTicket',
    'requeueTicket',
    'resolveTicket',
    'reopenTicket',
    'closeTicket',
    'cancelTicket',
  ])('is not found when Aisha calls %s', async (mutation) => {
    const needed: Record<string, object> = {
      assignTicket: { assigneeId: names.users.agent },
      addComment: { body: 'Hello?' },
      triageTicket: { impact: 'LOW', urgency: 'LOW' },
      holdTicket: { reason: 'AWAITING_VENDOR' },
      requeueTicket: { reason: 'Not ours' },
      resolveTicket: { resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
      reopenTicket: { reason: 'It does not' },
      closeTicket: { closureSummary: 'It does' },
    };
    const input = { ticketId: secret.id, ...needed[mutation] };
    expect(await refusedWith(world, agent, mutation, input)).toEqual({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: 'There is no such ticket, or you cannot see it.',
      path: ['input', 'ticketId'],
      id: secret.id,
    });
  });

  it('is null at the other end of a link for those who cannot see it', async () => {
    const open = await report(requester, { subject: 'Strange mail' });
    const waiting = await report(requester, { subject: 'Another strange mail' });
    await admin.done(
      'holdTicket',
      { ticketId: waiting.id, reason: 'AWAITING_PROBLEM', linkedTicketId: secret.id },
      ticketFields,
    );
    await admin.done('cancelTicket', { ticketId: open.id, duplicateOfId: secret.id }, ticketFields);
    const query = `query ($open: ID!, $waiting: ID!) {
      open: ticket(id: $open) { cancellation { duplicateOf { number } } timeline { nodes { ... on TicketEvent { changes { of field from to } } } } }
      waiting: ticket(id: $waiting) { hold { reason linkedTicket { number } } } }`;
    const variables = { open: open.id, waiting: waiting.id };
    const seen = await agent2.ok(query, variables);
    expect(seen.open.cancellation.duplicateOf).toEqual({ number: secret.number });
    expect(seen.waiting.hold.linkedTicket).toEqual({ number: secret.number });
    for (const client of [agent, requester]) {
      const hidden = await client.ok(query, variables);
      expect(hidden.open.cancellation.duplicateOf).toBeNull();
      expect(hidden.waiting.hold).toEqual({ reason: 'AWAITING_PROBLEM', linkedTicket: null });
      expect(JSON.stringify(hidden)).not.toContain(secret.id);
    }
  });

  it('cannot be linked by those who cannot see it', async () => {
    const open = await report(requester, { subject: 'A third strange mail' });
    expect(
      await refusedWith(world, agent, 'cancelTicket', { ticketId: open.id, duplicateOfId: secret.id }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'duplicateOfId'], id: secret.id });
    expect(
      await refusedWith(world, agent, 'holdTicket', {
        ticketId: open.id,
        reason: 'AWAITING_PROBLEM',
        linkedTicketId: secret.id,
      }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'linkedTicketId'], id: secret.id });
  });

  it('is no longer visible to the agent who assigns it to this queue: the payload has neither a ticket nor an error', async () => {
    const handed = await report(requester, { subject: 'Handed over' });
    const payload = await agent.done(
      'assignTicket',
      { ticketId: handed.id, queueId: names.queues.Security },
      'ticket { id }',
    );
    expect(payload.ticket).toBeNull();
    expect((await agent.ok('query ($id: ID!) { node(id: $id) { id } }', { id: handed.id })).node).toBeNull();
    expect((await agent2.ok('query ($id: ID!) { node(id: $id) { id } }', { id: handed.id })).node).toEqual({
      id: handed.id,
    });
  });

  it('is visible with its notes to an agent who was added as a watcher, until they are removed', async () => {
    const ticket = await report(agent2, { queueId: names.queues.Security });
    const { comment } = await agent2.done(
      'addComment',
      { ticketId: ticket.id, body: 'Between us', visibility: 'INTERNAL' },
      'comment { id }',
    );
    const query = `query ($id: ID!) { ticket(id: $id) { ${comments} } }`;
    await agent2.done('watchTicket', { ticketId: ticket.id, userId: names.users.agent }, ticketFields);
    expect((await agent.ok(query, { id: ticket.id })).ticket.comments).toEqual({
      totalCount: 1,
      nodes: [{ body: 'Between us' }],
    });
    // They may comment, but not work the ticket.
    await agent.done('addComment', { ticketId: ticket.id, body: 'I am here.' }, 'comment { id }');
    expect(
      await refusedWith(world, agent, 'holdTicket', { ticketId: ticket.id, reason: 'AWAITING_VENDOR' }),
    ).toMatchObject({ __typename: 'ForbiddenError', reason: 'NOT_PERMITTED' });
    const payload = await agent.done('unwatchTicket', { ticketId: ticket.id }, 'ticket { id }');
    expect(payload.ticket).toBeNull();
    expect((await agent.ok(query, { id: ticket.id })).ticket).toBeNull();
    expect((await agent.ok('query ($id: ID!) { node(id: $id) { id } }', { id: comment.id })).node).toBeNull();
  });

  it('shows an agent who is only its requester what requesters see: no notes', async () => {
    const ticket = await report(agent2, {
      queueId: names.queues.Security,
      requesterId: names.users.agent,
    });
    await agent2.done('addComment', { ticketId: ticket.id, body: 'For you' }, 'comment { id }');
    await agent2.done(
      'addComment',
      { ticketId: ticket.id, body: 'Not for Aisha', visibility: 'INTERNAL' },
      'comment { id }',
    );
    const query = `query ($id: ID!) { ticket(id: $id) { ${comments} timeline { totalCount } } }`;
    expect((await agent.ok(query, { id: ticket.id })).ticket).toEqual({
      comments: { totalCount: 1, nodes: [{ body: 'For you' }] },
      timeline: { totalCount: 2 },
    });
    expect(
      await refusedWith(world, agent, 'addComment', {
        ticketId: ticket.id,
        body: 'A note of mine',
        visibility: 'INTERNAL',
      }),
    ).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_IN_TEAM',
      path: ['input', 'visibility'],
    });
  });

  it('is visible to its assignee of any team', async () => {
    const ticket = await report(agent2, { queueId: names.queues.Security, assigneeId: names.users.agent });
    const query = 'query ($id: ID!) { ticket(id: $id) { assignee { name } } }';
    expect((await agent.ok(query, { id: ticket.id })).ticket.assignee.name).toBe('Aisha Agent');
    await agent.done('holdTicket', { ticketId: ticket.id, reason: 'AWAITING_VENDOR' }, ticketFields);
    await agent2.done('assignTicket', { ticketId: ticket.id, assigneeId: null }, ticketFields);
    expect((await agent.ok(query, { id: ticket.id })).ticket).toBeNull();
  });
});

describe('a queue whose visibility changes to its team only', () => {
  it('hides its tickets from all others at once, and shows them again when it changes back', async () => {
    const ticket = await report(agent2, { queueId: names.queues.Network });
    const query = 'query ($id: ID!) { ticket(id: $id) { id } }';
    expect((await agent.ok(query, { id: ticket.id })).ticket).not.toBeNull();
    const queueId = names.queues.Network;
    await admin.done('updateQueue', { queueId, visibility: 'TEAM' }, 'queue { id }');
    expect((await agent.ok(query, { id: ticket.id })).ticket).toBeNull();
    await admin.done('updateQueue', { queueId, visibility: 'ORGANISATION' }, 'queue { id }');
    expect((await agent.ok(query, { id: ticket.id })).ticket).not.toBeNull();
  });
});

describe('a requester', () => {
  const sees = async (client: Client, id: string): Promise<boolean> =>
    (await client.ok('query ($id: ID!) { node(id: $id) { id } }', { id })).node !== null;

  it('sees the tickets that they requested, are affected by or watch, and no others', async () => {
    const own = await report(requester);
    const affected = await report(agent, { affectedUserIds: [names.users.requester] });
    const watched = await report(agent, { watcherIds: [names.users.requester] });
    const foreign = await report(requester2);
    const { tickets } = await requester.ok(
      '{ tickets(first: 100) { totalCount nodes { id requester { name } } } }',
    );
    const ids = tickets.nodes.map((node: { id: string }) => node.id);
    expect(ids).toEqual(expect.arrayContaining([own.id, affected.id, watched.id]));
    expect(ids).not.toContain(foreign.id);
    expect(tickets.totalCount).toBe(ids.length);
    expect(await sees(requester, foreign.id)).toBe(false);
    expect(
      (await requester.ok('query ($n: String!) { ticketByNumber(number: $n) { id } }', { n: foreign.number }))
        .ticketByNumber,
    ).toBeNull();
  });

  it('gets a ticket once in a list, however many ways they are involved in it', async () => {
    const ticket = await report(requester, { affectedUserIds: [names.users.requester] });
    await requester.done('watchTicket', { ticketId: ticket.id }, ticketFields);
    const { tickets } = await requester.ok('{ tickets(first: 100) { totalCount nodes { id } } }');
    expect(tickets.nodes.filter((node: { id: string }) => node.id === ticket.id)).toHaveLength(1);
    expect(tickets.totalCount).toBe(tickets.nodes.length);
  });

  it('no longer sees a ticket that they stop watching', async () => {
    const watched = await report(agent, { watcherIds: [names.users.requester] });
    expect(await sees(requester, watched.id)).toBe(true);
    const { ticket } = await requester.done('unwatchTicket', { ticketId: watched.id }, 'ticket { id }');
    expect(ticket).toBeNull();
    expect(await sees(requester, watched.id)).toBe(false);
  });

  it('sees no watchers but themself', async () => {
    const ticket = await report(requester);
    await agent.done('watchTicket', { ticketId: ticket.id }, ticketFields);
    await requester.done('watchTicket', { ticketId: ticket.id }, ticketFields);
    const query = 'query ($id: ID!) { ticket(id: $id) { viewerIsWatching watchers { nodes { name } } } }';
    expect((await requester.ok(query, { id: ticket.id })).ticket).toEqual({
      viewerIsWatching: true,
      watchers: { nodes: [{ name: 'Rosa Requester' }] },
    });
    expect((await agent.ok(query, { id: ticket.id })).ticket.watchers.nodes).toHaveLength(2);
  });

  it('sees no users but themself', async () => {
    const { users, teams, apiKeys } = await requester.ok(
      '{ users { totalCount nodes { name email } } teams { totalCount nodes { id } } apiKeys { totalCount nodes { id } } }',
    );
    expect(users).toEqual({
      totalCount: 1,
      nodes: [{ name: 'Rosa Requester', email: 'requester@example.com' }],
    });
    expect(teams).toEqual({ totalCount: 0, nodes: [] });
    expect(apiKeys).toEqual({ totalCount: 0, nodes: [] });
    expect(await sees(requester, names.users.agent ?? '')).toBe(false);
    expect(await sees(requester, names.teams.Network ?? '')).toBe(false);
    const { users: found } = await requester.ok(
      '{ users(filter: { emails: ["agent@example.com"] }) { totalCount } }',
    );
    expect(found.totalCount).toBe(0);
  });

  it('sees the names of those who work their ticket but not their addresses; agents see both', async () => {
    const ticket = await report(requester);
    await agent.done('startInvestigation', { ticketId: ticket.id }, ticketFields);
    const query =
      'query ($id: ID!) { ticket(id: $id) { assignee { name email } requester { email } createdBy { ... on User { email } } } }';
    expect((await requester.ok(query, { id: ticket.id })).ticket).toEqual({
      assignee: { name: 'Aisha Agent', email: null },
      requester: { email: 'requester@example.com' },
      createdBy: { email: 'requester@example.com' },
    });
    expect((await agent2.ok(query, { id: ticket.id })).ticket).toMatchObject({
      assignee: { email: 'agent@example.com' },
      requester: { email: 'requester@example.com' },
    });
  });
});

describe('an internal note', () => {
  it('is hidden from the requester in every form: as a comment, count, file, timeline entry, version or timestamp', async () => {
    const ticket = await report(requester);
    await agent.done('addComment', { ticketId: ticket.id, body: 'Public' }, 'comment { id }');
    const everything = `query ($id: ID!) { ticket(id: $id) {
      version updatedAt comments { totalCount nodes { id body } pageInfo { hasNextPage endCursor } }
      timeline { totalCount nodes { __typename ... on TicketEvent { type commentId } ... on Comment { body } } pageInfo { hasNextPage } }
      attachments { totalCount nodes { fileName } } } }`;
    const before = await requester.ok(everything, { id: ticket.id });
    const { comment } = await agent.done(
      'addComment',
      { ticketId: ticket.id, body: 'Classified', visibility: 'INTERNAL' },
      'comment { id visibility version }',
    );
    const attachment = await attachText(agent, ticket.id, 'classified', {
      fileName: 'classified.txt',
      visibility: 'INTERNAL',
    });
    await agent.done('editComment', { commentId: comment.id, body: 'Classified!' }, 'comment { id }');
    expect(await requester.ok(everything, { id: ticket.id })).toEqual(before);
    const { nodes } = await requester.ok('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [comment.id, attachment],
    });
    expect(nodes).toEqual([null, null]);
    expect(
      await refusedWith(world, requester, 'editComment', { commentId: comment.id, body: 'Mine' }),
    ).toMatchObject({ __typename: 'NotFoundError', path: ['input', 'commentId'], id: comment.id });

    const seen = await agent.ok(everything, { id: ticket.id });
    expect(seen.ticket).toMatchObject({
      version: before.ticket.version,
      updatedAt: before.ticket.updatedAt,
      comments: { totalCount: 2 },
      attachments: { totalCount: 1, nodes: [{ fileName: 'classified.txt' }] },
    });
  });

  it('that was a public comment is removed for the requester, who sees only its id', async () => {
    const ticket = await report(requester);
    const { comment } = await agent.done(
      'addComment',
      { ticketId: ticket.id, body: 'Said by mistake' },
      'comment { id }',
    );
    await agent.done(
      'setCommentVisibility',
      { commentId: comment.id, visibility: 'INTERNAL' },
      'comment { id }',
    );
    const query = `query ($id: ID!) { ticket(id: $id) { ${comments} timeline { totalCount nodes { __typename
      ... on TicketEvent { type commentId comment { body } changes { of field from to } } ... on Comment { body } } } } }`;
    const { ticket: seen } = await requester.ok(query, { id: ticket.id });
    expect(seen.comments).toEqual({ totalCount: 0, nodes: [] });
    expect(JSON.stringify(seen)).not.toContain('Said by mistake');
    expect(seen.timeline.nodes.at(-1)).toMatchObject({
      type: 'COMMENT_HIDDEN',
      commentId: comment.id,
      comment: null,
    });
    expect(seen.timeline.totalCount).toBe(seen.timeline.nodes.length);

    await agent.done(
      'setCommentVisibility',
      { commentId: comment.id, visibility: 'PUBLIC' },
      'comment { id }',
    );
    expect((await requester.ok(query, { id: ticket.id })).ticket.comments.totalCount).toBe(1);
  });
});

describe('a client that is not signed in', () => {
  it.each([
    '{ viewer { id } viewerApiKey { id } }',
    '{ tickets { totalCount } }',
    '{ users { totalCount } }',
    '{ queues { totalCount } }',
    '{ node(id: "x") { id } }',
    '{ ticketByNumber(number: "INC-1") { id } }',
    'mutation { createTicket(input: { type: INCIDENT, subject: "x", description: "y" }) { ticket { id } } }',
    'mutation { signOut { signedOut } }',
  ])('gets no answer to %s', async (query) => {
    for (const [client, reason] of [
      [world.anonymous(), 'NO_TOKEN'],
      [world.withToken('tws_forged-forged-forged'), 'INVALID'],
    ] as const) {
      const error = await client.refused(query);
      expect(error.message).toMatch(/valid.*\. Sign in, or send an API key\.$/);
      expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    }
  });
});
