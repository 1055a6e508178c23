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
  /** The endpoint without a bucket. Use path-style addresses. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Waits up to five seconds for running transfers, then ends them. */
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  readonly bucket: string;
  /** Web origins whose pages can use the store. If omitted: all. */
  readonly origins?: readonly string[];
  readonly log: EmbeddedLog;
}

const drainMs = 5_000;

// Codes of errors after a client disconnected.
const broken = new Set<unknown>([
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_EOF_STATE',
]);

/** Lets pages of these origins upload and download. Without origins it allows every origin: the signature is the permission. */
const corsRules = (origins: readonly string[]): string => `<CORSConfiguration><CORSRule>
  ${(origins.length > 0 ? origins : ['*']).map((origin) => `<AllowedOrigin>${inXml(origin)}</AllowedOrigin>`).join('')}
  <AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
  <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>3600</MaxAgeSeconds>
</CORSRule></CORSConfiguration>`;

/**
 * Starts an S3 server for this machine only, with its data in `<dataDir>/objects`. It makes its own keys; address and keys stay the same
 * over restarts. It serves only signed requests (Signature Version 4, in headers or presigned).
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
    // Signatures are checked before the library sees a request, because the library computes some of them wrongly.
    allowMismatchedSignatures: true,
    // Requests to a "website" with this name need no signature, so the name must not be guessable.
    serviceEndpoint: `${randomBytes(16).toString('hex')}.invalid`,
    configureBuckets: [{ name: bucket, configs: [corsRules(origins)] }],
  });
  s3.on('error', (error) => {
    // Refusals and broken uploads are errors of the client.
    const expected = broken.has(error.code) || (error.status !== undefined && error.status < 500);
    if (!expected) log.error({ err: error }, 'The embedded object store failed');
  });
  await makeStoreSafe(s3.store, join(folder, 'incoming'));
  await s3.configureBuckets();

  const handle = s3.callback();
  const server = createServer((request, response) => {
    // Browsers must not guess that an uploaded file is a page or a script.
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
