import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sweepAttachments } from '../../server/attachments/index.js';
import type { Client } from '../harness/client.js';
import { rawId } from '../harness/desk.js';
import { logPlaces } from '../harness/log-places.js';
import { announce, attach, type File, put } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, positionOf, report } from '../live/support.js';
import { attachmentsOf, complete, rowOf } from './support.js';

let world: World;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  [agent, requester] = [await world.as('agent'), await world.as('requester')];
});
afterAll(() => world.stop());

const notes: File = {
  fileName: 'notes.txt',
  contentType: 'text/plain',
  bytes: Buffer.from('For us only.\n'),
};
const node = 'query ($id: ID!) { node(id: $id) { ... on Attachment { fileName downloadUrl } } }';
const everything = `query ($id: ID!) { ticket(id: $id) { attachments { totalCount nodes { fileName } }
  comments { totalCount nodes { attachments { fileName } } } timeline { totalCount nodes { __typename
    ... on TicketEvent { type changes { to } attachment { fileName } } ... on Comment { attachments { fileName } } } } } }`;

/** Checks that nothing shows the attachment: lists, counts, nodes, the timeline and earlier events. */
async function isHiddenFrom(client: Client, ticketId: string, id: string, since: string): Promise<void> {
  expect((await client.ok(node, { id })).node).toBeNull();
  expect((await client.ok('query ($id: ID!) { nodes(ids: [$id]) { id } }', { id })).nodes).toEqual([null]);
  const seen = await client.ok(everything, { id: ticketId });
  expect(JSON.stringify(seen)).not.toContain('notes.txt');
  expect(seen.ticket.attachments.totalCount).toBe(0);
  expect(seen.ticket.timeline.totalCount).toBe(seen.ticket.timeline.nodes.length);
  const stream = await follow(client, { after: since });
  const placeOf = await logPlaces(world.rows);
  const head = placeOf(await positionOf(client));
  await stream.until((s) => placeOf(s.items.at(-1).cursor) === head);
  stream.stop();
  expect(JSON.stringify(stream.results)).not.toContain('notes.txt');
  expect(stream.events.filter((event) => event.type.startsWith('ATTACHMENT'))).toEqual([]);
}

describe('an attachment', () => {
  it('that is internal is visible to agents who may work the ticket, and in no form to its requester', async () => {
    const ticketId = await report(requester, 'Internal file');
    const since = await positionOf(requester);
    const [theirs, ours] = [await follow(requester), await follow(agent)];
    const { id } = await attach(agent, ticketId, notes, { visibility: 'INTERNAL' });
    expect((await ours.eventsUntil(1))[0]).toMatchObject({ attachment: { id, visibility: 'INTERNAL' } });
    ours.stop();
    await isHiddenFrom(requester, ticketId, id, since);
    theirs.stop();
    expect(theirs.events).toEqual([]);
    expect((await attachmentsOf(agent, ticketId)).totalCount).toBe(1);
  });

  it('of an internal note is as visible as the note, even if it was announced as public', async () => {
    const ticketId = await report(requester, 'File of a note');
    const since = await positionOf(requester);
    const { id } = await attach(agent, ticketId, notes);
    const { comment } = await agent.done(
      'addComment',
      { ticketId, body: 'See the file.', visibility: 'INTERNAL', attachmentIds: [id] },
      'comment { id attachments { id visibility } }',
    );
    expect(comment.attachments).toEqual([{ id, visibility: 'INTERNAL' }]);
    await isHiddenFrom(requester, ticketId, id, since);

    await agent.done(
      'setCommentVisibility',
      { commentId: comment.id, visibility: 'PUBLIC' },
      'comment { id }',
    );
    expect((await requester.ok(node, { id })).node).toMatchObject({ fileName: 'notes.txt' });
    await agent.done(
      'setCommentVisibility',
      { commentId: comment.id, visibility: 'INTERNAL' },
      'comment { id }',
    );
    await isHiddenFrom(requester, ticketId, id, since);
  });

  it('of a public comment is hidden when the comment is', async () => {
    const ticketId = await report(requester, 'File of a comment');
    const since = await positionOf(requester);
    const { id } = await attach(agent, ticketId, notes);
    const { comment } = await agent.done(
      'addComment',
      { ticketId, body: 'See the file.', attachmentIds: [id] },
      'comment { id }',
    );
    expect((await requester.ok(node, { id })).node).toMatchObject({ fileName: 'notes.txt' });
    await agent.done(
      'setCommentVisibility',
      { commentId: comment.id, visibility: 'INTERNAL' },
      'comment { id }',
    );
    await isHiddenFrom(requester, ticketId, id, since);
    expect((await attachmentsOf(agent, ticketId)).totalCount).toBe(1);
  });

  it('does not exist for another organisation or for users who cannot see the ticket', async () => {
    const ticketId = await report(requester, 'Ours');
    const { id } = await attach(requester, ticketId, notes);
    for (const name of ['outsider@example.org', 'requester2']) {
      const other = await world.as(name);
      expect((await other.ok(node, { id })).node).toBeNull();
      const { attachmentId, errors } = await other.mutate(
        'deleteAttachment',
        { attachmentId: id },
        'attachmentId',
      );
      expect(attachmentId).toBeNull();
      expect(errors).toMatchObject([{ __typename: 'NotFoundError' }]);
    }
    expect((await agent.ok(node, { id })).node).toMatchObject({ fileName: 'notes.txt' });
  });

  it('that is not complete is visible to no one, not even its uploader', async () => {
    const ticketId = await report(requester, 'Unfinished');
    const since = await positionOf(requester);
    const announced = await announce(requester, ticketId, notes);
    await put(announced, notes.bytes);
    await isHiddenFrom(requester, ticketId, announced.attachmentId, since);
  });

  it('is deleted by its uploader or by agents who may work the ticket, and by no one else', async () => {
    const ticketId = await report(requester, 'Taken away');
    const byAgent = await attach(agent, ticketId, notes);
    const refused = await requester.mutate('deleteAttachment', { attachmentId: byAgent.id }, 'attachmentId');
    expect(refused).toMatchObject({ attachmentId: null, errors: [{ __typename: 'ForbiddenError' }] });
    expect((await attachmentsOf(requester, ticketId)).totalCount).toBe(1);

    const stream = await follow(requester);
    const own = await attach(requester, ticketId, notes);
    for (const id of [own.id, byAgent.id]) {
      const payload = await agent.done(
        'deleteAttachment',
        { attachmentId: id },
        'attachmentId ticket { id }',
      );
      expect(payload).toMatchObject({ attachmentId: id, ticket: { id: ticketId } });
      expect((await requester.ok(node, { id })).node).toBeNull();
    }
    const events = await stream.eventsUntil(3);
    stream.stop();
    expect(events.slice(1)).toMatchObject([
      { type: 'ATTACHMENT_DELETED', attachment: null },
      { type: 'ATTACHMENT_DELETED', attachment: null },
    ]);
    expect((await attachmentsOf(agent, ticketId)).totalCount).toBe(0);
  });
});

