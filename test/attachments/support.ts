import { crc32, deflateSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, inject } from 'vitest';
import type { Client } from '../harness/client.js';
import { rawId } from '../harness/desk.js';
import { attachmentFields } from '../harness/upload.js';
import type { World } from '../harness/world.js';

/** A picture of one grey pixel. */
export function png(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An uncompressed ZIP archive. */
export function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

/** A word-processor document. */
export function docx(): Buffer {
  const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${types}"/></Types>`,
    'word/document.xml': '<?xml version="1.0"?><w:document/>',
  });
}

/** Completes an upload and returns the payload. */
export async function complete(client: Client, attachmentId: string, more: object = {}) {
  return client.mutate('completeAttachmentUpload', { attachmentId, ...more }, attachmentFields);
}

/** The attachments of a ticket that the client sees. */
export async function attachmentsOf(client: Client, ticketId: string) {
  const { ticket } = await client.ok(
    'query ($id: ID!) { ticket(id: $id) { attachments { totalCount nodes { id fileName downloadUrl } } } }',
    { id: ticketId },
  );
  return ticket.attachments as {
    totalCount: number;
    nodes: { id: string; fileName: string; downloadUrl: string }[];
  };
}

interface Stored extends Record<string, unknown> {
  state: string;
  upload_key: string;
  object_key: string | null;
  swept_at: Date | null;
}

/** The row of an attachment, read as the owner of the tables. */
export async function rowOf(world: World, globalId: string): Promise<Stored> {
  const id = rawId(globalId);
  const [row] = await world.rows<Stored>('select * from attachments where id = $1', [id]);
  if (!row) throw new Error('there is no such row');
  return row;
}

/**
 * Checks that an upload to a ticket without files is not attached, has no event and left no checked copy in the
 * store.
 */
export async function isNotAttached(world: World, ticketId: string, attachmentId: string): Promise<void> {
  expect(await attachmentsOf(await world.as('agent'), ticketId)).toEqual({ totalCount: 0, nodes: [] });
  const query = 'query ($id: ID!) { node(id: $id) { id } }';
  expect((await (await world.as('requester')).ok(query, { id: attachmentId })).node).toBeNull();
  expect(await world.rows("select 1 from events where type = 'ATTACHMENT_ADDED'")).toEqual([]);
  const row = await rowOf(world, attachmentId);
  const checked = `${row.organisation_id}/attachments/${rawId(attachmentId)}/`;
  expect(await world.app.services.store.list(checked)).toEqual([]);
}

/** A client of the object store with the server's keys. */
export function storeClient(): S3Client {
  const { endpoint, accessKeyId, secretAccessKey } = inject('store');
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}

/** Writes an object to the store without any check. */
export async function write(key: string, bytes: Buffer): Promise<void> {
  const client = storeClient();
  await client.send(new PutObjectCommand({ Bucket: inject('store').bucket, Key: key, Body: bytes }));
  client.destroy();
}

/** The header of an OLE file, the format of old office documents and Outlook mails. */
export function ole(): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
}
