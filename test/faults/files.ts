import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Json } from './ask.js';

/** A file to upload. */
export interface TextFile {
  fileName: string;
  bytes: Buffer;
  sha256: string;
}

/** A text that is like no other one. It begins like one: at random it might begin like a picture. */
export function textFile(fileName: string, size: number): TextFile {
  const bytes = Buffer.from(`Text: ${randomBytes(size).toString('base64')}`.slice(0, size));
  return { fileName, bytes, sha256: sha256(bytes) };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A signed upload, as `createAttachmentUpload` gives it. */
export interface SignedUpload {
  method: string;
  url: string;
  headers: { name: string; value: string }[];
}

const headersOf = ({ headers }: SignedUpload) =>
  Object.fromEntries(headers.map(({ name, value }) => [name, value]));

/** Uploads a file; throws what `fetch` throws when the connection breaks. */
export async function put(upload: SignedUpload, { bytes }: TextFile): Promise<void> {
  const { method, url } = upload;
  const response = await fetch(url, { method, headers: headersOf(upload), body: new Uint8Array(bytes) });
  const text = await response.text();
  if (!response.ok) throw new Error(`the store answered ${response.status}: ${text}`);
}

/** Uploads the first half of a file, and goes away. */
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

/** What is behind a link to an attachment. */
export async function download({ downloadUrl }: Json): Promise<{ size: number; sha256: string }> {
  const response = await fetch(downloadUrl);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw new Error(`a download was answered with ${response.status}`);
  return { size: bytes.length, sha256: sha256(bytes) };
}
