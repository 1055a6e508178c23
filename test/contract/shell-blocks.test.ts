import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ticketwire-docs-'));
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

/** Returns the code block of a page that contains the text. */
function blockWith(page: string, text: string): string {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  const block = [...blocks].map(([, code = '']) => code).find((code) => code.includes(text));
  if (block === undefined) throw new Error(`${page} has no block with ${text}`);
  return block.replaceAll('http://127.0.0.1:4000', world.url);
}

/** Runs the blocks one after another in one shell, as a reader does, and returns their output. */
function inShell(...blocks: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-eu', '-o', 'pipefail', '-c', ['TOKEN=', ...blocks].join('\n')], {
      cwd: folder,
      // With a socket as its input, bash behaves like a remote login and reads start-up files.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    shell.stdout.on('data', (data) => (out += data));
    shell.stderr.on('data', (data) => (err += data));
    shell.on('close', (code) =>
      code === 0 && err === '' ? resolve(out) : reject(new Error(`${code}: ${err}${out}`)),
    );
  });
}

describe('the shell blocks of the documentation', () => {
  it('report a ticket, read it, and print the same answer when they run again', async () => {
    const report = blockWith('README.md', 'createTicket');
    const out = await inShell(report, 'mv ticket.json first.json', report, 'cmp ticket.json first.json');
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).data);
    expect(answers).toMatchObject([
      { createTicket: { ticket: { number: 'INC-5', status: 'NEW', priority: 'P3' }, errors: [] } },
      { ticket: { number: 'INC-5', availableTransitions: expect.any(Array) } },
      { createTicket: { ticket: { number: 'INC-5' } } },
      { ticket: { number: 'INC-5' } },
    ]);
  });

  it('attach a file to the ticket, and download it', async () => {
    const out = await inShell(
      blockWith('README.md', 'createTicket'),
      blockWith('docs/guides/attachments.md', 'evidence.csv'),
    );
    expect(out).toMatch(/\npage,colour\n$/);
  });
});
