import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { textFrames } from '../../server/platform/graphql/text-frames.js';

/** What a client of the WebSocket library reads with. Its types leave it out. */
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };

/** The texts that a WebSocket client reads. */
async function readBy(frames: readonly Buffer[]): Promise<string[]> {
  const receiver = new Receiver({ isServer: false });
  const texts: string[] = [];
  receiver.on('message', (data: Buffer, isBinary: boolean) => texts.push(isBinary ? 'binary' : String(data)));
  const finished = once(receiver, 'finish');
  for (const frame of frames) receiver.write(frame);
  receiver.end();
  await finished;
  return texts;
}

describe('text frames', () => {
  const start = '{"id":"é","payload":';
  const room = Buffer.byteLength(start);
  // Around each change of how a length is written, and of what is copied.
  const lengths = [room, 125, 126, 127, 4096, 4097 + room, 4098 + room, 65_535, 65_536, 200_000];

  it.each(lengths)('of %i bytes are what a client reads', async (length) => {
    const ending = 'x'.repeat(length - room);
    const frames = textFrames(Buffer.from(start), [Buffer.from(ending)]);
    expect(await readBy(frames)).toEqual([start + ending]);
  });

  it('are read in order, short and long ones together', async () => {
    for (let from = 0; from < lengths.length; from += 1) {
      const endings = [...lengths.slice(from), ...lengths.slice(0, from)].map((length) =>
        'é'.repeat(length / 2),
      );
      for (const some of [endings, endings.filter(({ length }) => length < 1000)]) {
        const frames = textFrames(
          Buffer.from(start),
          some.map((ending) => Buffer.from(ending)),
        );
        expect(await readBy(frames)).toEqual(some.map((ending) => start + ending));
      }
    }
  });

  it('of short messages are one buffer, and a long ending is not copied', () => {
    const long = Buffer.alloc(5000);
    const short = Buffer.alloc(100);
    expect(textFrames(Buffer.from(start), [short, short])).toHaveLength(1);
    expect(textFrames(Buffer.from(start), [short, long])).toContain(long);
  });
});
