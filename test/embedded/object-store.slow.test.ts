import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type EmbeddedObjectStore,
  startEmbeddedObjectStore,
} from '../../server/platform/embedded/object-store.js';
import { quiet, temporaryFolder } from './support.js';

const body = Buffer.from('hello, store');
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
const sent = { 'content-type': 'text/plain', 'x-amz-checksum-sha256': digest(body) };

let dataDir: string;
let store: EmbeddedObjectStore;
let client: S3Client;
const errors: unknown[] = [];

function clientOf({ endpoint, region, accessKeyId, secretAccessKey }: EmbeddedObjectStore): S3Client {
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}

function uploadUrl(key: string, expiresIn = 60, signingDate = new Date()): Promise<string> {
  const command = new PutObjectCommand({
    Bucket: store.bucket,
    Key: key,
    ContentType: 'text/plain',
    ContentLength: body.length,
    ChecksumSHA256: digest(body),
  });
  return getSignedUrl(client, command, {
    expiresIn,
    signingDate,
    signableHeaders: new Set(['content-type', 'content-length']),
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  });
}

const put = (url: string, bytes: Buffer, headers: Record<string, string> = sent) =>
  fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers });
const exists = (Key: string) =>
  client.send(new HeadObjectCommand({ Bucket: store.bucket, Key })).then(
    () => true,
    () => false,
  );

