import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The text of a small state file, trimmed; undefined when there is none. Other read errors are thrown. */
export async function readState(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Replaces a small state file atomically: after a crash it has the old text or the new one. */
export async function writeState(path: string, text: string, mode = 0o600): Promise<void> {
  const temporary = await writeBeside(path, text, mode);
  await rename(temporary, path);
}

/**
 * The text of a state file. If it does not exist, `make` makes the text. When two programs do this at the same time, both get the text of
 * the first one.
 */
export async function readOrCreateState(path: string, make: () => string, mode = 0o600): Promise<string> {
  const existing = await readState(path);
  if (existing) return existing;
  const temporary = await writeBeside(path, make(), mode);
  try {
    // link(2), unlike rename(2), fails when the target exists.
    await link(temporary, path);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  const text = await readState(path);
  if (!text) throw new Error(`${path} is empty: delete it or restore it from a back-up`);
  return text;
}

/** Whether a thrown value is a system error with one of these codes. */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes(String((error as NodeJS.ErrnoException).code));
}

async function writeBeside(path: string, text: string, mode: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx', mode);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}
