import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, report, ticketFields } from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let requester: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(agent);
});
afterAll(() => world.stop());

const incident = { type: 'INCIDENT', subject: 'No sound', description: 'In room 4.' };
const subjects = async (subject: string): Promise<number> =>
  Number(
    (await world.rows<{ n: string }>('select count(*) as n from tickets where subject = $1', [subject]))[0]
      ?.n,
  );

describe('a call that is repeated with its idempotency key', () => {
  it('answers like the first, with one effect', async () => {
    const input = { ...incident, idempotencyKey: 'no-sound' };
    const first = await requester.done('createTicket', input, ticketFields);
    const again = await changingNothing(world, () => requester.done('createTicket', input, ticketFields));
    expect(again).toEqual(first);
  });

  it('has one effect when twenty come at once, and all get the same answer', async () => {
    const input = { ...incident, subject: 'Twenty at once', idempotencyKey: 'twenty' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => requester.done('createTicket', input, 'ticket { id number }')),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.ticket))).size).toBe(1);
    expect(await subjects('Twenty at once')).toBe(1);
  });

  it('does not care for the order of the fields', async () => {
    const input = { ...incident, subject: 'In any order', idempotencyKey: 'order' };
    const first = await requester.done('createTicket', input, 'ticket { id }');
    const turned = Object.fromEntries(Object.entries(input).reverse());
    expect((await requester.done('createTicket', turned, 'ticket { id }')).ticket.id).toBe(first.ticket.id);
  });

  it('adds one comment, moves the version once and counts a hold once', async () => {
    const ticket = await report(requester);
    const comment = { ticketId: ticket.id, body: 'Once', idempotencyKey: 'comment-once' };
    const hold = { ticketId: ticket.id, reason: 'AWAITING_VENDOR', idempotencyKey: 'hold-once' };
    const [said] = [await agent.done('addComment', comment, 'comment { id }')];
    await agent.done('holdTicket', hold, ticketFields);
    const version = async () =>
      (await agent.ok('query ($id: ID!) { ticket(id: $id) { version } }', { id: ticket.id })).ticket.version;
    expect(await version()).toBe(3);
    await changingNothing(world, async () => {
      expect((await agent.done('addComment', comment, 'comment { id }')).comment.id).toBe(said.comment.id);
      expect((await agent.done('holdTicket', hold, ticketFields)).ticket.version).toBe(3);
    });
  });

  it('answers with the result of the first though the state would now refuse it', async () => {
    const ticket = await report(requester);
    const start = { ticketId: ticket.id, idempotencyKey: 'start-once' };
    await agent.done('startInvestigation', start, ticketFields);
    const again = await changingNothing(world, () => agent.mutate('startInvestigation', start, ticketFields));
    expect(again).toMatchObject({ errors: [], ticket: { id: ticket.id, status: 'INVESTIGATING' } });
    const { errors } = await agent.mutate('startInvestigation', { ticketId: ticket.id }, '__typename');
    expect(errors[0].__typename).toBe('InvalidTransitionError');
  });

  it('remembers a refusal, even when it would now be carried out', async () => {
    const ticket = await report(requester);
    const reopen = { ticketId: ticket.id, reason: 'Too early', idempotencyKey: 'refused-once' };
    const first = await changingNothing(world, () => requester.mutate('reopenTicket', reopen, ticketFields));
    expect(first.errors[0]).toMatchObject({ __typename: 'InvalidTransitionError', from: 'NEW' });
    await agent.done(
      'resolveTicket',
      { ticketId: ticket.id, resolutionCode: 'FIXED', resolutionNotes: 'Yes' },
      ticketFields,
    );
    const again = await changingNothing(world, () => requester.mutate('reopenTicket', reopen, ticketFields));
    expect(again).toEqual(first);
    const fresh = { ...reopen, idempotencyKey: 'another-key' };
    expect((await requester.done('reopenTicket', fresh, ticketFields)).ticket.status).toBe('INVESTIGATING');
  });

  it('keeps nothing of what was written before it was refused', async () => {
    const [ticket, other] = [await report(requester), await report(requester)];
    const elsewhere = await attachText(requester, other.id, 'a trace');
    // The comment is there already when its file turns out to be on another ticket.
    const input = {
      ticketId: ticket.id,
      body: 'With a file',
      attachmentIds: [elsewhere],
      idempotencyKey: 'half done',
    };
    for (let i = 0; i < 2; i += 1) {
      const { errors } = await changingNothing(world, () =>
        requester.mutate('addComment', input, ticketFields),
      );
      expect(errors).toMatchObject([{ __typename: 'ValidationError', rule: 'STATE' }]);
    }
  });

  it('remembers a conflict, and shows the object as it is now', async () => {
    const ticket = await report(requester);
    const update = { ticketId: ticket.id, expectedVersion: 7, labels: ['a'], idempotencyKey: 'conflict' };
    const first = await agent.mutate('updateTicket', update, '__typename');
    const again = await agent.mutate('updateTicket', update, '__typename');
    expect(again).toEqual(first);
    expect(again.errors[0]).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 1,
      current: { __typename: 'Ticket', id: ticket.id },
    });
  });

  it('makes one API key, whose secret is shown to the first call only', async () => {
    const admin = await world.as('admin');
    const input = { name: 'Once', scopes: ['TICKETS_READ'], idempotencyKey: 'key-once' };
    const first = await admin.done('createApiKey', input, 'secret apiKey { id prefix }');
    const again = await changingNothing(world, () =>
      admin.done('createApiKey', input, 'secret apiKey { id prefix }'),
    );
    expect(first.secret).toMatch(/^twk_/);
    expect(again).toEqual({ ...first, secret: null });
    const kept = await world.rows<{ answer: unknown }>('select answer from idempotency_records');
    expect(JSON.stringify(kept)).not.toContain(first.secret);
  });

  it('survives a restart of the program', async () => {
    const input = { ...incident, subject: 'Before the restart', idempotencyKey: 'restart' };
    const first = await requester.done('createTicket', input, 'ticket { id }');
    await world.restart();
    expect((await requester.done('createTicket', input, 'ticket { id }')).ticket.id).toBe(first.ticket.id);
    expect(await subjects('Before the restart')).toBe(1);
  });
});

