import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  newcomer,
  program,
  rawId,
  refusedWith,
  report,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { implement, resolved, resolvedChange, review, timelineOf } from './support.js';

let world: World;
let admin: Client;
let lead: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  lead = await world.as('lead');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  names = await directory(admin);
});
afterAll(() => world.stop());

const summary = { closureSummary: 'Done.' };
const reviewFields = 'id cycle outcome summary lessons actions reviewedBy { ... on User { name } }';
const shown = `query ($id: ID!) { ticket(id: $id) { version reviews { nodes { ${reviewFields} } }
  availableTransitions { transition allowed reasons { code } } } }`;

async function closing(client: Client, id: string) {
  const { ticket } = await client.ok(shown, { id });
  const { allowed, reasons } = ticket.availableTransitions.find(
    ({ transition }: { transition: string }) => transition === 'CLOSE',
  );
  return { allowed, reasons: reasons.map(({ code }: { code: string }) => code) };
}

describe('a change', () => {
  it('can be closed only after its review', async () => {
    const id = await resolvedChange(requester, agent, await world.as('admin'));
    for (const client of [requester, lead, admin, await program(world, ['TICKETS_WRITE'])]) {
      const error = await refusedWith(world, client, 'closeTicket', { ticketId: id, ...summary });
      expect(error).toMatchObject({
        __typename: 'InvalidTransitionError',
        from: 'RESOLVED',
        transition: 'CLOSE',
        requirements: [],
        reasons: [{ code: 'REVIEW_MISSING' }],
      });
    }
    expect(await closing(lead, id)).toEqual({ allowed: false, reasons: ['REVIEW_MISSING'] });
    await agent.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    expect(await closing(lead, id)).toEqual({ allowed: true, reasons: [] });
    const { ticket } = await lead.done('closeTicket', { ticketId: id, ...summary }, 'ticket { status }');
    expect(ticket.status).toBe('CLOSED');
  });

  it('that was reopened needs a new review, and its reviews stay in order', async () => {
    const id = await resolvedChange(requester, agent, await world.as('admin'));
    await agent.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    await requester.done('reopenTicket', { ticketId: id, reason: 'It broke.' }, '__typename');
    await implement(agent, id);
    expect(await closing(requester, id)).toEqual({ allowed: false, reasons: ['REVIEW_MISSING'] });
    const error = await refusedWith(world, requester, 'closeTicket', { ticketId: id, ...summary });
    expect(error.reasons).toEqual([{ code: 'REVIEW_MISSING' }]);
    const actions = ['  Watch it. ', 'Tell the vendor.'];
    const second = {
      outcome: 'SUCCESSFUL_WITH_ISSUES',
      summary: 'At the second go.',
      lessons: 'Look twice.',
      actions,
    };
    await lead.done('reviewTicket', { ticketId: id, ...second }, '__typename');
    const third = { outcome: 'UNSUCCESSFUL', summary: 'On reflection.' };
    const made = await agent.done(
      'reviewTicket',
      { ticketId: id, ...third },
      `review { ${reviewFields} } ticket { id }`,
    );
    expect(made.ticket.id).toBe(id);
    const { ticket } = await agent.ok(shown, { id });
    const nothing = { lessons: null, actions: [] };
    expect(ticket.reviews.nodes).toEqual([
      { id: expect.any(String), cycle: 1, ...review, ...nothing, reviewedBy: { name: 'Aisha Agent' } },
      {
        id: expect.any(String),
        cycle: 2,
        ...second,
        actions: ['Watch it.', 'Tell the vendor.'],
        reviewedBy: { name: 'Leo Lead' },
      },
      { id: made.review.id, cycle: 2, ...third, ...nothing, reviewedBy: { name: 'Aisha Agent' } },
    ]);
    expect(made.review).toEqual(ticket.reviews.nodes[2]);
    await requester.done('closeTicket', { ticketId: id, ...summary }, '__typename');
  });
});

describe('a major incident', () => {
  it('can be closed only after its review', async () => {
    const { id } = await report(requester);
    const declaration = { reason: 'All of it.', leadId: names.users.lead, updateEveryMinutes: 30 };
    await lead.done('declareMajorIncident', { ticketId: id, ...declaration }, '__typename');
    await agent.done(
      'resolveTicket',
      { ticketId: id, resolutionCode: 'FIXED', resolutionNotes: 'All.' },
      '__typename',
    );
    for (const client of [requester, lead, admin]) {
      expect(await closing(client, id)).toEqual({ allowed: false, reasons: ['REVIEW_MISSING'] });
      const error = await refusedWith(world, client, 'closeTicket', { ticketId: id, ...summary });
      expect(error.reasons).toEqual([{ code: 'REVIEW_MISSING' }]);
    }
    await lead.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    expect(await closing(requester, id)).toEqual({ allowed: true, reasons: [] });
    await requester.done('closeTicket', { ticketId: id, ...summary }, '__typename');
  });
});

