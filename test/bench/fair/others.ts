import { Agent, request } from 'node:http';
import { availableParallelism } from 'node:os';
import type { Message } from '../connections.js';
import { readElsewhere } from '../cpu.js';

export interface Load {
  /** The latency of each request in milliseconds, from its scheduled time. */
  took: number[];
  /** The number of answers without status 200. */
  failed: number;
  /** The part of the machine that other programs used meanwhile. */
  elsewhere: number;
}

/** Other users, whose requests start at scheduled times, whatever the latency of earlier ones. */
export class Others {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #url: string;
  readonly #tokens: readonly string[];
  readonly #next: () => Message;
  #turn = 0;

  constructor(url: string, tokens: readonly string[], next: () => Message) {
    this.#url = url;
    this.#tokens = tokens;
    this.#next = next;
  }

  /** Sends this many requests per second for a time, then waits for the last answer. */
  async load(perSecond: number, ms: number): Promise<Load> {
    const took: number[] = [];
    let failed = 0;
    const asked: Promise<void>[] = [];
    const before = await readElsewhere();
    const begun = performance.now();
    for (let at = begun; at < begun + ms; at += (-Math.log(1 - Math.random()) * 1000) / perSecond) {
      const left = at - performance.now();
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      asked.push(
        this.ask().then((status) => {
          took.push(performance.now() - at);
          if (status !== 200) failed += 1;
        }),
      );
    }
    await Promise.all(asked);
    const seconds = (await readElsewhere()) - before;
    const elsewhere = (seconds * 1000) / (performance.now() - begun) / availableParallelism();
    return { took, failed, elsewhere: Math.max(0, elsewhere) };
  }

  /** Sends requests one after another for a time, and returns their number. */
  async oneByOne(ms: number): Promise<number> {
    let count = 0;
    for (const end = performance.now() + ms; performance.now() < end; count += 1) await this.ask();
    return count;
  }

  ask(): Promise<number | undefined> {
    const { path, body } = this.#next();
    const token = this.#tokens[this.#turn++ % this.#tokens.length];
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.#url}${path}`,
        { method: 'POST', agent: this.#agent, headers },
        (response) => {
          response.on('data', () => {});
          response.on('end', () => resolve(response.statusCode));
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
