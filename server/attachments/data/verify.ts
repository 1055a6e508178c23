import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { UploadRejection } from '../../platform/contract/generated/enums.js';
import { acceptedText, looksLikeText, typeOfContent } from '../rules/content-type.js';
import { UNDECIDED } from '../rules/type-names.js';
import type { AttachmentRow } from './entities.js';

// The bytes at the start of a file that signature detection reads.
const START = 65_536;

/** The type of checked content, or why it is refused, with a message about this file in `detail`. */
export type Verdict = { contentType: string } | { rejection: UploadRejection; detail?: string };

type Announced = Pick<AttachmentRow, 'size' | 'sha256' | 'contentType' | 'fileName'>;

/** Reads stored content and compares it with the announcement, with bounded memory. */
export async function verify(
  content: Readable,
  announced: Announced,
  accepted: readonly string[],
): Promise<Verdict> {
  const hash = createHash('sha256');
  const start: Buffer[] = [];
  let kept = 0;
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > announced.size) {
      content.destroy();
      return { rejection: 'SIZE_MISMATCH' };
    }
    hash.update(chunk);
    if (kept < START) {
      const part = chunk.subarray(0, START - kept);
      start.push(part);
      kept += part.length;
    }
  }
  if (size !== announced.size) return { rejection: 'SIZE_MISMATCH' };
  if (hash.digest('hex') !== announced.sha256) return { rejection: 'CHECKSUM_MISMATCH' };
  const beginning = Buffer.concat(start);
  const sniffed = (await fileTypeFromBuffer(beginning))?.mime ?? null;
  const isText = looksLikeText(beginning);
  const contentType = typeOfContent(announced.contentType, announced.fileName, { sniffed, isText }, accepted);
  if (contentType !== null) return { contentType };
  return { rejection: 'TYPE_NOT_ALLOWED', detail: misfit(announced, sniffed, accepted) };
}

function misfit(
  { contentType, fileName }: Announced,
  sniffed: string | null,
  accepted: readonly string[],
): string {
  const found = sniffed === null ? '' : ` It looks like ${sniffed}.`;
  return contentType === UNDECIDED
    ? `The content of ${fileName} has no accepted type.${found} ${acceptedText(accepted)}`
    : `The content of ${fileName} is not ${contentType}.${found}`;
}
