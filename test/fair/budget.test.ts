import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pace } from '../../server/platform/kernel/pace.js';
import type { Client } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, loggedCursors, report, ticketEvents } from '../live/support.js';

/** A document may cost 1,000. So an actor may use 2,000 at once, and an organisation 6,000. */
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  world = await startWorld({ LIMIT_COST: '1000', LIMIT_WRITES_PER_MINUTE: '30', DATABASE_POOL_SIZE: '20' });
  owner = new pg.Client(world.databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.stop();
});

/** Makes readers of tickets wait in the database until the lock is released. */
async function holdTickets(): Promise<void> {
  await owner.query('begin; lock table tickets in access exclusive mode');
}
const letGo = () => owner.query('rollback');
afterEach(letGo);

const tickets =
  'query ($first: Int) { tickets(first: $first) { nodes { number subject status priority createdAt id type } } }';
/** Costs 100 for itself and 1 + 100 * 8 for its fields. */
const HEAVY = { first: 100 };

function post(client: Client, variables: object, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(client.token ? { authorization: `Bearer ${client.token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query: tickets, variables }),
    signal: signal ?? null,
  });
}

const state = () => world.app.services.budget.state();

describe('an account with many requests at once', () => {
  it('runs two large documents at once; 20 wait, and the rest are refused with the time to retry', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const all = Array.from({ length: 30 }, () => post(agent, HEAVY));
    const answers: Response[] = [];
    for (const one of all) void one.then((answer) => answers.push(answer));
    await eventually(() => expect(answers).toHaveLength(8));
    expect(state()).toEqual({ inFlight: 2 * 901, waiting: 20, organisations: 1 });
    for (const answer of answers) {
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.json()).toEqual({
        errors: [
          {
            message: 'Too many of your operations are still running. Try again in 5 s.',
            extensions: {
              code: 'RATE_LIMITED',
              reason: 'QUEUE_FULL',
              retryAfterSeconds: 5,
              traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
            },
          },
        ],
      });
    }
    await letGo();
    const answered = (await Promise.all(all)).filter(({ ok }) => ok);
    expect(answered).toHaveLength(22);
    for (const answer of answered)
      expect(await answer.json()).toMatchObject({ data: { tickets: { nodes: expect.any(Array) } } });
    await eventually(() => expect(state()).toEqual({ inFlight: 0, waiting: 0, organisations: 0 }));
  });

  it('is refused after five seconds of waiting', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const running = [post(agent, HEAVY), post(agent, HEAVY)];
    await eventually(() => expect(state().inFlight).toBe(2 * 901));
    const begun = performance.now();
    const refused = await post(agent, HEAVY);
    expect(performance.now() - begun).toBeGreaterThan(4900);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', reason: 'WAITED' } }],
    });
    await letGo();
    for (const answer of await Promise.all(running)) expect(answer.status).toBe(200);
  });

  it('does not delay other accounts of its organisation, or another organisation', async () => {
    const agent = await world.as('agent');
    const owned = await world.as('lead');
    await holdTickets();
    const all = Array.from({ length: 22 }, () => post(agent, HEAVY));
    await eventually(() => expect(state().waiting).toBe(20));
    for (const other of [owned, await world.as('outsider@example.org'), world.anonymous()])
      expect(await other.send('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    await letGo();
    await Promise.all(all);
  });

  it('may run many small documents at once: their cost comes from the actual variables, not the largest possible ones', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const all = Array.from({ length: 15 }, () => post(agent, { first: 1 }));
    await eventually(() => expect(state()).toEqual({ inFlight: 15 * 109, waiting: 0, organisations: 1 }));
    await letGo();
    for (const answer of await Promise.all(all)) expect(answer.status).toBe(200);
  });

  it('leaves the queue when it disconnects', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const running = [post(agent, HEAVY), post(agent, HEAVY)];
    await eventually(() => expect(state().inFlight).toBe(2 * 901));
    const hangUp = new AbortController();
    const waiting = post(agent, HEAVY, {}, hangUp.signal).catch(() => 'gone');
    await eventually(() => expect(state().waiting).toBe(1));
    hangUp.abort();
    expect(await waiting).toBe('gone');
    await eventually(() => expect(state().waiting).toBe(0));
    const { registry } = world.app.services.metrics;
    const counted = () => registry.getSingleMetricAsString('ticketwire_graphql_operations_total');
    await eventually(async () => expect(await counted()).toMatch(/outcome="gone"\} 1$/m));
    expect(await counted()).not.toMatch(/outcome="INTERNAL_SERVER_ERROR"\} [1-9]/);
    await letGo();
    await Promise.all(running);
  });

  it('holds no database connection while it waits', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const all = Array.from({ length: 22 }, () => post(agent, HEAVY));
    await eventually(() => expect(state().waiting).toBe(20));
    const { pool } = world.app.services.db;
    await eventually(() => expect(pool.totalCount - pool.idleCount).toBe(2));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(pool.totalCount - pool.idleCount).toBe(2);
    await letGo();
    await Promise.all(all);
  });
});

describe('an organisation', () => {
  it('runs six large documents at once, over all its accounts', async () => {
    const people = await Promise.all(['agent', 'lead', 'admin', 'requester'].map((name) => world.as(name)));
    await holdTickets();
    const all = people.flatMap((one) => [post(one, HEAVY), post(one, HEAVY)]);
    await eventually(() => expect(state()).toEqual({ inFlight: 6 * 901, waiting: 2, organisations: 1 }));
    await letGo();
    for (const answer of await Promise.all(all)) expect(answer.status).toBe(200);
  });
});

describe('operations over a WebSocket', () => {
  it('have the same limits', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const all = Array.from({ length: 24 }, () => agent.subscribe(tickets, HEAVY));
    await eventually(() => expect(all.filter(({ ended }) => ended)).toHaveLength(2));
    expect(state()).toEqual({ inFlight: 2 * 901, waiting: 20, organisations: 1 });
    for (const { ended } of all.filter((one) => one.ended))
      expect(ended).toEqual([
        expect.objectContaining({
          extensions: expect.objectContaining({
            code: 'RATE_LIMITED',
            reason: 'QUEUE_FULL',
            retryAfterSeconds: 5,
          }),
        }),
      ]);
    // Completes one of the waiting operations.
    all.findLast(({ ended }) => !ended)?.stop();
    await letGo();
    await eventually(() =>
      expect(all.filter(({ results }) => results.length === 1).length).toBeGreaterThanOrEqual(21),
    );
    await eventually(() => expect(state()).toEqual({ inFlight: 0, waiting: 0, organisations: 0 }));
  });

  it('leave the queue when they are completed while they wait', async () => {
    const agent = await world.as('agent');
    await holdTickets();
    const running = [agent.subscribe(tickets, HEAVY), agent.subscribe(tickets, HEAVY)];
    await eventually(() => expect(state().inFlight).toBe(2 * 901));
    const waiting = agent.subscribe(tickets, HEAVY);
    await eventually(() => expect(state().waiting).toBe(1));
    waiting.stop();
    await eventually(() => expect(state().waiting).toBe(0));
    await letGo();
    for (const one of running) await one.until(({ results }) => results.length === 1);
  });
});

describe('extensions.cost', () => {
  const cost = { operation: 109, documentLimit: 1000, inFlight: 109, inFlightLimit: 2000, waiting: 0 };

  it('is present when a header asks for it', async () => {
    const answer = await (
      await post(await world.as('agent'), { first: 1 }, { 'x-ticketwire-cost': '1' })
    ).json();
    expect(answer).toMatchObject({ data: { tickets: {} }, extensions: { cost } });
  });

  it('is present when an operation over a WebSocket asks for it', async () => {
    const agent = await world.as('agent');
    const asked = await agent
      .subscribe(tickets, { first: 1 }, { cost: true })
      .until(({ results }) => results.length === 1);
    expect(asked.results[0]?.extensions).toEqual({ cost });
  });

  it('is missing otherwise', async () => {
    const agent = await world.as('agent');
    expect(await agent.send(tickets, { first: 1 })).not.toHaveProperty('extensions');
    const [result] = (
      await agent.subscribe(tickets, { first: 1 }).until(({ results }) => results.length === 1)
    ).results;
    expect(result).not.toHaveProperty('extensions');
  });

  it('counts only the executed fields: by the values of variables, their defaults, and conditions', async () => {
    const agent = await world.as('agent');
    const costOf = async (query: string, variables: object = {}) => {
      const response = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${agent.token}`,
          'x-ticketwire-cost': '1',
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()).extensions.cost.operation - 100;
    };
    const page =
      'query ($first: Int = 5, $more: Boolean = false) { tickets(first: $first) { nodes { id ...More @include(if: $more) } } } fragment More on Ticket { subject }';
    expect(await costOf(page)).toBe(1 + 5 * 2);
    expect(await costOf(page, { first: 2 })).toBe(1 + 2 * 2);
    expect(await costOf(page, { first: null })).toBe(1 + 25 * 2);
    expect(await costOf(page, { first: 2, more: true })).toBe(1 + 2 * 3);
    expect(await costOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['x', 'y'] })).toBe(1 + 2);
    expect(await costOf('{ tickets(first: 3) { nodes { id @skip(if: true) subject } } }')).toBe(1 + 3 * 2);
  });
});

