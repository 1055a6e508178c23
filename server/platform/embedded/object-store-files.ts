import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FileStore, isKept, S3Error, type Stored, type StoredObject } from './s3rver.js';
import { isErrno } from './state-file.js';

const abandonedMs = 24 * 60 * 60 * 1000;

/**
 * Makes the library's file store safe. The library writes into the object's own files and checks nothing, so that a broken upload leaves
 * half an object. Here a file is written to `incoming` on the same file system, compared with the announced checksum, flushed to disk, and
 * only then renamed.
 */
export async function makeStoreSafe(store: FileStore, incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true });
  await removeAbandoned(incoming);

  /** Runs a function that writes a file under a temporary name, which is removed afterwards. */
  const withTemporary = async <T>(make: (temporary: string) => Promise<T>): Promise<T> => {
    const temporary = join(incoming, randomUUID());
    try {
      return await make(temporary);
    } finally {
      await rm(temporary, { force: true });
    }
  };

  store.putMetadata = async (bucket, key, metadata, md5) => {
    const kept = Object.entries(metadata).filter(([header]) => isKept(header));
    const files = { 'object.md5': md5, 'metadata.json': JSON.stringify(Object.fromEntries(kept)) };
    for (const [name, text] of Object.entries(files)) {
      if (text === undefined) continue;
      await withTemporary(async (temporary) => {
        await writeFile(temporary, text, { flush: true, mode: 0o600 });
        await rename(temporary, store.getResourcePath(bucket, key, name));
      });
    }
  };

  store.putObject = (object) =>
    withTemporary(async (temporary) => {
      const stored = await receive(object, temporary);
      const target = store.getResourcePath(object.bucket, object.key, 'object');
      await inFolderOf(target, async () => {
        // The object's file is written last: the object exists when this file does.
        await store.putMetadata(object.bucket, object.key, object.metadata, stored.md5);
        await rename(temporary, target);
      });
      return stored;
    });

  const copyInPlace = store.copyObject.bind(store);
  store.copyObject = async (fromBucket, fromKey, toBucket, toKey, replacement) => {
    const part = (bucket: string, key: string, name: string) => store.getResourcePath(bucket, key, name);
    const target = part(toBucket, toKey, 'object');
    if (part(fromBucket, fromKey, 'object') === target) {
      return copyInPlace(fromBucket, fromKey, toBucket, toKey, replacement);
    }
    await inFolderOf(target, async () => {
      for (const name of ['object.md5', 'metadata.json', 'object']) {
        await withTemporary(async (temporary) => {
          await copyFile(part(fromBucket, fromKey, name), temporary);
          await flush(temporary);
          await rename(temporary, part(toBucket, toKey, name));
        });
        if (name === 'metadata.json' && replacement) await store.putMetadata(toBucket, toKey, replacement);
      }
    });
    return store.getMetadata(toBucket, toKey);
  };

  store.deleteObject = async (bucket, key) => {
    // The object's file is removed last: after a crash in between, the object still exists and can be removed again.
    for (const name of ['metadata.json', 'object.md5', 'object'])
      await rm(store.getResourcePath(bucket, key, name), { force: true });
    const top = dirname(store.getResourcePath(bucket, 'key', 'object'));
    let folder = dirname(store.getResourcePath(bucket, key, 'object'));
    // Only if it is empty: another request may be writing into it.
    while (folder !== top && (await isRemoved(folder))) folder = dirname(folder);
  };
}

/** Writes into a file's folder. A removal can delete the empty folder at the same time; then it is created again. */
async function inFolderOf(file: string, write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(file), { recursive: true });
      await write();
      break;
    } catch (error) {
      if (attempt >= 5 || !isErrno(error, 'ENOENT')) throw error;
    }
  }
  await flush(dirname(file));
}

/** Removes a folder if it is empty. */
function isRemoved(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
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

/** Flushes a file, or the names in a folder, to disk, so that they survive a power cut. */
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
