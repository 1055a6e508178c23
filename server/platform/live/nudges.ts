import type { Position } from '../events/index.js';
import type { Tail } from './hub.js';
import type { Stream } from './stream.js';

/** Waits for the log to continue, and for a stream that has items which no event of the log causes. */
export class Nudges {
  readonly #end: (() => void) | undefined;
  #nudged = false;
  #wake: (() => void) | undefined;

  constructor(stream: Stream) {
    this.#end = stream.nudged?.(() => {
      this.#nudged = true;
      this.#wake?.();
    });
  }

  /** Whether the stream was nudged since this was last asked. */
  take(): boolean {
    const nudged = this.#nudged;
    this.#nudged = false;
    return nudged;
  }

  /** Resolves when the log continues after a place, when the stream is nudged, when the time is over, or at the end of the program. */
  async wait(tail: Tail, behind: Position, ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#end) return tail.wait(behind, ms, signal);
    if (this.#nudged) return;
    const over = new AbortController();
    const wake = () => over.abort();
    signal.addEventListener('abort', wake);
    if (signal.aborted) wake();
    this.#wake = wake;
    try {
      await tail.wait(behind, ms, over.signal);
    } finally {
      this.#wake = undefined;
      signal.removeEventListener('abort', wake);
    }
  }

  end(): void {
    this.#end?.();
  }
}