describe('new documents', () => {
  it('wait to be parsed in a limited number; the rest are refused', async () => {
    const address = 'address:127.0.0.1';
    const took: number[] = [];
    const send = async (i: number) => {
      const begun = performance.now();
      const answer = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: `#${i} ${'x'.repeat(100_000)}\n{ __typename }` }),
      });
      if (answer.status !== 200) took.push(performance.now() - begun);
      return answer;
    };
    // Another actor asks for little, so the actor who asks for much waits.
    const other = pace.begin('somebody else', 1);
    try {
      let most = 0;
      const look = setInterval(() => (most = Math.max(most, pace.restingOf(address))), 1);
      const answers = await Promise.all(Array.from({ length: 150 }, (_, i) => send(i)));
      clearInterval(look);
      expect(most).toBeGreaterThan(20);
      // One document has been parsed, and its operation begins before the next one is parsed.
      expect(most).toBeLessThanOrEqual(101);
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused.length).toBeGreaterThan(20);
      for (const answer of refused) {
        expect(answer.status).toBe(429);
        expect(await answer.json()).toMatchObject({
          errors: [{ extensions: { code: 'RATE_LIMITED', reason: 'QUEUE_FULL' } }],
        });
      }
      expect(refused.map(({ headers }) => headers.get('retry-after'))).toContain('1');
      // At most twenty refusals in a second.
      expect(Math.min(...took)).toBeGreaterThan(490);
      expect(Math.max(...took)).toBeGreaterThan(900);
    } finally {
      pace.end(other);
    }
    await eventually(() => expect(pace.restingOf(address)).toBe(0));
  });
});