describe('an idempotency key', () => {
  it.each<[string, string, object]>([
    ['another input', 'createTicket', { ...incident, subject: 'Something else' }],
    ['another mutation', 'createTeam', { name: 'Something else' }],
  ])('that was used before is refused with %s', async (_what, mutation, input) => {
    const admin = await world.as('admin');
    const key = { idempotencyKey: `reused for ${mutation}` };
    await admin.done('createTicket', { ...incident, ...key }, 'ticket { id }');
    const answer = await changingNothing(world, () =>
      admin.mutate(mutation, { ...input, ...key }, '__typename'),
    );
    expect(answer.errors).toEqual([
      {
        __typename: 'IdempotencyError',
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: 'idempotencyKey was used before for another operation or input. Use a new key.',
        path: ['input', 'idempotencyKey'],
      },
    ]);
  });

  it('is one of its actor: another with the same key is not answered for them', async () => {
    const input = { ...incident, subject: 'Both of us', idempotencyKey: 'shared' };
    const requester2 = await world.as('requester2');
    const mine = await requester.done('createTicket', input, 'ticket { id requester { name } }');
    const yours = await requester2.done('createTicket', input, 'ticket { id requester { name } }');
    expect(yours.ticket.id).not.toBe(mine.ticket.id);
    expect(yours.ticket.requester.name).toBe('Ravi Requester');
  });

  it('shows a repeated answer to the viewer as they are now: what they see no longer is null', async () => {
    const ticket = await report(requester);
    const input = { ticketId: ticket.id, labels: ['gone'], idempotencyKey: 'handed over' };
    await agent.done('updateTicket', input, ticketFields);
    const admin = await world.as('admin');
    await admin.done('assignTicket', { ticketId: ticket.id, queueId: names.queues.Security }, ticketFields);
    expect(await agent.done('updateTicket', input, ticketFields)).toEqual({ ticket: null, errors: [] });
  });

  it.each(['', 'x'.repeat(201), 'schlüssel', 'a\nb', 'nul\u0000'])('%j is none', async (idempotencyKey) => {
    const answer = await changingNothing(world, () =>
      requester.mutate('createTicket', { ...incident, idempotencyKey }, '__typename'),
    );
    expect(answer.errors).toMatchObject([
      { __typename: 'ValidationError', rule: 'FORMAT', path: ['input', 'idempotencyKey'] },
    ]);
  });
});
