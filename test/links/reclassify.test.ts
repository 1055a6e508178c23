import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  names = await directory(agent);
});
afterAll(() => world.stop());

const fields = 'ticket { id number formerNumbers type changeKind status category { name } }';
const reason = 'It was reported as the wrong kind.';

async function reclassified(ticketId: string, input: object, client = agent) {
  return (await client.done('reclassifyTicket', { ticketId, reason, ...input }, fields)).ticket;
}

async function numberFinds(number: string): Promise<unknown> {
  return agent.ok(
    `query ($number: String!) { ticketByNumber(number: $number) { id }
      tickets(first: 5, filter: { numbers: [$number] }) { totalCount nodes { id } } }`,
    { number },
  );
}

describe('a ticket that is reclassified', () => {
  it('gets a number of its new type, and is found by every number that it had', async () => {
    const requester = await world.as('requester');
    const ticket = await report(requester, { categoryId: names.categories['INCIDENT Network'] });
    const problem = await reclassified(ticket.id, { type: 'PROBLEM' });
    expect(problem).toEqual({
      id: ticket.id,
      number: expect.stringMatching(/^PRB-\d+$/),
      formerNumbers: [ticket.number],
      type: 'PROBLEM',
      changeKind: null,
      status: 'NEW',
      category: null,
    });
    const change = await reclassified(ticket.id, { type: 'CHANGE_REQUEST', changeKind: 'EMERGENCY' });
    expect(change).toMatchObject({
      number: expect.stringMatching(/^CHG-/),
      formerNumbers: [ticket.number, problem.number],
      changeKind: 'EMERGENCY',
    });
    for (const number of [ticket.number, problem.number.toLowerCase(), change.number])
      expect(await numberFinds(number), number).toEqual({
        ticketByNumber: { id: ticket.id },
        tickets: { totalCount: 1, nodes: [{ id: ticket.id }] },
      });
    const again = await reclassified(ticket.id, { type: 'INCIDENT' });
    expect(again).toMatchObject({
      number: ticket.number,
      formerNumbers: [problem.number, change.number],
      changeKind: null,
    });
    // The requester reads it all on the timeline.
    const { ticket: seen } = await requester.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 3) { nodes { ... on TicketEvent { type reason
        changes { field from to } } } } } }`,
      { id: ticket.id },
    );
    expect(seen.timeline.nodes.map(({ type }: { type: string }) => type)).toEqual(
      Array(3).fill('TICKET_RECLASSIFIED'),
    );
    expect(seen.timeline.nodes[0]).toEqual({
      type: 'TICKET_RECLASSIFIED',
      reason,
      changes: [
        { field: 'TYPE', from: 'INCIDENT', to: 'PROBLEM' },
        { field: 'NUMBER', from: ticket.number, to: problem.number },
        { field: 'CATEGORY', from: names.categories['INCIDENT Network'], to: null },
        { field: 'REASON', from: null, to: reason },
      ],
    });
    await changingNothing(world, () => reclassified(ticket.id, { type: 'INCIDENT' }));
  });

  it('gets a number of its own when several are reclassified at once', async () => {
    const tickets = await Promise.all(Array.from({ length: 4 }, () => report(agent)));
    const moved = await Promise.all(tickets.map(({ id }) => reclassified(id, { type: 'SERVICE_REQUEST' })));
    const created = await report(agent, { type: 'SERVICE_REQUEST' });
    expect(new Set([created, ...moved].map(({ number }) => number)).size).toBe(5);
  });

  it('has the requirements of its new type, and keeps the answers of its form', async () => {
    const admin = await world.as('admin');
    const asked = {
      name: 'What failed',
      ticketType: 'INCIDENT',
      fields: [{ key: 'what', label: 'What', type: 'TEXT' }],
    };
    const { requestForm } = await admin.done('createRequestForm', asked, 'requestForm { id }');
    const form = { requestFormId: requestForm.id, answers: [{ key: 'what', value: 'The lift.' }] };
    const { id } = (await agent.done('createTicket', { form }, 'ticket { id }')).ticket;
    const needs = `query ($id: ID!) { ticket(id: $id) { form { answers { value } }
      availableTransitions { transition requirements { anyOf } } } }`;
    const before = (await agent.ok(needs, { id })).ticket;
    await reclassified(id, { type: 'CHANGE_REQUEST' });
    const after = (await agent.ok(needs, { id })).ticket;
    expect(after.form).toEqual(before.form);
    type Offer = { transition: string; requirements: object[] };
    const plan = ({ availableTransitions }: { availableTransitions: Offer[] }) =>
      availableTransitions.find(({ transition }) => transition === 'SUBMIT_PLAN')?.requirements;
    expect([plan(before), plan(after)]).toEqual([[], [{ anyOf: ['risk'] }, { anyOf: ['rollbackPlan'] }]]);
  });

  it('stays triaged with a category of its new type', async () => {
    const { id: ticketId } = await report(agent);
    const categoryId = names.categories['INCIDENT Network'];
    const triage = { categoryId, affectedServicesUnknown: true, impact: 'LOW', urgency: 'LOW' };
    await agent.done('triageTicket', { ticketId, ...triage }, '__typename');
    const input = { ticketId, type: 'PROBLEM', reason };
    expect(await refusedWith(world, agent, 'reclassifyTicket', input)).toMatchObject({
      rule: 'REQUIRED',
      path: ['input', 'categoryId'],
    });
    expect(await refusedWith(world, agent, 'reclassifyTicket', { ...input, categoryId })).toMatchObject({
      rule: 'TYPE',
      path: ['input', 'categoryId'],
    });
    const network = names.categories['PROBLEM Network'];
    const problem = await reclassified(ticketId, { type: 'PROBLEM', categoryId: network });
    expect(problem).toMatchObject({ status: 'TRIAGED', category: { name: 'Network' } });
  });
});

describe('a ticket cannot be reclassified', () => {
  const cases: [string, (id: string) => Promise<unknown>, object, object][] = [
    [
      'once its work began',
      (ticketId) => agent.done('startInvestigation', { ticketId }, '__typename'),
      { type: 'PROBLEM' },
      { rule: 'STATUS', path: ['input', 'ticketId'] },
    ],
    [
      'when it is cancelled',
      (ticketId) => agent.done('cancelTicket', { ticketId, reason }, '__typename'),
      { type: 'PROBLEM' },
      { __typename: 'InvalidTransitionError', path: ['input', 'ticketId'] },
    ],
    [
      'with a kind of change for another type',
      async () => {},
      { type: 'PROBLEM', changeKind: 'NORMAL' },
      { rule: 'TYPE', path: ['input', 'changeKind'] },
    ],
    [
      'as a standard change',
      async () => {},
      { type: 'CHANGE_REQUEST', changeKind: 'STANDARD' },
      { rule: 'STANDARD_TEMPLATE', path: ['input', 'changeKind'] },
    ],
    [
      'as a major incident',
      async (ticketId) => {
        const lead = await world.as('lead');
        const major = { ticketId, reason, leadId: names.users.lead, updateEveryMinutes: 30 };
        await lead.done('declareMajorIncident', major, '__typename');
      },
      { type: 'PROBLEM' },
      { rule: 'MAJOR_INCIDENT', path: ['input', 'type'] },
    ],
    [
      'with a link that needs its type',
      async (ticketId) => {
        const { id: otherTicketId } = await report(agent, { type: 'PROBLEM' });
        const link = { ticketId, relation: 'HAS_PROBLEM', otherTicketId };
        await agent.done('linkTickets', link, '__typename');
      },
      { type: 'OTHER' },
      { rule: 'LINKED', path: ['input', 'type'], message: expect.stringContaining('HAS_PROBLEM') },
    ],
    [
      'with such a link to a ticket that the agent cannot see',
      async (ticketId) => {
        const admin = await world.as('admin');
        const hidden = { type: 'PROBLEM', queueId: names.queues.Security };
        const { id: otherTicketId } = await report(admin, hidden);
        await admin.done('linkTickets', { ticketId, relation: 'HAS_PROBLEM', otherTicketId }, '__typename');
      },
      { type: 'OTHER' },
      { rule: 'NOT_ALLOWED', path: ['input', 'type'] },
    ],
  ];

  it.each(cases)('%s', async (_when, prepare, input, error) => {
    const { id: ticketId } = await report(agent);
    await prepare(ticketId);
    const given = { ticketId, reason, ...input };
    expect(await refusedWith(world, agent, 'reclassifyTicket', given)).toMatchObject(error);
  });

  it('as a problem with a known error', async () => {
    const { id: ticketId } = await report(agent, { type: 'PROBLEM' });
    const known = { ticketId, symptoms: 'It jams.', workaround: 'Restart it.' };
    await agent.done('recordKnownError', known, '__typename');
    expect(
      await refusedWith(world, agent, 'reclassifyTicket', { ticketId, reason, type: 'INCIDENT' }),
    ).toMatchObject({ rule: 'KNOWN_ERROR', path: ['input', 'type'] });
  });
});
