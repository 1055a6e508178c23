import {
  type CORSConfiguration,
  DeleteBucketCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { announce, type File, put } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { report } from '../live/support.js';
import { complete, storeClient } from './support.js';

/** A new name: this test creates the bucket. */
const bucket = `made-by-ticketwire-${process.pid}`;
const origin = 'https://desk.example.com';
const notes: File = { fileName: 'notes.txt', contentType: 'text/plain', bytes: Buffer.from('It broke.\n') };

let world: World;
let requester: Client;
let ticketId: string;
let admin: S3Client;

beforeAll(async () => {
  world = await startWorld({ S3_BUCKET: bucket });
  requester = await world.as('requester');
  ticketId = await report(requester, 'With files');
  admin = storeClient();
});
afterAll(async () => {
  admin.destroy();
  await world.stop();
});

const readiness = async () => {
  const response = await fetch(`${world.url}/readyz`);
  return [response.status, (await response.json()).objectStore];
};
const corsRules = async () =>
  (await admin.send(new GetBucketCorsCommand({ Bucket: bucket }))).CORSRules ?? [];

describe('a missing bucket', () => {
  it('is created at the start, and works', async () => {
    expect(await readiness()).toEqual([200, true]);
    const announced = await announce(requester, ticketId, notes);
    expect(announced.url).toContain(`/${bucket}/`);
    expect(await put(announced, notes.bytes)).toBe(200);
    expect((await complete(requester, announced.attachmentId)).errors).toEqual([]);
  });

  it('allows pages to upload, to download and to read the answer', async () => {
    const announced = await announce(requester, ticketId, notes);
    const preflight = await fetch(announced.url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': Object.keys(announced.headers).join(','),
      },
    });
    expect(preflight.status).toBeLessThan(300);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-amz-checksum-sha256');
    const headers = { ...announced.headers, origin };
    const sent = await fetch(announced.url, { method: 'PUT', headers, body: new Uint8Array(notes.bytes) });
    expect(sent.status).toBe(200);
    const { attachment } = await complete(requester, announced.attachmentId);
    const read = await fetch(attachment.downloadUrl, { headers: { origin } });
    expect(await read.text()).toBe('It broke.\n');
    for (const answer of [preflight, sent, read]) {
      expect(['*', origin]).toContain(answer.headers.get('access-control-allow-origin'));
    }
  });

  it("keeps the operator's CORS rules over a restart", async () => {
    const rule = { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: [origin], AllowedHeaders: ['*'] };
    expect(await corsRules()).toMatchObject([{ AllowedOrigins: ['*'] }]);
    await admin.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }));
    await world.restart();
    expect(await corsRules()).toMatchObject([rule]);
  });

  it("keeps the operator's policy, where the store has policies", async ({ skip }) => {
    const { store } = world.app.services;
    skip(
      (await store.prepare([])).some(({ rule }) => rule === 'policy'),
      'this store has none',
    );
    const read = async () =>
      JSON.parse((await admin.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy ?? '');
    const made = await read();
    const refused = made.Statement.map((one: { Condition: { StringLike: object } }) =>
      Object.keys(one.Condition.StringLike),
    );
    expect(refused.flat()).toEqual(expect.arrayContaining(['s3:x-amz-acl', 's3:x-amz-copy-source']));
    const Policy = { ...made, Statement: made.Statement.slice(0, 1) };
    await admin.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(Policy) }));
    await world.restart();
    expect(await read()).toEqual(Policy);
  });

  it('admits pages of the allowed origins only, also if an earlier version admitted all', async () => {
    const { store } = world.app.services;
    const earlier = {
      AllowedMethods: ['GET', 'PUT'],
      AllowedOrigins: ['*'],
      AllowedHeaders: ['*'],
      MaxAgeSeconds: 3600,
    };
    await admin.send(
      new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [earlier] } }),
    );
    const allowed = [origin, 'https://portal.example.com:8443'];
    for (const origins of [allowed, allowed.slice(0, 1), allowed]) {
      expect(await store.prepare(origins)).not.toContainEqual(expect.objectContaining({ rule: 'cors' }));
      expect(await corsRules()).toMatchObject([{ ID: 'ticketwire', AllowedOrigins: origins }]);
    }
    const announced = await announce(requester, ticketId, notes);
    const preflight = async (page: string) => {
      const method = {
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
      };
      return (await fetch(announced.url, { method: 'OPTIONS', headers: { origin: page, ...method } })).status;
    };
    for (const page of allowed) expect(await preflight(page)).toBeLessThan(300);
    expect(await preflight('https://elsewhere.example.com')).toBe(403);
  });

  it("needs manual CORS rules if the operator's rules admit too few pages; the log says which", async () => {
    const { store } = world.app.services;
    const rule = { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: [origin], AllowedHeaders: ['*'] };
    await admin.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }));
    const toSet = async (...origins: string[]) =>
      (await store.prepare(origins)).find((it) => it.rule === 'cors');
    expect(await toSet(origin)).toBeUndefined();
    const both = [origin, 'https://portal.example.com'];
    const found = await toSet(...both);
    expect(found).toMatchObject({ reason: 'HAS_OTHERS', json: { CORSRules: [{ AllowedOrigins: both }] } });
    expect(await corsRules()).toMatchObject([rule]);
    // The store accepts the rules from the log.
    const CORSConfiguration = found?.json as CORSConfiguration;
    await admin.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration }));
    expect(await toSet(...both)).toBeUndefined();
  });

  it('makes the server not ready when it disappears, until it exists again', async () => {
    const { store } = world.app.services;
    const { Contents } = await admin.send(new ListObjectsV2Command({ Bucket: bucket }));
    for (const { Key } of Contents ?? []) if (Key) await store.remove(Key);
    await admin.send(new DeleteBucketCommand({ Bucket: bucket }));
    // The server checks at most once a second.
    await expect.poll(readiness, { timeout: 5000 }).toEqual([503, false]);
    const { ticket } = await requester.ok('query ($id: ID!) { ticket(id: $id) { id } }', { id: ticketId });
    expect(ticket.id).toBe(ticketId);
    await store.prepare([]);
    await expect.poll(readiness, { timeout: 5000 }).toEqual([200, true]);
  });
});
