import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, errorFields } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  newcomer,
  program,
  rawId,
  report,
} from '../harness/desk.js';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { within } from '../harness/within.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

let world: World;
let counter: StatementCounter;
let agent: Client;
let requester: Client;
let admin: Client;
let names: Directory;
let ticketTemplateId: string;
let closedId: string;
const newTicket = { type: 'INCIDENT', subject: 'The printer jams', description: 'On every page.' };

beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url };
    }),
  );
  agent = await world.as('agent');
  requester = await world.as('requester');
  admin = await world.as('admin');
  names = await directory(agent);
  const template = {
    ...{ name: 'Printer', ticketType: 'INCIDENT', labels: ['printers'] },
    ...{ categoryId: names.categories['INCIDENT Hardware'], queueId: names.queues['Service Desk'] },
  };
  ticketTemplateId = (await admin.done('createTicketTemplate', template, 'ticketTemplateId'))
    .ticketTemplateId;
  closedId = (await report(requester)).id;
  const fix = { resolutionCode: 'FIXED', resolutionNotes: 'Cleaned' };
  await agent.done('resolveTicket', { ticketId: closedId, ...fix }, '__typename');
  await requester.done('closeTicket', { ticketId: closedId, closureSummary: 'It works' }, '__typename');
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
});

const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' };
let made = 0;
function unique(): string {
  made += 1;
  return `packets ${made}`;
}

interface Kind {
  mutation: string;
  packets: number;
  /** Creates a new input, so that each call has an effect. */
  input(): Promise<Record<string, unknown>>;
  selection: string;
  /** The client that calls the mutation; the agent by default. */
  by?: () => Client;
}

