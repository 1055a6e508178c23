import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, rawId, report } from '../harness/desk.js';
import { expectOneEffect, kindsOfCalls, unique } from '../harness/equal-calls.js';
import { announce, put } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

const HUNDRED = 100;

let world: World;
let agent: Client;
let admin: Client;
let second: string;

beforeAll(async () => {
  // A small pool: waiting calls must not hold all of its connections.
  world = await startWorld({ DATABASE_POOL_SIZE: '4' });
  [agent, admin] = await Promise.all([world.as('agent'), world.as('admin')]);
  second = (await world.another()).url;
});
afterAll(() => world.stop());

const count = async (statement: string, value: string): Promise<number> =>
  (await world.rows<{ n: number }>(`select count(*)::int as n from ${statement}`, [value]))[0]?.n ?? -1;

const kinds = kindsOfCalls(() => ({ agent, admin, count }));

describe.each(kinds)('a hundred equal concurrent calls of $mutation', (kind) => {
  it.each<[string, (client: Client) => Client[]]>([
    ['on one server', (client) => [client]],
    ['spread over two', (client) => [client, client.at(second)]],
  ])('have one effect and equal answers %s', async (_where, clientsOf) => {
    const input = { ...(await kind.input()), idempotencyKey: unique() };
    const clients = clientsOf(kind.who === 'agent' ? agent : admin);
    const answers = await Promise.all(
      Array.from({ length: HUNDRED }, async (_, i) =>
        (clients[i % clients.length] as Client).mutate(kind.mutation, input, kind.selection),
      ),
    );
    const secrets = await expectOneEffect(kind, input, answers);
    expect(secrets).toBe(kind.mutation === 'createApiKey' ? 1 : 0);
  });
});

it('calls with different keys and equal input each have an effect, or are refused when only one is possible', async () => {
  const input = { name: 'Equal Names' };
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      (i % 2 ? admin : admin.at(second)).mutate(
        'createTeam',
        { ...input, idempotencyKey: unique() },
        'team { id }',
      ),
    ),
  );
  expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  for (const { team, errors } of answers) if (!team) expect(errors).toMatchObject([{ rule: 'UNIQUE' }]);
  expect(await count('teams where name = $1', 'Equal Names')).toBe(1);
});

it('concurrent calls that complete one upload copy and scan the file once', async () => {
  const ticket = await report(agent);
  const bytes = Buffer.from('Looked at once.');
  const { attachmentId, ...announced } = await announce(agent, ticket.id, {
    contentType: 'text/plain',
    bytes,
  });
  await put(announced, bytes);
  await Promise.all(
    Array.from({ length: 20 }, () =>
      agent.done('completeAttachmentUpload', { attachmentId }, 'attachment { id }'),
    ),
  );
  const [row] = await world.rows<{ key: string }>('select object_key as key from attachments where id = $1', [
    rawId(attachmentId),
  ]);
  const prefix = row?.key.slice(0, row.key.lastIndexOf('/') + 1) ?? '';
  expect(await world.app.services.store.list(prefix)).toEqual([row?.key]);
  const added = `events where ticket_id = $1 and type = 'ATTACHMENT_ADDED'`;
  expect(await count(added, rawId(ticket.id))).toBe(1);
});

it('calls that wait for an equal call do not delay other calls', async () => {
  const [stuck, free] = [await report(agent), await report(agent)];
  const { users } = await directory(agent);
  const { release } = await lock(stuck.id);
  const input = { ticketId: stuck.id, body: 'Waits', idempotencyKey: unique() };
  const waiting = Promise.all(
    Array.from({ length: HUNDRED }, () => agent.done('addComment', input, 'comment { id }')),
  );
  try {
    for (let i = 0; i < 20; i += 1) {
      const body = { ticketId: free.id, body: 'Does not wait', idempotencyKey: unique() };
      await agent.done('addComment', body, 'comment { id }');
      await admin.ok('query ($id: ID!) { node(id: $id) { id } }', { id: users.agent });
    }
  } finally {
    await release();
  }
  expect(new Set((await waiting).map(({ comment }) => comment.id)).size).toBe(1);
});

/** Locks a ticket, as a slow change would. */
async function lock(ticketId: string): Promise<{ release(): Promise<unknown> }> {
  const owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('select 1 from tickets where id = $1 for update', [rawId(ticketId)]);
  return {
    release: async () => {
      await owner.query('commit');
      await owner.end();
    },
  };
}
