import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { refusal } from '../harness/desk.js';
import { announcement, attach, type File } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';

let world: World;
let requester: Client;
let ticketId: string;

beforeAll(async () => {
  world = await startWorld();
  requester = await world.as('requester');
  ticketId = await report(requester, 'With odd files');
});
afterAll(() => world.stop());

const text: File = { contentType: 'text/plain', bytes: Buffer.from('It broke.\n') };

describe('a file name', () => {
  const names: [string, string, string][] = [
    ['no path', '../../etc/passwd', 'passwd'],
    ['no path of Windows', 'C:\\Users\\rosa\\photo.png', 'photo.png'],
    ['no path that is doubled to outlive a cleaning', '....//....//x.txt', 'x.txt'],
    ['no path when nothing is behind it', 'folder/', 'file'],
    ['an escaped path, which is none', '..%2f..%2fetc%2fpasswd', '%2f..%2fetc%2fpasswd'],
    ['no hiding', '.htaccess', 'htaccess'],
    ['no change of direction', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['no isolates, marks and joiners', '\u2066a\u2069\u200Fb\u200Bc\uFEFF.txt', 'abc.txt'],
    ['no header behind it', 'a\r\nset-cookie: x.txt', 'aset-cookie_ x.txt'],
    ['no control characters', 'a\x01\x1b[31m\x7f\x85b.txt', 'a[31mb.txt'],
    ['no line and paragraph separators', 'a\u2028b\u2029c.txt', 'a b c.txt'],
    ['no quotes and markup', '"quoted"<b>.txt', '_quoted__b_.txt'],
    ['no wildcards, pipes and streams', 'a*b?c|d:e.txt', 'a_b_c_d_e.txt'],
    ['more than dots', '...', 'file'],
    ['more than dots and spaces', ' . . . ', 'file'],
    ['no dot at its end, which Windows drops', 'a.txt. . ', 'a.txt'],
    ['no device of Windows', 'CON', '_CON'],
    ['no device of Windows with an ending', 'nul.tar.gz', '_nul.tar.gz'],
    ['no device of Windows behind spaces', 'Com1 .txt', '_Com1 .txt'],
    ['no device of Windows with a raised digit', 'LPT\u00B9.txt', '_LPT\u00B9.txt'],
    ['what only begins like a device', 'console.txt', 'console.txt'],
    ['at most 255 characters, and its ending', `${'n'.repeat(300)}.txt`, `${'n'.repeat(251)}.txt`],
    ['at most 255 characters, whole ones', '😀'.repeat(300), '😀'.repeat(255)],
    ['letters of any language', 'Zeichnung für Ärzte – 図面.txt', 'Zeichnung für Ärzte – 図面.txt'],
    ['apostrophes, brackets and percent signs', "it's (100%).txt", "it's (100%).txt"],
    ['the name of something that every object has', '__proto__', '__proto__'],
  ];
  it.each(names)('is stored with %s', async (_what, given, cleaned) => {
    const { fileName, downloadUrl } = await attach(requester, ticketId, { ...text, fileName: given });
    expect(fileName).toBe(cleaned);
    const download = await fetch(downloadUrl);
    expect(await download.text()).toBe('It broke.\n');
    const disposition = download.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.~!#$&+^`|%-]*$/);
    expect(disposition.split('"')).toHaveLength(3);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(cleaned);
  });

  const refused: [string, string, string][] = [
    ['too long', 'n'.repeat(1001), 'TOO_LONG'],
    ['empty', '', 'REQUIRED'],
    ['of invisible characters', '\u202E\u200B\u2066', 'REQUIRED'],
    ['of white space', ' \t\n', 'REQUIRED'],
    ['with a NUL', 'a.txt\0.exe', 'NO_NUL'],
    ['with half of a character', 'a\uD800.txt', 'UNICODE'],
  ];
  it.each(refused)('is refused when it is %s', async (_what, fileName, rule) => {
    const input = { ...announcement(ticketId, text), fileName };
    expect(await refusal(world, requester, 'createAttachmentUpload', input)).toMatchObject([
      { __typename: 'ValidationError', path: ['input', 'fileName'], rule },
    ]);
  });
});
