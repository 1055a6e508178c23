const TEXT = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** What is longer is written as it is: to copy it for each socket would cost more than a further part of a write. */
const MOST_COPIED = 4096;

/**
 * Text messages as unfragmented frames of a WebSocket server (RFC 6455, 5.2): each is `start` and one of the endings. Short ones are in one
 * buffer. A long ending is a buffer of its own, which all who are sent it share.
 */
export function textFrames(start: Buffer, endings: readonly Buffer[]): Buffer[] {
  if (endings.some(({ length }) => length > MOST_COPIED))
    return endings.flatMap((ending) => {
      const head = Buffer.allocUnsafe(beginningOf(start, ending));
      writeBeginning(head, 0, start, ending);
      return [head, ending];
    });
  const size = endings.reduce((sum, ending) => sum + beginningOf(start, ending) + ending.length, 0);
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (const ending of endings) {
    at = writeBeginning(frames, at, start, ending);
    frames.set(ending, at);
    at += ending.length;
  }
  return [frames];
}

/** The length of what comes before the ending. */
function beginningOf(start: Buffer, ending: Buffer): number {
  const length = start.length + ending.length;
  return start.length + (length < LENGTH_16 ? 2 : length < 2 ** 16 ? 4 : 10);
}

/** Writes what comes before the ending. Returns where that is. */
function writeBeginning(frames: Buffer, at: number, start: Buffer, ending: Buffer): number {
  const length = start.length + ending.length;
  let body = at + 2;
  frames[at] = TEXT;
  if (length < LENGTH_16) {
    frames[at + 1] = length;
  } else if (length < 2 ** 16) {
    frames[at + 1] = LENGTH_16;
    body = frames.writeUInt16BE(length, at + 2);
  } else {
    frames[at + 1] = LENGTH_64;
    body = frames.writeBigUInt64BE(BigInt(length), at + 2);
  }
  frames.set(start, body);
  return body + start.length;
}
