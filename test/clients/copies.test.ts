import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';
import { Copy, filesIn, Running, run, withWhatItImports } from './copies.js';

let world: World;
let agent: Client;
beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
});
afterAll(() => world.stop());

const programs = [
  'node/first-ticket.ts',
  'node/watch-queue.ts',
  'node/dashboard.ts',
  'node/replay-incident-log.ts',
];
const all = [...filesIn('node'), ...filesIn('clients'), 'live/index.ts', 'live/urql.ts', 'live/apollo.ts'];

describe('a copied example, without a build,', () => {
  it.each(all)('%s can be loaded by Node', async (file) => {
    using copy = new Copy(withWhatItImports(file));
    const { code, err } = await run(
      copy.folder,
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      '-e',
      `import('./${file}')`,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it.each([
    'node/client.ts',
    'node/printable.ts',
    'clients/graphql-request.ts',
    'clients/documents.ts',
    'clients/possible-types.ts',
  ])('%s imports no other file', (file) => {
    const others = [...withWhatItImports(file)].filter((it) => it !== file && it !== 'clients/connection.ts');
    expect(others).toEqual([]);
  });

  it.each(programs)('%s explains its usage with --help, and refuses other options', async (file) => {
    using copy = new Copy(withWhatItImports(file));
    const help = await run(copy.folder, file, '--help');
    expect(help).toMatchObject({ code: 0, out: expect.stringMatching(/^npm run .+ -- .*\n\n {2}--/m) });
    const { code, out, err } = await run(copy.folder, file, '--nonsense');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Unknown option '--nonsense'/);
    expect(err).toContain(help.out);
    expect(err).not.toMatch(/^ +at /m);
  });

  it.each(['node/first-ticket.ts', 'node/watch-queue.ts'])(
    '%s reports once and at once that no server answers',
    async (file) => {
      using copy = new Copy(withWhatItImports(file));
      // Port 9 is the discard port; nothing listens there.
      const running = new Running(copy.folder, [file, '--url', 'http://127.0.0.1:9/graphql']);
      await vi.waitFor(
        () => expect(running.err).toMatch(/^No answer from http:\/\/127\.0\.0\.1:9\/graphql\./m),
        10_000,
      );
      await sleep(1500);
      await running.interrupt();
      expect(running.err.match(/No answer/g)).toHaveLength(1);
    },
  );

  it.each(['node/watch-queue.ts', 'node/replay-incident-log.ts'])(
    '%s reports at once that WebSocket is missing, as in older versions of Node',
    async (file) => {
      using copy = new Copy(withWhatItImports(file));
      // Nothing listens there, but the example does not try to connect.
      const args = [
        '--url',
        'http://127.0.0.1:1/graphql',
        ...(file.includes('replay') ? ['--file', 'a.csv'] : []),
      ];
      const { code, out, err } = await run(copy.folder, '--no-experimental-websocket', file, ...args);
      expect({ code, out, err }).toEqual({
        code: 1,
        out: '',
        err: 'There is no global WebSocket here. Use Node 22 or later, or give a webSocketImpl.\n',
      });
    },
  );

  it.each([
    ['live/index.ts', 'new it.LiveConnection'],
    ['clients/graphql-ws.ts', 'it.webSocketClient'],
  ])('%s reports the same', async (file, call) => {
    using copy = new Copy(withWhatItImports(file));
    const program = `import('./${file}').then((it) => ${call}({ url: 'http://127.0.0.1:1' })).catch((e) => console.log(e.message))`;
    const { out } = await run(copy.folder, '--no-experimental-websocket', '-e', program);
    expect(out).toMatch(/^There is no global WebSocket here\. Use Node 22 or later/);
  });

  it('client.ts sends a mutation', async () => {
    using copy = new Copy(['node/client.ts']);
    const input = {
      type: 'INCIDENT',
      subject: 'By a copy',
      description: 'It works.',
      idempotencyKey: randomUUID(),
    };
    writeFileSync(
      join(copy.folder, 'main.ts'),
      `import { accepted, graphqlRequest, type UserError } from './node/client.ts';
      type Created = { createTicket: { ticket: { subject: string }; errors: UserError[] } };
      const document = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { subject } errors { __typename code message path } } }';
      const [, , url = '', token = '', input = ''] = process.argv;
      const data = await graphqlRequest<Created>(url, token, document, { input: JSON.parse(input) });
      console.log(accepted('createTicket', data.createTicket).ticket.subject);`,
    );
    const { code, out } = await run(
      copy.folder,
      'main.ts',
      `${world.url}/graphql`,
      agent.token ?? '',
      JSON.stringify(input),
    );
    expect({ code, out }).toEqual({ code: 0, out: 'By a copy\n' });
  });

  it('first-ticket.ts reports a ticket and comments on it', async () => {
    using copy = new Copy(withWhatItImports('node/first-ticket.ts'));
    const { code, out } = await run(copy.folder, 'node/first-ticket.ts', '--url', `${world.url}/graphql`);
    expect(code).toBe(0);
    expect(out).toMatch(/^INC-\d+ is NEW, P4, in .+\ncommented at .+: I changed the toner already\.\n$/);
  });
});
