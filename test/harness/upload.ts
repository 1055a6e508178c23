import { createHash } from 'node:crypto';
import type { Client } from './client.js';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A signed upload, as `createAttachmentUpload` returns it. */
export interface SignedUpload {
  method: string;
  url: string;
  headers: { name: string; value: string }[];
}

export interface Announced {
  attachmentId: string;
  url: string;
  headers: Record<string, string>;
  expiresAt: string;
}

export interface File {
  fileName?: string;
  contentType: string;
  bytes: Buffer;
}

/** The headers that the signed upload requires. */
export function headersOf({ headers }: Pick<SignedUpload, 'headers'>): Record<string, string> {
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
}

/** Returns the input that announces a file; without a ticket, it waits for one. */
export function announcement(ticketId: string | undefined, { fileName = 'file', contentType, bytes }: File) {
  return { ticketId, fileName, contentType, size: bytes.length, sha256: sha256(bytes) };
}

/** Announces a file, and returns the signed upload. */
export async function announce(
  client: Client,
  ticketId: string | undefined,
  file: File,
  more: object = {},
): Promise<Announced> {
  const { attachmentId, presignedUpload: upload } = await client.done(
    'createAttachmentUpload',
    { ...announcement(ticketId, file), ...more },
    'attachmentId presignedUpload { method url expiresAt headers { name value } }',
  );
  return { attachmentId, url: upload.url, expiresAt: upload.expiresAt, headers: headersOf(upload) };
}

/**
 * Sends bytes to a signed URL, and returns the store's response. Throws what `fetch` throws when the
 * connection breaks.
 */
async function send(
  { url, headers }: Pick<Announced, 'url' | 'headers'>,
  bytes: Uint8Array,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  return { status: response.status, text: await response.text() };
}

/** Sends bytes to a signed URL, and returns the status. */
export async function put(to: Pick<Announced, 'url' | 'headers'>, bytes: Uint8Array): Promise<number> {
  return (await send(to, bytes)).status;
}

/** Sends bytes to a signed URL, and fails if the store refuses them. */
export async function store(to: Pick<Announced, 'url' | 'headers'>, bytes: Uint8Array): Promise<void> {
  const { status, text } = await send(to, bytes);
  if (status !== 200) throw new Error(`the store answered ${status}: ${text}`);
}

export const attachmentFields = `attachment { id fileName size contentType sha256 visibility downloadUrl
  ticket { id } comment { id } uploadedBy { ... on User { name } } }`;

/** Announces, uploads and completes an attachment. */
export async function attach(client: Client, ticketId: string, file: File, more: object = {}) {
  const announced = await announce(client, ticketId, file, more);
  await store(announced, file.bytes);
  const { attachmentId } = announced;
  const { attachment } = await client.done('completeAttachmentUpload', { attachmentId }, attachmentFields);
  return { ...attachment, announced };
}

/** Attaches a small text, and returns its global id. */
export async function attachText(
  client: Client,
  ticketId: string,
  text: string,
  more: object = {},
): Promise<string> {
  const file = { fileName: 'trace.txt', contentType: 'text/plain', bytes: Buffer.from(text) };
  return (await attach(client, ticketId, file, more)).id;
}
