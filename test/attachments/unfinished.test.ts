import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { announcement, type File } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';

let world: World;
let requester: Client;
let ticketId: string;

beforeAll(async () => {
  world = await startWorld({
    ATTACHMENT_MAX_BYTES: '600',
    LIMIT_UNFINISHED_UPLOADS: '3',
    LIMIT_UNFINISHED_UPLOAD_BYTES: '1000',
  });
  requester = await world.as('requester');
  ticketId = await report(requester, 'Many files');
});
afterAll(() => world.stop());
beforeEach(() => world.rows('delete from attachments where state = $1', ['PENDING']));

const file = (size: number): File => ({
  fileName: 'a.txt',
  contentType: 'text/plain',
  bytes: Buffer.alloc(size, 'x'),
});
const announce = (who: Client, size: number, more: object = {}) =>
  who.mutate('createAttachmentUpload', { ...announcement(ticketId, file(size)), ...more }, 'attachmentId');
const pending = async () =>
  (
    await world.rows<{ count: number }>(
      "select count(*)::int as count from attachments where state = 'PENDING'",
    )
  )[0]?.count;

const refused = {
  attachmentId: null,
  errors: [
    {
      __typename: 'RateLimitedError',
      code: 'RATE_LIMITED',
      message: expect.stringMatching(
        /^At most 3 uploads of 1000 bytes together can wait for their completion\. Complete your uploads, or try again in \d+ seconds\.$/,
      ),
      path: ['input'],
      retryAfterSeconds: expect.any(Number),
    },
  ],
};

describe('announced uploads that are not completed', () => {
  it('are limited in number; one more is refused with the time of the next free place, and changes nothing', async () => {
    for (let i = 0; i < 3; i += 1) expect((await announce(requester, 1)).errors).toEqual([]);
    await changingNothing(world, async () => {
      const payload = await announce(requester, 1);
      expect(payload).toEqual(refused);
      expect(payload.errors[0].retryAfterSeconds).toBeGreaterThan(3500);
      expect(payload.errors[0].retryAfterSeconds).toBeLessThanOrEqual(3600);
    });
  });

  it('are limited in total size', async () => {
    expect((await announce(requester, 600)).errors).toEqual([]);
    expect(await announce(requester, 600)).toEqual(refused);
    expect((await announce(requester, 400)).errors).toEqual([]);
  });

  it('are limited for each account separately, as a user and as an API key', async () => {
    for (let i = 0; i < 3; i += 1) await announce(requester, 1);
    expect(await announce(requester, 1)).toEqual(refused);
    expect((await announce(await world.as('agent'), 1)).errors).toEqual([]);
  });

  it('are limited over all servers, however many are announced at once', async () => {
    const other = requester.at((await world.another()).url);
    const payloads = await Promise.all(
      Array.from({ length: 20 }, (_, i) => announce(i % 2 ? requester : other, 1)),
    );
    expect(payloads.filter(({ errors }) => errors.length === 0)).toHaveLength(3);
    expect(await pending()).toBe(3);
  });

  it('count without a ticket too, also when they are complete, until a ticket takes them', async () => {
    for (let i = 0; i < 3; i += 1) await announce(requester, 1, { ticketId: undefined });
    await world.rows("update attachments set state = 'CHECKED' where state = 'PENDING'");
    expect(await announce(requester, 1, { ticketId: undefined })).toEqual(refused);
    const waiting = await world.rows<{ id: string }>("select id from attachments where state = 'CHECKED'");
    const attachmentIds = waiting.map(({ id }) => toGlobalId('Attachment', id));
    const ticket = { type: 'INCIDENT', subject: 'Files', description: 'See below.', attachmentIds };
    await requester.done('createTicket', ticket, '__typename');
    expect((await announce(requester, 1)).errors).toEqual([]);
  });

  it('count no longer when they expire; a refused call then succeeds with the same key', async () => {
    for (let i = 0; i < 3; i += 1) await announce(requester, 1);
    expect(await announce(requester, 1, { idempotencyKey: 'once more' })).toEqual(refused);
    await world.rows("update attachments set expires_at = now() where state = 'PENDING'");
    expect((await announce(requester, 1, { idempotencyKey: 'once more' })).errors).toEqual([]);
  });
});
