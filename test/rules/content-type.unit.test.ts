import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  announcedType,
  looksLikeText,
  servedType,
  typeOfContent,
} from '../../server/attachments/rules/content-type.js';
import { canonicalType, endingsOf } from '../../server/attachments/rules/type-names.js';
import { loadConfig } from '../../server/platform/config/config.js';

const accepted = loadConfig({}).attachments.types;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('an announced file', () => {
  it.each([
    ['image/png', 'a.png', 'image/png'],
    ['image/jpg', 'a.jpg', 'image/jpeg'],
    ['IMAGE/PJPEG', 'a.jpg', 'image/jpeg'],
    ['application/x-zip-compressed', 'a.zip', 'application/zip'],
    ['text/csv; charset=utf-8', 'a.csv', 'text/csv'],
    ['text/plain;charset="utf-8"; format=flowed', 'a.txt', 'text/plain'],
    ['text/x-log', 'a.log', 'text/plain'],
    ['text/x-markdown', 'a.md', 'text/markdown'],
    ['text/xml', 'a.xml', 'application/xml'],
    // Windows announces this type for a CSV when a spreadsheet program is installed. The content decides.
    ['application/vnd.ms-excel', 'a.csv', 'application/vnd.ms-excel'],
    // Types that browsers do not know.
    ['', 'mail.msg', 'application/octet-stream'],
    ['', 'mail.eml', 'application/octet-stream'],
    ['', 'session.har', 'application/octet-stream'],
    ['  ', 'trace', 'application/octet-stream'],
    ['application/octet-stream', 'trace.unknown', 'application/octet-stream'],
    ['binary/octet-stream', 'a.log', 'application/octet-stream'],
  ])('with type %j and name %s is accepted as %s', (given, name, type) => {
    expect(announcedType(given, name, accepted)).toEqual({ type });
  });

  it.each([
    ['text/html', 'a.html', 'text/html'],
    ['image/svg+xml', 'a.svg', 'image/svg+xml'],
    ['application/x-msdownload', 'a.exe', 'application/x-msdownload'],
    ['', 'a.html', 'text/html'],
    ['application/octet-stream', 'a.SVG', 'image/svg+xml'],
    ['', 'setup.exe', 'application/vnd.microsoft.portable-executable'],
    ['png', 'a.png', null],
    ['constructor', 'a', null],
    ['text/plain\0', 'a.txt', null],
    ['text/plain\r\na: b', 'a.txt', null],
    ['text/plain; a', 'a.txt', null],
    [`text/${'x'.repeat(300)}`, 'a.txt', null],
  ])('with type %j and name %s is refused as %s', (given, name, refusedType) => {
    expect(announcedType(given, name, accepted)).toEqual({ refusedType });
  });

  it('is checked against the types that the operator accepts, under any name of a type', () => {
    expect(announcedType('image/jpeg', 'a.jpg', ['image/jpg'])).toEqual({ type: 'image/jpeg' });
    expect(announcedType('', 'a.csv', ['image/png'])).toEqual({ refusedType: 'text/csv' });
    expect(announcedType('application/vnd.ms-excel', 'a.csv', ['text/csv'])).toEqual({
      type: 'application/vnd.ms-excel',
    });
    expect(announcedType('application/vnd.ms-excel', 'a.xls', ['text/csv'])).toEqual({
      refusedType: 'application/vnd.ms-excel',
    });
  });

  it('is never accepted with a type that the operator does not accept, or with characters that a header cannot have', () => {
    const given = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...accepted).map((it) => `${it} ; a=b`),
    );
    fc.assert(
      fc.property(given, fc.string(), (type, name) => {
        const answer = announcedType(type, name, accepted);
        if ('type' in answer) expect([...accepted, 'application/octet-stream']).toContain(answer.type);
        else expect(answer.refusedType ?? 'a/b').toMatch(/^[\w.+-]+\/[\w.+-]+$/);
      }),
    );
  });

  it('has one canonical name of its type', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('text/xml', 'image/jpg', '', 'text/x-sh')),
        (given) => {
          const once = canonicalType(given);
          if (once !== null) expect(canonicalType(once)).toBe(once);
        },
      ),
    );
  });
});

