import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const events =
  'subscription ($filter: TicketFilter, $after: String) { ticketEvents(filter: $filter, after: $after) { __typename ... on StreamPosition { cursor } ... on TicketEvent { cursor type actor { ... on User { name } } ticket { number status } changes { of field from to } comment { body } } } }';

describe('the main job', () => {
  it('takes a ticket from report to close, and its requester sees every public step live and in order', async () => {
    const [requester, agent] = [await world.as('requester'), await world.as('agent')];
    const stream = requester.subscribe(events);
    await stream.until((s) => s.items.length >= 1);
    expect(stream.items[0].__typename).toBe('StreamPosition');

    const { ticket } = await requester.done(
      'createTicket',
      { type: 'INCIDENT', subject: 'The printer is on fire', description: 'Really.' },
      'ticket { id number status version }',
    );
    expect(ticket).toMatchObject({ status: 'NEW', version: 1 });
    await agent.done('startInvestigation', { ticketId: ticket.id }, 'ticket { status assignee { name } }');
    await agent.done('addComment', { ticketId: ticket.id, body: 'Which floor?' }, 'comment { id }');
    await agent.done(
      'addComment',
      { ticketId: ticket.id, body: 'The same one again.', visibility: 'INTERNAL' },
      'comment { id }',
    );
    await agent.done(
      'holdTicket',
      { ticketId: ticket.id, reason: 'AWAITING_REQUESTER' },
      'ticket { status }',
    );
    await requester.done('addComment', { ticketId: ticket.id, body: 'The third.' }, 'comment { id }');
    await agent.done(
      'resolveTicket',
      { ticketId: ticket.id, resolutionCode: 'FIXED', resolutionNotes: 'Extinguished.' },
      'ticket { status }',
    );
    await requester.done(
      'reopenTicket',
      { ticketId: ticket.id, reason: 'It burns again.' },
      'ticket { status }',
    );
    await agent.done(
      'resolveTicket',
      { ticketId: ticket.id, resolutionCode: 'FIXED', resolutionNotes: 'Replaced.' },
      'ticket { status }',
    );
    const { ticket: closed } = await requester.done(
      'closeTicket',
      { ticketId: ticket.id, closureSummary: 'It prints.' },
      'ticket { status reopenCount closure { verifiedByRequester closedBy { ... on User { name } } } }',
    );
    expect(closed).toEqual({
      status: 'CLOSED',
      reopenCount: 1,
      closure: { verifiedByRequester: true, closedBy: { name: 'Rosa Requester' } },
    });

    const pushed = await stream.eventsUntil(10);
    expect(pushed.map((event) => event.type)).toEqual([
      'TICKET_CREATED',
      'INVESTIGATION_STARTED',
      'COMMENT_ADDED',
      'TICKET_HELD',
      'COMMENT_ADDED',
      'TICKET_RESUMED',
      'TICKET_RESOLVED',
      'TICKET_REOPENED',
      'TICKET_RESOLVED',
      'TICKET_CLOSED',
    ]);
    stream.stop();
  });
});
