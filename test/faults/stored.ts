import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../harness/eventually.js';
import { type Json, once } from './ask.js';
import { download } from './files.js';
import type { Machine } from './machine.js';
import type { WrittenTicket } from './writer.js';

const query = `query ($id: ID!) { ticket(id: $id) { id number version
  comments(first: 100) { nodes { body visibility } pageInfo { hasNextPage } }
  attachments(first: 100) { nodes { id fileName size sha256 downloadUrl } pageInfo { hasNextPage } } } }`;

/**
 * Compares each ticket that an administrator reads, and the files behind its links, with the acknowledged
 * changes.
 */
export async function checkStored(
  url: string,
  token: string,
  tickets: readonly WrittenTicket[],
): Promise<void> {
  const numbers = tickets.map(({ number }) => number);
  assert.equal(new Set(numbers).size, numbers.length, 'a number was given twice');
  for (const { id, number, written, files } of tickets) {
    const { ticket } = await once(url, token, query, { id });
    assert.deepEqual(
      [ticket.comments, ticket.attachments].map(({ pageInfo }) => pageInfo.hasNextPage),
      [false, false],
    );
    const comments = written.filter(({ type }) => type === 'COMMENT_ADDED');
    assert.deepEqual(
      ticket.comments.nodes,
      comments.map(({ body, visibility }) => ({ body, visibility })),
      `the comments of ${number}`,
    );
    const visible = written.filter(({ visibility }) => visibility === 'PUBLIC');
    assert.equal(ticket.version, visible.length, `the version of ${number}`);
    const shown: Json[] = ticket.attachments.nodes;
    assert.deepEqual(new Set(shown.map((node) => node.id)), new Set(files.keys()), `the files of ${number}`);
    for (const node of shown) {
      const file = files.get(node.id);
      const expected = { size: file?.bytes.length, sha256: file?.sha256 };
      assert.deepEqual({ size: node.size, sha256: node.sha256 }, expected);
      assert.deepEqual(await download(node), expected, `the content of ${node.fileName}`);
    }
  }
}

const unswept = 'select count(*)::int as n from attachments where swept_at is null';

/**
 * Expires all unfinished uploads, waits until the program has removed them, and compares the objects in the
 * store with the attachments.
 */
export async function checkSwept(machine: Machine): Promise<void> {
  await machine.rows(
    `update attachments set expires_at = now() - interval '1 second' where swept_at is null`,
  );
  const left = async (): Promise<number> => (await machine.rows(unswept))[0]?.n;
  // The program sweeps at its start, until nothing is left.
  await machine.stop();
  await machine.start();
  await eventually(async () => (await left()) === 0, 60_000);
  const rows = await machine.rows(`select object_key as key from attachments where state = 'READY'`);
  const keys = rows.map(({ key }) => String(key)).sort();
  const objects = await eventuallyEqual(() => objectsOf(machine.dataDir), keys);
  assert.deepEqual(objects, keys, 'the store has what is attached, and nothing else');
}

/** The sweep deletes an object before it records that, and its last batch may still be running. */
async function eventuallyEqual(read: () => Promise<string[]>, wanted: string[]): Promise<string[]> {
  await eventually(async () => (await read()).join() === wanted.join(), 5000).catch(() => undefined);
  return read();
}

async function objectsOf(dataDir: string): Promise<string[]> {
  const bucket = join(dataDir, 'objects/buckets/ticketwire');
  const suffix = '._S3rver_object';
  const names = await readdir(bucket, { recursive: true });
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}
