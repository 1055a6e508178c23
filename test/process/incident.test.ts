import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
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

const work = `ticket { id status
  steps { step state }
  diagnoses { cycle findings rootCause by { ... on User { name } } }
  plans { cycle kind summary tasks { id position title state note finishedBy { ... on User { name } } }
    implementation { outcome startedBy { ... on User { name } } completedBy { ... on User { name } } } }
  verifications { cycle outcome method evidence by { ... on User { name } } }
  resolution { code notes } }`;

describe('an incident that takes every step', () => {
  it('goes from diagnosis over plan, tasks and implementation to a verification by its requester', async () => {
    const { id } = await report(requester, { channel: 'PHONE' });
    await agent.done('startInvestigation', { ticketId: id }, '__typename');
    await agent.done(
      'diagnoseTicket',
      { ticketId: id, findings: 'The roller is worn.', rootCause: 'Age.' },
      work,
    );
    const planned = await agent.done(
      'submitPlan',
      {
        ticketId: id,
        kind: 'FIX',
        summary: 'A new roller.',
        tasks: [{ title: 'Order' }, { title: 'Fit', assigneeId: names.users.agent }],
      },
      work,
    );
    expect(planned.ticket.status).toBe('IMPLEMENTING');
    const [order, fit] = planned.ticket.plans[0].tasks;
    await agent.done('skipTask', { taskId: order.id, reason: 'One was in store.' }, 'task { state }');
    await agent.done('completeTask', { taskId: fit.id }, 'task { state }');
    await agent.done(
      'completeImplementation',
      { ticketId: id, outcome: 'IMPLEMENTED', resolutionCode: 'REPAIRED', resolutionNotes: 'New roller.' },
      work,
    );
    await requester.done(
      'verifyTicket',
      { ticketId: id, outcome: 'PASSED', method: 'REQUESTER_CONFIRMATION', evidence: 'It prints.' },
      '__typename',
    );
    const { ticket } = await agent.ok(`query ($id: ID!) { ${work.replace('ticket', 'ticket(id: $id)')} }`, {
      id,
    });
    expect(ticket).toMatchObject({
      status: 'RESOLVED',
      resolution: { code: 'REPAIRED', notes: 'New roller.' },
      diagnoses: [{ cycle: 1, rootCause: 'Age.' }],
      verifications: [{ cycle: 1, outcome: 'PASSED' }],
    });
  });
});
