import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, rawId } from '../harness/desk.js';
import { announce, announcement, type File, put } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';
import { attachmentsOf, complete, isNotAttached, png, rowOf, write, zip } from './support.js';

let world: World;
let agent: Client;
let requester: Client;
let ticketId: string;

beforeAll(async () => {
  world = await startWorld({ ATTACHMENT_MAX_BYTES: '10000' });
  [agent, requester] = [await world.as('agent'), await world.as('requester')];
  ticketId = await report(requester, 'Without files');
});
afterAll(() => world.stop());

const picture: File = { fileName: 'a.png', contentType: 'image/png', bytes: png() };

const nothingIsAttached = (attachmentId: string) => isNotAttached(world, ticketId, attachmentId);

describe('completing refuses an upload', () => {
  const executable = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(100, 1)]);
  const contents: [string, File][] = [
    [
      'HTML that is said to be a picture',
      { contentType: 'image/png', bytes: Buffer.from('<html><script>alert(1)</script></html>') },
    ],
    ['a program that is said to be a picture', { contentType: 'image/png', bytes: executable }],
    ['a program that is said to be text', { contentType: 'text/plain', bytes: executable }],
    ['a program that is said to be an archive', { contentType: 'application/zip', bytes: executable }],
    ['a picture that is said to be text', { contentType: 'text/plain', bytes: png() }],
    ['a picture that is said to be another kind of picture', { contentType: 'image/jpeg', bytes: png() }],
    ['an archive that is said to be a picture', { contentType: 'image/png', bytes: zip({ a: 'b' }) }],
    [
      'a Windows program that is said to be JSON',
      { contentType: 'application/json', bytes: Buffer.from(`MZ${'\0'.repeat(70)}`) },
    ],
    [
      'binary data that is said to be a table',
      { contentType: 'text/csv', bytes: Buffer.from([0, 1, 2, 3, 4]) },
    ],
  ];
  it.each(contents)('of %s', async (_name, file) => {
    const announced = await announce(requester, ticketId, file);
    expect(await put(announced, file.bytes)).toBe(200);
    expect(await complete(requester, announced.attachmentId)).toMatchObject({
      attachment: null,
      errors: [{ __typename: 'UploadRejectedError', rejection: 'TYPE_NOT_ALLOWED' }],
    });
    await nothingIsAttached(announced.attachmentId);
  });

  it.each([
    ['that is larger', Buffer.concat([png(), Buffer.from('!')]), 'SIZE_MISMATCH'],
    ['that is shorter', png().subarray(1), 'SIZE_MISMATCH'],
    ['that has another checksum', Buffer.alloc(png().length, 'x'), 'CHECKSUM_MISMATCH'],
  ])('%s, even if the store accepted it', async (_name, bytes, rejection) => {
    const announced = await announce(requester, ticketId, picture);
    await write((await rowOf(world, announced.attachmentId)).upload_key, bytes);
    expect(await complete(requester, announced.attachmentId)).toMatchObject({
      attachment: null,
      errors: [{ __typename: 'UploadRejectedError', rejection }],
    });
    await nothingIsAttached(announced.attachmentId);
  });

  it('without an uploaded object', async () => {
    const announced = await announce(requester, ticketId, picture);
    expect(await complete(requester, announced.attachmentId)).toMatchObject({
      attachment: null,
      errors: [{ rejection: 'MISSING' }],
    });
  });

  it('that was announced more than an hour ago', async () => {
    const announced = await announce(requester, ticketId, picture);
    await put(announced, picture.bytes);
    await world.rows("update attachments set expires_at = now() - interval '1 second' where id = $1", [
      rawId(announced.attachmentId),
    ]);
    expect(await complete(requester, announced.attachmentId)).toMatchObject({
      attachment: null,
      errors: [{ rejection: 'EXPIRED' }],
    });
    expect(await attachmentsOf(agent, ticketId)).toEqual({ totalCount: 0, nodes: [] });
  });

  it('of another user, for every role', async () => {
    const announced = await announce(requester, ticketId, picture);
    await put(announced, picture.bytes);
    for (const name of ['agent', 'admin', 'requester2', 'outsider@example.org']) {
      expect(await complete(await world.as(name), announced.attachmentId)).toMatchObject({
        attachment: null,
        errors: [{ __typename: 'NotFoundError' }],
      });
    }
    await nothingIsAttached(announced.attachmentId);
  });

  it('to a comment of another user or on another ticket', async () => {
    const elsewhere = await report(requester, 'Elsewhere');
    const { comment: theirs } = await agent.done('addComment', { ticketId, body: 'Mine.' }, 'comment { id }');
    const { comment: other } = await requester.done(
      'addComment',
      { ticketId: elsewhere, body: 'There.' },
      'comment { id }',
    );
    const announced = await announce(requester, ticketId, picture);
    await put(announced, picture.bytes);
    for (const commentId of [theirs.id, other.id, 'nonsense']) {
      const { attachment, errors } = await complete(requester, announced.attachmentId, { commentId });
      expect(attachment).toBeNull();
      expect(errors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'commentId'] }]);
    }
    expect(await attachmentsOf(agent, ticketId)).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe('announcing refuses', () => {
  const cases: [string, object, string, string][] = [
    ['a type that is not allowed', { contentType: 'text/html' }, 'contentType', 'NOT_ALLOWED'],
    ['a program', { contentType: 'application/x-msdownload' }, 'contentType', 'NOT_ALLOWED'],
    ['a picture that holds scripts', { contentType: 'image/svg+xml' }, 'contentType', 'NOT_ALLOWED'],
    ['a type with half a parameter', { contentType: 'text/plain; charset' }, 'contentType', 'NOT_ALLOWED'],
    ['a type with a header behind it', { contentType: 'text/plain\r\na: b' }, 'contentType', 'NOT_ALLOWED'],
    ['a type with a NUL', { contentType: 'text/plain\0' }, 'contentType', 'NOT_ALLOWED'],
    [
      'a type by the name of what every object has',
      { contentType: 'constructor' },
      'contentType',
      'NOT_ALLOWED',
    ],
    ['a file that is too large', { size: 10_001 }, 'size', 'OUT_OF_RANGE'],
    ['a file that is empty', { size: 0 }, 'size', 'OUT_OF_RANGE'],
    ['a negative size', { size: -1 }, 'size', 'OUT_OF_RANGE'],
    ['a size that just fits the type', { size: 2 ** 31 - 1 }, 'size', 'OUT_OF_RANGE'],
    ['a checksum in Base64', { sha256: `${'A'.repeat(43)}=` }, 'sha256', 'FORMAT'],
    ['a checksum with something behind it', { sha256: `${'a'.repeat(64)}\n` }, 'sha256', 'FORMAT'],
    ['a checksum that is none', { sha256: 'abc' }, 'sha256', 'FORMAT'],
    ['a file without a name', { fileName: ' ' }, 'fileName', 'REQUIRED'],
  ];
  it.each(cases)('%s', async (_name, change, field, rule) => {
    const before = await world.rows('select count(*) from attachments');
    const { attachmentId, presignedUpload, errors } = await requester.mutate(
      'createAttachmentUpload',
      { ...announcement(ticketId, picture), ...change },
      'attachmentId presignedUpload { url }',
    );
    expect([attachmentId, presignedUpload]).toEqual([null, null]);
    expect(errors).toMatchObject([{ __typename: 'ValidationError', path: ['input', field], rule }]);
    expect(await world.rows('select count(*) from attachments')).toEqual(before);
  });

  it.each([
    ['a size that no integer holds', { size: 2 ** 31 }],
    ['half a byte', { size: 1.5 }],
    ['a size in words', { size: '78' }],
    ['no size', { size: null }],
    ['several names', { fileName: ['a', 'b'] }],
    ['where to store it', { uploadKey: 'elsewhere/secret' }],
    ['what only the server says', { state: 'READY', objectKey: 'elsewhere/secret' }],
  ])('%s, before it reads anything', async (_name, change) => {
    const mutation =
      'mutation ($input: CreateAttachmentUploadInput!) { createAttachmentUpload(input: $input) { attachmentId } }';
    const input = { ...announcement(ticketId, picture), ...change };
    const error = await changingNothing(world, () => requester.refused(mutation, { input }));
    expect(error.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('a viewer who cannot see the ticket, and an internal file of a requester', async () => {
    const input = announcement(ticketId, picture);
    for (const name of ['requester2', 'outsider@example.org']) {
      const { errors } = await (await world.as(name)).mutate('createAttachmentUpload', input, 'attachmentId');
      expect(errors).toMatchObject([{ __typename: 'NotFoundError' }]);
    }
    const { attachmentId, errors } = await requester.mutate(
      'createAttachmentUpload',
      { ...input, visibility: 'INTERNAL' },
      'attachmentId',
    );
    expect(attachmentId).toBeNull();
    expect(errors).toMatchObject([{ __typename: 'ForbiddenError', path: ['input', 'visibility'] }]);
  });
});
