import { canonicalType, typeOfName, UNDECIDED } from './type-names.js';

/** What is known of stored content: the type by its signature (null: none is known), and whether it is text. */
export interface Content {
  readonly sniffed: string | null;
  readonly isText: boolean;
}

// Types that have no signature: the content must be text.
const textual = /^(text\/|application\/(json|xml|x-ndjson)$|message\/rfc822$)/;
const zipped = /^application\/(vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.|zip$|epub\+zip$)/;
// Office documents and others are ZIP or OLE files inside; the sniffer may stop at the container.
const containers = new Map([
  ['application/zip', zipped],
  ['application/x-cfb', /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook))$/],
  ['image/heif', /^image\/heic$/],
]);

/** Windows gives a file the type of the program that opens it: a CSV and a new workbook are announced as an old workbook. */
const byProgram = new Set([
  'application/vnd.ms-excel',
  'application/msword',
  'application/vnd.ms-powerpoint',
]);

export type Announcement = { type: string } | { refusedType: string | null };

/**
 * Decides on a file before it is uploaded. A type that the content has to decide is taken as it is, unless the file's name
 * tells a type that is not accepted. `refusedType` is null when the client gave no MIME type.
 */
export function announcedType(given: string, fileName: string, accepted: readonly string[]): Announcement {
  const type = canonicalType(given);
  const named = typeOfName(fileName);
  if (type === UNDECIDED) {
    return named === undefined || accepts(accepted, named) ? { type } : { refusedType: named };
  }
  if (type === null) return { refusedType: null };
  if (accepts(accepted, type)) return { type };
  return byProgram.has(type) && named !== undefined && accepts(accepted, named)
    ? { type }
    : { refusedType: type };
}

/** Decides on content that was uploaded: its type, or null when it is not what was announced, or nothing that is accepted. */
export function typeOfContent(
  announced: string,
  fileName: string,
  content: Content,
  accepted: readonly string[],
): string | null {
  const fitting = candidates(announced, fileName, content).find(
    (type) => accepts(accepted, type) && fits(type, content),
  );
  return fitting ?? null;
}

function candidates(announced: string, fileName: string, { sniffed }: Content): string[] {
  const named = typeOfName(fileName);
  const ofName = named === undefined ? [] : [named];
  if (announced === UNDECIDED) {
    return [...ofName, canonicalType(sniffed ?? '') ?? UNDECIDED, 'text/plain', UNDECIDED];
  }
  return byProgram.has(announced) ? [announced, ...ofName] : [announced];
}

/** The configuration may use another name of a type, too. */
function accepts(accepted: readonly string[], type: string): boolean {
  return accepted.some((it) => canonicalType(it) === type);
}

/** Whether content is of a type. */
function fits(type: string, { sniffed, isText }: Content): boolean {
  if (type === UNDECIDED) return true;
  if (sniffed !== null) {
    const found = canonicalType(sniffed) ?? sniffed;
    if (found === type || containers.get(found)?.test(type)) return true;
    if (type === 'application/zip' && zipped.test(found)) return true;
  }
  // Some signatures are two or three letters, with which a text may begin as well (BM, MZ, ID3): what decides is that it is text.
  return textual.test(type) && isText;
}

// Pages, scripts, XML (which may hold both) and mails.
const active =
  /^(text\/(html|xml|xsl|javascript|ecmascript)|(message|multipart)\/.*|.*[/+](xml|xhtml|javascript|ecmascript))$/;

/**
 * The type that a download is served with. What a browser might show or run as a page is served as bytes, also when the
 * configuration accepts it.
 */
export function servedType(type: string): string {
  return active.test(type) ? UNDECIDED : type;
}

/** Text has no NUL and no other control characters than white space and escape: in UTF-8, in 8 bits, or in UTF-16 with its mark. */
export function looksLikeText(start: Uint8Array): boolean {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return isUtf16(start, 'utf-16le');
  if (first === 0xfe && second === 0xff) return isUtf16(start, 'utf-16be');
  return start.every(isTextUnit);
}

function isTextUnit(unit: number): boolean {
  return unit >= 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d || unit === 0x1b;
}

function isUtf16(start: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): boolean {
  try {
    // A stream may end in the middle of a character, as the beginning of a file does.
    const text = new TextDecoder(encoding, { fatal: true }).decode(start, { stream: true });
    return [...text].every((character) => isTextUnit(character.codePointAt(0) ?? 0));
  } catch {
    return false;
  }
}

/** What a refusal says of the types that are accepted. */
export function acceptedText(accepted: readonly string[]): string {
  return `Accepted types: ${accepted.join(', ')}.`;
}
