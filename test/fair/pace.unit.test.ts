import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringifyInTurns } from '../../server/platform/graphql/stringify.js';
import { Pace } from '../../server/platform/kernel/pace.js';

/** Keeps the CPU busy. */
function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** How many turns of the event loop other code gets while a function runs. */
async function turnsDuring(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await act();
  over = true;
  return turns;
}

/** Completes a list as graphql does. */
const complete = (list: Iterable<unknown>, done: (item: number) => void) =>
  Promise.all(Array.from(list, (item) => (item instanceof Promise ? item.then(done) : done(item as number))));

/** More than one actor may ask for at once. */
const HEAVY = 1_000_000;

/** A pause with a fixed length. */
const resting = (ms: number) => ({ least: ms, most: ms });

describe('an operation', () => {
  it('is heavy when it is large, or when its actor has asked for much', () => {
    const pace = new Pace();
    expect(pace.begin('ben', 10_001).heavy).toBe(true);
    const asked = Array.from({ length: 4 }, () => pace.begin('ada', 10_000).heavy);
    expect(asked).toEqual([false, false, false, true]);
  });

  it('lets others run without waiting for them when it is light, however long it takes', async () => {
    const pace = new Pace({ sliceMs: 1, restMs: resting(5000), quietMs: 5000 });
    const [light, others] = [pace.begin('ada', 1), pace.begin('ben', 1)];
    const turns = await turnsDuring(async () => {
      for (let slice = 0; slice < 20; slice += 1) await pace.breathe(light);
    });
    expect(turns).toBeGreaterThanOrEqual(20);
    expect(pace.next(light)).toBeUndefined();
    expect([pace.restingOf('ada'), pace.light]).toEqual([0, 2]);
    pace.end(light);
    pace.end(light);
    expect(pace.light).toBe(1);
    pace.end(others);
  });
});

describe('a heavy operation', () => {
  it('begins at once, and pauses between its turns while a light operation runs, for a limited time', async () => {
    const pace = new Pace({ restMs: resting(200) });
    const [heavy, light] = [pace.begin('ada', HEAVY), pace.begin('ben', 1)];
    await pace.next(heavy);
    const order: string[] = [];
    const rested = pace.breathe(heavy).then(() => order.push('heavy'));
    setTimeout(() => {
      order.push('light ends');
      pace.end(light);
    }, 30);
    await rested;
    expect(order).toEqual(['light ends', 'heavy']);
    const stays = pace.begin('ben', 1);
    const begun = performance.now();
    await pace.breathe(heavy);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
    pace.end(stays);
    pace.end(heavy);
    expect(pace.light).toBe(0);
  });

  it('pauses for several times the length of its turn, including its waits for the database', async () => {
    const pace = new Pace({ restTimes: 5, restMs: { least: 0, most: 5000 } });
    const [heavy, others] = [pace.begin('ada', HEAVY), pace.begin('ben', 1)];
    for (const use of [() => work(20), () => sleep(20)]) {
      await pace.next(heavy);
      await use();
      const begun = performance.now();
      await pace.breathe(heavy);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(95);
    }
    pace.end(others);
  });

  it('pauses for at least the minimum and at most the maximum', async () => {
    const pace = new Pace({ restTimes: 5, restMs: { least: 40, most: 60 } });
    const [heavy, others] = [pace.begin('ada', HEAVY), pace.begin('ben', 1)];
    for (const ms of [0, 50]) {
      await pace.next(heavy);
      work(ms);
      const begun = performance.now();
      await pace.breathe(heavy);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(ms ? 59 : 39);
      expect(performance.now() - begun).toBeLessThan(200);
    }
    pace.end(others);
  });

  it('also waits for light operations that have just ended, but not as long as for running ones', async () => {
    const pace = new Pace({ restMs: resting(5000), quietMs: 60 });
    const heavy = pace.begin('ada', HEAVY);
    await pace.next(heavy);
    pace.end(pace.begin('ben', 1));
    // An actor does not wait for its own operations.
    pace.end(pace.begin('ada', 1));
    const begun = performance.now();
    await pace.breathe(heavy);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
    expect(performance.now() - begun).toBeLessThan(2000);
    // It uses no timer, so it resolves before the shortest timer, even on a busy machine.
    const later = new Promise((resolve) => setTimeout(resolve, 0, 'later'));
    expect(await Promise.race([pace.breathe(heavy).then(() => 'at once'), later])).toBe('at once');
  });

  it('does not wait for operations of the same actor', async () => {
    const pace = new Pace({ restMs: resting(5000) });
    const [own, heavy] = [pace.begin('ada', 1), pace.begin('ada', HEAVY)];
    await pace.next(heavy);
    await pace.breathe(heavy);
    expect(own.heavy).toBe(false);
  });

  it('sends statements at the beginning of its turn; later ones wait for the next turn', async () => {
    const pace = new Pace({ sliceMs: 20, restMs: resting(50) });
    const [heavy, others] = [pace.begin('ada', HEAVY), pace.begin('ben', 1)];
    await pace.next(heavy);
    expect(pace.next(heavy)).toBeUndefined();
    work(25);
    const begun = performance.now();
    await pace.next(heavy);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(45);
    pace.end(others);
  });
});

