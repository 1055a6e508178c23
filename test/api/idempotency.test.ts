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

describe('a repeated call with the same idempotency key', () => {
  it('gets the first answer and has no second effect', async () => {
    const input = { ...incident, idempotencyKey: 'no-sound' };
    const first = await requester.done('createTicket', input, ticketFields);
    const again = await changingNothing(world, () => requester.done('createTicket', input, ticketFields));
    expect(again).toEqual(first);
  });

  it('has one effect when twenty arrive at once, and all get the same answer', async () => {
    const input = { ...incident, subject: 'Twenty at once', idempotencyKey: 'twenty' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => requester.done('createTicket', input, 'ticket { id number }')),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.ticket))).size).toBe(1);
    expect(await subjects('Twenty at once')).toBe(1);
  });

  it('may give its fields in another order', async () => {
    const input = { ...incident, subject: 'In any order', idempotencyKey: 'order' };
    const first = await requester.done('createTicket', input, 'ticket { id }');
    const turned = Object.fromEntries(Object.entries(input).reverse());
    expect((await requester.done('createTicket', turned, 'ticket { id }')).ticket.id).toBe(first.ticket.id);
  });

  it('adds one comment, increments the version once and counts one hold', async () => {
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

  it('gets the first answer even if the current state would refuse the call', async () => {
    const ticket = await report(requester);
    const start = { ticketId: ticket.id, idempotencyKey: 'start-once' };
    await agent.done('startInvestigation', start, ticketFields);
    const again = await changingNothing(world, () => agent.mutate('startInvestigation', start, ticketFields));
    expect(again).toMatchObject({ errors: [], ticket: { id: ticket.id, status: 'INVESTIGATING' } });
    const { errors } = await agent.mutate('startInvestigation', { ticketId: ticket.id }, '__typename');
    expect(errors[0].__typename).toBe('InvalidTransitionError');
  });

  it('gets the first refusal even if the call would now be accepted', async () => {
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

  it('keeps nothing that was written before the refusal', async () => {
    const [ticket, other] = [await report(requester), await report(requester)];
    const elsewhere = await attachText(requester, other.id, 'a trace');
    // The comment is already written when the server finds that the file belongs to another ticket.
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

  it('gets the first conflict again, with the object as it is now', async () => {
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

  it('creates one API key and returns its secret to the first call only', async () => {
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

  it('gets the first answer after a restart of the server', async () => {
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
  ])('is refused when it is used again with %s', async (_what, mutation, input) => {
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

  it("belongs to its actor: another actor's call with the same key is a call of its own", async () => {
    const input = { ...incident, subject: 'Both of us', idempotencyKey: 'shared' };
    const requester2 = await world.as('requester2');
    const mine = await requester.done('createTicket', input, 'ticket { id requester { name } }');
    const yours = await requester2.done('createTicket', input, 'ticket { id requester { name } }');
    expect(yours.ticket.id).not.toBe(mine.ticket.id);
    expect(yours.ticket.requester.name).toBe('Ravi Requester');
  });

  it('returns the repeated answer as the viewer may see it now: an object that is no longer visible is null', async () => {
    const ticket = await report(requester);
    const input = { ticketId: ticket.id, labels: ['gone'], idempotencyKey: 'handed over' };
    await agent.done('updateTicket', input, ticketFields);
    const admin = await world.as('admin');
    await admin.done('assignTicket', { ticketId: ticket.id, queueId: names.queues.Security }, ticketFields);
    expect(await agent.done('updateTicket', input, ticketFields)).toEqual({ ticket: null, errors: [] });
  });

  it.each(['', 'x'.repeat(201), 'schlüssel', 'a\nb', 'nul\u0000'])(
    'is refused as %j',
    async (idempotencyKey) => {
      const answer = await changingNothing(world, () =>
        requester.mutate('createTicket', { ...incident, idempotencyKey }, '__typename'),
      );
      expect(answer.errors).toMatchObject([
        { __typename: 'ValidationError', rule: 'FORMAT', path: ['input', 'idempotencyKey'] },
      ]);
    },
  );
});