describe('a review', () => {
  it('may be written for an incident, which does not need one', async () => {
    const id = await resolved(requester, agent);
    expect(await closing(requester, id)).toEqual({ allowed: true, reasons: [] });
    await agent.done('reviewTicket', { ticketId: id, ...review }, '__typename');
  });

  it('records an event for readers of internal notes and is hidden from the requester: no review, event or new version', async () => {
    const id = await resolved(requester, agent);
    const before = await requester.ok(shown, { id });
    const seen = await timelineOf(requester, id);
    const { review: made } = await agent.done('reviewTicket', { ticketId: id, ...review }, 'review { id }');
    expect(await timelineOf(agent, id)).toEqual(['TICKET_CREATED', 'TICKET_RESOLVED', 'TICKET_REVIEWED']);
    expect(await timelineOf(requester, id)).toEqual(seen);
    expect(await requester.ok(shown, { id })).toEqual(before);
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await requester.ok(node, { id: made.id })).toEqual({ node: null });
    expect(await (await world.as('outsider@example.org')).ok(node, { id: made.id })).toEqual({ node: null });
    expect(await agent2.ok(node, { id: made.id })).toEqual({ node: { id: made.id } });
    const { ticket } = await agent.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 1) { nodes { ... on TicketEvent {
        type actor { ... on User { name } } changes { of field from to } } } } } }`,
      { id },
    );
    expect(ticket.timeline.nodes).toEqual([
      {
        type: 'TICKET_REVIEWED',
        actor: { name: 'Aisha Agent' },
        changes: [
          { of: 'REVIEW', field: 'ID', from: null, to: made.id },
          { of: 'REVIEW', field: 'OUTCOME', from: null, to: 'SUCCESSFUL' },
        ],
      },
    ]);
  });

  it('is sent only to subscribers who can read internal notes', async () => {
    const id = await resolved(requester, agent);
    const document =
      'subscription ($id: ID!) { ticketUpdated(id: $id) { __typename ... on TicketEvent { type } } }';
    const both = [agent, requester].map((client) => client.subscribe(document, { id }));
    for (const one of both) await one.until((s) => s.items.length > 0);
    await agent.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    await agent.done('addComment', { ticketId: id, body: 'All well?' }, '__typename');
    const types = await Promise.all(
      both.map(async (one, i) => (await one.eventsUntil(i === 0 ? 2 : 1)).map(({ type }) => type)),
    );
    expect(types).toEqual([['TICKET_REVIEWED', 'COMMENT_ADDED'], ['COMMENT_ADDED']]);
    for (const one of both) one.stop();
  });

  it('is written by agents who may work the ticket, and by no one else', async () => {
    const id = await resolved(requester, agent);
    const input = { ticketId: id, ...review };
    const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE', 'ADMINISTRATION', 'IMPORT']);
    const leadOfOthers = await (await newcomer(world, 'LEAD')).signIn();
    for (const [client, reason] of [
      [requester, 'ROLE'],
      [agent2, 'NOT_IN_TEAM'],
      [leadOfOthers, 'NOT_IN_TEAM'],
      [reader, 'SCOPE'],
    ] as const) {
      expect(await refusedWith(world, client, 'reviewTicket', input)).toMatchObject({
        __typename: 'ForbiddenError',
        code: 'FORBIDDEN',
        reason,
        path: ['input', 'ticketId'],
      });
    }
    for (const client of [await world.as('requester2'), await world.as('outsider@example.org')]) {
      expect(await refusedWith(world, client, 'reviewTicket', input)).toMatchObject({
        __typename: 'NotFoundError',
        path: ['input', 'ticketId'],
        id,
      });
    }
    const anonymous = await changingNothing(world, () =>
      world
        .anonymous()
        .refused(
          `mutation { reviewTicket(input: { ticketId: "${id}", outcome: SUCCESSFUL, summary: "x" }) { errors { code } } }`,
        ),
    );
    expect(anonymous.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const client of [agent, lead, admin, await program(world, ['TICKETS_WRITE'])])
      await client.done('reviewTicket', input, '__typename');
  });

  it('needs a resolved or closed ticket', async () => {
    const { id: ticketId } = await report(requester);
    expect(await refusedWith(world, agent, 'reviewTicket', { ticketId, ...review })).toMatchObject({
      __typename: 'ValidationError',
      rule: 'STATUS',
      path: ['input', 'ticketId'],
      message: 'reviewTicket needs a status of RESOLVED or CLOSED; this ticket is NEW.',
    });
    const closed = await resolved(requester, agent);
    await requester.done('closeTicket', { ticketId: closed, ...summary }, '__typename');
    await agent.done('reviewTicket', { ticketId: closed, ...review }, 'review { cycle }');
  });

  it('is refused with all its errors at once', async () => {
    const ticketId = await resolved(requester, agent);
    const { errors } = await changingNothing(world, () =>
      agent.mutate(
        'reviewTicket',
        {
          ticketId,
          outcome: 'SUCCESSFUL',
          summary: ' ',
          lessons: 'x'.repeat(10_001),
          actions: ['', 'x'.repeat(1001)],
        },
        '__typename',
      ),
    );
    expect(
      errors.map(({ rule, path }: { rule: string; path: string[] }) => [rule, ...path.slice(1)]),
    ).toEqual([
      ['REQUIRED', 'summary'],
      ['TOO_LONG', 'lessons'],
      ['REQUIRED', 'actions', '0'],
      ['TOO_LONG', 'actions', '1'],
    ]);
  });

  it('is written once by a repeated call with the same idempotency key', async () => {
    const ticketId = await resolved(requester, agent);
    const input = { ticketId, ...review, idempotencyKey: 'look back' };
    const first = await agent.done('reviewTicket', input, 'review { id }');
    const again = await changingNothing(world, () => agent.done('reviewTicket', input, 'review { id }'));
    expect(again).toEqual(first);
  });

  it('that is imported shows its original time and author', async () => {
    const ticketId = await resolved(requester, agent);
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const at = new Date().toISOString();
    const done = await key.done(
      'reviewTicket',
      { ticketId, ...review, import: { occurredAt: at, actorId: names.users.lead } },
      'review { reviewedAt reviewedBy { ... on User { name } } }',
    );
    expect(done.review).toEqual({ reviewedAt: at, reviewedBy: { name: 'Leo Lead' } });
  });

  it('on a ticket in a queue of another team is hidden from an agent who may only follow the ticket', async () => {
    const { id } = await report(agent, { subject: 'Quiet matter', queueId: names.queues['Service Desk'] });
    await world.rows(
      'update tickets set queue_id = (select id from queues where name = $2 limit 1), assignee_id = null where id = $1',
      [rawId(id), 'Security'],
    );
    await agent2.done(
      'resolveTicket',
      { ticketId: id, resolutionCode: 'FIXED', resolutionNotes: 'Done.' },
      '__typename',
    );
    await agent2.done('reviewTicket', { ticketId: id, ...review }, '__typename');
    // She is its requester, so she sees the ticket but not its internal content.
    expect((await agent.ok(shown, { id })).ticket.reviews.nodes).toEqual([]);
    expect((await agent2.ok(shown, { id })).ticket.reviews.nodes).toHaveLength(1);
  });
});

describe('the documentation of a resolution', () => {
  it('is shown with the closure and in the event', async () => {
    const ticketId = await resolved(requester, agent);
    const documentationUrl = 'https://kb.example.com/printers/jam';
    const { ticket } = await requester.done(
      'closeTicket',
      { ticketId, ...summary, documentationUrl: ` ${documentationUrl} ` },
      'ticket { closure { summary documentationUrl } timeline(last: 1) { nodes { ... on TicketEvent { type changes { of field to } } } } }',
    );
    expect(ticket.closure).toEqual({ summary: 'Done.', documentationUrl });
    expect(ticket.timeline.nodes[0].type).toBe('TICKET_CLOSED');
    expect(ticket.timeline.nodes[0].changes).toContainEqual({
      of: 'TICKET_CLOSURE',
      field: 'DOCUMENTATION_URL',
      to: documentationUrl,
    });
  });

  it('is null if the input has none', async () => {
    const ticketId = await resolved(requester, agent);
    const selection = 'ticket { closure { documentationUrl } }';
    const { ticket } = await requester.done('closeTicket', { ticketId, ...summary }, selection);
    expect(ticket.closure.documentationUrl).toBeNull();
  });

  it.each([
    ['javascript:alert(1)', 'URL'],
    ['https://user:secret@example.com', 'URL'],
    [`https://example.com/${'a'.repeat(2000)}`, 'TOO_LONG'],
  ])('is refused as %s', async (documentationUrl, rule) => {
    const ticketId = await resolved(requester, agent);
    const error = await refusedWith(world, requester, 'closeTicket', {
      ticketId,
      ...summary,
      documentationUrl,
    });
    expect(error).toMatchObject({ __typename: 'ValidationError', rule, path: ['input', 'documentationUrl'] });
  });
});
