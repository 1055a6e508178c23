import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { headersOf, type SignedUpload, sha256, store } from '../harness/upload.js';
import type { Json } from './ask.js';

/** A file to upload. */
export interface TextFile {
  fileName: string;
  bytes: Buffer;
  sha256: string;
}

/** A file with unique text. It begins with text, because random bytes could look like a picture. */
export function textFile(fileName: string, size: number): TextFile {
  const bytes = Buffer.from(`Text: ${randomBytes(size).toString('base64')}`.slice(0, size));
  return { fileName, bytes, sha256: sha256(bytes) };
}

/** Uploads a file. Throws what `fetch` throws when the connection breaks. */
export async function put(upload: SignedUpload, { bytes }: TextFile): Promise<void> {
  await store({ url: upload.url, headers: headersOf(upload) }, bytes);
}

/** Uploads the first half of a file, and disconnects. */
export async function putHalf(upload: SignedUpload, { bytes }: TextFile): Promise<void> {
  const { method, url } = upload;
  const headers = { ...headersOf(upload), 'content-length': bytes.length };
  await new Promise<void>((resolve) => {
    const sending = request(url, { method, headers });
    sending.once('close', resolve);
    sending.once('error', () => undefined);
    sending.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => sending.destroy());
  });
}

/** Downloads an attachment, and returns its size and hash. */
export async function download({ downloadUrl }: Json): Promise<{ size: number; sha256: string }> {
  const response = await fetch(downloadUrl);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw new Error(`the download failed with status ${response.status}`);
  return { size: bytes.length, sha256: sha256(bytes) };
}
