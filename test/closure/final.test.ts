import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, refusedWith, report } from '../harness/desk.js';
import { announce, attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { resolve, review } from './support.js';

let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600' });
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(admin);
});
afterAll(() => world.stop());

interface Ended {
  id: string;
  comment: string;
  note: string;
  /** A completed upload, and one that was only announced. */
  file: string;
  upload: string;
}

/** A ticket with comments and files, which then ends. */
async function ended(end: (ticketId: string) => Promise<unknown>): Promise<Ended> {
  const { id } = await report(requester);
  const say = async (client: Client, visibility: string): Promise<string> =>
    (await client.done('addComment', { ticketId: id, body: 'Hello', visibility }, 'comment { id }')).comment
      .id;
  const [comment, note] = [await say(agent, 'PUBLIC'), await say(agent, 'INTERNAL')];
  const file = await attachText(agent, id, 'a trace');
  const text = { contentType: 'text/plain', bytes: Buffer.from('another trace') };
  const { attachmentId: upload } = await announce(agent, id, text);
  await end(id);
  return { id, comment, note, file, upload };
}
const closed = () =>
  ended(async (ticketId) => {
    await resolve(agent, ticketId);
    await requester.done('closeTicket', { ticketId, closureSummary: 'It works.' }, '__typename');
  });
const cancelled = () =>
  ended((ticketId) => agent.done('cancelTicket', { ticketId, reason: 'By mistake.' }, '__typename'));

const changes: [string, (on: Ended) => object][] = [
  ['addComment', ({ id }) => ({ ticketId: id, body: 'Hello?' })],
  ['addComment', ({ id }) => ({ ticketId: id, body: 'Hm.', visibility: 'INTERNAL' })],
  ['editComment', ({ comment }) => ({ commentId: comment, body: 'Good day' })],
  ['setCommentVisibility', ({ note }) => ({ commentId: note, visibility: 'PUBLIC' })],
  ['updateTicket', ({ id }) => ({ ticketId: id, subject: 'The printer burns' })],
  ['assignTicket', ({ id }) => ({ ticketId: id, assigneeId: names.users.agent })],
  [
    'createAttachmentUpload',
    ({ id }) => ({
      ticketId: id,
      fileName: 'a.txt',
      size: 1,
      contentType: 'text/plain',
      sha256: '0'.repeat(64),
    }),
  ],
  ['completeAttachmentUpload', ({ upload }) => ({ attachmentId: upload })],
];

describe('a closed ticket', () => {
  it.each(changes)('refuses %s, and names the follow-up', async (mutation, input) => {
    const on = await closed();
    const error = await refusedWith(world, agent, mutation, { ...input(on) });
    expect(error).toMatchObject({
      __typename: 'InvalidTransitionError',
      code: 'INVALID_TRANSITION',
      from: 'CLOSED',
      transition: null,
      message: `${mutation} is not possible for a ticket that is CLOSED. A closed ticket stays closed: create a new one with createTicket(followUpOfId).`,
      reasons: [{ code: 'WRONG_STATUS' }],
    });
  });

  it('can neither be merged nor merged into, and cannot be reopened', async () => {
    const [{ id }, other] = [await closed(), await report(requester)];
    const from = { __typename: 'InvalidTransitionError', from: 'CLOSED', transition: 'MERGE' };
    const merge = (ticketId: string, intoTicketId: string) =>
      refusedWith(world, agent, 'mergeTicket', { ticketId, intoTicketId });
    expect(await merge(id, other.id)).toMatchObject({ ...from, path: ['input', 'ticketId'] });
    expect(await merge(other.id, id)).toMatchObject({ ...from, path: ['input', 'intoTicketId'] });
    expect(
      await refusedWith(world, requester, 'reopenTicket', { ticketId: id, reason: 'Again.' }),
    ).toMatchObject({
      __typename: 'InvalidTransitionError',
      message: expect.stringContaining('create a new one with createTicket(followUpOfId)'),
    });
  });

  it('can still be reviewed, watched, linked and followed up, and a comment can be hidden and a file deleted', async () => {
    const { id, comment, file } = await closed();
    const other = await report(requester);
    await agent.done('reviewTicket', { ticketId: id, ...review }, 'review { id }');
    await agent.done('watchTicket', { ticketId: id }, '__typename');
    await agent.done(
      'linkTickets',
      { ticketId: other.id, relation: 'RELATED_TO', otherTicketId: id },
      '__typename',
    );
    await report(requester, { followUpOfId: id });
    await agent.done('setCommentVisibility', { commentId: comment, visibility: 'INTERNAL' }, '__typename');
    await agent.done('deleteAttachment', { attachmentId: file }, '__typename');
  });
});

describe('a cancelled ticket', () => {
  it.each(changes)('refuses %s, without a follow-up', async (mutation, input) => {
    const on = await cancelled();
    expect(await refusedWith(world, agent, mutation, { ...input(on) })).toMatchObject({
      __typename: 'InvalidTransitionError',
      from: 'CANCELLED',
      transition: null,
      message: `${mutation} is not possible for a ticket that is CANCELLED.`,
    });
  });

  it('can still be watched, and a comment can be hidden and a file deleted', async () => {
    const { id, comment, file } = await cancelled();
    await agent.done('watchTicket', { ticketId: id }, '__typename');
    await agent.done('setCommentVisibility', { commentId: comment, visibility: 'INTERNAL' }, '__typename');
    await agent.done('deleteAttachment', { attachmentId: file }, '__typename');
  });
});