describe('the heavy operations of one actor', () => {
  it('have one turn at a time together; other actors have their own', async () => {
    const pace = new Pace({ restTimes: 0, restMs: resting(0) });
    const light = pace.begin('ben', 1);
    const running: Record<string, number> = { ada: 0, cleo: 0 };
    const most: Record<string, number> = { ada: 0, cleo: 0, all: 0 };
    const operate = async (actor: string): Promise<void> => {
      const operation = pace.begin(actor, HEAVY);
      for (let turn = 0; turn < 3; turn += 1) {
        await (turn ? pace.breathe(operation) : pace.next(operation));
        running[actor] = (running[actor] ?? 0) + 1;
        most[actor] = Math.max(most[actor] ?? 0, running[actor] ?? 0);
        most.all = Math.max(most.all ?? 0, (running.ada ?? 0) + (running.cleo ?? 0));
        await sleep(5);
        running[actor] = (running[actor] ?? 0) - 1;
      }
      pace.end(operation);
    };
    await Promise.all(['ada', 'ada', 'ada', 'cleo'].map(operate));
    expect(most).toEqual({ ada: 1, cleo: 1, all: 2 });
    pace.end(light);
    expect([pace.light, pace.restingOf('ada'), pace.restingOf('cleo')]).toEqual([0, 0, 0]);
  });

  it("end before the actor's next ones begin", async () => {
    const pace = new Pace({ restTimes: 0, restMs: resting(1) });
    const light = pace.begin('ben', 1);
    const order: string[] = [];
    const operate = async (name: string): Promise<void> => {
      const operation = pace.begin('ada', HEAVY);
      await pace.next(operation);
      for (let turn = 0; turn < 3; turn += 1) {
        order.push(name);
        await pace.breathe(operation);
      }
      pace.end(operation);
    };
    await Promise.all(['a', 'b', 'c'].map(operate));
    expect(order.join('')).toBe('aaabbbccc');
    pace.end(light);
  });

  it('do not wait without a limit for one that waits for the database', async () => {
    const pace = new Pace({ restTimes: 0, restMs: resting(0) });
    const [stuck, heavy, others] = [pace.begin('ada', HEAVY), pace.begin('ada', HEAVY), pace.begin('ben', 1)];
    await pace.next(stuck);
    const begun = performance.now();
    await pace.next(heavy);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(240);
    pace.end(others);
  });

  it('alternate with those of other actors, one slice in each turn of the event loop', async () => {
    const pace = new Pace({ restTimes: 0, restMs: resting(0) });
    const order: string[] = [];
    const operate = async (actor: string): Promise<void> => {
      const operation = pace.begin(actor, HEAVY);
      for (let i = 0; i < 3; i += 1) {
        await pace.breathe(operation);
        order.push(actor);
      }
      pace.end(operation);
    };
    await Promise.all([operate('a'), operate('b'), operate('c')]);
    expect(order.join('')).toBe('abcabcabc');
  });
});

describe('a long list', () => {
  it('is completed in slices and in order, and other code has a turn between two slices', async () => {
    const pace = new Pace({ sliceMs: 5 });
    const operation = pace.begin('ada', 1);
    const items = Array.from({ length: 40 }, (_, i) => i);
    const done: number[] = [];
    const turns = await turnsDuring(() =>
      complete(pace.items(operation, items), (item) => {
        work(2);
        done.push(item);
      }),
    );
    expect(done).toEqual(items);
    // 80 ms in slices that end after 5 to 9 ms.
    expect(turns).toBeGreaterThanOrEqual(8);
    pace.end(operation);
    expect(pace.light).toBe(0);
  });

  it('is completed at once, without a promise, when it takes no time', async () => {
    const pace = new Pace({ sliceMs: 1000 });
    const operation = pace.begin('ada', 1);
    const items = Array.from({ length: 1000 }, (_, i) => i);
    expect([...pace.items(operation, items)]).toEqual(items);
    expect(operation.heavy).toBe(false);
  });
});

describe('a long answer', () => {
  it('is written as JSON.stringify writes it, for any values', async () => {
    const pace = new Pace();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        const dated = { value, at: new Date(0), nothing: undefined, list: [undefined, value] };
        expect(await stringifyInTurns(dated, pace.begin('ada', 1))).toBe(JSON.stringify(dated));
      }),
    );
  });

  it('gives other code a turn', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => ({
      id: String(i),
      text: 'It jams. '.repeat(5),
      by: { name: 'x' },
    }));
    const turns = await turnsDuring(() => stringifyInTurns(rows, new Pace().begin('ada', HEAVY)));
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('is refused when it is too long', async () => {
    const rows = Array.from({ length: 1000 }, () => 'x'.repeat(50_000));
    await expect(stringifyInTurns(rows, new Pace().begin('ada', HEAVY))).rejects.toMatchObject({
      extensions: { code: 'DOCUMENT_LIMIT', limit: 'ANSWER', most: 8_000_000 },
    });
  });
});
