import type { DestinationStream } from 'pino';

/** Lines are written together, because each write costs as much as a small statement: after this time, or at this length. */
const WAIT_MS = 50;
const MOST_CHARACTERS = 16_000;
const WARN = 40;
/** A destination with this property is given `lastLevel` before each line. */
const WITH_LEVEL: unique symbol = Symbol.for('pino.metadata');

/**
 * Writes log lines to `sink` several at once, in their order. A line of level `warn` or above is written at once, with those before it. The
 * owner calls `flush` when the program exits.
 */
export class GatheredLines implements DestinationStream {
  readonly [WITH_LEVEL] = true;
  lastLevel = 0;
  readonly #sink: DestinationStream;
  #lines = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(sink: DestinationStream) {
    this.#sink = sink;
  }

  write(line: string): void {
    this.#lines += line;
    if (this.lastLevel >= WARN || this.#lines.length > MOST_CHARACTERS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), WAIT_MS).unref();
  }

  /** Writes what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    this.#lines = '';
    if (lines !== '') this.#sink.write(lines);
  }
}
