import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { announce, announcement, attach, type File, put } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';
import { complete, docx, ole, png, zip } from './support.js';

let world: World;
let requester: Client;
let ticketId: string;

beforeAll(async () => {
  world = await startWorld();
  requester = await world.as('requester');
  ticketId = await report(requester, 'With files of all kinds');
});
afterAll(() => world.stop());

const csv = Buffer.from('number;text\r\n1;ä\r\n');
const mail = Buffer.from('From: a@example.com\r\nSubject: Down\r\n\r\nIt is down.\r\n');
const event = Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n');
const har = Buffer.from('{"log":{"version":"1.2","entries":[]}}');
const xml = Buffer.from(
  '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>',
);
const log = Buffer.from('2026-11-27 10:00 \u001b[31mERROR\u001b[0m down\n');
const utf16 = Buffer.from('\ufeffDie Tür klemmt 😀\r\n', 'utf16le');
const page = Buffer.from('<!doctype html><script>alert(1)</script>');
const program = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(100, 1)]);
const bytes = 'application/octet-stream';

describe('a file as real clients send it', () => {
  it.each<[name: string, announced: string, type: string, served: string, content: Buffer]>([
    ['table.csv', 'application/vnd.ms-excel', 'text/csv', 'text/csv', csv],
    ['old.xls', 'application/vnd.ms-excel', 'application/vnd.ms-excel', 'application/vnd.ms-excel', ole()],
    ['table.csv', 'text/csv; charset=utf-8', 'text/csv', 'text/csv', csv],
    ['table.csv', '', 'text/csv', 'text/csv', csv],
    ['table.csv', bytes, 'text/csv', 'text/csv', csv],
    ['screen', bytes, 'image/png', 'image/png', png()],
    [
      'screen.jpg',
      'image/jpg',
      'image/jpeg',
      'image/jpeg',
      Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
    ],
    ['all.zip', 'application/x-zip-compressed', 'application/zip', 'application/zip', zip({ 'a.txt': 'a' })],
    ['all.zip', 'application/x-zip-compressed', 'application/zip', 'application/zip', docx()],
    ['mail.msg', '', 'application/vnd.ms-outlook', 'application/vnd.ms-outlook', ole()],
    [
      'mail.msg',
      'application/vnd.ms-outlook',
      'application/vnd.ms-outlook',
      'application/vnd.ms-outlook',
      ole(),
    ],
    ['mail.eml', '', 'message/rfc822', bytes, mail],
    ['mail.eml', 'message/rfc822', 'message/rfc822', bytes, mail],
    ['invitation.ics', 'text/calendar', 'text/calendar', 'text/calendar', event],
    ['server.log', '', 'text/plain', 'text/plain', log],
    ['server.log', 'text/x-log', 'text/plain', 'text/plain', log],
    ['server.log', '', 'application/gzip', 'application/gzip', gzipSync(log)],
    ['notes.md', '', 'text/markdown', 'text/markdown', Buffer.from('# Notes\n')],
    ['notes.md', 'text/markdown', 'text/markdown', 'text/markdown', Buffer.from('# Notes\n')],
    ['data.xml', 'text/xml', 'application/xml', bytes, xml],
    ['data.xml', 'application/xml', 'application/xml', bytes, xml],
    ['session.har', '', 'application/json', 'application/json', har],
    ['export.txt', 'text/plain', 'text/plain', 'text/plain', utf16],
    ['export.csv', bytes, 'text/csv', 'text/csv', Buffer.from(utf16).swap16()],
    // The content of an HTML page is text, and is served as text.
    ['page', '', 'text/plain', 'text/plain', page],
  ])(
    '%s, announced as %j, becomes %s and is only served as a download',
    async (fileName, contentType, type, served, content) => {
      const attachment = await attach(requester, ticketId, { fileName, contentType, bytes: content });
      expect(attachment).toMatchObject({ fileName, contentType: type, size: content.length });
      const download = await fetch(attachment.downloadUrl);
      expect(download.headers.get('content-type')).toBe(served);
      expect(download.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(Buffer.from(await download.arrayBuffer())).toEqual(content);
    },
  );
});

describe('a file of a type that is not accepted', () => {
  it.each([
    ['page.html', 'text/html', 'text/html'],
    ['page.html', '', 'text/html'],
    ['drawing.svg', bytes, 'image/svg+xml'],
    ['setup.exe', bytes, 'application/vnd.microsoft.portable-executable'],
    ['setup.exe', 'application/x-msdownload', 'application/x-msdownload'],
  ])(
    '%s, announced as %j, is refused before the upload, with the accepted types',
    async (fileName, contentType, type) => {
      const file = { fileName, contentType, bytes: Buffer.from('a') };
      const { attachmentId, errors } = await requester.mutate(
        'createAttachmentUpload',
        announcement(ticketId, file),
        'attachmentId',
      );
      expect(attachmentId).toBeNull();
      expect(errors).toMatchObject([{ rule: 'NOT_ALLOWED', path: ['input', 'contentType'] }]);
      expect(errors[0].message).toBe(
        `contentType ${type} is not accepted. Accepted types: ${world.app.services.config.attachments.types.join(', ')}.`,
      );
    },
  );

  it.each<[string, File, string]>([
    [
      'a program without a type',
      { fileName: 'tool', contentType: '', bytes: program },
      'It looks like application/x-elf. Accepted types: image/png, ',
    ],
    [
      'a program that is called a picture',
      { fileName: 'a.png', contentType: bytes, bytes: program },
      'The content of a.png has no accepted type.',
    ],
    [
      'a program that is called a table',
      { fileName: 'a.csv', contentType: 'application/vnd.ms-excel', bytes: program },
      'The content of a.csv is not application/vnd.ms-excel. It looks like application/x-elf.',
    ],
    [
      'a picture that is called a table',
      { fileName: 'a.csv', contentType: 'text/csv', bytes: png() },
      'The content of a.csv is not text/csv. It looks like image/png.',
    ],
  ])('%s is refused on completion', async (_name, file, message) => {
    const announced = await announce(requester, ticketId, file);
    expect(await put(announced, file.bytes)).toBe(200);
    const { attachment, errors } = await complete(requester, announced.attachmentId);
    expect(attachment).toBeNull();
    expect(errors).toMatchObject([{ __typename: 'UploadRejectedError', rejection: 'TYPE_NOT_ALLOWED' }]);
    expect(errors[0].message).toContain(message);
  });
});

describe('attachmentPolicy', () => {
  it("shows the operator's settings and the file name extensions", async () => {
    const { attachmentPolicy } = await requester.ok(
      '{ attachmentPolicy { maxBytes contentTypes fileNameEndings } }',
    );
    const { maxBytes, types } = world.app.services.config.attachments;
    expect(attachmentPolicy).toMatchObject({ maxBytes, contentTypes: types });
    expect(attachmentPolicy.fileNameEndings).toEqual(
      expect.arrayContaining(['.png', '.csv', '.har', '.msg']),
    );
  });
});
