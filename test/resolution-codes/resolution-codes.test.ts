import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let agent: Client;

beforeAll(async () => {
  world = await startWorld();
  [admin, agent] = await Promise.all([world.as('admin'), world.as('agent')]);
});
afterAll(() => world.stop());

const all = 'resolutionCode { id code description active version }';
const notes = { resolutionNotes: 'It runs again.' };

async function codes(client: Client, args = 'first: 100, active: true'): Promise<string[]> {
  const { resolutionCodes } = await client.ok(`{ resolutionCodes(${args}) { nodes { code } } }`);
  return resolutionCodes.nodes.map(({ code }: { code: string }) => code);
}

describe('the catalogue of resolution codes', () => {
  it('begins with the usual codes, in the order of their text', async () => {
    const usual = await codes(await world.as('requester'));
    expect(usual).toEqual(expect.arrayContaining(['ANSWERED', 'FIXED', 'FULFILLED', 'WORKAROUND']));
    expect(usual[0]).toBe('ANSWERED');
    const latest = await codes(admin, 'last: 2, orderBy: [{ field: CODE, direction: DESC }]');
    expect(latest).toEqual(usual.slice(0, 2).toReversed());
  });

  it('takes new codes of administrators, which they describe, retire and reactivate', async () => {
    const input = { code: ' Re\u0301gle\u0301 ', description: ' By the supplier. ' };
    const { resolutionCode: made } = await admin.done('createResolutionCode', input, all);
    const stored = { code: 'R\u00e9gl\u00e9', description: 'By the supplier.', active: true, version: 1 };
    expect(made).toEqual({ id: made.id, ...stored });
    const change = { resolutionCodeId: made.id, expectedVersion: 1, active: false, description: null };
    const { resolutionCode: retired } = await admin.done('updateResolutionCode', change, all);
    expect(retired).toEqual({ ...made, description: null, active: false, version: 2 });
    expect(await codes(agent)).not.toContain(stored.code);
    expect(await refusedWith(world, admin, 'updateResolutionCode', change)).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
    });
    const back = { resolutionCodeId: made.id, active: true };
    const { resolutionCode } = await admin.done('updateResolutionCode', back, all);
    expect(resolutionCode).toMatchObject({ active: true, version: 3 });
    await changingNothing(world, () => admin.done('updateResolutionCode', back, all));
  });

  it.each([
    ['FIXED', 'UNIQUE'],
    ['fixed ', 'UNIQUE'],
    ['\u3000', 'REQUIRED'],
    ['x'.repeat(101), 'TOO_LONG'],
    ['two\nlines', 'ONE_LINE'],
  ])('refuses the code %j: %s', async (code, rule) => {
    expect(await refusedWith(world, admin, 'createResolutionCode', { code })).toMatchObject({
      __typename: 'ValidationError',
      rule,
      path: ['input', 'code'],
    });
  });
});

