import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, errorFields } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  newcomer,
  program,
  refusedWith,
  report,
} from '../harness/desk.js';
import { Logged } from '../harness/logged.js';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';
import { resolve, resolved, timelineOf } from './support.js';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;
let world: World;
let clock = Date.now();
let admin: Client;
let agent: Client;
let requester: Client;
let mailer: Client;
let names: Directory;
const logged = new Logged();

beforeAll(async () => {
  const quietClocks = { CLOCKS_EVERY_SECONDS: '3600', LOG_LEVEL: 'trace', SLOW_OPERATION_MS: '1' };
  world = await startWorld(quietClocks, logged, () => new Date(clock));
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
  mailer = await program(world, ['TICKETS_READ', 'SURVEYS_SEND']);
  names = await directory(admin);
  await untilWindowIsYoung();
});
afterAll(() => world.stop());

const shown = `query ($id: ID!) { ticket(id: $id) { number version
  survey { sentAt expiresAt answeredAt score comment token } } }`;
const form =
  'query ($token: String!) { surveyForm(token: $token) { number subject closedAt answered expiresAt } }';

async function closed(input: Record<string, unknown> = {}): Promise<string> {
  const id = await resolved(requester, agent, input);
  await requester.done('closeTicket', { ticketId: id, closureSummary: 'It prints.' }, '__typename');
  return id;
}

async function surveyOf(client: Client, id: string) {
  return (await client.ok(shown, { id })).ticket.survey;
}

async function tokenOf(id: string): Promise<string> {
  return (await surveyOf(mailer, id)).token;
}

/** Answers the survey without an account. */
const answered = (input: Record<string, unknown>) =>
  world.anonymous().done('answerSurvey', input, 'surveyForm { number answered }');

