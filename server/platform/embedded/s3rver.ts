import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';

// The library has no types, and does not export some of its parts. Only this file depends on its internals.
const require = createRequire(import.meta.url);

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly content: Readable | Buffer;
  /** Request headers that are kept, including those that came as query parameters. */
  readonly metadata: Record<string, string | undefined>;
}

export interface Stored {
  readonly size: number;
  readonly md5: string;
}

/** The parts of the library's file store that are used or replaced here. */
export interface FileStore {
  getResourcePath(bucket: string, key: string | undefined, resource: string): string;
  putMetadata(bucket: string, key: string, metadata: object, md5?: string): Promise<void>;
  getMetadata(bucket: string, key: string): Promise<Record<string, unknown>>;
  deleteObject(bucket: string, key: string): Promise<void>;
  putObject(object: StoredObject): Promise<Stored>;
  copyObject(
    fromBucket: string,
    fromKey: string,
    toBucket: string,
    toKey: string,
    replacement: object | null,
  ): Promise<Record<string, unknown>>;
}

export interface S3rver {
  readonly store: FileStore;
  readonly logger: { close(): void };
  configureBuckets(): Promise<unknown>;
  callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  on(event: 'error', listener: (error: Error & { status?: number; code?: string }) => void): this;
}

interface Account {
  createKeyPair(accessKeyId: string, secretAccessKey: string): void;
  revokeAccessKey(accessKeyId: string): void;
}

/** The library's application class; `silent` keeps it off the console. */
export const S3rver: new (options: {
  silent: boolean;
  serviceEndpoint: string;
  allowMismatchedSignatures: boolean;
  directory: string;
  vhostBuckets: boolean;
  configureBuckets: { name: string; configs: string[] }[];
}) => S3rver = require('@20minutes/s3rver');

/** An error that is answered as XML, as S3 does. */
export const S3Error: new (
  code: string,
  message: string,
  detail?: object,
) => Error = require('@20minutes/s3rver/lib/models/error');

/** The only account. Its keys are kept for the whole process. */
export const account: Account = require('@20minutes/s3rver/lib/models/account').DUMMY_ACCOUNT;
// The library's default account: its keys are public.
account.revokeAccessKey('S3RVER');

const keptHeaders: string[] = require('@20minutes/s3rver/lib/models/object').ALLOWED_METADATA;
// Kept with the object and returned by HEAD, as S3 does.
keptHeaders.push('x-amz-checksum-sha256');

/** Whether a header of an upload is kept with the object. */
export function isKept(header: string): boolean {
  return keptHeaders.includes(header) || header.startsWith('x-amz-meta-');
}
