import type { Client } from '../harness/client.js';
import { report, standardTemplate } from '../harness/desk.js';

/** Creates a ticket that its agent resolves by the fast track, and returns its id. */
export async function resolved(
  requester: Client,
  agent: Client,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await report(requester, input);
  await resolve(agent, id);
  return id;
}

export async function resolve(agent: Client, ticketId: string): Promise<void> {
  await agent.done('resolveTicket', { ticketId, ...fixed }, '__typename');
}

const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };

/** Creates a pre-approved change that passes every step up to its resolution, and returns its id. */
export async function resolvedChange(requester: Client, agent: Client, admin: Client): Promise<string> {
  const { viewer } = await requester.ok('{ viewer { ... on User { id } } }');
  const ticketTemplateId = await standardTemplate(admin);
  const { id } = await report(agent, { type: 'CHANGE_REQUEST', ticketTemplateId, requesterId: viewer.id });
  await implement(agent, id);
  return id;
}

/** Takes a ticket from the start of its implementation to its resolution. */
export async function implement(agent: Client, ticketId: string): Promise<void> {
  const { ticket } = await agent.ok('query ($id: ID!) { ticket(id: $id) { status } }', { id: ticketId });
  const steps: [string, Record<string, unknown>][] = [
    ...(ticket.status === 'NEW' ? [['startInvestigation', {}] as [string, object]] : []),
    ['diagnoseTicket', { findings: 'It is old.', rootCause: 'Age.' }],
    ['submitPlan', { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' }],
    ['completeImplementation', { outcome: 'IMPLEMENTED', ...fixed }],
    ['verifyTicket', { outcome: 'PASSED', method: 'TEST', evidence: 'It runs.', ...fixed }],
  ] as [string, Record<string, unknown>][];
  for (const [mutation, input] of steps) await agent.done(mutation, { ticketId, ...input }, '__typename');
}

export const review = { outcome: 'SUCCESSFUL', summary: 'It went as planned.' };

/** The types of the events that a client sees in the timeline of a ticket, in order. */
export async function timelineOf(client: Client, ticketId: string): Promise<string[]> {
  const { ticket } = await client.ok(
    `query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { nodes {
      __typename ... on TicketEvent { type } } } } }`,
    { id: ticketId },
  );
  return ticket.timeline.nodes.map(
    (node: { type?: string; __typename: string }) => node.type ?? node.__typename,
  );
}