describe('a survey', () => {
  it('is opened in the transaction that closes the ticket, for its requester and the program that sends it', async () => {
    const id = await resolved(requester, agent);
    expect(await surveyOf(requester, id)).toBeNull();
    await requester.done('closeTicket', { ticketId: id, closureSummary: 'It prints.' }, '__typename');
    const sentAt = new Date(clock).toISOString();
    const expiresAt = new Date(clock + 30 * DAY).toISOString();
    const open = { sentAt, expiresAt, answeredAt: null, score: null, comment: null };
    const token = expect.stringMatching(/^twf_[\w-]{22}\.[\w-]{72}$/);
    expect(await surveyOf(requester, id)).toEqual({ ...open, token });
    expect(await surveyOf(mailer, id)).toEqual({ ...open, token });
    // Other readers of the ticket see the survey, but never its token.
    const all = await program(world, [
      'TICKETS_READ',
      'TICKETS_WRITE',
      'COMMENTS_WRITE',
      'ADMINISTRATION',
      'IMPORT',
    ]);
    for (const client of [agent, await world.as('lead'), admin, await world.as('agent2'), all])
      expect(await surveyOf(client, id)).toEqual({ ...open, token: null });
    const { ticket } = await mailer.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 2) { nodes { ... on TicketEvent {
        type cursor cause { kind eventCursor } changes { of field from to } } } } } }`,
      { id },
    );
    const list = `query ($filter: SurveyFilter) { surveys(filter: $filter) { nodes { score ticket { id } } } }`;
    const newest = async (client: Client, filter: object) =>
      (await client.ok(list, { filter })).surveys.nodes[0]?.ticket.id;
    for (const client of [requester, admin]) expect(await newest(client, { answered: false })).toBe(id);
    expect(await newest(admin, { answered: true })).toBeUndefined();
    const [closing, sent] = ticket.timeline.nodes;
    expect([closing.type, sent]).toEqual([
      'TICKET_CLOSED',
      {
        type: 'SURVEY_SENT',
        cursor: expect.any(String),
        cause: { kind: 'EVENT', eventCursor: closing.cursor },
        changes: [{ of: 'SURVEY', field: 'EXPIRES_AT', from: null, to: expiresAt }],
      },
    ]);
  });

  it('is hidden from other requesters who see the ticket, with its events; the requester does not see the events, either', async () => {
    const id = await closed({ affectedUserIds: [names.users.requester2] });
    await answered({ token: await tokenOf(id), score: 5 });
    const other = await world.as('requester2');
    expect(await surveyOf(other, id)).toBeNull();
    const publicSide = ['TICKET_CREATED', 'TICKET_RESOLVED', 'TICKET_CLOSED'];
    expect(await timelineOf(other, id)).toEqual(publicSide);
    expect(await timelineOf(requester, id)).toEqual(publicSide);
    expect(await timelineOf(agent, id)).toEqual([...publicSide, 'SURVEY_SENT', 'SURVEY_ANSWERED']);
  });

  it('is pushed to mailers as an event, with the token in the same message', async () => {
    const id = await resolved(requester, agent);
    const document = `subscription { ticketEvents { __typename ... on TicketEvent { type ticket { id
      survey { token } requester { email } } } } }`;
    const [mail, desk, own] = [mailer, agent, requester].map((client) => client.subscribe(document));
    for (const one of [mail, desk, own]) await one?.until((s) => s.items.length > 0);
    await requester.done('closeTicket', { ticketId: id, closureSummary: 'It prints.' }, '__typename');
    const [, sent] = (await mail?.eventsUntil(2)) ?? [];
    const ticket = { id, requester: { email: 'requester@example.com' } };
    expect(sent).toMatchObject({
      type: 'SURVEY_SENT',
      ticket: { ...ticket, survey: { token: await tokenOf(id) } },
    });
    expect((await desk?.eventsUntil(2))?.[1]).toMatchObject({
      type: 'SURVEY_SENT',
      ticket: { ...ticket, survey: { token: null } },
    });
    await report(requester, { followUpOfId: id });
    const events = (await own?.eventsUntil(4)) ?? [];
    expect(events[0]).toMatchObject({ ticket: { ...ticket, survey: { token: await tokenOf(id) } } });
    expect(events.map(({ type }) => type)).toEqual([
      'TICKET_CLOSED',
      'TICKET_CREATED',
      'TICKET_LINKED',
      'TICKET_LINKED',
    ]);
    for (const one of [mail, desk, own]) one?.stop();
  });

  it('is opened for the types that have surveys: by default not for problems, and not for deactivated requesters or imports', async () => {
    const survey = async (input: Record<string, unknown>) => surveyOf(mailer, await closed(input));
    expect(await survey({ type: 'SERVICE_REQUEST' })).not.toBeNull();
    expect(await survey({ type: 'OTHER' })).toBeNull();
    await admin.done('updateClosurePolicy', { type: 'OTHER', survey: true }, '__typename');
    expect(await survey({ type: 'OTHER' })).not.toBeNull();
    await admin.done('updateClosurePolicy', { type: 'OTHER', survey: false }, '__typename');
    expect(await survey({ type: 'OTHER' })).toBeNull();

    const deactivated = await newcomer(world, 'REQUESTER');
    const { id: left } = await report(await deactivated.signIn());
    await resolve(agent, left);
    await admin.done('deactivateUser', { userId: deactivated.id }, '__typename');
    await admin.done('closeTicket', { ticketId: left, closureSummary: 'Gone.' }, '__typename');
    expect(await surveyOf(mailer, left)).toBeNull();

    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'IMPORT']);
    const occurredAt = '2026-01-01T00:00:00.000Z';
    const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'Done.' };
    const { viewer } = await requester.ok('{ viewer { id } }');
    const reported = async (): Promise<string> =>
      (await report(key, { requesterId: viewer.id, import: { occurredAt } })).id;
    const imported = await reported();
    await key.done(
      'resolveTicket',
      { ticketId: imported, ...resolution, import: { occurredAt } },
      '__typename',
    );
    await key.done(
      'closeTicket',
      { ticketId: imported, closureSummary: 'Then.', import: { occurredAt } },
      '__typename',
    );
    expect(await surveyOf(mailer, imported)).toBeNull();

    // Resolved elsewhere and closed here by hand: too old for a survey.
    const old = await reported();
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await key.done(
      'resolveTicket',
      { ticketId: old, ...resolution, import: { occurredAt: daysAgo(91) } },
      '__typename',
    );
    await requester.done('closeTicket', { ticketId: old, closureSummary: 'At last.' }, '__typename');
    expect(await surveyOf(mailer, old)).toBeNull();
    const late = await reported();
    await key.done(
      'resolveTicket',
      { ticketId: late, ...resolution, import: { occurredAt: daysAgo(89) } },
      '__typename',
    );
    await requester.done('closeTicket', { ticketId: late, closureSummary: 'Late.' }, '__typename');
    expect(await surveyOf(mailer, late)).not.toBeNull();
  });
});

describe('the holder of the token', () => {
  it('sees number, subject, closing time and deadline without an account, and nothing else', async () => {
    const id = await closed({ subject: 'No paper' });
    const { ticket } = await requester.ok(
      'query ($id: ID!) { ticket(id: $id) { number closedAt survey { token expiresAt } } }',
      { id },
    );
    const { number, closedAt, survey } = ticket;
    const seen = { number, subject: 'No paper', closedAt, answered: false, expiresAt: survey.expiresAt };
    for (const client of [
      world.anonymous(),
      await world.as('outsider@example.org'),
      world.withToken('twk_nonsense'),
    ])
      expect(await client.ok(form, { token: survey.token })).toEqual({ surveyForm: seen });
    await answered({ token: survey.token, score: 1 });
    expect(await world.anonymous().ok(form, { token: survey.token })).toEqual({
      surveyForm: { ...seen, answered: true },
    });
  });

  it("answers once; the requester and staff see the score and comment, recorded as the requester's", async () => {
    const id = await closed();
    const token = await tokenOf(id);
    const { version, number } = (await agent.ok(shown, { id })).ticket;
    const done = await answered({ token, score: 4, comment: '  Quick, and kind. ' });
    expect(done.surveyForm).toEqual({ number, answered: true });
    const now = new Date(clock).toISOString();
    for (const client of [agent, requester, mailer]) {
      const { ticket } = await client.ok(shown, { id });
      expect(ticket.version).toBe(version);
      expect(ticket.survey).toMatchObject({
        answeredAt: now,
        score: 4,
        comment: 'Quick, and kind.',
        token: null,
      });
    }
    const { ticket } = await agent.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 1) { nodes { ... on TicketEvent {
        type actor { ... on User { name } } cause { kind requestId } changes { of field from to } } } } } }`,
      { id },
    );
    expect(ticket.timeline.nodes).toEqual([
      {
        type: 'SURVEY_ANSWERED',
        actor: { name: 'Rosa Requester' },
        cause: { kind: 'REQUEST', requestId: expect.stringMatching(/^[0-9a-f]{32}$/) },
        changes: [
          { of: 'SURVEY', field: 'SCORE', from: null, to: 4 },
          { of: 'SURVEY', field: 'COMMENT', from: null, to: 'Quick, and kind.' },
        ],
      },
    ]);
    for (const client of [world.anonymous(), requester, admin])
      expect(await refusedWith(world, client, 'answerSurvey', { token, score: 5 })).toMatchObject({
        __typename: 'ValidationError',
        rule: 'ANSWERED',
        path: ['input', 'token'],
      });
  });

  it('answers once when twenty answers arrive at once at two servers', async () => {
    const id = await closed();
    const token = await tokenOf(id);
    const other = world.anonymous().at((await world.another()).url);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? other : world.anonymous()).mutate(
          'answerSurvey',
          { token, score: 1 + (i % 5) },
          'surveyForm { answered }',
        ),
      ),
    );
    expect(answers.filter(({ surveyForm }) => surveyForm?.answered)).toHaveLength(1);
    const rules = answers.flatMap(({ errors }) => errors.map(({ rule }: { rule: string }) => rule));
    expect(rules).toEqual(Array(19).fill('ANSWERED'));
    expect((await timelineOf(agent, id)).filter((type) => type === 'SURVEY_ANSWERED')).toHaveLength(1);
  });

  it('gets the first answer again with the same idempotency key; each token has its own keys', async () => {
    const [first, second] = [await closed(), await closed()];
    const input = { token: await tokenOf(first), score: 3, idempotencyKey: 'mine' };
    const done = await answered(input);
    expect(await changingNothing(world, () => answered(input))).toEqual(done);
    expect(await refusedWith(world, world.anonymous(), 'answerSurvey', { ...input, score: 2 })).toMatchObject(
      {
        __typename: 'IdempotencyError',
      },
    );
    const reused = { ...input, token: await tokenOf(second) };
    expect(await refusedWith(world, world.anonymous(), 'answerSurvey', reused)).toMatchObject({
      __typename: 'IdempotencyError',
    });
    const { id } = await report(await world.as('requester2'));
    await resolve(agent, id);
    await admin.done('closeTicket', { ticketId: id, closureSummary: 'Done.' }, '__typename');
    expect((await answered({ ...input, token: await tokenOf(id) })).surveyForm.answered).toBe(true);
  });

  it('gets all errors of an answer at once', async () => {
    const token = await tokenOf(await closed());
    for (const score of [0, 6, -1]) {
      const { errors } = await changingNothing(world, () =>
        world.anonymous().mutate('answerSurvey', { token, score, comment: 'x'.repeat(5001) }, '__typename'),
      );
      expect(errors.map(({ rule, path }: { rule: string; path: string[] }) => [rule, path[1]])).toEqual([
        ['OUT_OF_RANGE', 'score'],
        ['TOO_LONG', 'comment'],
      ]);
    }
  });

  it('is refused after 30 days, to the minute', async () => {
    const id = await closed();
    const [token, still] = [await tokenOf(id), await tokenOf(await closed())];
    try {
      clock += 30 * DAY - MINUTE;
      await answered({ token: still, score: 5 });
      clock += MINUTE;
      expect(await refusedWith(world, world.anonymous(), 'answerSurvey', { token, score: 5 })).toMatchObject({
        __typename: 'ValidationError',
        rule: 'EXPIRED',
        path: ['input', 'token'],
      });
      expect(await surveyOf(requester, id)).toMatchObject({ token: null, answeredAt: null });
      expect((await world.anonymous().ok(form, { token })).surveyForm).toMatchObject({ answered: false });
    } finally {
      clock -= 30 * DAY;
    }
  });
});