describe('uploaded content', () => {
  const text = { sniffed: null, isText: true };
  const binary = (sniffed: string | null) => ({ sniffed, isText: false });

  it.each([
    // Announced with its type: the content must have that type.
    ['image/png', 'a.png', binary('image/png'), 'image/png'],
    ['image/png', 'a.png', binary('image/jpeg'), null],
    ['image/png', 'a.png', { sniffed: 'text/html', isText: true }, null],
    ['image/png', 'a.png', binary('application/zip'), null],
    ['image/heic', 'a.heic', binary('image/heif'), 'image/heic'],
    ['text/plain', 'a.txt', text, 'text/plain'],
    ['text/plain', 'a.txt', binary(null), null],
    ['text/plain', 'a.txt', { sniffed: 'application/xml', isText: true }, 'text/plain'],
    ['text/plain', 'a.txt', { sniffed: 'application/x-msdownload', isText: true }, 'text/plain'],
    ['text/plain', 'a.txt', { sniffed: 'image/bmp', isText: true }, 'text/plain'],
    ['text/plain', 'a.txt', binary('application/xml'), null],
    ['text/plain', 'a.txt', binary('application/x-msdownload'), null],
    ['text/plain', 'a.txt', binary('image/png'), null],
    ['text/csv', 'a.csv', text, 'text/csv'],
    ['application/json', 'a.json', text, 'application/json'],
    ['application/pdf', 'a.pdf', binary('application/zip'), null],
    ['application/zip', 'a.zip', binary('application/zip'), 'application/zip'],
    ['application/zip', 'a.zip', binary(docx), 'application/zip'],
    ['application/zip', 'a.zip', binary('application/x-elf'), null],
    [docx, 'a.docx', binary('application/zip'), docx],
    ['application/msword', 'a.doc', binary('application/x-cfb'), 'application/msword'],
    ['application/msword', 'a.doc', binary('application/zip'), null],
    ['application/vnd.ms-outlook', 'a.msg', binary('application/x-cfb'), 'application/vnd.ms-outlook'],
    // Announced with the type of the program that opens it.
    ['application/vnd.ms-excel', 'a.csv', text, 'text/csv'],
    ['application/vnd.ms-excel', 'a.xls', binary('application/x-cfb'), 'application/vnd.ms-excel'],
    ['application/vnd.ms-excel', 'a.xlsx', binary(xlsx), xlsx],
    ['application/vnd.ms-excel', 'a.xls', text, null],
    ['application/vnd.ms-excel', 'a.csv', binary('application/x-elf'), null],
    // Announced without a type: the type of the file name if the content has it, otherwise the type of the
    // content.
    ['application/octet-stream', 'a.csv', text, 'text/csv'],
    ['application/octet-stream', 'a.har', text, 'application/json'],
    ['application/octet-stream', 'a.md', text, 'text/markdown'],
    ['application/octet-stream', 'a.log', { sniffed: 'application/xml', isText: true }, 'text/plain'],
    ['application/octet-stream', 'a.msg', binary('application/x-cfb'), 'application/vnd.ms-outlook'],
    ['application/octet-stream', 'a.log', binary('application/gzip'), 'application/gzip'],
    ['application/octet-stream', 'a', binary('image/png'), 'image/png'],
    ['application/octet-stream', 'a', text, 'text/plain'],
    ['application/octet-stream', 'a', { sniffed: 'application/xml', isText: true }, 'application/xml'],
    ['application/octet-stream', 'a', binary('application/x-elf'), null],
    ['application/octet-stream', 'a.png', binary('application/x-elf'), null],
    ['application/octet-stream', 'a', binary(null), null],
  ])('announced as %s with the name %s, with the content %j, is %s', (announced, name, content, type) => {
    expect(typeOfContent(announced, name, content, accepted)).toBe(type);
  });

  it('is accepted as plain bytes only when the operator accepts any content', () => {
    const any = [...accepted, 'application/octet-stream'];
    expect(typeOfContent('application/octet-stream', 'a', binary(null), any)).toBe(
      'application/octet-stream',
    );
    expect(typeOfContent('image/png', 'a.png', binary(null), any)).toBeNull();
  });

  it('never gets a type that is not accepted', () => {
    const types = fc.constantFrom(...accepted, 'application/octet-stream', 'text/html', 'application/x-elf');
    fc.assert(
      fc.property(types, fc.string(), fc.option(types), fc.boolean(), (announced, name, sniffed, isText) => {
        const type = typeOfContent(announced, name, { sniffed, isText }, accepted);
        if (type !== null) expect(accepted).toContain(type);
      }),
    );
  });
});

describe('a download', () => {
  it.each([
    'text/html',
    'text/xml',
    'application/xml',
    'application/xhtml+xml',
    'image/svg+xml',
    'text/javascript',
    'application/javascript',
    'message/rfc822',
    'multipart/related',
  ])('of type %s is served as plain bytes', (type) => {
    expect(servedType(type)).toBe('application/octet-stream');
  });

  it.each(['image/png', 'application/pdf', 'text/plain', 'text/csv', docx])(
    'of type %s is served with its type',
    (type) => {
      expect(servedType(type)).toBe(type);
    },
  );
});

describe('text', () => {
  const utf16 = (text: string, order: 'le' | 'be') => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  };

  it.each<[string, Buffer, boolean]>([
    ['in UTF-8', Buffer.from('Grüße,\r\n\tTab 😀\n'), true],
    ['in Latin-1', Buffer.from('Grüße', 'latin1'), true],
    ['in UTF-16, little-endian', utf16('Grüße 😀\r\n', 'le'), true],
    ['in UTF-16, big-endian', utf16('Grüße 😀\r\n', 'be'), true],
    ['in UTF-16, cut in the middle of a character', utf16('a😀', 'le').subarray(0, 6), true],
    ['that is empty', Buffer.from(''), true],
    ['with a NUL', Buffer.from('a\u0000b'), false],
    ['in UTF-16 with a NUL', utf16('a\u0000b', 'le'), false],
    ['in UTF-16 with half a surrogate pair', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00]), false],
    ['in UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), false],
    ['that is a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02]), false],
  ])('%s: %#', (_name, bytes, is) => {
    expect(looksLikeText(bytes)).toBe(is);
  });

  it('can be any text in UTF-16', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter((it) => !/\p{Cc}/u.test(it));
    fc.assert(
      fc.property(printable, fc.constantFrom('le' as const, 'be' as const), (it, order) => {
        expect(looksLikeText(utf16(it, order))).toBe(true);
      }),
    );
  });
});

describe('the extensions of file names', () => {
  it('are those of accepted types', () => {
    expect(endingsOf(accepted)).toEqual(
      expect.arrayContaining(['.csv', '.msg', '.eml', '.ics', '.log', '.md', '.xml', '.har']),
    );
    expect(endingsOf(accepted)).not.toEqual(expect.arrayContaining(['.html']));
    expect(endingsOf(['image/png'])).toEqual(['.png']);
  });
});
