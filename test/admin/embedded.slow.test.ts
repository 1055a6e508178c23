import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attachmentsOf } from '../attachments/support.js';
import { commandsOf } from '../backup/page.js';
import { compiled } from '../faults/compiled.js';
import { cleanUp, Program } from '../faults/support.js';
import { Client } from '../harness/client.js';
import { dataFolder } from '../harness/data-folder.js';
import { report } from '../harness/desk.js';
import { freePort } from '../harness/free-port.js';
import { attach } from '../harness/upload.js';
import { type AdminProgram, adminOf, call } from './support.js';

// Time to build the program and create its database.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

let main: string;
let admin: AdminProgram;
let dataDir: string;
let desk: string;
let program: Program;

const start = async (folder: string): Promise<void> => {
  program = await new Program(main, folder, await freePort()).ready();
};
const end = async (): Promise<void> => {
  program.kill('SIGTERM');
  await program.exited;
};
const signIn = (email: string, password = 'demo') => Client.signIn(() => program.url, email, password);

beforeAll(async () => {
  [main, dataDir, desk] = await Promise.all([
    compiled(),
    dataFolder(),
    mkdtemp(join(tmpdir(), 'ticketwire-desk-')),
  ]);
  // The database's system user must be able to read the copy.
  await chmod(desk, 0o755);
  admin = adminOf(main);
  await start(dataDir);
});
afterAll(async () => {
  await cleanUp(program, dataDir);
  await rm(desk, { recursive: true, force: true });
});

describe('with the embedded database', () => {
  it('commands work while the server runs, and it keeps running', async () => {
    const requester = await signIn('requester2@example.com');
    const answer = await admin.run(['reset-password', '--email', 'requester2@example.com'], {
      DATA_DIR: dataDir,
      ADMIN_PASSWORD: 'another password',
    });
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect((await requester.refused('{ tickets { totalCount } }')).extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    const again = await signIn('requester2@example.com', 'another password');
    await report(again, { subject: 'After the command' });
    const status = await admin.run(['status', '--json'], { DATA_DIR: dataDir });
    expect(status, status.out).toMatchObject({ code: 0, err: '' });
  });

  it('only create-admin creates a database', async () => {
    const nowhere = join(desk, 'nowhere');
    for (const args of [['status'], ['list-keys'], ['reactivate', '--email', 'agent@example.com']]) {
      const { code, out, err } = await admin.run(args, { DATA_DIR: nowhere });
      expect([code, `${out}${err}`]).toEqual([
        1,
        expect.stringContaining(`There is no database in ${nowhere}.`),
      ]);
    }
  });

  it('a copy of the folder of a stopped server is a back-up with users, tickets and attachments', async () => {
    const requester = await signIn('requester@example.com');
    const ticket = await report(requester, { subject: 'With a file' });
    const bytes = Buffer.from('The log of the printer.\n'.repeat(1000));
    await attach(requester, ticket.id, { fileName: 'printer.log', contentType: 'text/plain', bytes });
    await end();
    const commands = commandsOf('The embedded database').join('\n');
    expect(
      await call('bash', ['-euo', 'pipefail', '-c', commands], { DATA_DIR: dataDir }, desk),
    ).toMatchObject({ code: 0 });
    const copy = join(desk, 'ticketwire-backup');
    const counted = await admin.run(['status', '--json'], { DATA_DIR: dataDir });
    // The copy does not contain later changes.
    await start(dataDir);
    await report(await signIn('requester@example.com'), { subject: 'After the copy' });
    await end();

    expect(JSON.parse((await admin.run(['status', '--json'], { DATA_DIR: copy })).out).organisations).toEqual(
      JSON.parse(counted.out).organisations,
    );
    const original = program;
    await start(copy);
    try {
      const agent = await signIn('agent@example.com');
      const { nodes } = await attachmentsOf(agent, ticket.id);
      const downloaded = await fetch(nodes[0]?.downloadUrl ?? '');
      expect(Buffer.from(await downloaded.arrayBuffer()).equals(bytes)).toBe(true);
      const number = (text: string) => Number(text.replace(/\D/g, ''));
      expect(number((await report(agent)).number)).toBe(number(ticket.number) + 1);
    } finally {
      await end();
      program = original;
    }
  });
});