describe('an invalid token', () => {
  it.each([
    ['of another length', (token: string) => token.slice(0, -1)],
    [
      'with another survey in it',
      (token: string) => `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`,
    ],
    [
      'with another end',
      (token: string) => `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`,
    ],
    ['of nonsense', () => 'nonsense'],
    ['of nothing', () => ''],
    ['of an API key', () => `twk_${'a'.repeat(43)}`],
  ])('%s is refused', async (_what, forge) => {
    const token = forge(await tokenOf(await closed()));
    expect(await changingNothing(world, () => world.anonymous().ok(form, { token }))).toEqual({
      surveyForm: null,
    });
    const error = await refusedWith(world, world.anonymous(), 'answerSurvey', { token, score: 5 });
    // The error does not repeat the token: it may be part of a valid one.
    expect(error).toEqual({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: expect.any(String),
      path: ['input', 'token'],
      id: null,
    });
  });

  it('does not sign anyone in', async () => {
    const token = await tokenOf(await closed());
    expect(
      (await world.withToken(token).refused('{ viewer { id } tickets { totalCount } }')).extensions,
    ).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('counts against its address, apart from attempts to sign in; valid tokens do not count', async () => {
    const strict = await startWorld({ SIGN_IN_ATTEMPTS_PER_ADDRESS: '2' });
    try {
      const [own, desk] = [await strict.as('requester'), await strict.as('agent')];
      const ids = [await resolved(own, desk), await resolved(own, desk)];
      for (const ticketId of ids)
        await own.done('closeTicket', { ticketId, closureSummary: 'Done.' }, '__typename');
      const [token, other] = await Promise.all(
        ids.map(async (id) => (await own.ok(shown, { id })).ticket.survey.token),
      );
      const ask = async (address: string, given: string) => {
        const query = `mutation ($input: AnswerSurveyInput!) { answerSurvey(input: $input) { surveyForm { answered } ${errorFields} } }`;
        const { answerSurvey } = await from(strict, address, query, { input: { token: given, score: 5 } });
        return answerSurvey.errors[0]?.code ?? answerSurvey.surveyForm;
      };
      const look = async (address: string) => (await from(strict, address, form, { token })).surveyForm;
      for (let i = 0; i < 4; i += 1) expect(await look('127.0.0.2')).toMatchObject({ answered: false });
      expect(await ask('127.0.0.2', 'wrong')).toBe('NOT_FOUND');
      expect(await ask('127.0.0.2', 'wrong')).toBe('NOT_FOUND');
      expect(await ask('127.0.0.2', 'wrong')).toBe('RATE_LIMITED');
      // A person with the same address as an attacker is not locked out.
      expect(await look('127.0.0.2')).toMatchObject({ answered: false });
      expect(await ask('127.0.0.2', token)).toEqual({ answered: true });
      // Reading with an invalid token counts as well.
      for (let i = 0; i < 2; i += 1) await from(strict, '127.0.0.4', form, { token: 'wrong' });
      expect(await ask('127.0.0.4', 'wrong')).toBe('RATE_LIMITED');
      expect(await ask('127.0.0.4', other)).toEqual({ answered: true });
      const signIn = `mutation { signIn(input: { email: "lead@example.com", password: "demo" }) { token } }`;
      expect((await from(strict, '127.0.0.2', signIn, {})).signIn.token).toEqual(expect.any(String));
    } finally {
      await strict.stop();
    }
  });
});

describe('the secrets of surveys', () => {
  it('are never logged: neither tokens nor the signing key', async () => {
    const token = await tokenOf(await closed());
    await world.anonymous().ok(`{ surveyForm(token: "${token}") { number } }`);
    await world.anonymous().send(`{ surveyForm(token: "${token}") { nothing } }`);
    const get = new URL(`${world.url}/graphql`);
    get.search = String(new URLSearchParams({ query: form, variables: JSON.stringify({ token }) }));
    await fetch(get, { headers: { 'apollo-require-preflight': '1' } });
    await answered({ token, score: 5 });
    const [row] = await world.rows<{ hex: string }>(
      "select encode(secret, 'hex') as hex from signing_secrets",
    );
    const secret = Buffer.from(row?.hex ?? '', 'hex');
    expect(secret).toHaveLength(32);
    expect(logged.text.length).toBeGreaterThan(1000);
    for (const secretText of [
      token,
      token.slice(4, 60),
      secret.toString('hex'),
      secret.toString('base64'),
      secret.toString('base64url'),
    ])
      expect(logged.text).not.toContain(secretText);
  });

  it('are in a table that the serving role cannot read', async () => {
    const { pool } = world.app.services.db;
    await expect(pool.query('select secret from signing_secrets')).rejects.toThrow('permission denied');
    await expect(pool.query("update signing_secrets set secret = ''")).rejects.toThrow('permission denied');
  });
});

// The shape depends on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Data = Record<string, any>;

/** Sends an operation from a local address and returns its data. */
function from(at: World, address: string, query: string, variables: object): Promise<Data> {
  const { hostname, port } = new URL(at.url);
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: '/graphql', method: 'POST', headers, localAddress: address },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve(JSON.parse(body).data);
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify({ query, variables }));
  });
}
