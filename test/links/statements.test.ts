import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let counter: StatementCounter;
let lead: Client;
let names: Directory;

beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url };
    }),
  );
  lead = await world.as('lead');
  names = await directory(lead);
  const problem = await report(lead, { type: 'PROBLEM' });
  const known = { ticketId: problem.id, symptoms: 'S', workaround: 'W', publicWorkaround: 'P' };
  await lead.done('recordKnownError', known, '__typename');
  for (let i = 0; i < 10; i += 1) {
    const { id } = await report(lead, { labels: ['linked'] });
    const child = await report(lead);
    for (const [ticketId, relation, otherTicketId] of [
      [id, 'PARENT_OF', child.id],
      [id, 'HAS_PROBLEM', problem.id],
    ])
      await lead.done('linkTickets', { ticketId, relation, otherTicketId }, '__typename');
    const major = { reason: 'R', leadId: names.users.agent, updateEveryMinutes: 30 };
    await lead.done('declareMajorIncident', { ticketId: id, ...major }, '__typename');
    await lead.done('postMajorIncidentUpdate', { ticketId: id, body: 'Words' }, '__typename');
  }
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
});

const page = (first: number) => `{ tickets(filter: { labels: ["linked"] }, first: ${first}) { nodes {
  links(first: 5) { totalCount nodes { relation ticket { number } createdBy { ... on User { name } } } }
  parent { number } children(first: 5) { totalCount nodes { number } } childCounts { total }
  openChildren { number } followUpOf { number } followUps { nodes { number } } problems { nodes { number } }
  knownErrors { nodes { symptoms recordedBy { ... on User { name } } problem { number } } } workarounds
  majorIncident { lead { name } declaredBy { ... on User { name } } updates(last: 3) { totalCount nodes { body } } } } } }`;

it('a page of tickets with all their related tickets takes no more statements for 10 tickets than for 2', async () => {
  const counted = async (first: number) => {
    // New connections of the pool send extra statements once.
    await lead.ok(page(first));
    return counter.fewest(() => lead.ok(page(first)));
  };
  const [two, ten] = [await counted(2), await counted(10)];
  expect(ten.answer.tickets.nodes).toHaveLength(10);
  for (const node of ten.answer.tickets.nodes) {
    expect(node.links.totalCount).toBe(2);
    expect([node.children.nodes.length, node.problems.nodes.length, node.knownErrors.nodes.length]).toEqual([
      1, 1, 1,
    ]);
    expect(node.majorIncident.updates.nodes).toEqual([{ body: 'Words' }]);
  }
  // Batches depend on what arrives together: the count may differ by two, but must not grow with each ticket.
  expect(ten.statements).toBeLessThanOrEqual(two.statements + 2);
  expect(ten.statements).toBeLessThanOrEqual(30);
});
