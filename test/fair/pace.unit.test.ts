import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringifyInTurns } from '../../server/platform/graphql/stringify.js';
import { Pace } from '../../server/platform/kernel/pace.js';

/** Works without a break. */
function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** How many turns of the event loop others get while something runs. */
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

describe('a long list', () => {
  it('is completed in slices, in its order, and others have a turn between any two of them', async () => {
    const pace = new Pace(5, 0);
    const operation = pace.begin('ada');
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

  it('is completed at once, without a promise, where it takes no time', async () => {
    const pace = new Pace(1000, 0);
    const operation = pace.begin('ada');
    const items = Array.from({ length: 1000 }, (_, i) => i);
    expect([...pace.items(operation, items)]).toEqual(items);
    expect(operation.heavy).toBe(false);
  });

  it('waits between its slices as long as something light is under way, but not for ever', async () => {
    const pace = new Pace(1, 200);
    const [heavy, light] = [pace.begin('ada', true), pace.begin('ben')];
    const order: string[] = [];
    const resting = pace.breathe(heavy).then(() => order.push('heavy'));
    setTimeout(() => {
      order.push('light ends');
      pace.end(light);
    }, 30);
    await resting;
    expect(order).toEqual(['light ends', 'heavy']);
    const stays = pace.begin('ben');
    const begun = performance.now();
    await pace.breathe(heavy);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
    pace.end(stays);
    pace.end(heavy);
    expect(pace.light).toBe(0);
  });

  it('lets others run, but does not wait for them, when it is light, however long it lasts', async () => {
    const pace = new Pace(1, 5000, 5000);
    const [light, others] = [pace.begin('ada'), pace.begin('ben')];
    const turns = await turnsDuring(async () => {
      for (let slice = 0; slice < 20; slice += 1) await pace.breathe(light);
    });
    expect(turns).toBeGreaterThanOrEqual(20);
    expect([pace.restingOf('ada'), pace.light]).toEqual([0, 2]);
    pace.end(light);
    pace.end(light);
    expect(pace.light).toBe(1);
    pace.end(others);
  });

  it('is heavy when it is large, or when its actor has asked for much', () => {
    const pace = new Pace();
    expect(pace.isLight('ben', 10_001)).toBe(false);
    const asked = Array.from({ length: 4 }, () => pace.isLight('ada', 10_000));
    expect(asked).toEqual([true, true, true, false]);
  });

  it('waits for others who were there a moment ago, but not as long as while they are there', async () => {
    const pace = new Pace(1, 5000, 60);
    const heavy = pace.begin('ada', true);
    pace.end(pace.begin('ben'));
    // What an actor does itself is no reason to wait.
    pace.end(pace.begin('ada'));
    const begun = performance.now();
    await pace.breathe(heavy);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
    expect(performance.now() - begun).toBeLessThan(2000);
    const again = performance.now();
    await pace.breathe(heavy);
    expect(performance.now() - again).toBeLessThan(50);
  });

  it('waits before each statement; a light operation and a push do not', async () => {
    const pace = new Pace(1, 30);
    const others = pace.begin('ben');
    const begun = performance.now();
    await pace.beforeStatement({ actor: 'ada', heavy: true });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(28);
    expect(pace.beforeStatement(pace.begin('ada'))).toBeUndefined();
    expect(pace.beforeStatement({ actor: 'ada', heavy: true, restless: true })).toBeUndefined();
    pace.end(others);
  });

  it('does not wait for what is under way of the same actor', async () => {
    const pace = new Pace(1, 5000);
    const [heavy, own] = [pace.begin('ada', true), pace.begin('ada')];
    await pace.breathe(heavy);
    expect(own.heavy).toBe(false);
  });

  it('has one slice in each rest, however many lists its actor has; other actors have theirs', async () => {
    const pace = new Pace(1, 100);
    const light = pace.begin('ben');
    const begun = performance.now();
    const after: Record<string, number[]> = { ada: [], cleo: [] };
    const rest = (actor: string) =>
      pace.breathe(pace.begin(actor, true)).then(() => after[actor]?.push(performance.now() - begun));
    await Promise.all([rest('ada'), rest('ada'), rest('cleo')]);
    expect(after.ada?.[0]).toBeGreaterThanOrEqual(95);
    expect(after.ada?.[1]).toBeGreaterThanOrEqual(195);
    expect(after.cleo?.[0]).toBeLessThan(195);
    pace.end(light);
    expect([pace.light, pace.restingOf('ada')]).toEqual([0, 0]);
  });

  it('takes turns with other long lists, one slice in each turn of the event loop', async () => {
    const pace = new Pace(1, 0);
    const order: string[] = [];
    const run = async (name: string): Promise<void> => {
      const operation = pace.begin(name);
      for (let i = 0; i < 3; i += 1) {
        await pace.breathe(operation);
        order.push(name);
      }
      pace.end(operation);
    };
    await Promise.all([run('a'), run('b'), run('c')]);
    expect(order.join('')).toBe('abcabcabc');
  });
});

describe('a long answer', () => {
  it('is written as JSON.stringify writes it, whatever is in it', async () => {
    const pace = new Pace();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        const dated = { value, at: new Date(0), nothing: undefined, list: [undefined, value] };
        expect(await stringifyInTurns(dated, pace.begin('ada'))).toBe(JSON.stringify(dated));
      }),
    );
  });

  it('lets others have a turn', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => ({
      id: String(i),
      text: 'It jams. '.repeat(5),
      by: { name: 'x' },
    }));
    const turns = await turnsDuring(() => stringifyInTurns(rows, { actor: 'ada', heavy: true }));
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('is refused when it is too long', async () => {
    const rows = Array.from({ length: 1000 }, () => 'x'.repeat(50_000));
    await expect(stringifyInTurns(rows, { actor: 'ada', heavy: true })).rejects.toMatchObject({
      extensions: { code: 'DOCUMENT_LIMIT', limit: 'ANSWER', most: 8_000_000 },
    });
  });
});