describe('a ticket', () => {
  async function implementing(): Promise<string> {
    const { id: ticketId } = await report(agent);
    await agent.done('startInvestigation', { ticketId }, '__typename');
    await agent.done('diagnoseTicket', { ticketId, findings: 'Worn.', rootCause: 'Age.' }, '__typename');
    await agent.done('submitPlan', { ticketId, kind: 'FIX', summary: 'A new one.' }, '__typename');
    return ticketId;
  }

  it('is resolved with an active code of the catalogue only, whatever the mutation', async () => {
    const { resolutionCode } = await admin.done('createResolutionCode', { code: 'OLD' }, all);
    const retire = { resolutionCodeId: resolutionCode.id, active: false };
    await admin.done('updateResolutionCode', retire, '__typename');
    const parent = await report(agent);
    const child = await report(agent);
    const link = { ticketId: parent.id, relation: 'PARENT_OF', otherTicketId: child.id };
    await agent.done('linkTickets', link, '__typename');
    await agent.done(
      'resolveTicket',
      { ticketId: parent.id, resolutionCode: 'FIXED', ...notes },
      '__typename',
    );
    const work = await implementing();
    const implemented = { ticketId: work, outcome: 'IMPLEMENTED', ...notes };
    const verifying = await implementing();
    const proposal = { ticketId: verifying, outcome: 'IMPLEMENTED', resolutionCode: 'FIXED', ...notes };
    await agent.done('completeImplementation', proposal, '__typename');
    const verified = { ticketId: verifying, outcome: 'PASSED', method: 'TEST', evidence: 'It runs.' };
    const ways: [string, object][] = [
      ['resolveTicket', { ticketId: child.id, ...notes }],
      ['resolveChildren', { ticketId: parent.id, childIds: [child.id], ...notes }],
      ['completeImplementation', implemented],
      ['verifyTicket', verified],
    ];
    for (const [mutation, input] of ways)
      for (const [code, rule] of [
        ['OLD', 'RETIRED'],
        ['Fixed', 'NOT_IN_CATALOGUE'],
      ])
        expect(
          await refusedWith(world, agent, mutation, { ...input, resolutionCode: code }),
          `${mutation} ${code}`,
        ).toMatchObject({ __typename: 'ValidationError', rule, path: ['input', 'resolutionCode'] });
    const many = { ticketIds: [child.id, work], resolutionCode: 'OLD', ...notes };
    const { ticketResults } = await agent.done(
      'resolveTickets',
      many,
      'ticketResults { errors { path message } }',
    );
    const message = 'resolutionCode “OLD” is retired. Choose an active code of the query resolutionCodes.';
    const wrong = { errors: [{ path: ['input', 'resolutionCode'], message }] };
    expect(ticketResults).toEqual([wrong, wrong]);
    // A code that was retired after it was proposed applies.
    await agent.done('verifyTicket', verified, '__typename');
  });

  it('is imported with any code, which filters find', async () => {
    const importer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const { id: ticketId } = await report(agent);
    const past = { occurredAt: new Date().toISOString() };
    const input = { ticketId, resolutionCode: 'Closed (legacy)', ...notes, import: past };
    await importer.done('resolveTicket', input, '__typename');
    const { tickets } = await agent.ok(
      '{ tickets(first: 5, filter: { resolutionCodes: ["Closed (legacy)"] }) { nodes { id } } }',
    );
    expect(tickets.nodes).toEqual([{ id: ticketId }]);
  });

  it('is resolved with any code but a retired one where the organisation allows it', async () => {
    const selection = 'organisation { freeResolutionCodes }';
    const { organisation } = await admin.done('allowFreeResolutionCodes', { allowed: true }, selection);
    expect(organisation).toEqual({ freeResolutionCodes: true });
    const { id: ticketId } = await report(agent);
    expect(
      await refusedWith(world, agent, 'resolveTicket', { ticketId, resolutionCode: 'OLD', ...notes }),
    ).toMatchObject({ rule: 'RETIRED' });
    const free = { ticketId, resolutionCode: 'By luck', ...notes };
    const { ticket } = await agent.done('resolveTicket', free, 'ticket { resolution { code } }');
    expect(ticket.resolution).toEqual({ code: 'By luck' });
    await admin.done('allowFreeResolutionCodes', { allowed: false }, '__typename');
    await changingNothing(world, () =>
      admin.done('allowFreeResolutionCodes', { allowed: false }, '__typename'),
    );
  });

  it('names the list of the codes in its available transitions', async () => {
    const { id } = await report(agent);
    const query = `query ($id: ID!) { ticket(id: $id) { availableTransitions { mutation choices { field query value } } } }`;
    const { ticket } = await agent.ok(query, { id });
    type Offer = { mutation: string; choices: object[] };
    const withCodes = ticket.availableTransitions.filter(({ choices }: Offer) => choices.length > 0);
    const choices = [{ field: 'resolutionCode', query: 'resolutionCodes', value: 'code' }];
    expect(withCodes).toEqual([
      { mutation: 'completeImplementation', choices },
      { mutation: 'verifyTicket', choices },
      { mutation: 'resolveTicket', choices },
    ]);
  });
});
