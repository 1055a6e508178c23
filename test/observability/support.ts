import type { World } from '../harness/world.js';
import { type Family, parseExposition } from './exposition.js';

/** What the server counts, as Prometheus reads it. */
export async function scrape(world: Pick<World, 'url'>): Promise<Map<string, Family>> {
  const response = await fetch(`${world.url}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`);
  return parseExposition(await response.text());
}

export interface Ready {
  status: number;
  // Tests say what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
}

export async function readyz(url: string): Promise<Ready> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
}

// A line of the log is whatever was said.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Line = any;

/** Keeps what is logged. */
export class Logged {
  text = '';

  write(line: string): void {
    this.text += line;
  }

  get lines(): Line[] {
    return this.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** The first line that fits, now or a little later. */
  async line(fits: (line: Line) => boolean): Promise<Line> {
    for (const end = Date.now() + 5000; ; ) {
      const found = this.lines.find(fits);
      if (found) return found;
      if (Date.now() > end) throw new Error(`nobody logged it; so far:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
