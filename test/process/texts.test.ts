import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let lead: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  [agent, lead] = await Promise.all([world.as('agent'), world.as('lead')]);
  names = await directory(agent);
});
afterAll(() => world.stop());

/** A text as some keyboards send it: its accent is a character of its own, and it has outer spaces. */
const typed = (text: string) => ` ${text} re\u0301gle\u0301\u00a0`;
const stored = (text: string) => `${text} r\u00e9gl\u00e9`;

/** The columns with a text that is not in its stored form. Error messages are stored as they were given. */
async function notInStoredForm(): Promise<string[]> {
  const columns = await world.rows<{ table: string; column: string }>(
    `select c.table_name as "table", c.column_name as "column" from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name <> 'error_messages'
       and (c.data_type in ('text', 'jsonb') or c.udt_name = '_text')`,
  );
  const wrong = columns.map(
    ({ table, column }) => `select '${table}.${column}' as place where exists (select 1 from "${table}"
      where "${column}"::text is not nfc normalized or "${column}"::text ~ '[ \u00a0]$')`,
  );
  return (await world.rows<{ place: string }>(wrong.join(' union all '))).map(({ place }) => place);
}

describe('the texts of the process', () => {
  it('are stored without outer spaces and in the form NFC, whichever step takes them', async () => {
    const { id } = await report(agent, { subject: typed('Subject'), description: typed('Description') });
    const other = await report(agent);
    const mergeable = await report(agent);
    const take = (step: string, input: object, who = agent) =>
      who.done(step, { ticketId: id, ...input }, '__typename');
    await take('triageTicket', {
      categoryId: names.categories['INCIDENT Hardware'],
      affectedServiceNames: [typed('Service')],
      impact: 'HIGH',
      urgency: 'LOW',
      priorityOverride: { priority: 'P1', reason: typed('Override') },
    });
    await take('startInvestigation', { comment: { body: typed('Comment') } });
    await take('requeueTicket', { reason: typed('Requeue') });
    await take('startInvestigation', {});
    await take('holdTicket', { reason: 'AWAITING_EVIDENCE', note: typed('Note') });
    await take('resumeTicket', {});
    await take('diagnoseTicket', { findings: typed('Findings'), rootCauseUnknownReason: typed('Unknown') });
    const soon = Date.now() + 3_600_000;
    await take('submitPlan', {
      kind: 'FIX',
      summary: typed('Plan'),
      rollbackPlan: typed('Rollback'),
      tasks: [{ title: typed('Task'), description: typed('Steps') }],
      window: { start: new Date(soon).toISOString(), end: new Date(soon + 3_600_000).toISOString() },
    });
    await take('startImplementation', { outsideWindowReason: typed('Early') });
    const { ticket } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { plans { nodes { tasks { id } } } } }',
      {
        id,
      },
    );
    const taskId = ticket.plans.nodes[0].tasks[0].id;
    await agent.done('skipTask', { taskId, reason: typed('Skipped') }, '__typename');
    const admin = await world.as('admin');
    const usable = { code: typed('Code'), description: typed('When') };
    await admin.done('createResolutionCode', usable, '__typename');
    const proposal = { resolutionCode: typed('Code'), resolutionNotes: typed('Notes') };
    await take('completeImplementation', { outcome: 'IMPLEMENTED', notes: typed('Done'), ...proposal });
    await take('verifyTicket', { outcome: 'PASSED', method: 'TEST', evidence: typed('Evidence') });
    await take('reopenTicket', { reason: typed('Reopen') });
    await take('resolveTicket', proposal, lead);
    await take('closeTicket', {
      closureSummary: typed('Closed'),
      documentationUrl: ' https://example.com/e\u0301 ',
    });
    await agent.done('cancelTicket', { ticketId: other.id, reason: typed('Cancel') }, '__typename');
    const into = await report(agent);
    const merge = { ticketId: mergeable.id, intoTicketId: into.id, reason: typed('Merge') };
    await agent.done('mergeTicket', merge, '__typename');
    await agent.done('unmergeTicket', { ticketId: mergeable.id, reason: typed('Unmerge') }, '__typename');

    expect(await notInStoredForm()).toEqual([]);
    const read = `query ($id: ID!) { ticket(id: $id) { subject description priorityOverride { reason }
      resolution { code notes } plans { nodes { summary rollbackPlan tasks { title description } } }
      diagnoses { nodes { findings rootCauseUnknownReason } } } }`;
    expect((await agent.ok(read, { id })).ticket).toEqual({
      subject: stored('Subject'),
      description: stored('Description').replace(/^/, ' '),
      priorityOverride: { reason: stored('Override') },
      resolution: { code: stored('Code'), notes: stored('Notes') },
      plans: {
        nodes: [
          {
            summary: ` ${stored('Plan')}`,
            rollbackPlan: ` ${stored('Rollback')}`,
            tasks: [{ title: stored('Task'), description: ` ${stored('Steps')}` }],
          },
        ],
      },
      diagnoses: {
        nodes: [{ findings: ` ${stored('Findings')}`, rootCauseUnknownReason: stored('Unknown') }],
      },
    });
  });
});
