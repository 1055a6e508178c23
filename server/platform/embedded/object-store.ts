import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { choosePort } from './free-port.js';
import type { EmbeddedLog } from './log.js';
import { makeStoreSafe } from './object-store-files.js';
import { admit } from './object-store-gate.js';
import type { Keys } from './object-store-signature.js';
import { account, S3rver } from './s3rver.js';
import { readOrCreateState } from './state-file.js';

export interface EmbeddedObjectStore {
  /** Where it listens, without a bucket; use path-style addresses. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Lets running transfers go on for up to five seconds, then ends them. */
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  readonly bucket: string;
  /** Web origins whose pages may use it; left out: all. */
  readonly origins?: readonly string[];
  readonly log: EmbeddedLog;
}

const drainMs = 5_000;

// How a client that went away in the middle of something shows.
const broken = new Set<unknown>([
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_EOF_STATE',
]);

/** Lets pages of these origins upload and download. No origins: of every one, because the signature is the permission. */
const corsRules = (origins: readonly string[]): string => `<CORSConfiguration><CORSRule>
  ${(origins.length > 0 ? origins : ['*']).map((origin) => `<AllowedOrigin>${inXml(origin)}</AllowedOrigin>`).join('')}
  <AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
  <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>3600</MaxAgeSeconds>
</CORSRule></CORSConfiguration>`;

/**
 * Starts an S3 server for this machine only, with its data in `<dataDir>/objects` and keys of its own;
 * address and keys stay the same over restarts. Only signed requests are served (Signature Version 4, in
 * headers or presigned).
 */
export async function startEmbeddedObjectStore({
  dataDir,
  bucket,
  origins = [],
  log,
}: Options): Promise<EmbeddedObjectStore> {
  const folder = resolve(dataDir, 'objects');
  const directory = join(folder, 'buckets');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const keys = await readKeys(join(folder, 'keys.json'));
  account.createKeyPair(keys.accessKeyId, keys.secretAccessKey);

  const s3 = new S3rver({
    silent: true,
    directory,
    vhostBuckets: false,
    // Signatures are checked before the library sees a request; its own arithmetic is wrong for some of them.
    allowMismatchedSignatures: true,
    // Requests to a "website" under this name go without a signature; nobody must be able to say it.
    serviceEndpoint: `${randomBytes(16).toString('hex')}.invalid`,
    configureBuckets: [{ name: bucket, configs: [corsRules(origins)] }],
  });
  s3.on('error', (error) => {
    // Refusals and broken uploads are the client's business.
    const expected = broken.has(error.code) || (error.status !== undefined && error.status < 500);
    if (!expected) log.error({ err: error }, 'The embedded object store failed');
  });
  await makeStoreSafe(s3.store, join(folder, 'incoming'));
  await s3.configureBuckets();

  const handle = s3.callback();
  const server = createServer((request, response) => {
    // What people uploaded is never guessed to be a page or a script.
    response.setHeader('x-content-type-options', 'nosniff');
    if (admit(request, response, keys, Date.now())) void handle(request, response);
  });
  const port = await choosePort(join(folder, 'port'));
  await listen(server, port);

  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket,
    ...keys,
    async stop() {
      await close(server);
      account.revokeAccessKey(keys.accessKeyId);
      s3.logger.close();
    },
  };
}

function inXml(text: string): string {
  return text.replaceAll(/[&<>]/g, (it) => `&#${it.charCodeAt(0)};`);
}

async function readKeys(file: string): Promise<Keys> {
  const text = await readOrCreateState(file, () =>
    JSON.stringify({
      accessKeyId: `TW${randomBytes(9).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64url'),
    }),
  );
  return JSON.parse(text);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

async function close(server: Server): Promise<void> {
  const end = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(end);
}
