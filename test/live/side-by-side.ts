import { expect } from 'vitest';
import type { Client, Subscription } from '../harness/client.js';

interface Pair {
  readonly name: string;
  readonly shared: Subscription[];
  readonly alone: Subscription;
}

/** Subscriptions on a server that shares executions, and the same on one that shares nothing. What they are sent is compared frame by frame. */
export class SideBySide {
  readonly pairs: Pair[] = [];
  /** The URL of the server that shares nothing. */
  readonly #alone: string;

  constructor(alone: string) {
    this.#alone = alone;
  }

  /** Subscribes twice on the server that shares, and once on the other. */
  add(name: string, client: Client, document: string, variables: object): void {
    const shared = [0, 1].map(() => client.subscribe(document, { ...variables }));
    const alone = client.at(this.#alone).subscribe(document, { ...variables });
    this.pairs.push({ name, shared, alone });
  }

  all(): Subscription[] {
    return this.pairs.flatMap(({ shared, alone }) => [...shared, alone]);
  }

  /** Waits until all have begun, or were refused. */
  async begun(): Promise<void> {
    const hasBegun = (s: Subscription) => s.results.length > 0 || s.ended !== undefined;
    await Promise.all(this.all().map((stream) => stream.until(hasBegun)));
  }

  differences(): string[] {
    return this.pairs.flatMap(({ name, shared, alone }) => {
      const right = framesOf(alone);
      return shared.map(framesOf).flatMap((frames) => {
        const at = frames.findIndex((frame, i) => frame !== right[i]);
        if (at < 0 && frames.length === right.length) return [];
        const place = at < 0 ? frames.length : at;
        return [`${name}: ${frames[place]} instead of ${right[place]}`];
      });
    });
  }

  /** Waits until the first pair has the item of an event everywhere, nothing more comes, and all streams were sent the same. */
  async settled(cursor: string): Promise<void> {
    const [first] = this.pairs;
    const hasIt = ({ items }: Subscription) => items.some((item) => item.cursor === cursor);
    await Promise.all([...(first?.shared ?? []), first?.alone].map((stream) => stream?.until(hasIt)));
    let before = -1;
    let quiet = 0;
    await expect
      .poll(
        () => {
          const now = this.all().reduce((sum, { results }) => sum + results.length, 0);
          quiet = now === before ? quiet + 1 : 0;
          before = now;
          return quiet < 3 ? ['not quiet'] : this.differences().slice(0, 3);
        },
        { interval: 30, timeout: 20_000 },
      )
      .toEqual([]);
  }

  stop(): void {
    for (const stream of this.all()) stream.stop();
  }
}

/**
 * What a stream was sent, without what is never the same twice: cursors of places without an event, the end of the log in a snapshot, and
 * signatures.
 */
function framesOf({ results }: Subscription): string[] {
  return results
    .map((result) => JSON.stringify(result))
    .map((frame) =>
      /StreamPosition|ResyncRequired/.test(frame) ? frame.replace(/"cursor":"[^"]*"/, '') : frame,
    )
    .map((frame) => frame.replaceAll(/"(downloadUrl|eventCursor)":"[^"]*"/g, '"$1":"…"'));
}
