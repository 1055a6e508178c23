import type { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { isMissing, prepareBucket, type RuleToSet } from './bucket.js';

export interface ObjectStoreOptions {
  endpoint: string;
  /** The endpoint at which clients reach the store. */
  publicEndpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle: boolean;
  checksums: 'WHEN_REQUIRED' | 'WHEN_SUPPORTED';
}

export interface UploadGrant {
  key: string;
  size: number;
  contentType: string;
  /** Base64. */
  sha256: string;
  seconds: number;
}

export interface DownloadGrant {
  key: string;
  fileName: string;
  contentType: string;
  seconds: number;
}

/** The S3-compatible store of attachments. The database stores keys, never URLs: each read signs a new URL. */
export interface ObjectStore {
  signUpload(grant: UploadGrant): Promise<{ url: string; headers: Record<string, string> }>;
  signDownload(grant: DownloadGrant): Promise<string>;
  /** The size of an object in bytes; null when it does not exist. */
  size(key: string): Promise<number | null>;
  /**
   * Copies an object without the headers that were sent with it (type, encoding, caching, redirection), so that it is always downloaded.
   */
  copy(from: string, to: string): Promise<void>;
  read(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
  /** Keys that begin with a prefix, at most 1,000. */
  list(prefix: string): Promise<string[]>;
  /** Throws when the store does not answer. */
  check(): Promise<void>;
  /** Creates the bucket if it does not exist, and sets its rules for pages of these origins. Returns the rules that must be set by hand. */
  prepare(origins: readonly string[]): Promise<RuleToSet[]>;
  close(): void;
}

/** Opens the store. No request is sent yet. */
export function openObjectStore(options: ObjectStoreOptions): ObjectStore {
  const client = (endpoint: string): S3Client =>
    new S3Client({
      endpoint,
      region: options.region,
      forcePathStyle: options.forcePathStyle,
      credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
      requestChecksumCalculation: options.checksums,
      responseChecksumValidation: options.checksums,
    });
  const inside = client(options.endpoint);
  const outside = client(options.publicEndpoint);
  const Bucket = options.bucket;
  return {
    async signUpload(grant) {
      const command = new PutObjectCommand({
        Bucket,
        Key: grant.key,
        ContentLength: grant.size,
        ContentType: grant.contentType,
        ChecksumSHA256: grant.sha256,
      });
      const url = await getSignedUrl(outside, command, {
        expiresIn: grant.seconds,
        signableHeaders: new Set(['host', 'content-length', 'content-type', 'x-amz-checksum-sha256']),
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      });
      return { url, headers: { 'content-type': grant.contentType, 'x-amz-checksum-sha256': grant.sha256 } };
    },
    signDownload({ key, fileName, contentType, seconds }) {
      const command = new GetObjectCommand({
        Bucket,
        Key: key,
        ResponseContentDisposition: disposition(fileName),
        ResponseContentType: contentType,
        ResponseCacheControl: 'private, no-store',
      });
      return getSignedUrl(outside, command, { expiresIn: seconds });
    },
    async size(key) {
      try {
        const head = await inside.send(new HeadObjectCommand({ Bucket, Key: key }));
        return head.ContentLength ?? 0;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async copy(from, to) {
      await inside.send(
        new CopyObjectCommand({
          Bucket,
          Key: to,
          CopySource: `${Bucket}/${from}`,
          MetadataDirective: 'REPLACE',
          ContentType: 'application/octet-stream',
          ContentDisposition: 'attachment',
        }),
      );
    },
    async read(key) {
      const object = await inside.send(new GetObjectCommand({ Bucket, Key: key }));
      return object.Body as Readable;
    },
    async remove(key) {
      await inside.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
    async list(prefix) {
      const { Contents } = await inside.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
      return (Contents ?? []).map((object) => object.Key).filter((key) => key !== undefined);
    },
    async check() {
      await inside.send(new HeadBucketCommand({ Bucket }), { abortSignal: AbortSignal.timeout(3000) });
    },
    prepare: (origins) => prepareBucket(inside, Bucket, origins),
    close() {
      inside.destroy();
      outside.destroy();
    },
  };
}

/** A header that makes browsers download the file, never show it in the store's origin (RFC 6266, RFC 8187). */
function disposition(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
