import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FileStore, S3Error, type Stored, type StoredObject } from './s3rver.js';

const abandonedMs = 24 * 60 * 60 * 1000;

/**
 * Makes the library's file store safe: it writes into the object's own file and checks nothing, so that a
 * broken upload leaves half an object. Here an object is written to `incoming` (same file system), compared
 * with the checksum that was promised, flushed to the disk, and only then given its name.
 */
export async function makeStoreSafe(store: FileStore, incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true });
  await removeAbandoned(incoming);

  store.putObject = async (object) => {
    const temporary = join(incoming, randomUUID());
    try {
      const stored = await receive(object, temporary);
      const target = store.getResourcePath(object.bucket, object.key, 'object');
      await mkdir(dirname(target), { recursive: true });
      // The object's file comes last: the object exists when that does.
      await store.putMetadata(object.bucket, object.key, object.metadata, stored.md5);
      await rename(temporary, target);
      await flush(dirname(target));
      return stored;
    } finally {
      await rm(temporary, { force: true });
    }
  };

  const copyInPlace = store.copyObject.bind(store);
  store.copyObject = async (fromBucket, fromKey, toBucket, toKey, replacement) => {
    const part = (bucket: string, key: string, name: string) => store.getResourcePath(bucket, key, name);
    const target = part(toBucket, toKey, 'object');
    if (part(fromBucket, fromKey, 'object') === target) {
      return copyInPlace(fromBucket, fromKey, toBucket, toKey, replacement);
    }
    await mkdir(dirname(target), { recursive: true });
    for (const name of ['object.md5', 'metadata.json', 'object']) {
      const temporary = join(incoming, randomUUID());
      try {
        await copyFile(part(fromBucket, fromKey, name), temporary);
        await flush(temporary);
        await rename(temporary, part(toBucket, toKey, name));
      } finally {
        await rm(temporary, { force: true });
      }
      if (name === 'metadata.json' && replacement) await store.putMetadata(toBucket, toKey, replacement);
    }
    await flush(dirname(target));
    return store.getMetadata(toBucket, toKey);
  };
}

async function receive({ content, metadata }: StoredObject, temporary: string): Promise<Stored> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      md5.update(chunk);
      sha256.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
  await pipeline(source, meter, createWriteStream(temporary, { flush: true, mode: 0o600 }));
  const digest = sha256.digest();
  const promised = metadata['x-amz-checksum-sha256'];
  if (promised !== undefined && promised !== digest.toString('base64'))
    throw wrongDigest('x-amz-checksum-sha256');
  const signed = content instanceof IncomingMessage ? String(content.headers['x-amz-content-sha256']) : '';
  if (/^[0-9a-f]{64}$/i.test(signed) && signed.toLowerCase() !== digest.toString('hex')) {
    throw wrongDigest('x-amz-content-sha256');
  }
  return { size, md5: md5.digest('hex') };
}

function wrongDigest(header: string): Error {
  return new S3Error('BadDigest', `The ${header} you specified did not match what we received.`);
}

/** Makes what was written to a file, or the names in a folder, outlive a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const age = await stat(path).then(
      (it) => Date.now() - it.mtimeMs,
      () => 0,
    );
    if (age > abandonedMs) await rm(path, { force: true });
  }
}
