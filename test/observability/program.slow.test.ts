import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compiled } from '../faults/compiled.js';
import { cleanUp, connect, Program } from '../faults/support.js';
import { Client } from '../harness/client.js';
import { dataFolder } from '../harness/data-folder.js';
import { report } from '../harness/desk.js';
import { freePort } from '../harness/free-port.js';
import { RawSocket } from '../live/support.js';

// The first start builds the program and creates its database.
vi.setConfig({ testTimeout: 90_000 });

/** A text that no other part of the program writes. */
const unique = (what: string): string => `${what}-${randomBytes(9).toString('hex')}`;

let main: string;
let dataDir: string;
let program: Program;
const metricsToken = unique('metrics-token');
// Throws an uncaught exception on a signal from the test.
const preload =
  "data:text/javascript,process.on('SIGUSR2',()=>{throw%20new%20Error('nobody%20expected%20this')})";

/** Starts the program, and waits for the end of its welcome, which names the demo accounts. */
const start = async (port: number): Promise<void> => {
  program = await new Program(main, dataDir, port, {
    LOG_LEVEL: 'trace',
    METRICS_TOKEN: metricsToken,
    BUILD: 'b1-2+3',
    S3_ENDPOIN: 'https://misspelt.example.com',
    NODE_OPTIONS: `--import=${preload}`,
  }).says('outsider@example.org');
};

beforeAll(async () => {
  [main, dataDir] = await Promise.all([compiled(), dataFolder()]);
  await start(await freePort());
});
afterAll(async () => {
  await cleanUp(program, dataDir);
});

const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code } } }';

