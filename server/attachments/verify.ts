import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentRow } from './entities.js';
import { fitsType, looksLikeText } from './rules/content-type.js';

export type Rejection = 'MISSING' | 'SIZE_MISMATCH' | 'CHECKSUM_MISMATCH' | 'TYPE_NOT_ALLOWED' | 'EXPIRED';

// What the sniffer needs at most of the start of a file.
const START = 65_536;

/** Reads stored content through and says what does not fit the announcement; null when all does. Memory stays bounded. */
export async function whatDoesNotFit(
  content: Readable,
  announced: Pick<AttachmentRow, 'size' | 'sha256' | 'contentType'>,
): Promise<Rejection | null> {
  const hash = createHash('sha256');
  const start: Buffer[] = [];
  let kept = 0;
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > announced.size) {
      content.destroy();
      return 'SIZE_MISMATCH';
    }
    hash.update(chunk);
    if (kept < START) {
      const part = chunk.subarray(0, START - kept);
      start.push(part);
      kept += part.length;
    }
  }
  if (size !== announced.size) return 'SIZE_MISMATCH';
  if (hash.digest('hex') !== announced.sha256) return 'CHECKSUM_MISMATCH';
  const beginning = Buffer.concat(start);
  const sniffed = (await fileTypeFromBuffer(beginning))?.mime ?? null;
  return fitsType(announced.contentType, sniffed, looksLikeText(beginning)) ? null : 'TYPE_NOT_ALLOWED';
}
