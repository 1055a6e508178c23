import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Copy, Running, run, withWhatItImports } from './copies.js';

const program = 'node/watch-queue.ts';
const dashboard = 'node/dashboard.ts';
const copy = new Copy([...withWhatItImports(program), ...withWhatItImports(dashboard)]);
let world: World;
let agent: Client;
beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
});
afterAll(async () => {
  copy[Symbol.dispose]();
  await world.stop();
});

const watch = (...args: string[]) =>
  new Running(copy.folder, [program, '--url', `${world.url}/graphql`, ...args]);
const seen = (running: Running, text: string | RegExp, where: 'out' | 'err' = 'out') =>
  vi.waitFor(() => expect(running[where]).toMatch(text), 10_000);

describe('watch-queue', () => {
  it('prints what it watches, prints events safely, and after a restart begins with the missed events', async () => {
    const file = join(copy.folder, '.watch-queue.cursor');
    const first = watch();
    await seen(
      first,
      /^Watching all queues at http:.* as agent@example\.com, from now on\. Ctrl-C ends it\.$/m,
      'err',
    );
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).not.toBe(''), 10_000);
    await report(agent, { subject: 'Red \u2066[31malert\u202e' });
    await seen(first, /Red �\[31malert�\n/);
    expect(await first.interrupt()).toMatchObject({ code: 0 });

    await report(agent, { subject: 'Missed' });
    const second = watch('--queue', 'service desk');
    await seen(second, /^.+ INC-\d+ TICKET_CREATED by .+ → NEW: Missed\n$/);
    expect(second.err).toMatch(
      /^Watching the queue Service Desk at .+, from the cursor in \.watch-queue\.cursor on\./,
    );
    expect((await second.interrupt()).out).not.toContain('alert');
  });

  it('continues from now on if its cursor is of another database', async () => {
    const other = await startWorld();
    const otherAgent = await other.as('agent');
    // More events than the watched queue has.
    for (let n = 0; n < 8; n++) await report(otherAgent);
    const { tickets } = await otherAgent.ok('{ tickets(first: 1) { eventCursor } }');
    await other.stop();
    const file = join(copy.folder, 'other.cursor');
    writeFileSync(file, tickets.eventCursor);
    const running = watch('--cursor-file', 'other.cursor');
    await seen(
      running,
      /Events may be missing here: the cursor in other\.cursor is from another database/,
      'err',
    );
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).not.toBe(tickets.eventCursor), 10_000);
    await report(agent, { subject: 'From now' });
    await seen(running, 'From now');
    expect(await running.interrupt()).toMatchObject({ code: 0 });
  });

  it.each([
    [
      'a queue that is not there',
      ['--queue', 'No\u001b[2J'],
      'There is no queue No�[2J, or you cannot see it.\n',
    ],
    ['a wrong password', ['--password', 'wrong'], /^signIn was refused: INVALID_CREDENTIALS .+\n$/],
    ['a token that is none', ['--token', 'tws_wrong'], /\n.*4403.*\n$/],
  ])('ends with one line for %s', async (_name, args, message) => {
    const { code, out, err } = await run(copy.folder, program, '--url', `${world.url}/graphql`, ...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ +at /m);
  });
});

describe('dashboard', () => {
  it('shows the rows of a view and the counters of a queue, again after each change', async () => {
    const { queues } = await agent.ok('{ queues { nodes { id name } } }');
    const { id: queueId } = queues.nodes.find(({ name }: { name: string }) => name === 'Network');
    const args = [dashboard, '--url', `${world.url}/graphql`, '--queue', 'network', '--rows', '3'];
    const running = new Running(copy.folder, args);
    await seen(running, /^\d+ open tickets\nNetwork: \d+ open, \d+ unassigned, \d+ on hold\n/m);
    const [, total, open] = /(\d+) open tickets\nNetwork: (\d+) open/.exec(running.out) ?? [];
    await report(agent, { subject: 'For the dashboard', queueId });
    const after = `\n${Number(total) + 1} open tickets\nNetwork: ${Number(open) + 1} open, .+\nINC-\\d+ NEW P. For the dashboard\n`;
    await seen(running, new RegExp(after));
    expect(await running.interrupt()).toMatchObject({ code: 0, err: '' });
  });
});