describe('the log at its most verbose level', () => {
  it('begins with the version and the build, and names misspelt settings without their values', () => {
    const [first, ...others] = program.output.split('\n').slice(0, 5);
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(JSON.parse(first ?? '')).toMatchObject({ msg: 'starting', version, build: 'b1-2+3' });
    expect(others.join('\n')).toContain('"name":"S3_ENDPOIN","nearest":"S3_ENDPOINT"');
    expect(program.output).not.toContain('misspelt.example.com');
  });

  it("contains no password, token, hash, address, signed URL or users' text, even after failures", async () => {
    const begin = program.output.length;
    const url = () => program.url;
    const secrets = new Map<string, string>();
    const secret = (name: string, value = unique(name)): string => {
      secrets.set(name, value);
      return value;
    };
    secret('metrics token', metricsToken);
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${program.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    const failures: string[] = [];
    const failing = async (client: Client, mutation: string, input: object) => {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
      const { extensions } = await client.refused(query, { input });
      expect(extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
      failures.push(String(extensions?.traceId));
    };

    // Sign-ins: a successful one, one with a wrong password, one of an unknown user.
    const anonymous = new Client(url, null);
    secret('address', 'admin@example.com');
    secret('other address', 'requester@example.com');
    const admin = await Client.signIn(url, 'admin@example.com', 'demo');
    const requester = await Client.signIn(url, 'requester@example.com', 'demo');
    secret('session', admin.token ?? '');
    secret(
      'session hash',
      createHash('sha256')
        .update(admin.token ?? '')
        .digest('hex'),
    );
    await anonymous.ok(signIn, { input: { email: 'admin@example.com', password: secret('wrong password') } });
    await anonymous.ok(signIn, {
      input: { email: secret('unknown address', `${unique('x')}@example.net`), password: 'x' },
    });

    // Users and API keys.
    const newUser = () => ({
      name: secret(`name ${secrets.size}`),
      email: secret(`new address ${secrets.size}`, `${unique('new')}@example.com`),
      password: secret(`new password ${secrets.size}`),
      role: 'AGENT',
    });
    await admin.done('createUser', newUser(), 'user { id }');
    await admin.mutate('createUser', { ...newUser(), email: 'admin@example.com' }, '__typename');
    const made = await admin.done(
      'createApiKey',
      { name: secret('name of a key'), scopes: ['TICKETS_READ', 'COMMENTS_WRITE'] },
      'secret',
    );
    const key = new Client(url, secret('API key', made.secret));
    await key.ok('{ tickets { totalCount } }');
    await new Client(url, secret('wrong key', `twk_${randomBytes(32).toString('base64url')}`)).send(
      '{ viewer { __typename } }',
    );

    // Texts and files.
    const subject = secret('subject');
    const ticketId = (await report(requester, { subject, description: secret('description') })).id;
    await requester.done('addComment', { ticketId, body: secret('comment') }, 'comment { id }');
    const text = secret('text of a file');
    const announced = await requester.done(
      'createAttachmentUpload',
      {
        ticketId,
        fileName: `${secret('name of a file')}.txt`,
        contentType: 'text/plain',
        size: text.length,
        sha256: createHash('sha256').update(text).digest('hex'),
      },
      'attachmentId presignedUpload { url headers { name value } }',
    );
    const headers = Object.fromEntries(
      announced.presignedUpload.headers.map((header: { name: string; value: string }) => [
        header.name,
        header.value,
      ]),
    );
    const signature = (signed: string) => new URL(signed).searchParams.get('X-Amz-Signature') ?? '';
    secret('signature of an upload', signature(announced.presignedUpload.url));
    await fetch(announced.presignedUpload.url.replace(/Signature=.../, 'Signature=000'), {
      method: 'PUT',
      headers,
      body: text,
    });
    expect((await fetch(announced.presignedUpload.url, { method: 'PUT', headers, body: text })).status).toBe(
      200,
    );
    const { attachment } = await requester.done(
      'completeAttachmentUpload',
      { attachmentId: announced.attachmentId },
      'attachment { downloadUrl }',
    );
    secret('signature of a download', signature(attachment.downloadUrl));
    await fetch(attachment.downloadUrl);

    // WebSockets: with a valid token, with an invalid one, and without connection_init.
    const socket = await new RawSocket(program.url).connect(requester.token);
    socket.subscribe('1', 'subscription { ticketEvents { __typename } }');
    await socket.message(({ type }) => type === 'next');
    socket.subscribe('2', `{ nothing(${secret('field').replaceAll('-', '_')}: 1) }`);
    await socket.message(({ type }) => type === 'error');
    socket.socket.send(`not JSON ${secret('message of a socket')}`);
    await socket.closed;
    const intruder = await new RawSocket(program.url).open();
    intruder.send({ type: 'connection_init', payload: { authorization: `Bearer ${secret('wrong token')}` } });
    await intruder.closed;

    // Invalid requests.
    await post(`{"query": "${secret('broken JSON')}`);
    await post(JSON.stringify({ query: `{ "${secret('broken document')}` }));
    await post(
      JSON.stringify({
        query: signIn,
        variables: { input: { email: 7, password: { x: secret('wrong type') } } },
      }),
    );
    await post(JSON.stringify([{ query: secret('batch') }]));
    await post(`password=${secret('form')}`, { 'content-type': 'application/x-www-form-urlencoded' });
    await post(`"${secret('large')}${'x'.repeat(2 ** 20)}"`);
    await post('{}', {
      authorization: `Basic ${secret('basic')}`,
      cookie: `session=${secret('cookie')}`,
      'x-api-key': secret('header'),
    });
    await fetch(`${program.url}/${secret('path')}?token=${secret('query')}`);
    await fetch(`${program.url}/graphql/%E0%A4%A?token=${secret('broken path')}`);
    await fetch(`${program.url}/metrics`, {
      headers: { authorization: `Bearer ${secret('wrong metrics token')}` },
    });
    await fetch(`${program.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });

    // Failures in the database, whose messages and parameters have values.
    const owner = await connect(dataDir);
    const broken = ['sessions', 'users', 'api_keys', 'attachments'];
    for (const table of broken)
      await owner.query(`alter table ${table} add constraint broken check (false) not valid`);
    await owner.query(`create function misread() returns trigger language plpgsql as
      'begin perform new.body::int; return new; end'`);
    await owner.query(
      'create trigger misread before insert on comments for each row execute function misread()',
    );
    await owner.query(`create function complain() returns trigger language plpgsql as
      $$ begin raise exception 'wrong: "%"', new.subject using detail = new.description; end $$`);
    await owner.query(
      'create trigger complain before insert on tickets for each row execute function complain()',
    );
    await failing(anonymous, 'signIn', { email: 'requester@example.com', password: 'demo' });
    await failing(admin, 'createUser', newUser());
    await failing(admin, 'createApiKey', { name: secret('name of another key'), scopes: ['TICKETS_READ'] });
    await failing(requester, 'addComment', {
      ticketId,
      body: `${secret('said in vain')} "quoted" 'twice'`,
      idempotencyKey: secret('key'),
    });
    await failing(requester, 'createTicket', {
      type: 'INCIDENT',
      subject: secret('failing subject'),
      description: secret('failing description'),
    });
    await failing(requester, 'createAttachmentUpload', {
      ticketId,
      fileName: `${secret('failing file')}.txt`,
      contentType: 'text/plain',
      size: 1,
      sha256: createHash('sha256').update('x').digest('hex'),
    });
    const hashes = await owner.query<{ password_hash: string }>('select password_hash from users');
    for (const [i, row] of hashes.rows.entries())
      if (row.password_hash) secret(`hash ${i}`, row.password_hash);
    await owner.end();
    secret(
      'password of the database',
      (await readFile(join(dataDir, 'postgres', 'password'), 'utf8')).trim(),
    );

    for (const traceId of failures) await program.says(traceId);
    await sleep(200);
    const log = program.output.slice(begin);
    const lines = log.split('\n').filter(Boolean);
    for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow();
    expect(lines.length).toBeGreaterThan(60);
    expect(failures).toHaveLength(6);
    expect(secrets.size).toBeGreaterThan(40);
    const found = [...secrets].filter(([, value]) => log.includes(value));
    expect(found.map(([name, value]) => `${name}: ${lines.find((line) => line.includes(value))}`)).toEqual(
      [],
    );
    expect(log).not.toMatch(/\btw[sk]_[\w-]{20}|X-Amz-Signature=[0-9a-f]|\$argon2|@example\.(com|net|org)/);
    // The text of statements with their values, and rows.
    expect(log).not.toMatch(/insert into|Failing row|Key \(/);
    expect(program.output).not.toContain(secrets.get('password of the database'));
  });
});

describe('an uncaught exception', () => {
  it('is logged as fatal and ends the program with exit code 1; the next start works', async () => {
    program.kill('SIGUSR2');
    expect(await program.exited).toEqual({ code: 1, signal: null });
    const last = JSON.parse(program.output.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ level: 60, err: { message: 'nobody expected this' } });
    expect(last.err.stack).toMatch(/\n\s+at /);
    await start(Number(new URL(program.url).port));
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  });
});
