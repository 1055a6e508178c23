import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transitionNames, transitions } from '../../server/tickets/workflow/transitions.js';
import type { Client } from '../harness/client.js';
import { program, refusedWith, report } from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  requester = await world.as('requester');
});
afterAll(() => world.stop());

const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It was the cable.' };
const timeline = `ticket { status timeline(first: 20) { nodes { __typename
  ... on TicketEvent { type } ... on Comment { body visibility attachments { id } } } } }`;

describe('a comment that comes with a transition', () => {
  it('is added before the transition, in one step: a reply to it resumes the ticket', async () => {
    const { id: ticketId } = await report(requester);
    const comment = { body: 'Which orders failed?' };
    const { ticket } = await agent.done(
      'holdTicket',
      { ticketId, reason: 'AWAITING_REQUESTER', comment },
      timeline,
    );
    expect(ticket.status).toBe('ON_HOLD');
    expect(ticket.timeline.nodes).toEqual([
      { __typename: 'TicketEvent', type: 'TICKET_CREATED' },
      { __typename: 'Comment', body: 'Which orders failed?', visibility: 'PUBLIC', attachments: [] },
      { __typename: 'TicketEvent', type: 'TICKET_HELD' },
    ]);
    const reply = { ticketId, body: 'All of today.' };
    expect((await requester.done('addComment', reply, 'ticket { status }')).ticket.status).toBe('NEW');
  });

  it('can be internal, and takes uploads of the viewer', async () => {
    const { id: ticketId } = await report(requester);
    const attachmentId = await attachText(agent, ticketId, 'It runs.');
    const comment = { body: 'The log.', visibility: 'INTERNAL', attachmentIds: [attachmentId] };
    const { ticket } = await agent.done('resolveTicket', { ticketId, ...fixed, comment }, timeline);
    expect(ticket.timeline.nodes).toContainEqual({
      __typename: 'Comment',
      body: 'The log.',
      visibility: 'INTERNAL',
      attachments: [{ id: attachmentId }],
    });
    const seen = await requester.ok(
      'query ($id: ID!) { ticket(id: $id) { status comments { totalCount } } }',
      { id: ticketId },
    );
    expect(seen.ticket).toEqual({ status: 'RESOLVED', comments: { totalCount: 0 } });
  });

  it("of the requester who closes a ticket does not reopen it, although a requester's reply would", async () => {
    const { id: ticketId } = await report(requester);
    await agent.done('resolveTicket', { ticketId, ...fixed }, '__typename');
    const close = { ticketId, closureSummary: 'It works.', comment: { body: 'Thank you.' } };
    const { ticket } = await requester.done('closeTicket', close, 'ticket { status reopenCount }');
    expect(ticket).toEqual({ status: 'CLOSED', reopenCount: 0 });
  });

  it.each(transitionNames)('is a part of the input of %s', async (name) => {
    const { mutation } = transitions[name];
    const { __schema } = await agent.ok(
      '{ __schema { mutationType { fields { name args { type { ofType { inputFields { name } } } } } } } }',
    );
    const field = __schema.mutationType.fields.find((one: { name: string }) => one.name === mutation);
    expect(field.args[0].type.ofType.inputFields).toContainEqual({ name: 'comment' });
  });
});

describe('a transition with a comment changes nothing', () => {
  it.each<[string, object, object]>([
    ['with an empty text', { body: ' ' }, { __typename: 'ValidationError', path: ['body'] }],
    [
      'with a text that is too long',
      { body: 'x'.repeat(50_001) },
      { __typename: 'ValidationError', rule: 'TOO_LONG', path: ['body'] },
    ],
    [
      'with the upload of another ticket',
      { body: 'See this.', attachmentIds: ['other'] },
      { __typename: 'ValidationError', rule: 'STATE', path: ['attachmentIds', '0'] },
    ],
  ])('%s', async (_what, comment, refusal) => {
    const [{ id: ticketId }, other] = [await report(requester), await report(requester)];
    const given: { attachmentIds?: string[] } = { ...comment };
    if (given.attachmentIds) given.attachmentIds = [await attachText(agent, other.id, 'It runs.')];
    const input = { ticketId, reason: 'AWAITING_VENDOR', comment: given };
    const { path, ...error } = refusal as { path: string[] };
    expect(await refusedWith(world, agent, 'holdTicket', input)).toMatchObject({
      ...error,
      path: ['input', 'comment', ...path],
    });
  });

  it('when the transition is refused', async () => {
    const { id: ticketId } = await report(requester);
    const input = { ticketId, comment: { body: 'Go on.' } };
    expect(await refusedWith(world, agent, 'resumeTicket', input)).toMatchObject({
      __typename: 'InvalidTransitionError',
      reasons: [{ code: 'WRONG_STATUS' }],
    });
  });

  it('for a requester who writes an internal note, and for a key without COMMENTS_WRITE', async () => {
    const { id: ticketId } = await report(requester);
    const note = { ticketId, reason: 'By mistake.', comment: { body: 'A note.', visibility: 'INTERNAL' } };
    expect(await refusedWith(world, requester, 'cancelTicket', note)).toMatchObject({
      __typename: 'ForbiddenError',
      path: ['input', 'comment', 'visibility'],
    });
    const key = await program(world, ['TICKETS_WRITE']);
    const hold = { ticketId, reason: 'AWAITING_VENDOR', comment: { body: 'We wait.' } };
    expect(await refusedWith(world, key, 'holdTicket', hold)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'SCOPE',
      path: ['input', 'comment'],
    });
  });
});
