import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import type { Client } from '../harness/client.js';
import { changingNothing, program, rawId, refusal } from '../harness/desk.js';
import { announce, attach, type File, put } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';
import { attachmentsOf, complete, rowOf } from './support.js';

let world: World;
let agent: Client;
let requester: Client;
let ticketId: string;
let elsewhere: string;

beforeAll(async () => {
  world = await startWorld();
  [agent, requester] = [await world.as('agent'), await world.as('requester')];
  [ticketId, elsewhere] = [await report(requester, 'Here'), await report(requester, 'There')];
});
afterAll(() => world.stop());

const notes: File = { fileName: 'notes.txt', contentType: 'text/plain', bytes: Buffer.from('It broke.\n') };

/** Uploads the file without completing it. */
async function uploaded(client: Client, ticket: string): Promise<string> {
  const announced = await announce(client, ticket, notes);
  expect(await put(announced, notes.bytes)).toBe(200);
  return announced.attachmentId;
}

const commentWith = (...attachmentIds: string[]) => ({ ticketId, body: 'See below.', attachmentIds });
const notFound = (id: string | null, ...path: string[]) => [
  { __typename: 'NotFoundError', code: 'NOT_FOUND', path: ['input', ...path], id },
];
const wrongState = (index: number) => [
  { __typename: 'ValidationError', rule: 'STATE', path: ['input', 'attachmentIds', String(index)] },
];

describe('an upload of another user', () => {
  it('cannot be completed, by an administrator or an API key either', async () => {
    const id = await uploaded(requester, ticketId);
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE']);
    const others = ['agent', 'lead', 'admin', 'requester2', 'outsider@example.org'];
    for (const client of [...(await Promise.all(others.map((name) => world.as(name)))), key]) {
      const errors = await refusal(world, client, 'completeAttachmentUpload', { attachmentId: id });
      expect(errors).toMatchObject(notFound(id, 'attachmentId'));
    }
    expect((await complete(requester, id)).errors).toEqual([]);
  });

  it('cannot be attached to a comment of another user, complete or not', async () => {
    for (const id of [await uploaded(requester, ticketId), (await attach(requester, ticketId, notes)).id]) {
      const errors = await refusal(world, agent, 'addComment', commentWith(id));
      expect(errors).toMatchObject(notFound(id, 'attachmentIds', '0'));
    }
  });

  it('that is not complete can be deleted by nobody, not even by the user who announced it', async () => {
    const id = await uploaded(requester, ticketId);
    for (const client of [agent, requester, await world.as('outsider@example.org')]) {
      const errors = await refusal(world, client, 'deleteAttachment', { attachmentId: id });
      expect(errors).toMatchObject(notFound(id, 'attachmentId'));
    }
    expect((await complete(requester, id)).errors).toEqual([]);
  });
});

describe("an upload of one's own", () => {
  it('cannot be attached to a comment on another ticket, or before it is complete', async () => {
    const there = (await attach(requester, elsewhere, notes)).id;
    const pending = await uploaded(requester, ticketId);
    for (const id of [there, pending]) {
      expect(await refusal(world, requester, 'addComment', commentWith(id))).toMatchObject(wrongState(0));
    }
  });

  it("is attached to one comment only, and with all the comment's files or not at all", async () => {
    const [first, second] = [
      await attach(requester, ticketId, notes),
      await attach(requester, ticketId, notes),
    ];
    const pending = await uploaded(requester, ticketId);
    const mixed = await refusal(world, requester, 'addComment', commentWith(first.id, second.id, pending));
    expect(mixed).toMatchObject(wrongState(2));
    const { comment } = await requester.done(
      'addComment',
      commentWith(first.id, first.id, second.id),
      'comment { attachments { id } }',
    );
    expect(comment.attachments).toEqual([{ id: first.id }, { id: second.id }]);
    const again = await refusal(world, requester, 'addComment', commentWith(second.id));
    expect(again).toMatchObject(wrongState(0));
  });

  it('is gone from every entry point when it was deleted, and its URL does not restore it', async () => {
    const { id, announced, downloadUrl } = await attach(requester, ticketId, notes);
    await requester.done('deleteAttachment', { attachmentId: id }, 'attachmentId');
    expect(await put(announced, notes.bytes)).toBe(200);
    const attempts: [string, Record<string, unknown>, string[]][] = [
      ['completeAttachmentUpload', { attachmentId: id }, ['attachmentId']],
      ['deleteAttachment', { attachmentId: id }, ['attachmentId']],
      ['addComment', commentWith(id), ['attachmentIds', '0']],
    ];
    for (const [mutation, input, path] of attempts) {
      expect(await refusal(world, requester, mutation, input)).toMatchObject(notFound(id, ...path));
    }
    const { nodes } = await attachmentsOf(agent, ticketId);
    expect(nodes.map((node) => node.id)).not.toContain(id);
    expect(downloadUrl).toContain((await rowOf(world, id)).object_key);
  });

  it('does not change when its file is sent again after completion', async () => {
    const { id, announced, downloadUrl } = await attach(requester, ticketId, notes);
    await changingNothing(world, async () => {
      expect(await put(announced, notes.bytes)).toBe(200);
      const again = await complete(requester, id);
      expect(again).toMatchObject({ attachment: { id }, errors: [] });
    });
    const { organisation_id, object_key } = await rowOf(world, id);
    const checked = await world.app.services.store.list(`${organisation_id}/attachments/${rawId(id)}/`);
    expect(checked).toEqual([object_key]);
    expect(await (await fetch(downloadUrl)).text()).toBe('It broke.\n');
  });

  it('is attached to one comment with one event when two comments name it at once', async () => {
    const say = async () => (await requester.done('addComment', commentWith(), 'comment { id }')).comment.id;
    const comments: string[] = [await say(), await say()];
    const id = await uploaded(requester, ticketId);
    const answers = await Promise.all(comments.map((commentId) => complete(requester, id, { commentId })));
    const [one, other] = answers.map(({ attachment, errors }) => [attachment.comment.id, errors]);
    expect(other).toEqual(one);
    expect(comments).toContain(one?.[0]);
    const commentOfEvent =
      "select comment_id from events where type = 'ATTACHMENT_ADDED' and attachment_id = $1";
    expect(await world.rows(commentOfEvent, [rawId(id)])).toEqual([{ comment_id: rawId(one?.[0]) }]);
  });
});

describe('an id that does not belong to an upload', () => {
  const ids: [string, () => string][] = [
    ['of nothing', () => toGlobalId('Attachment', '00000000-0000-7000-8000-000000000000')],
    ['of something else', () => ticketId],
    ['of no kind', () => Buffer.from('Attachment:1').toString('base64url')],
    ['with a name of every object', () => Buffer.from('__proto__:constructor').toString('base64url')],
    ['with a NUL', () => Buffer.from('Attachment:\0').toString('base64url')],
    ['empty', () => ''],
    ['very long', () => 'QXR0YWNobWVudDox'.repeat(1000)],
  ];
  it.each(ids)('%s is not found at any entry point', async (_what, of) => {
    const id = of();
    // An answer does not repeat an empty or a very long id.
    const repeated = id.length > 0 && id.length < 1000 ? id : null;
    for (const mutation of ['completeAttachmentUpload', 'deleteAttachment']) {
      const errors = await refusal(world, requester, mutation, { attachmentId: id });
      expect(errors).toMatchObject(notFound(repeated, 'attachmentId'));
    }
    const errors = await refusal(world, requester, 'addComment', commentWith(id));
    expect(errors).toMatchObject(notFound(repeated, 'attachmentIds', '0'));
  });
});