/** Uses up an actor's light share, so that the actor's next operations are heavy. */
function askForMuch(actor: string): void {
  for (let isHeavy = false; !isHeavy; ) {
    const asked = pace.begin(actor, 100);
    isHeavy = asked.heavy;
    pace.end(asked);
  }
}

describe('events for an account that asks for much', () => {
  it.each([
    ['alone', [], 5],
    ['and shares with another account', ['agent2'], 0],
  ])('are sent in its turns, completely and in order, when it subscribes %s', async (_, others, turns) => {
    const agent = await world.as('agent');
    const lead = await world.as('lead');
    const accounts = [agent, ...(await Promise.all(others.map((name) => world.as(name))))];
    // Different documents: equal ones of one account would share one turn.
    const documents = Array.from({ length: 12 }, (_, i) => `${ticketEvents} # ${i}`);
    const streams = await Promise.all(
      accounts.flatMap((account) => documents.map((document) => follow(account, {}, document))),
    );
    const [one] = await world.rows<{ actor: string }>(
      "select organisation_id || ' user:' || id as actor from users where email = 'agent@example.com'",
    );
    const actor = one?.actor ?? '';
    const other = pace.begin('somebody else', 1);
    try {
      let most = 0;
      const look = setInterval(() => {
        most = Math.max(most, pace.restingOf(actor));
        askForMuch(actor);
      }, 1);
      const before = (await loggedCursors(world)).length;
      for (const subject of ['First', 'Second']) await report(lead, subject);
      const logged = (await loggedCursors(world)).slice(before);
      for (const stream of streams) {
        const events = await stream.eventsUntil(logged.length);
        expect(events.map(({ cursor }) => cursor)).toEqual(logged);
        stream.stop();
      }
      clearInterval(look);
      expect(most).toBeGreaterThan(turns);
    } finally {
      pace.end(other);
    }
    await eventually(() => expect(pace.restingOf(actor)).toBe(0));
  });
});

describe('mutations', () => {
  it('cost their transactions, also when they are spread over fragments', async () => {
    const one = 'deleteAttachment(input: { attachmentId: "x" }) { attachmentId }';
    const two = `mutation { ...Two } fragment Two on Mutation { a: ${one} b: ${one} }`;
    const { token } = await world.as('lead');
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-ticketwire-cost': '1',
      },
      body: JSON.stringify({ query: two }),
    });
    expect((await response.json()).extensions.cost.operation).toBe(100 + 2 * 200 + 2 * 2);
  });

  it('of one account are limited for each minute; a refused one does nothing', async () => {
    const requester = await world.as('requester2');
    const create =
      'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } errors { message } } }';
    const input = {
      type: 'INCIDENT',
      subject: 'One of many',
      description: 'It is slow.',
    };
    const wave = () =>
      Promise.all(Array.from({ length: 20 }, () => requester.send(create, { input }))) as Promise<
        { errors?: { extensions: Record<string, unknown> }[] }[]
      >;
    const results = [...(await wave()), ...(await wave())];
    const refused = results.filter(({ errors }) => errors);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused.length).toBeLessThanOrEqual(10);
    for (const { errors } of refused)
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'RATE_LIMITED',
        reason: 'WRITES',
        retryAfterSeconds: expect.any(Number),
      });
    const made = await world.rows<{ count: number }>(
      "select count(*)::int as count from tickets where subject = 'One of many'",
    );
    expect(made[0]?.count).toBe(40 - refused.length);
    // Retrying immediately does not help, because a refusal is delayed.
    const again = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const begun = performance.now();
        const { errors } = await requester.send(create, { input });
        return errors && performance.now() - begun;
      }),
    );
    const refusedAgain = again.filter((ms) => ms !== undefined);
    expect(refusedAgain.length).toBeGreaterThan(0);
    expect(Math.min(...refusedAgain)).toBeGreaterThan(490);
    // Other accounts and queries are not affected.
    expect((await (await world.as('agent')).send(create, { input })).errors).toBeUndefined();
    expect((await requester.send('{ viewer { __typename } }')).errors).toBeUndefined();
  });
});