beforeAll(async () => {
  const log = { ...quiet, error: (what: unknown) => errors.push(what) };
  dataDir = await temporaryFolder();
  store = await startEmbeddedObjectStore({ dataDir, bucket: 'ticketwire', log });
  client = clientOf(store);
});
afterAll(async () => {
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the embedded object store', () => {
  test('accepts the announced object, and returns its type, length and checksum', async () => {
    expect((await put(await uploadUrl('a/ok'), body)).status).toBe(200);
    const head = await client.send(
      new HeadObjectCommand({ Bucket: store.bucket, Key: 'a/ok', ChecksumMode: 'ENABLED' }),
    );
    expect(head).toMatchObject({
      ContentType: 'text/plain',
      ContentLength: 12,
      ChecksumSHA256: digest(body),
    });
  });

  test.each([
    ['a changed signature', (url: string) => url.replace(/Signature=./, 'Signature=g'), body, sent],
    ['another key', (url: string) => url.replace('/refused', '/other'), body, sent],
    ['another length', (url: string) => url, Buffer.concat([body, body]), sent],
    ['another type', (url: string) => url, body, { ...sent, 'content-type': 'text/html' }],
    [
      'another checksum',
      (url: string) => url,
      body,
      { ...sent, 'x-amz-checksum-sha256': digest(Buffer.from('x')) },
    ],
    ['no signature', (url: string) => url.split('?')[0] ?? '', body, sent],
    ['an unsigned command', (url: string) => url, body, { ...sent, 'x-amz-copy-source': '/ticketwire/a/ok' }],
  ])('refuses %s', async (_name, change, bytes, headers) => {
    expect((await put(change(await uploadUrl('refused')), bytes, headers)).status).toBe(403);
    expect(await exists('refused')).toBe(false);
  });

  test('serves files so that no browser guesses their type', async () => {
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: store.bucket, Key: 'a/ok' }));
    const response = await fetch(url);
    expect(await response.text()).toBe('hello, store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('refuses an expired URL', async () => {
    const url = await uploadUrl('expired', 10, new Date(Date.now() - 11_000));
    expect((await put(url, body)).status).toBe(403);
    expect(await exists('expired')).toBe(false);
  });

  test('refuses bytes of the right length with a wrong checksum', async () => {
    const response = await put(await uploadUrl('forged'), Buffer.from('HELLO, STORE'));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('BadDigest');
    expect(await exists('forged')).toBe(false);
  });

  test('stores nothing of an interrupted upload, and logs no error', async () => {
    const url = new URL(await uploadUrl('broken'));
    const upload = request(url, { method: 'PUT', headers: { ...sent, 'content-length': body.length } });
    upload.on('error', () => undefined);
    upload.write(body.subarray(0, 5));
    await expect.poll(() => readdir(join(dataDir, 'objects/incoming'))).toHaveLength(1);
    upload.destroy();
    await expect.poll(() => readdir(join(dataDir, 'objects/incoming'))).toHaveLength(0);
    expect(await exists('broken')).toBe(false);
    expect(errors).toEqual([]);
  });

  test.each([
    ['a list', '/ticketwire', {}],
    ['an object', '/ticketwire/a/ok', {}],
    [
      'an object by the name of a website',
      '/a/ok',
      {
        host: 'ticketwire.s3-website.amazonaws.com',
        authorization: 'AWS4-HMAC-SHA256 SignedHeaders=host',
      },
    ],
  ])('reveals nothing to unauthorised clients: %s', async (_name, path, headers) => {
    const status = await new Promise((resolve, reject) => {
      request(store.endpoint + path, { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('allows browsers to send CORS requests and to upload', async () => {
    const response = await fetch(await uploadUrl('browser'), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://desk.example.com',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type,x-amz-checksum-sha256',
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toContain('x-amz-checksum-sha256');
  });

  test('copies, lists, reads ranges, names downloads and deletes', async () => {
    const Bucket = store.bucket;
    await client.send(new PutObjectCommand({ Bucket, Key: 'b/one', Body: body, ContentType: 'text/plain' }));
    await client.send(new CopyObjectCommand({ Bucket, Key: 'b/two', CopySource: `${Bucket}/b/one` }));
    const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/' }));
    expect(listed.Contents?.map((it) => it.Key)).toEqual(['b/one', 'b/two']);
    const copy = await client.send(new GetObjectCommand({ Bucket, Key: 'b/two' }));
    expect(copy.ContentType).toBe('text/plain');
    expect(await copy.Body?.transformToString()).toBe('hello, store');
    const part = await client.send(new GetObjectCommand({ Bucket, Key: 'b/two', Range: 'bytes=0-4' }));
    expect(await part.Body?.transformToString()).toBe('hello');
    const disposition = `attachment; filename="report (1).txt"; filename*=UTF-8''caf%C3%A9%20%281%29.txt`;
    const download = await fetch(
      await getSignedUrl(
        client,
        new GetObjectCommand({ Bucket, Key: 'b/two', ResponseContentDisposition: disposition }),
      ),
    );
    expect(download.headers.get('content-disposition')).toBe(disposition);
    expect(await download.text()).toBe('hello, store');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'b/two' }));
    expect(await exists('b/two')).toBe(false);
  });

  test('removes an emptied folder without losing a concurrent upload to it', async () => {
    const Bucket = store.bucket;
    for (let i = 0; i < 20; i += 1) {
      await put(await uploadUrl(`shared/${i}/old`), body);
      const removal = client.send(new DeleteObjectCommand({ Bucket, Key: `shared/${i}/old` }));
      const answers = await Promise.all(
        [1, 2, 3, 4].map(async (n) => put(await uploadUrl(`shared/${i}/new${n}`), body)),
      );
      await removal;
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      for (const n of [1, 2, 3, 4]) expect(await exists(`shared/${i}/new${n}`)).toBe(true);
      await Promise.all(
        [1, 2, 3, 4].map((n) => client.send(new DeleteObjectCommand({ Bucket, Key: `shared/${i}/new${n}` }))),
      );
    }
    expect(await readdir(join(dataDir, 'objects/buckets', Bucket))).not.toContain('shared');
  });

  test('keeps address, keys and objects over a restart', async () => {
    const before = store;
    await put(await uploadUrl('kept'), body);
    await store.stop();
    store = await startEmbeddedObjectStore({ dataDir, bucket: 'ticketwire', log: quiet });
    expect({ ...store, stop: 0 }).toEqual({ ...before, stop: 0 });
    expect(await exists('kept')).toBe(true);
    expect((await stat(join(dataDir, 'objects/keys.json'))).mode & 0o777).toBe(0o600);
  });
});