const kinds: Kind[] = [
  {
    mutation: 'addComment',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id, body: unique() }),
    selection: 'comment { body author { ... on User { name } } } ticket { version status }',
  },
  {
    mutation: 'assignTicket',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id, assigneeId: names.users.agent }),
    selection: 'ticket { id version status }',
  },
  {
    // To another team, by the agent, who may work tickets of the first team only.
    mutation: 'assignTicket',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id, queueId: names.queues.Network }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'holdTicket',
    packets: 2,
    input: async () => {
      const linkedTicketId = (await report(requester)).id;
      return { ticketId: (await report(requester)).id, reason: 'AWAITING_VENDOR', linkedTicketId };
    },
    selection: 'ticket { id version status hold { reason heldAt heldFrom } }',
  },
  {
    mutation: 'holdTicket',
    packets: 2,
    input: async () => {
      const ticketId = (await report(requester)).id;
      return { ticketId, reason: 'AWAITING_REQUESTER', comment: { body: unique() } };
    },
    selection: 'ticket { id version status hold { reason heldAt heldFrom } }',
  },
  {
    mutation: 'resumeTicket',
    packets: 2,
    input: () => reported('holdTicket', { reason: 'AWAITING_VENDOR' }),
    selection: 'ticket { id version status hold { reason } }',
  },
  {
    mutation: 'startInvestigation',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'triageTicket',
    packets: 2,
    input: async () => ({
      ticketId: (await report(requester)).id,
      categoryId: names.categories['INCIDENT Network'],
      affectedServiceNames: ['Printing'],
      impact: 'HIGH',
      urgency: 'LOW',
    }),
    selection: 'ticket { id version status priority affectedServiceNames }',
  },
  {
    mutation: 'reclassifyTicket',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id, type: 'OTHER', reason: 'A question.' }),
    selection: 'ticket { id version type number formerNumbers }',
  },
  {
    mutation: 'requeueTicket',
    packets: 2,
    input: async () => ({ ...(await reported('startInvestigation', {})), reason: 'Not ours.' }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'resolveTicket',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id, ...resolution }),
    selection: 'ticket { id version status resolution { code notes } }',
  },
  {
    mutation: 'reopenTicket',
    packets: 2,
    input: async () => ({ ...(await reported('resolveTicket', resolution)), reason: 'It still jams.' }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'cancelTicket',
    packets: 2,
    input: async () => ({ ticketId: (await report(requester)).id, reason: 'By mistake.' }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'createTicket',
    packets: 2,
    input: async () => ({ ...newTicket, subject: unique() }),
    selection: 'ticketId number ticket { number status version requester { name } queue { name } }',
  },
  {
    // With a template and everything that the server looks up for it.
    mutation: 'createTicket',
    packets: 2,
    input: async () => ({
      ...newTicket,
      subject: unique(),
      ticketTemplateId,
      labels: ['floor-3', 'printers'],
      subcategoryId: null,
      assigneeId: names.users.agent2,
      affectedUserIds: [names.users.requester, names.users.requester2],
      watcherIds: [names.users.lead],
    }),
    selection: 'ticket { number labels priority queue { name } }',
  },
  {
    mutation: 'createTicket',
    packets: 2,
    input: async () => ({ ...newTicket, subject: unique(), followUpOfId: closedId }),
    selection: 'ticket { number status }',
  },
  {
    mutation: 'linkTickets',
    packets: 2,
    input: async () => ({
      ticketId: (await report(requester)).id,
      relation: 'PARENT_OF',
      otherTicketId: (await report(requester)).id,
    }),
    selection: 'ticket { id version } otherTicket { id version }',
  },
  {
    mutation: 'unlinkTickets',
    packets: 2,
    input: async () => {
      const ticketId = (await report(requester)).id;
      const link = { ticketId, relation: 'RELATED_TO', otherTicketId: closedId };
      await agent.done('linkTickets', link, '__typename');
      return link;
    },
    selection: 'ticket { id version } otherTicket { id version }',
  },
  {
    mutation: 'splitTicket',
    packets: 3,
    input: async () => {
      const ticketId = (await report(requester)).id;
      const { commentId } = await requester.done('addComment', { ticketId, body: unique() }, 'commentId');
      return { ...newTicket, description: null, commentId };
    },
    selection: 'ticketId number ticket { number description }',
  },
  {
    mutation: 'mergeTicket',
    packets: 2,
    input: async () => ({
      ticketId: (await report(requester)).id,
      intoTicketId: (await report(requester)).id,
      reason: 'The same printer.',
    }),
    selection: 'ticket { id version status } intoTicket { id version status }',
  },
  {
    mutation: 'unmergeTicket',
    packets: 2,
    input: async () => reported('mergeTicket', { intoTicketId: (await report(requester)).id }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'diagnoseTicket',
    packets: 2,
    input: async () => ({ ...(await reported('startInvestigation', {})), ...diagnosis }),
    selection: 'ticket { id version status }',
  },
  {
    // A change without a policy, which needs no approval.
    mutation: 'submitPlan',
    packets: 2,
    input: async () => ({
      ...(await planning()),
      ...plan,
      tasks: [{ title: 'Order it.', assigneeId: names.users.agent2 }, { title: 'Build it in.' }],
    }),
    selection: 'ticket { id version status }',
  },
  {
    // A change whose approvers depend on the ticket.
    mutation: 'submitPlan',
    packets: 3,
    input: async () => ({ ...(await planning('CHANGE_REQUEST')), ...plan }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'decideApproval',
    packets: 2,
    by: () => admin,
    input: async () => ({ ...(await approvalOnly()), decision: 'APPROVE', reason: 'Well planned.' }),
    selection: 'ticket { id version status } approval { id state decidedAt }',
  },
  {
    mutation: 'decideApproval',
    packets: 2,
    by: () => admin,
    input: async () => ({ ...(await approvalOnly()), decision: 'REJECT', reason: 'Too late.' }),
    selection: 'ticket { id version status } approval { id state decidedAt }',
  },
  {
    // Of a change with an approval, whose approvers lose their access.
    mutation: 'withdrawPlan',
    packets: 2,
    input: async () => ({ ticketId: (await awaitingApproval()).ticketId, reason: 'Another window.' }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'delegateApproval',
    packets: 2,
    by: () => admin,
    input: async () => ({ ...(await approvalOnly()), toUserId: names.users.agent2 }),
    selection: 'ticket { id version status } approval { id state }',
  },
  {
    mutation: 'startImplementation',
    packets: 2,
    input: async () => {
      const ticket = await planning();
      await agent.done('submitPlan', { ...ticket, ...plan, window: tomorrow() }, '__typename');
      return { ...ticket, outsideWindowReason: 'The printer is idle today.' };
    },
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'assignTask',
    packets: 2,
    input: async () => ({ taskId: (await implementing()).taskId, assigneeId: names.users.agent2 }),
    selection: 'task { id state } ticket { id version status }',
  },
  {
    mutation: 'addTask',
    packets: 2,
    input: async () => ({
      ticketId: (await implementing()).ticketId,
      title: 'Print a page.',
      assigneeId: names.users.agent2,
    }),
    selection: 'taskId task { id title position } ticket { id version status }',
  },
  {
    mutation: 'updateTask',
    packets: 2,
    input: async () => ({ taskId: (await implementing()).taskId, title: 'Build in both.' }),
    selection: 'task { id title } ticket { id version status }',
  },
  {
    mutation: 'proposeResolution',
    packets: 2,
    input: async () => {
      const ticketId = await implemented();
      const proposal = { outcome: 'IMPLEMENTED', ...resolution };
      await agent.done('completeImplementation', { ticketId, ...proposal }, '__typename');
      return { ticketId, ...resolution, resolutionNotes: 'It fits now.' };
    },
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'completeTask',
    packets: 2,
    input: async () => ({ taskId: (await implementing()).taskId, note: 'It fits.' }),
    selection: 'task { id state note } ticket { id version status }',
  },
  {
    mutation: 'skipTask',
    packets: 2,
    input: async () => ({ taskId: (await implementing()).taskId, reason: 'It was there.' }),
    selection: 'task { id state note } ticket { id version status }',
  },
  {
    mutation: 'completeImplementation',
    packets: 2,
    input: async () => ({
      ticketId: await implemented(),
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It works.',
    }),
    selection: 'ticket { id version status }',
  },
  {
    mutation: 'verifyTicket',
    packets: 2,
    input: async () => {
      const ticketId = await implemented();
      const outcome = 'IMPLEMENTED';
      await agent.done('completeImplementation', { ticketId, outcome, ...resolution }, '__typename');
      return { ticketId, outcome: 'PASSED', method: 'TEST', evidence: 'A page came out.' };
    },
    selection: 'ticket { id version status resolution { code notes } }',
  },
  {
    // By its requester, so that the close also writes a verification and a survey.
    mutation: 'closeTicket',
    packets: 2,
    by: () => requester,
    input: async () => ({ ...(await reported('resolveTicket', resolution)), closureSummary: 'It works.' }),
    selection: 'ticket { id version status closure { summary } }',
  },
  {
    mutation: 'createSavedView',
    packets: 2,
    input: async () => ({ name: unique(), filter: { labels: ['printers'] } }),
    selection: 'savedViewId savedView { name version }',
  },
  {
    mutation: 'updateSavedView',
    packets: 2,
    by: () => admin,
    input: async () => ({ ...(await savedView()), name: unique() }),
    selection: 'savedView { name version }',
  },
  {
    mutation: 'deleteSavedView',
    packets: 2,
    by: () => admin,
    input: () => savedView(),
    selection: 'savedViewId',
  },
];

/** Saves a view that all administrators can change. */
async function savedView(): Promise<{ savedViewId: string }> {
  const input = { name: unique(), sharing: 'ORGANISATION' };
  const { savedViewId } = await admin.done('createSavedView', input, 'savedViewId');
  return { savedViewId };
}

const diagnosis = { findings: 'The roller is worn.', rootCause: 'Its age.' };
const plan = { kind: 'FIX', summary: 'A new roller.', risk: 'LOW', rollbackPlan: 'The old roller.' };

function tomorrow() {
  const start = Date.now() + 24 * 3_600_000;
  return { start: new Date(start), end: new Date(start + 3_600_000) };
}

/** Creates a ticket with a diagnosis. */
async function planning(type = 'INCIDENT'): Promise<{ ticketId: string }> {
  const ticketId = (await report(agent, { type })).id;
  await agent.done('startInvestigation', { ticketId }, '__typename');
  await agent.done('diagnoseTicket', { ticketId, ...diagnosis }, '__typename');
  return { ticketId };
}

/** Creates a change whose plan the administrator may approve. */
async function awaitingApproval(): Promise<{ ticketId: string; approvalId: string }> {
  const fields = 'ticket { plans { nodes { approval { id } } } }';
  const given = { ...(await planning('CHANGE_REQUEST')), ...plan };
  const { ticket } = await agent.done('submitPlan', given, fields);
  return { ticketId: given.ticketId, approvalId: ticket.plans.nodes[0].approval.id };
}

async function approvalOnly(): Promise<{ approvalId: string }> {
  return { approvalId: (await awaitingApproval()).approvalId };
}

/** Creates a ticket in implementation, with a task. */
async function implementing(): Promise<{ ticketId: string; taskId: string }> {
  const given = { ...(await planning()), ...plan, tasks: [{ title: 'Build it in.' }] };
  const { ticket } = await agent.done('submitPlan', given, 'ticket { plans { nodes { tasks { id } } } }');
  return { ticketId: given.ticketId, taskId: ticket.plans.nodes[0].tasks[0].id };
}

/** Creates a ticket with a completed implementation. */
async function implemented(): Promise<string> {
  const { ticketId, taskId } = await implementing();
  await agent.done('completeTask', { taskId }, '__typename');
  return ticketId;
}

/** Creates a ticket and calls one mutation on it. */
async function reported(step: string, input: Record<string, unknown>): Promise<{ ticketId: string }> {
  const ticketId = (await report(requester)).id;
  await agent.done(step, { ticketId, ...input }, '__typename');
  return { ticketId };
}

describe.each(kinds)('$mutation', ({ mutation, packets, input, selection, by = () => agent }) => {
  it(`takes ${packets} packets, including authentication and the answer`, async () => {
    await by().done(mutation, await input(), selection);
    // The fewest of three calls: background work of the server may add packets to one of them.
    const inputs = [await input(), await input(), await input()];
    const counts = await counter.fewest(() => by().done(mutation, inputs.pop() ?? {}, selection));
    expect(counts.packets).toBe(packets);
  });

  it('takes no more packets with an idempotency key, and answers a repeated call from its record', async () => {
    const inputs = [await input(), await input(), await input()].map((one) => ({
      ...one,
      idempotencyKey: unique(),
    }));
    const given = { ...(await input()), idempotencyKey: unique() };
    const counts = await counter.fewest(() => by().done(mutation, inputs.pop() ?? {}, selection));
    expect(counts.packets).toBe(packets);
    const first = await by().done(mutation, given, selection);
    const again = await changingNothing(world, () => by().done(mutation, given, selection));
    expect(again).toEqual(first);
  });

  it('stores the position of its last event with the answer in the idempotency record', async () => {
    const key = unique();
    await by().done(mutation, { ...(await input()), idempotencyKey: key }, selection);
    const [row] = await world.rows(
      `select r.answer -> 'event' as event, e.number::int, e.recorded_at as at from idempotency_records r
       join event_heads h using (organisation_id) join events e on e.organisation_id = h.organisation_id and e.number = h.number
       where r.key = $1`,
      [key],
    );
    expect(row?.event.number).toBe(row?.number);
    expect(new Date(row?.event.recordedAt)).toEqual(row?.at);
  });

  it('writes nothing when any of its statements fails, and succeeds when the call is repeated', async () => {
    const given = { ...(await input()), idempotencyKey: unique() };
    const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} } }`;
    await by().ok(document, { input: { ...(await input()) } });
    let failures = 0;
    for (;;) {
      const { failed } = await counter.failing(failures + 1, async () => {
        const before = await writtenRows();
        const { errors } = await by().send(document, { input: given });
        if (errors) {
          expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
          expect(await writtenRows()).toEqual(before);
        }
      });
      if (!failed) break;
      failures += 1;
    }
    // At least begin, organisation, isolation, authentication, claim, facts, writes, events and commit.
    expect(failures).toBeGreaterThanOrEqual(9);
    expect(await effects(given.idempotencyKey)).toBe(1);
  });

  it('reads and locks nothing for a revoked token: it answers at once even if every row is locked', async () => {
    const { signIn } = await newcomer(world, 'ADMIN');
    const client = await signIn();
    const given = await input();
    await client.done(mutation, await input(), '__typename');
    const [session] = await world.rows<{ id: string }>('select id from sessions order by id desc limit 1');
    await world.rows('update sessions set revoked_at = now() where id = $1', [session?.id]);
    await withLockedRows(async () => {
      const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
      const fields = `{ ${mutation}(input: $input) { __typename ${errorFields} } }`;
      const refusal = async (document: string) => {
        const response = await fetch(`${world.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${client.token}` },
          body: JSON.stringify({ query: document, variables: { input: given } }),
        });
        const { errors, ...rest } = await response.json();
        return { status: response.status, errors: errors.map(withoutTrace), ...rest };
      };
      const known = `mutation ($input: ${name}Input!) ${fields}`;
      const found = await within(
        changingNothing(world, () => refusal(known)),
        5000,
      );
      expect(found.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', reason: 'REVOKED' } }]);
      // The refusal equals that of a document that is new to the server, where authentication comes first.
      expect(found).toEqual(await refusal(`mutation Other($input: ${name}Input!) ${fields}`));
    });
  });
});

describe.each(
  kinds.filter(({ mutation }) => ['addComment', 'createTicket', 'splitTicket'].includes(mutation)),
)('$mutation over a WebSocket', ({ mutation, packets, input, selection }) => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} ${errorFields} } }`;
  const calls = (socket: RawSocket) => async (given: object) => {
    const id = unique();
    socket.subscribe(id, document, { input: given });
    const { payload } = await socket.message((message) => message.id === id);
    return payload;
  };

  it(`takes ${packets} packets, including authentication and the answer`, async () => {
    const socket = await new RawSocket(world.url).connect(agent.token);
    const call = calls(socket);
    await call(await input());
    const inputs = [await input(), await input(), await input()];
    const counts = await counter.fewest(() => call(inputs.pop() ?? {}));
    expect(counts.answer).toMatchObject({ data: { [mutation]: { errors: [] } } });
    expect(counts.packets).toBe(packets);
    socket.socket.close();
  });

  it('closes with 4403 at once for a revoked token, even if every row is locked, and writes nothing', async () => {
    const client = await (await newcomer(world, 'ADMIN')).signIn();
    const socket = await new RawSocket(world.url).connect(client.token);
    await calls(socket)(await input());
    const given = await input();
    await world.rows(
      'update sessions set revoked_at = now() where id = (select max(id::text)::uuid from sessions)',
    );
    await withLockedRows(async () => {
      await changingNothing(world, async () => {
        socket.subscribe('dead', document, { input: given });
        expect(await within(socket.closed, 5000)).toEqual({ code: 4403 });
      });
    });
    expect(socket.messages.filter(({ id }) => id === 'dead')).toEqual([]);
  });
});

/** Runs a function while another transaction has locked every row that these mutations lock. */
async function withLockedRows(act: () => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    for (const table of locked) await owner.query(`select 1 from ${table} for update`);
    await act();
  } finally {
    await owner.query('rollback');
    await owner.end();
  }
}

const locked = [
  ...[
    'tickets',
    'comments',
    'ticket_links',
    'ticket_counters',
    'resolution_plans',
    'tasks',
    'approvals',
    'approvers',
  ],
  ...['verifications', 'surveys'],
];

function withoutTrace(error: { extensions: Record<string, unknown> }) {
  const { traceId: _, ...extensions } = error.extensions;
  return { ...error, extensions };
}

/** Summarises the rows of every table that these mutations write. */
async function writtenRows(): Promise<unknown> {
  const [row] =
    await world.rows(`select (select count(*) from events) as events, (select sum(number) from event_heads) as heads,
    (select count(*) from comments) as comments, (select count(*) from ticket_links) as links, (select sum(version) from tickets) as versions,
    (select sum(number) from ticket_counters) as counters, (select md5(string_agg(t::text, ' ' order by t)) from ticket_counts t) as counts, (select count(*) from diagnoses) as diagnoses,
    (select md5(string_agg(p::text, ' ' order by p)) from resolution_plans p) as plans,
    (select md5(string_agg(k::text, ' ' order by k)) from tasks k) as tasks,
    (select md5(string_agg(a::text, ' ' order by a)) from approvals a) as approvals,
    (select md5(string_agg(r::text, ' ' order by r)) from approvers r) as approvers,
    (select count(*) from ticket_people) as people, (select count(*) from verifications) as verifications,
    (select count(*) from surveys) as surveys, (select count(*) from idempotency_records) as keys`);
  return row;
}

async function effects(key: string): Promise<number> {
  const [row] = await world.rows<{ n: number }>(
    `select count(*)::int as n from idempotency_records where key = $1 and answer ? 'value'`,
    [key],
  );
  return row?.n ?? 0;
}

it('a ticket is marked as read in two packets', async () => {
  const ticketId = (await report(requester)).id;
  const mark = () => agent.done('markTicketRead', { ticketId }, '__typename');
  await mark();
  expect((await counter.fewest(mark)).packets).toBe(2);
});

it('presence at a ticket is said in two packets', async () => {
  const ticketId = (await report(requester)).id;
  const say = () => agent.done('setPresence', { ticketId, activity: 'VIEWING' }, 'expiresAt');
  await say();
  expect((await counter.fewest(say)).packets).toBe(2);
});

it('a comment by an API key without read scopes takes two packets, too', async () => {
  const writer = await program(world, ['COMMENTS_WRITE', 'TICKETS_WRITE']);
  const ticketId = (await report(requester)).id;
  const say = () => writer.done('addComment', { ticketId, body: unique() }, 'commentId comment { body }');
  await say();
  const { packets, answer } = await counter.fewest(say);
  expect(answer).toMatchObject({ comment: null });
  expect(answer.commentId).toBeTruthy();
  expect(packets).toBe(2);
});

it.each(['agent', 'agent2', 'requester', 'lead', 'admin'] as const)(
  'the payload shows the %s the ticket that they create as a later query does, in every queue',
  async (who) => {
    const client = await world.as(who);
    const shown = 'ticketId ticket { id number version queue { name } }';
    const others =
      who === 'requester' ? [{}] : [{}, ...Object.values(names.queues).map((queueId) => ({ queueId }))];
    const people =
      who === 'requester'
        ? [{}]
        : [
            {},
            { requesterId: names.users.requester },
            { requesterId: names.users.requester, assigneeId: names.users[who] },
            { requesterId: names.users.requester, watcherIds: [names.users[who]] },
            { requesterId: names.users.requester, affectedUserIds: [names.users[who]] },
          ];
    const hidden: unknown[] = [];
    for (const input of others.flatMap((one) => people.map((two) => ({ ...newTicket, ...one, ...two })))) {
      const { ticketId: id, ticket, errors } = await client.mutate('createTicket', input, shown);
      // Only those who work a queue can make themselves the assignee there.
      if (errors[0]?.reason === 'NOT_IN_TEAM' && 'assigneeId' in input) continue;
      expect(errors).toEqual([]);
      const read = await client.ok(
        'query ($id: ID!) { ticket(id: $id) { id number version queue { name } } }',
        { id },
      );
      expect(ticket).toEqual(read.ticket);
      if (ticket === null) hidden.push(input);
    }
    // Only members of its team see the Security queue, also when others name themselves as watchers.
    expect(hidden).toHaveLength(who === 'agent' || who === 'lead' ? 2 : 0);
  },
);

it('a comment is added without named prepared statements', async () => {
  const pooled = await startWorld({ DATABASE_PREPARED_STATEMENTS: '0' });
  try {
    const client = await pooled.as('agent');
    const ticket = await report(client);
    for (let i = 0; i < 3; i += 1)
      await client.done('addComment', { ticketId: ticket.id, body: unique() }, 'comment { id }');
    const [named] = await pooled.rows<{ n: number }>(
      'select count(*)::int as n from comments where ticket_id = $1',
      [rawId(ticket.id)],
    );
    expect(named?.n).toBe(3);
  } finally {
    await pooled.stop();
  }
});

it.each(['addComment', 'assignTicket'])(
  '%s changes nothing when its events cannot be appended, because the log has no head',
  async (mutation) => {
    const ticketId = (await report(requester)).id;
    const rest = mutation === 'addComment' ? { body: unique() } : { assigneeId: names.users.agent };
    const input = { ticketId, ...rest, idempotencyKey: unique() };
    const heads = await world.rows<{ organisation_id: string; number: string }>(
      'delete from event_heads returning *',
    );
    try {
      const records = () =>
        world.rows('select key from idempotency_records where key = $1', [input.idempotencyKey]);
      await changingNothing(world, async () => {
        const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
        const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
        const error = await agent.refused(document, { input });
        expect(error.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
      });
      expect(await records()).toEqual([]);
    } finally {
      for (const { organisation_id, number } of heads)
        await world.rows('insert into event_heads (organisation_id, number) values ($1, $2)', [
          organisation_id,
          number,
        ]);
    }
    await agent.done(mutation, input, '__typename');
  },
);
