import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Joined } from '../../server/platform/kernel/joined.js';

it('every caller gets an answer that is newer than its question, with one question to the source at a time', async () => {
  const step = fc.oneof(
    fc.constant('ask' as const),
    fc.constant('answer' as const),
    fc.constant('fail' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const joined = new Joined<number>();
      const underWay: { resolve(value: number): void; reject(error: Error): void; began: number }[] = [];
      const asked: Promise<unknown>[] = [];
      let moment = 0;
      const ask = (at: number) =>
        joined
          .ask('who', () => {
            const began = moment;
            expect(underWay).toHaveLength(0);
            return new Promise<number>((resolve, reject) => underWay.push({ resolve, reject, began }));
          })
          .then(
            (began) => expect(began).toBeGreaterThanOrEqual(at),
            (error: Error) => expect(error.message).toBe('failed'),
          );
      const settle = async (how: 'answer' | 'fail') => {
        const one = underWay.shift();
        if (how === 'answer') one?.resolve(one.began);
        else one?.reject(new Error('failed'));
        for (let i = 0; i < 10; i += 1) await Promise.resolve();
      };
      for (const one of steps) {
        moment += 1;
        if (one === 'ask') asked.push(ask(moment));
        else await settle(one);
      }
      while (underWay.length > 0) await settle('answer');
      await Promise.all(asked);
    }),
  );
});

it('a hundred equal questions at once take two questions to the source', async () => {
  const joined = new Joined<number>();
  let answers = 0;
  const answer = async () => {
    answers += 1;
    await new Promise(setImmediate);
    return answers;
  };
  const given = await Promise.all(Array.from({ length: 100 }, () => joined.ask('who', answer)));
  expect(new Set(given)).toEqual(new Set([1, 2]));
  expect(answers).toBe(2);
});
