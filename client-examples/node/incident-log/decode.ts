import { LogFormatError } from './parse.ts';

/**
 * The text of a log. Refuses a file that is not UTF-8, and names the first wrong line: otherwise wrong letters would become part of names.
 */
export function decodeLog(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new LogFormatError('line 1: the file is UTF-16. Save it as UTF-8.');
  }
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    const text = strict.decode(bytes);
    const nul = text.indexOf('\0');
    if (nul >= 0)
      throw new LogFormatError(
        `line ${lineAt(text, nul)}: it has the character U+0000, so it is not a text file.`,
      );
    return text;
  } catch (error) {
    if (error instanceof LogFormatError) throw error;
    throw new LogFormatError(
      `line ${firstBadLine(bytes, strict)}: it is not UTF-8. Save the file as UTF-8; exports are often in Windows-1252.`,
    );
  }
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

/** In UTF-8, only the line feed itself has its byte, so lines can be decoded one by one. */
function firstBadLine(bytes: Uint8Array, strict: TextDecoder): number {
  for (let line = 1, begin = 0; begin <= bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, begin);
    const end = feed < 0 ? bytes.length : feed;
    try {
      strict.decode(bytes.subarray(begin, end));
    } catch {
      return line;
    }
    begin = end + 1;
  }
  throw new Error('every line is UTF-8');
}
