import { randomInt, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cloneTicket } from '../harness/clones.js';
import { rawId } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { descendants, lives } from '../harness/processes.js';
import { RawSocket } from '../live/support.js';
import { newTicket, once, signedIn, untilAnswered } from './ask.js';
import { compiled } from './compiled.js';
import { Load } from './load.js';
import { killAtRandom, Machine } from './machine.js';
import { Random } from './random.js';
import { checkStored, checkSwept } from './stored.js';
import { connect, database } from './support.js';

// Several starts of the program take long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

let machine: Machine;
let token: string;

beforeAll(async () => {
  // With a small pool, a connection that leaks is soon missing.
  machine = await Machine.begin(await compiled(), { DATABASE_POOL_SIZE: '4', CLOCKS_EVERY_SECONDS: '1' });
  token = await signedIn(machine.url, 'admin');
});
afterAll(async () => {
  await machine?.remove();
});

describe('a resuming subscriber and clients that retry with the same idempotency key lose nothing and duplicate nothing', () => {
  it('when the program is stopped and started under load', async () => {
    const load = await Load.begin(machine);
    await load.more(60);
    await machine.stop();
    await machine.start();
    await load.more(60);
    await load.check();
    for (const { reconnects } of load.subscribers) expect(reconnects).toBeGreaterThan(0);
  });

  it('when the program is killed under load', async () => {
    const load = await Load.begin(machine);
    await load.more(60);
    await machine.kill('program');
    await machine.start();
    await load.more(60);
    await load.check();
    for (const { reconnects } of load.subscribers) expect(reconnects).toBeGreaterThan(0);
    expect(load.retried).toBeGreaterThan(0);
  });

  it('when its database is killed under load: the program is not ready meanwhile, and recovers by itself', async () => {
    const ready = async () => {
      const response = await fetch(`${machine.url}/readyz`);
      return { status: response.status, body: (await response.json()) as { database: boolean } };
    };
    expect(await ready()).toMatchObject({ status: 200, body: { database: true } });
    const load = await Load.begin(machine);
    await load.more(60);
    const killed = await database(machine.dataDir);
    await machine.kill('database');
    let meanwhile = await ready();
    for (const end = Date.now() + 3000; meanwhile.status === 200 && Date.now() < end; )
      meanwhile = await ready();
    expect(meanwhile).toMatchObject({ status: 503, body: { database: false } });
    expect((await fetch(`${machine.url}/livez`)).status).toBe(200);
    await eventually(async () => (await ready()).status === 200);
    await load.more(60);
    await load.check();
    expect((await database(machine.dataDir))?.pid).not.toBe(killed?.pid);
  });

  it('when both are killed during uploads: the next start needs no manual work', async () => {
    const load = await Load.begin(machine);
    await load.more(60);
    await machine.kill('both');
    // A kill during a write leaves a partial upload, or metadata without its file.
    const objects = join(machine.dataDir, 'objects');
    const half = join(objects, 'buckets/ticketwire', randomUUID(), 'uploads', randomUUID());
    await mkdir(half, { recursive: true });
    await writeFile(join(half, 'a._S3rver_metadata.json'), '{ "content-ty');
    await writeFile(join(half, 'a._S3rver_object.md5'), '');
    await writeFile(join(objects, 'incoming', randomUUID()), 'half a fi');
    await machine.start();
    expect(machine.starts.at(-1)).toBeLessThan(30_000);
    await load.more(60);
    await load.check();
  });

  it('when the program, the database or both are killed at random moments, and unfinished uploads are removed', async () => {
    const seed = randomInt(2 ** 32);
    const random = new Random(seed);
    try {
      const load = await Load.begin(machine, random.branch());
      for (const victim of ['program', 'database', 'both', 'program', 'both'] as const)
        await killAtRandom(machine, load, victim, random);
      await load.more(20);
      await load.check();
      await checkSwept(machine);
      await checkStored(machine.url, token, load.tickets);
    } catch (error) {
      throw new Error(`with the seed ${seed}`, { cause: error });
    }
  });

  it('while the database is down: WebSockets are closed with codes after which clients reconnect', async () => {
    const sockets = [
      await new RawSocket(machine.url).connect(token),
      await new RawSocket(machine.url).open(),
    ] as const;
    const [introduced, fresh] = sockets;
    await machine.kill('database');
    introduced.subscribe('1', 'subscription { ticketEvents { __typename } }');
    fresh.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    for (const socket of sockets) {
      const outcome = await Promise.race([
        socket.closed,
        socket.message(({ type }) => type !== 'connection_ack' || socket === fresh),
      ]);
      // 1013 means: try again later. After codes such as 4500 the client library gives up.
      if ('code' in outcome) expect(outcome.code).toBe(1013);
      else if (outcome.type === 'error')
        expect(outcome.payload).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
      socket.socket.close();
    }
    // /readyz keeps its result for a second, so an older answer could still be from before.
    await sleep(1100);
    await eventually(async () => (await fetch(`${machine.url}/readyz`)).status === 200);
  });
});