describe('the sweeper', () => {
  const sweep = async () => {
    const { db, store, log } = world.app.services;
    return (await sweepAttachments(db.pool, store, log, () => false)).swept;
  };
  const objects = async (id: string): Promise<string[]> => {
    const { organisation_id } = await rowOf(world, id);
    const { store } = world.app.services;
    const prefixes = ['uploads', 'attachments'].map((kind) => `${organisation_id}/${kind}/${rawId(id)}/`);
    return (await Promise.all(prefixes.map((prefix) => store.list(prefix)))).flat();
  };
  const age = (id: string, column: string, interval: string) =>
    world.rows(`update attachments set ${column} = ${column} - $2::interval where id = $1`, [
      rawId(id),
      interval,
    ]);

  it('removes files that were never completed or were deleted, and keeps attached files', async () => {
    const ticketId = await report(requester, 'Swept');
    await sweep();
    const unfinished = await announce(requester, ticketId, notes);
    await put(unfinished, notes.bytes);
    const fresh = await announce(requester, ticketId, notes);
    await put(fresh, notes.bytes);
    const deleted = await attach(requester, ticketId, notes);
    const kept = await attach(requester, ticketId, notes);
    const young = await attach(requester, ticketId, notes);
    await requester.done('deleteAttachment', { attachmentId: deleted.id }, 'attachmentId');
    expect(await sweep()).toBe(0);

    await age(unfinished.attachmentId, 'expires_at', '25 hours');
    await age(deleted.id, 'expires_at', '1 hour');
    await age(kept.id, 'attached_at', '1 hour');
    expect(await sweep()).toBe(3);

    expect(await objects(unfinished.attachmentId)).toEqual([]);
    expect(await objects(deleted.id)).toEqual([]);
    expect((await fetch(deleted.downloadUrl)).status).toBe(404);
    // The attached copy stays. The uploaded object is removed when its URL can no longer restore it.
    expect(await objects(kept.id)).toEqual([(await rowOf(world, kept.id)).object_key]);
    expect(await objects(young.id)).toHaveLength(2);
    expect(await objects(fresh.attachmentId)).toHaveLength(1);
    expect(await (await fetch(kept.downloadUrl)).text()).toBe('For us only.\n');
    expect((await attachmentsOf(requester, ticketId)).nodes.map(({ id }) => id).sort()).toEqual(
      [kept.id, young.id].sort(),
    );

    expect((await complete(requester, unfinished.attachmentId)).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect((await complete(requester, fresh.attachmentId)).errors).toEqual([]);
    expect(await sweep()).toBe(0);
  });

  it('leaves a file that fails to the next sweep, and removes the others', async () => {
    const ticketId = await report(requester, 'Interrupted');
    const ids: string[] = [];
    for (const hours of [30, 25]) {
      const { attachmentId, ...upload } = await announce(requester, ticketId, notes);
      await put(upload, notes.bytes);
      await age(attachmentId, 'expires_at', `${hours} hours`);
      ids.push(attachmentId);
    }
    const [failed = '', other = ''] = ids;
    const { upload_key } = await rowOf(world, failed);
    const { store } = world.app.services;
    const remove = store.remove.bind(store);
    const failing = vi.spyOn(store, 'remove').mockImplementation(async (key) => {
      if (key === upload_key) throw new Error('the store went away');
      await remove(key);
    });
    await sweep();
    failing.mockRestore();
    expect(await objects(failed)).toEqual([upload_key]);
    expect((await rowOf(world, failed)).swept_at).toBeNull();
    expect(await objects(other)).toEqual([]);
    await sweep();
    expect(await objects(failed)).toEqual([]);
    expect((await rowOf(world, failed)).swept_at).not.toBeNull();
  });
});
