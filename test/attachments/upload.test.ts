import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sweepAttachments } from '../../server/attachments/index.js';
import type { Client } from '../harness/client.js';
import { rawId, refusedWith } from '../harness/desk.js';
import { announce, announcement, attach, type File, put, sha256 } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, report } from '../live/support.js';
import { attachmentsOf, complete, docx, png, rowOf, write, zip } from './support.js';

let world: World;
let agent: Client;
let requester: Client;
let ticketId: string;

beforeAll(async () => {
  world = await startWorld();
  [agent, requester] = [await world.as('agent'), await world.as('requester')];
  ticketId = await report(requester, 'With files');
});
afterAll(() => world.stop());
afterEach(() => void vi.useRealTimers());

const text: File = { fileName: 'notes.txt', contentType: 'text/plain', bytes: Buffer.from('It broke.\n') };

/** Shifts the server's clock; the store's clock does not change. */
function at(offsetMs: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offsetMs });
}

describe('a file', () => {
  const files: File[] = [
    { fileName: 'screen.png', contentType: 'image/png', bytes: png() },
    text,
    { fileName: 'log.json', contentType: 'application/json', bytes: Buffer.from('{"error":809}') },
    { fileName: 'all.zip', contentType: 'application/zip', bytes: zip({ 'a.txt': 'a', 'b.txt': 'b' }) },
    {
      fileName: 'report.docx',
      contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: docx(),
    },
    { fileName: 'table.csv', contentType: 'text/csv', bytes: Buffer.from('number,text\n1,ä\n') },
  ];

  it.each(files)('$fileName goes straight to the store and is downloaded unchanged', async (file) => {
    const announced = await announce(requester, ticketId, file);
    const minutes = (Date.parse(announced.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9.9);
    expect(minutes).toBeLessThanOrEqual(10);
    expect(await put(announced, file.bytes)).toBe(200);
    const { attachment, errors } = await complete(requester, announced.attachmentId);
    expect(errors).toEqual([]);
    expect(attachment).toMatchObject({
      id: announced.attachmentId,
      fileName: file.fileName,
      size: file.bytes.length,
      contentType: file.contentType,
      sha256: sha256(file.bytes),
      visibility: 'PUBLIC',
      ticket: { id: ticketId },
      comment: null,
      uploadedBy: { name: 'Rosa Requester' },
    });

    const download = await fetch(attachment.downloadUrl);
    expect(download.status).toBe(200);
    expect(download.headers.get('content-type')).toBe(file.contentType);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(download.headers.get('content-disposition')).toContain(file.fileName);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(file.bytes);
  });

  it('is sent to subscribers of the ticket, with its name', async () => {
    const stream = await follow(agent);
    const { id } = await attach(requester, ticketId, text);
    const [event] = await stream.eventsUntil(1);
    stream.stop();
    expect(event).toMatchObject({
      type: 'ATTACHMENT_ADDED',
      attachment: { id, fileName: 'notes.txt' },
      changes: [{ of: 'ATTACHMENT', field: 'FILE_NAME', from: null, to: 'notes.txt' }],
    });
  });

  it('can belong to an existing comment or a new one', async () => {
    const commentWith = `comment { id attachments { id fileName } }`;
    const { comment } = await requester.done('addComment', { ticketId, body: 'See below.' }, commentWith);
    const announced = await announce(requester, ticketId, text);
    await put(announced, text.bytes);
    const { attachment } = await complete(requester, announced.attachmentId, { commentId: comment.id });
    expect(attachment.comment).toEqual({ id: comment.id });

    const ready = await attach(requester, ticketId, text);
    const { comment: made } = await requester.done(
      'addComment',
      { ticketId, body: 'And this.', attachmentIds: [ready.id] },
      commentWith,
    );
    expect(made.attachments).toEqual([{ id: ready.id, fileName: 'notes.txt' }]);
    const again = await requester.mutate(
      'addComment',
      { ticketId, body: 'Once more.', attachmentIds: [ready.id] },
      'comment { id }',
    );
    expect(again).toMatchObject({
      comment: null,
      errors: [{ __typename: 'ValidationError', rule: 'STATE' }],
    });
  });

  it('has a new download URL on each read, and no URL can be derived from another', async () => {
    const { id } = await attach(requester, ticketId, text);
    const read = async (): Promise<string> => {
      const query = 'query ($id: ID!) { node(id: $id) { ... on Attachment { downloadUrl } } }';
      return (await requester.ok(query, { id })).node.downloadUrl;
    };
    const first = await read();
    at(2000);
    const second = await read();
    vi.useRealTimers();
    expect(second).not.toBe(first);
    expect(second.split('?')[0]).toBe(first.split('?')[0]);

    const changed = new URL(first);
    changed.searchParams.set('response-content-disposition', 'inline');
    const other = new URL(first);
    other.pathname = other.pathname.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
    const bare = first.split('?')[0] as string;
    for (const url of [changed, other, bare]) expect((await fetch(url)).status).toBe(403);

    at(-6 * 60_000);
    const old = await read();
    vi.useRealTimers();
    expect((await fetch(old)).status).toBe(403);
  });

  it('is downloaded as the checked bytes, whatever else the upload contained', async () => {
    const zipped: File = { fileName: 'a.gz', contentType: 'application/gzip', bytes: gzipSync('It broke.') };
    const announced = await announce(requester, ticketId, zipped);
    const headers = {
      ...announced.headers,
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=600',
      'content-disposition': 'inline',
      'content-language': 'de',
      expires: new Date(Date.now() + 600_000).toUTCString(),
    };
    expect(await put({ ...announced, headers }, zipped.bytes)).toBe(200);
    const { attachment } = await complete(requester, announced.attachmentId);
    const download = await fetch(attachment.downloadUrl);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(zipped.bytes);
    const names = ['content-encoding', 'cache-control', 'content-language', 'expires'];
    expect(names.map((name) => download.headers.get(name))).toEqual([null, 'private, no-store', null, null]);
    expect(download.headers.get('content-disposition')).toContain('attachment; filename="a.gz"');
  });

  it('stays as it was checked, whatever is written to its upload URL later', async () => {
    const { id, downloadUrl, announced } = await attach(requester, ticketId, text);
    expect(await put(announced, text.bytes)).toBe(200);
    const { upload_key, object_key } = await rowOf(world, id);
    expect(object_key).not.toBe(upload_key);
    await write(upload_key, Buffer.from('It lies.\n\n'));
    expect(await (await fetch(downloadUrl)).text()).toBe('It broke.\n');
  });
});

describe('a file without a ticket', () => {
  const waiting = async (client: Client): Promise<string> => {
    const announced = await announce(client, undefined, text);
    await put(announced, text.bytes);
    const payload = await client.done(
      'completeAttachmentUpload',
      announcedId(announced),
      'attachmentId attachment { id }',
    );
    expect(payload).toMatchObject({ attachmentId: announced.attachmentId, attachment: null });
    return announced.attachmentId;
  };
  const announcedId = ({ attachmentId }: { attachmentId: string }) => ({ attachmentId });
  const newTicket = { type: 'INCIDENT', subject: 'It broke', description: 'See the file.' };
  const create = (attachmentIds: string[], client = requester) =>
    refusedWith(world, client, 'createTicket', { ...newTicket, attachmentIds });
  const comment = (input: object, client = requester) =>
    refusedWith(world, client, 'addComment', { ticketId, body: 'See the file.', ...input });

  it('is seen by nobody until a new ticket takes it; then its readers see it, and get its event', async () => {
    const attachmentId = await waiting(requester);
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    for (const client of [requester, await world.as('admin')])
      expect((await client.ok(query, { id: attachmentId })).node).toBeNull();
    const stream = await follow(agent);
    const input = { ...newTicket, attachmentIds: [attachmentId] };
    const { ticket } = await requester.done('createTicket', input, 'ticket { id }');
    const events = await stream.eventsUntil(2);
    stream.stop();
    expect(events).toMatchObject([
      { type: 'TICKET_CREATED' },
      { type: 'ATTACHMENT_ADDED', attachment: { id: attachmentId, fileName: 'notes.txt' } },
    ]);
    const { nodes } = await attachmentsOf(agent, ticket.id);
    expect(nodes).toMatchObject([{ id: attachmentId, fileName: 'notes.txt' }]);
    expect(await (await fetch(nodes[0]?.downloadUrl ?? '')).text()).toBe('It broke.\n');
    // The sweeper keeps the object that was checked.
    const long =
      "update attachments set attached_at = now() - interval '1 hour', expires_at = now() where id = $1";
    await world.rows(long, [rawId(attachmentId)]);
    await sweepAttachments(
      world.app.services.db.pool,
      world.app.services.store,
      world.app.services.log,
      () => false,
    );
    expect(await (await fetch(nodes[0]?.downloadUrl ?? '')).text()).toBe('It broke.\n');
  });

  it('is taken by a comment, and by the comment of a transition, whose visibility it has', async () => {
    const [first, second] = [await waiting(agent), await waiting(agent)];
    const id = await report(requester, 'Without files');
    const said = 'comment { attachments { id visibility } }';
    const note = { ticketId: id, body: 'A note.', visibility: 'INTERNAL', attachmentIds: [first] };
    expect((await agent.done('addComment', note, said)).comment.attachments).toEqual([
      { id: first, visibility: 'INTERNAL' },
    ]);
    const reply = { body: 'An answer.', attachmentIds: [second] };
    await agent.done(
      'holdTicket',
      { ticketId: id, reason: 'AWAITING_REQUESTER', comment: reply },
      '__typename',
    );
    expect((await attachmentsOf(requester, id)).nodes.map((file) => file.id)).toEqual([second]);
  });

  it('is refused to others, before it is complete, a second time, as an internal file, and for a comment by its id', async () => {
    const mine = await waiting(requester);
    const missing = { code: 'NOT_FOUND', path: ['input', 'attachmentIds', '0'], id: mine };
    expect(await create([mine], agent)).toMatchObject(missing);
    expect(await comment({ attachmentIds: [mine] }, agent)).toMatchObject(missing);
    const { attachmentId } = await announce(requester, undefined, text);
    const state = { rule: 'STATE', path: ['input', 'attachmentIds', '0'] };
    expect(await create([attachmentId])).toMatchObject(state);
    expect(await comment({ attachmentIds: [attachmentId] })).toMatchObject(state);
    await requester.done('createTicket', { ...newTicket, attachmentIds: [mine] }, '__typename');
    expect(await create([mine])).toMatchObject(state);
    expect(await comment({ attachmentIds: [mine] })).toMatchObject(state);
    const internal = { ...announcement(undefined, text), visibility: 'INTERNAL' };
    expect(await refusedWith(world, agent, 'createAttachmentUpload', internal)).toMatchObject({
      rule: 'CONTRADICTION',
      path: ['input', 'visibility'],
    });
    const said = await requester.done('addComment', { ticketId, body: 'Below.' }, 'commentId');
    const named = { attachmentId, commentId: said.commentId };
    expect(await refusedWith(world, requester, 'completeAttachmentUpload', named)).toMatchObject({
      rule: 'CONTRADICTION',
      path: ['input', 'commentId'],
    });
  });

  it('is removed an hour after its announcement', async () => {
    const id = await waiting(requester);
    const { object_key } = await rowOf(world, id);
    await world.rows("update attachments set expires_at = now() where state = 'CHECKED'");
    expect(await create([id])).toMatchObject({ code: 'NOT_FOUND' });
    const { db, store, log } = world.app.services;
    await sweepAttachments(db.pool, store, log, () => false);
    expect(await rowOf(world, id)).toMatchObject({ state: 'DELETED', swept_at: expect.any(Date) });
    expect(await store.size(object_key ?? '')).toBeNull();
  });
});

describe('announcing a file again with the same idempotency key', () => {
  it('returns a new signed URL for the same attachment, until it is complete', async () => {
    const input = { ...announcement(ticketId, text), idempotencyKey: 'upload-1' };
    const send = () =>
      requester.done(
        'createAttachmentUpload',
        input,
        'attachmentId presignedUpload { url headers { name value } } attachment { id fileName }',
      );
    const first = await send();
    at(2000);
    const second = await send();
    vi.useRealTimers();
    expect(second.attachmentId).toBe(first.attachmentId);
    expect(second.presignedUpload.url).not.toBe(first.presignedUpload.url);
    const headers = second.presignedUpload.headers.map((h: { name: string; value: string }) => [
      h.name,
      h.value,
    ]);
    expect(
      await put({ url: second.presignedUpload.url, headers: Object.fromEntries(headers) }, text.bytes),
    ).toBe(200);
    expect((await complete(requester, first.attachmentId)).errors).toEqual([]);
    expect(await send()).toMatchObject({
      attachmentId: first.attachmentId,
      presignedUpload: null,
      attachment: { id: first.attachmentId, fileName: 'notes.txt' },
    });
  });

  it('is refused for another file', async () => {
    const input = { ...announcement(ticketId, text), idempotencyKey: 'upload-2' };
    await requester.done('createAttachmentUpload', input, 'attachmentId');
    const { attachmentId, errors } = await requester.mutate(
      'createAttachmentUpload',
      { ...input, size: 11 },
      'attachmentId',
    );
    expect(attachmentId).toBeNull();
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

describe('completing an upload again', () => {
  it('returns the same attachment, and attaches it once', async () => {
    const ticket = await report(requester, 'Completed twice');
    const announced = await announce(requester, ticket, text);
    await put(announced, text.bytes);
    const answers = await Promise.all([1, 2, 3].map(() => complete(requester, announced.attachmentId)));
    for (const { attachment, errors } of answers) {
      expect(errors).toEqual([]);
      expect(attachment.id).toBe(announced.attachmentId);
    }
    expect((await attachmentsOf(requester, ticket)).totalCount).toBe(1);
    const { ticket: seen } = await requester.ok(
      'query ($id: ID!) { ticket(id: $id) { timeline { nodes { ... on TicketEvent { type } } } } }',
      { id: ticket },
    );
    expect(seen.timeline.nodes.map((entry: { type: string }) => entry.type)).toEqual([
      'TICKET_CREATED',
      'ATTACHMENT_ADDED',
    ]);
  });
});
