import { eventually } from './eventually.js';

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
  line(fits: (line: Line) => boolean, ms = 5000): Promise<Line> {
    return eventually(() => this.lines.find(fits), ms).catch(() => {
      throw new Error(`nobody logged it; so far:\n${this.text}`);
    });
  }
}
