import type { Log } from '../../observability/log.js';
import type { Bus, BusConnection } from './bus.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that lasted this long worked: the next pause is short again. */
const LASTING_MS = 10_000;

interface LinkOptions {
  bus: Bus;
  log: Log;
  heard(text: string): void;
  /** Called after each connecting. */
  connected(): void;
}

/**
 * A connection to a bus that is opened again, with longer and longer pauses, until it is closed. It reports a loss once, and the recovery.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #connection: BusConnection | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#ended = this.#keep();
  }

  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** Fails when the text could not be published. */
  async publish(text: string): Promise<void> {
    const connection = this.#connection;
    if (!connection) throw new Error('not connected');
    try {
      await connection.publish(text);
    } catch (error) {
      // A connection that does not answer is replaced; it may not notice by itself that it is lost.
      await connection.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connection?.close();
    await this.#ended;
  }

  async #keep(): Promise<void> {
    const { bus, log } = this.#options;
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      const began = Date.now();
      const error = await this.#connectOnce(failures > 0);
      if (this.#closing.signal.aborted) return;
      if (Date.now() - began > LASTING_MS) failures = 0;
      if (failures === 0) {
        log.warn(
          { err: error, bus: bus.name },
          'hints of other servers do not arrive; this server looks for their changes by itself until they do',
        );
      }
      failures += 1;
      await this.#pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
    }
  }

  /** Resolves with the reason when the connection could not be opened, or was lost. */
  async #connectOnce(again: boolean): Promise<unknown> {
    const { bus, log, heard, connected } = this.#options;
    try {
      const connection = await bus.connect(heard);
      if (this.#closing.signal.aborted) {
        await connection.close();
        return undefined;
      }
      this.#connection = connection;
      if (again) log.info({ bus: bus.name }, 'hints of other servers arrive again');
      connected();
      const reason = await connection.lost;
      this.#connection = undefined;
      await connection.close();
      return reason;
    } catch (error) {
      return error;
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#closing;
    return new Promise((resolve) => {
      // Servers that lost the same bus do not come back in one moment.
      const timer = setTimeout(done, ms * (0.5 + Math.random() / 2));
      timer.unref();
      signal.addEventListener('abort', done);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
