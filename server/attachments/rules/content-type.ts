import { canonicalType, typeOfName, UNDECIDED } from './type-names.js';

/** The facts about stored content: its type by signature (null: unknown), and whether it is text. */
export interface Content {
  readonly sniffed: string | null;
  readonly isText: boolean;
}

// Types without a signature: the content must be text.
const textual = /^(text\/|application\/(json|xml|x-ndjson)$|message\/rfc822$)/;
const zipped = /^application\/(vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.|zip$|epub\+zip$)/;
// Office documents and some others are ZIP or OLE files inside; signature detection can stop at the container.
const containers = new Map([
  ['application/zip', zipped],
  ['application/x-cfb', /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook))$/],
  ['image/heif', /^image\/heic$/],
]);

/** Windows gives a file the type of the program that opens it: CSV files and new workbooks are announced as old workbooks. */
const byProgram = new Set([
  'application/vnd.ms-excel',
  'application/msword',
  'application/vnd.ms-powerpoint',
]);

export type Announcement = { type: string } | { refusedType: string | null };

/**
 * Decides on a file before its upload. A type that only the content can decide is accepted, unless the file name has the ending of a type
 * that is not accepted. `refusedType` is null when the client gave no MIME type.
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

/** Decides on uploaded content: its type, or null when it differs from the announcement or is not accepted. */
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

/** The configuration can use another name of a type. */
function accepts(accepted: readonly string[], type: string): boolean {
  return accepted.some((it) => canonicalType(it) === type);
}

/** Whether the content has a type. */
function fits(type: string, { sniffed, isText }: Content): boolean {
  if (type === UNDECIDED) return true;
  if (sniffed !== null) {
    const found = canonicalType(sniffed) ?? sniffed;
    if (found === type || containers.get(found)?.test(type)) return true;
    if (type === 'application/zip' && zipped.test(found)) return true;
  }
  // Some signatures are only two or three letters (BM, MZ, ID3), with which a text can begin: then it counts as text.
  return textual.test(type) && isText;
}

// Pages, scripts, XML (which can hold both) and e-mails.
const active =
  /^(text\/(html|xml|xsl|javascript|ecmascript)|(message|multipart)\/.*|.*[/+](xml|xhtml|javascript|ecmascript))$/;

/** The type of a download. A type that a browser might show or run as a page is served as bytes, even when the configuration accepts it. */
export function servedType(type: string): string {
  return active.test(type) ? UNDECIDED : type;
}

/**
 * Text has no NUL and no control characters except white space and escape: in UTF-8, in an 8-bit encoding, or in UTF-16 with a byte order
 * mark.
 */
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
    // The beginning of a file can end in the middle of a character.
    const text = new TextDecoder(encoding, { fatal: true }).decode(start, { stream: true });
    return [...text].every((character) => isTextUnit(character.codePointAt(0) ?? 0));
  } catch {
    return false;
  }
}

/** The accepted types, for a message. */
export function acceptedText(accepted: readonly string[]): string {
  return `Accepted types: ${accepted.join(', ')}.`;
}