describe('a mutation of many tickets', () => {
  it('goes on after a kill when it is repeated with its key: each ticket is changed once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 10; i += 1) ids.push(await newTicket(machine.url, token, `Alert ${i}`));
    const mutation =
      'mutation ($input: ResolveTicketsInput!) { resolveTickets(input: $input) { ticketResults { ticketId errors { message } } } }';
    const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'A new disk.' };
    const input = { ticketIds: ids, ...resolution, comment: { body: 'Done.' }, idempotencyKey: 'killed' };
    const call = () => once(machine.url, token, mutation, { input });
    let owner = await connect(machine.dataDir);
    const done = async () =>
      (
        await owner.query(
          "select type, count(*)::int as events, count(distinct ticket_id)::int as tickets from events where ticket_id = any ($1) and type in ('COMMENT_ADDED', 'TICKET_RESOLVED') group by type order by type",
          [ids.map(rawId)],
        )
      ).rows;
    const each = (count: number) =>
      ['COMMENT_ADDED', 'TICKET_RESOLVED'].map((type) => ({ type, events: count, tickets: count }));
    await owner.query('begin');
    await owner.query('select 1 from tickets where id = $1 for update', [rawId(ids[4] ?? '')]);
    const cutOff = call().catch((error: unknown) => error);
    await eventually(async () => (await done())[1]?.events === 4);
    await machine.kill('program');
    expect(await cutOff).toBeInstanceOf(Error);
    await owner.query('rollback');
    expect(await done()).toEqual(each(4));
    await owner.end();
    await machine.start();
    owner = await connect(machine.dataDir);
    const answer = await untilAnswered(call, () => undefined);
    expect(answer.resolveTickets.ticketResults).toEqual(ids.map((ticketId) => ({ ticketId, errors: [] })));
    expect(await call()).toEqual(answer);
    expect(await done()).toEqual(each(10));
    await owner.end();
  });
});

describe('a change that goes on by the schedule', () => {
  it('goes on after a kill in the middle of a slice: each ticket has its event once', async () => {
    const call = (mutation: string, type: string, input: object) =>
      once(
        machine.url,
        token,
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { errors { message } } }`,
        { input },
      );
    const [cause, held] = [
      await newTicket(machine.url, token, 'A'),
      await newTicket(machine.url, token, 'B'),
    ];
    const hold = { ticketId: held, reason: 'AWAITING_VENDOR', linkedTicketId: cause };
    await call('holdTicket', 'HoldTicketInput', hold);
    let owner = await connect(machine.dataDir);
    const rows = async (text: string, values?: unknown[]) => (await owner.query(text, values)).rows;
    await cloneTicket(rows, rawId(held), 1600);
    await rows("update tickets set hold_reason = 'AWAITING_PROBLEM' where status = 'ON_HOLD'");
    await rows("update tickets set type = 'PROBLEM' where id = $1", [rawId(cause)]);
    const informed = async () =>
      (
        await rows(
          "select count(*)::int as events, count(distinct ticket_id)::int as tickets from events where type = 'HOLD_CAUSE_ENDED'",
        )
      )[0];
    // The third slice waits for this ticket.
    await rows('begin');
    await rows(
      "select 1 from tickets where id = (select id from tickets where status = 'ON_HOLD' order by id offset 1200 limit 1) for update",
    );
    await call('cancelTicket', 'CancelTicketInput', { ticketId: cause, reason: 'Too expensive.' });
    await eventually(async () => (await informed()).events === 1000);
    await eventually(async () => (await rows('select 1 from pg_locks where not granted')).length > 0);
    await machine.kill('both');
    await owner.end().catch(() => undefined);
    await machine.start();
    owner = await connect(machine.dataDir);
    await eventually(async () => (await rows('select 1 from continuations')).length === 0);
    expect(await informed()).toEqual({ events: 1601, tickets: 1601 });
    await owner.end();
  });
});

describe('a program that gets Ctrl-C', () => {
  it('answers the running requests, asks subscribers to reconnect, and leaves no process behind', async () => {
    const ticketId = await newTicket(machine.url, token, 'Under way');
    const socket = await new RawSocket(machine.url).connect(token);
    socket.subscribe('1', 'subscription { ticketEvents { __typename } }');
    await socket.message((message) => message.id === '1');
    const owner = await connect(machine.dataDir);
    await owner.query('begin');
    await owner.query('select 1 from tickets for update');
    const body = 'Said while it stopped';
    const mutation = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { body } } }';
    const answer = once(machine.url, token, mutation, { input: { ticketId, body } });
    await eventually(async () => {
      const { rowCount } = await owner.query(
        "select 1 from pg_locks where not granted and locktype in ('transactionid', 'tuple')",
      );
      return rowCount !== 0;
    });
    const children = await descendants(machine.program.process.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    machine.program.kill('SIGINT');
    expect(await socket.closed).toEqual({ code: 1001 });
    expect(socket.messages.map(({ type }) => type)).not.toContain('complete');
    await owner.query('commit');
    expect(await answer).toEqual({ addComment: { comment: { body } } });
    await owner.end();
    expect(await machine.program.exited).toEqual({ code: 0, signal: null });
    for (const child of children) expect(await lives(child)).toBe(false);
    await expect(fetch(`${machine.url}/livez`)).rejects.toThrow();

    await machine.start();
    expect(machine.starts.at(-1)).toBeLessThan(30_000);
    const query = 'query ($id: ID!) { ticket(id: $id) { comments { nodes { body } } } }';
    const { ticket } = await once(machine.url, token, query, { id: ticketId });
    expect(ticket.comments.nodes).toEqual([{ body }]);
  });
});
