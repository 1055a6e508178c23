import { eventually } from './eventually.js';

// The fields of a log line depend on the message.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Line = any;

/** Collects log lines. */
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

  /** Waits for the first line that matches, and returns it. */
  line(fits: (line: Line) => boolean, ms = 5000): Promise<Line> {
    return eventually(() => this.lines.find(fits), ms).catch(() => {
      throw new Error(`no log line matches; the log so far:\n${this.text}`);
    });
  }
}
