import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatheredLines } from '../../server/platform/observability/gathered-lines.js';

describe('log lines', () => {
  let writes: string[];
  let lines: GatheredLines;

  beforeEach(() => {
    vi.useFakeTimers();
    writes = [];
    lines = new GatheredLines({ write: (text) => void writes.push(text) });
  });

  afterEach(() => vi.useRealTimers());

  const log = () => pino({ base: null, timestamp: false }, lines);
  const written = () =>
    writes.map((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    );

  it('are written together after a short time', () => {
    log().info('one');
    log().info('two');
    expect(written()).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(written()).toEqual([['one', 'two']]);
    log().info('three');
    vi.advanceTimersByTime(50);
    expect(written()).toEqual([['one', 'two'], ['three']]);
  });

  it('are written immediately with a warning or an error, in their order', () => {
    log().info('one');
    log().warn('two');
    log().info('three');
    log().error('four');
    log().fatal('five');
    expect(written()).toEqual([['one', 'two'], ['three', 'four'], ['five']]);
    vi.advanceTimersByTime(1000);
    expect(writes).toHaveLength(3);
  });

  it('are written immediately when they are large', () => {
    for (let i = 0; i < 20; i += 1) log().info('x'.repeat(1000));
    expect(written().map((some) => some.length)).toEqual([16]);
    lines.flush();
    expect(written().flat()).toHaveLength(20);
  });
});
