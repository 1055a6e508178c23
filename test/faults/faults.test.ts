import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RawSocket } from '../live/support.js';
import { Load, newTicket, once, signedIn } from './load.js';
import {
  cleanUp,
  compile,
  connect,
  database,
  dataFolder,
  descendants,
  eventually,
  freePort,
  lives,
  Program,
} from './support.js';

// Starting the program several times takes a while on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let build: Awaited<ReturnType<typeof compile>>;
let dataDir: string;
let port: number;
let program: Program;
let token: string;

const start = async (): Promise<Program> => {
  // A connection that is lost and never given back would soon be missed.
  program = await new Program(build.main, dataDir, port, { DATABASE_POOL_SIZE: '4' }).ready();
  return program;
};

beforeAll(async () => {
  [build, dataDir, port] = await Promise.all([compile(), dataFolder(), freePort()]);
  await start();
  token = await signedIn(program.url, 'admin');
});
afterAll(async () => {
  await cleanUp(program, dataDir);
  await build.remove();
});

describe('a subscriber that resumes, and people who send again what was not answered, lose and double nothing', () => {
  it('when the program is stopped and started under load', async () => {
    const load = await Load.begin(program.url, token);
    await load.more(60);
    program.kill('SIGTERM');
    expect(await program.exited).toEqual({ code: 0, signal: null });
    await start();
    await load.more(60);
    await load.check();
    expect(load.subscription.reconnects).toBeGreaterThan(0);
  });

  it('when the program is killed under load', async () => {
    const load = await Load.begin(program.url, token);
    await load.more(60);
    program.kill('SIGKILL');
    expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await start();
    await load.more(60);
    await load.check();
    expect(load.subscription.reconnects).toBeGreaterThan(0);
    expect(load.retried).toBeGreaterThan(0);
  });

  it('when its database is killed under load: it recovers by itself, and says meanwhile that it is not ready', async () => {
    const ready = async () => {
      const response = await fetch(`${program.url}/readyz`);
      return { status: response.status, body: (await response.json()) as { database: boolean } };
    };
    expect(await ready()).toMatchObject({ status: 200, body: { database: true } });
    const load = await Load.begin(program.url, token);
    await load.more(60);
    const killed = await database(dataDir);
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    let meanwhile = await ready();
    for (const end = Date.now() + 3000; meanwhile.status === 200 && Date.now() < end; )
      meanwhile = await ready();
    expect(meanwhile).toMatchObject({ status: 503, body: { database: false } });
    expect((await fetch(`${program.url}/livez`)).status).toBe(200);
    await eventually(async () => (await ready()).status === 200);
    await load.more(60);
    await load.check();
    expect((await database(dataDir))?.pid).not.toBe(killed?.pid);
  });

  it('and while the database is away, sockets are told to come back and never to give up', async () => {
    const killed = await database(dataDir);
    const sockets = [
      await new RawSocket(program.url).connect(token),
      await new RawSocket(program.url).open(),
    ] as const;
    const [introduced, fresh] = sockets;
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    introduced.subscribe('1', 'subscription { ticketEvents { __typename } }');
    fresh.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    for (const socket of sockets) {
      const outcome = await Promise.race([
        socket.closed,
        socket.message(({ type }) => type !== 'connection_ack' || socket === fresh),
      ]);
      // 1013: try again later. After 4500 and the like the client library would not.
      if ('code' in outcome) expect(outcome.code).toBe(1013);
      else if (outcome.type === 'error')
        expect(outcome.payload).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
      socket.socket.close();
    }
    await eventually(async () => (await fetch(`${program.url}/readyz`)).status === 200);
  });
});

describe('Ctrl-C', () => {
  it('answers what is under way, tells subscribers to come back, and leaves no process behind', async () => {
    const ticketId = await newTicket(program.url, token, 'Under way');
    const socket = await new RawSocket(program.url).connect(token);
    socket.subscribe('1', 'subscription { ticketEvents { __typename } }');
    await socket.message((message) => message.id === '1');
    const owner = await connect(dataDir);
    await owner.query('begin');
    await owner.query('select 1 from tickets for update');
    const body = 'Said while it stopped';
    const mutation = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { body } } }';
    const answer = once(program.url, token, mutation, { input: { ticketId, body } });
    await eventually(async () => {
      const { rowCount } = await owner.query(
        "select 1 from pg_locks where not granted and locktype in ('transactionid', 'tuple')",
      );
      return rowCount !== 0;
    });
    const children = await descendants(program.process.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    program.kill('SIGINT');
    expect(await socket.closed).toEqual({ code: 1001 });
    expect(socket.messages.map(({ type }) => type)).not.toContain('complete');
    await owner.query('commit');
    expect(await answer).toEqual({ addComment: { comment: { body } } });
    await owner.end();
    expect(await program.exited).toEqual({ code: 0, signal: null });
    for (const child of children) expect(await lives(child)).toBe(false);
    await expect(fetch(`${program.url}/livez`)).rejects.toThrow();

    const began = Date.now();
    await start();
    expect(Date.now() - began).toBeLessThan(10_000);
    const query = 'query ($id: ID!) { ticket(id: $id) { comments { nodes { body } } } }';
    const { ticket } = await once(program.url, token, query, { id: ticketId });
    expect(ticket.comments.nodes).toEqual([{ body }]);
  });
});
