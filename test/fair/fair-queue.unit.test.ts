import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission, Busy } from '../../server/platform/kernel/admission.js';
import { type Bounds, FairQueue, type Place } from '../../server/platform/kernel/fair-queue.js';

const bounds: Bounds = {
  perActor: 20,
  perGroup: 60,
  total: 100,
  waitingPerActor: 5,
  waitingPerGroup: 12,
  waiting: 20,
};
const actors = ['ada', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal'];
const groupOf = (actor: string): string => `group ${actors.indexOf(actor) % 2}`;

interface Asked {
  actor: string;
  weight: number;
  place: Place;
  number: number;
}

type Step = { enter: { actor: string; weight: number } } | { leave: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      enter: fc.record({ actor: fc.constantFrom(...actors), weight: fc.integer({ min: 1, max: 30 }) }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ leave: fc.nat() }) },
);

/** Plays steps against a queue, and calls `look` after each. */
function play(steps: readonly Step[], look: (queue: FairQueue, asked: readonly Asked[]) => void) {
  const queue = new FairQueue(bounds);
  const asked: Asked[] = [];
  const order: Asked[] = [];
  for (const [number, one] of steps.entries()) {
    if ('enter' in one) {
      const { actor, weight } = one.enter;
      const entry = { actor, weight: Math.min(weight, bounds.perActor), number } as Asked;
      const place = queue.enter({ actor, group: groupOf(actor) }, weight, () => order.push(entry));
      if (place) asked.push(Object.assign(entry, { place }));
    } else if (asked.length > 0) {
      asked.splice(one.leave % asked.length, 1)[0]?.place.leave();
    }
    look(queue, asked);
  }
  return { queue, asked, order };
}

const running = (asked: readonly Asked[]) => asked.filter(({ place }) => place.state === 'running');
const waiting = (asked: readonly Asked[]) => asked.filter(({ place }) => place.state === 'waiting');
const sum = (asked: readonly Asked[]) => asked.reduce((all, { weight }) => all + weight, 0);
const most = (groups: Map<string, Asked[]>, of: (group: Asked[]) => number) =>
  Math.max(0, ...[...groups.values()].map(of));

describe('a fair queue, for any requests', () => {
  it('never exceeds a limit, neither of what is in use nor of what waits', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        play(steps, (queue, asked) => {
          const [used, queued] = [running(asked), waiting(asked)];
          expect(queue.inUse).toBe(sum(used));
          expect(queue.waiting).toBe(queued.length);
          expect(sum(used)).toBeLessThanOrEqual(bounds.total);
          expect(
            most(
              Map.groupBy(used, ({ actor }) => actor),
              sum,
            ),
          ).toBeLessThanOrEqual(bounds.perActor);
          expect(
            most(
              Map.groupBy(used, ({ actor }) => groupOf(actor)),
              sum,
            ),
          ).toBeLessThanOrEqual(bounds.perGroup);
          expect(queued.length).toBeLessThanOrEqual(bounds.waiting);
          const [byActor, byGroup] = [({ actor }: Asked) => actor, ({ actor }: Asked) => groupOf(actor)];
          expect(most(Map.groupBy(queued, byActor), (q) => q.length)).toBeLessThanOrEqual(
            bounds.waitingPerActor,
          );
          expect(most(Map.groupBy(queued, byGroup), (q) => q.length)).toBeLessThanOrEqual(
            bounds.waitingPerGroup,
          );
        });
      }),
    );
  });

  it('serves each actor in the order of its entries', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { order } = play(steps, () => {});
        for (const own of Map.groupBy(order, ({ actor }) => actor).values()) {
          const numbers = own.map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('never delays an entry that fits, unless another entry of the same group waits for room', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        play(steps, (_queue, asked) => {
          const used = running(asked);
          const heads = [...Map.groupBy(waiting(asked), ({ actor }) => actor).values()].map(
            ([head]) => head as Asked,
          );
          const blockedByOthers = heads.filter(
            ({ actor, weight }) => sum(used.filter((one) => one.actor === actor)) + weight <= bounds.perActor,
          );
          const someoneIsBlocked = blockedByOthers.some(
            ({ actor, weight }) =>
              sum(used) + weight > bounds.total ||
              sum(used.filter((one) => groupOf(one.actor) === groupOf(actor))) + weight > bounds.perGroup,
          );
          if (blockedByOthers.length > 0) expect(someoneIsBlocked).toBe(true);
        });
      }),
    );
  });

  it('serves every entry that stays, and has all its room back at the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { queue, asked } = play(steps, () => {});
        for (let rounds = 0; asked.length > 0; rounds += 1) {
          expect(rounds).toBeLessThanOrEqual(200);
          const next = asked.findIndex(({ place }) => place.state === 'running');
          expect(next).toBeGreaterThanOrEqual(0);
          const { place } = asked.splice(next, 1)[0] as Asked;
          place.leave();
          place.leave();
        }
        expect([queue.inUse, queue.waiting, queue.groupsInUse]).toEqual([0, 0, 0]);
        for (const actor of actors) expect(queue.of(actor)).toEqual({ inUse: 0, waiting: 0 });
      }),
    );
  });

  it('never delays the first entry of an actor for the many entries of another', () => {
    const queue = new FairQueue({ ...bounds, total: 20, waitingPerActor: 20, waiting: 100 });
    const order: string[] = [];
    const enter = (actor: string) => queue.enter({ actor, group: 'one' }, 20, () => order.push(actor));
    const first = enter('ada');
    const more = Array.from({ length: 5 }, () => enter('ada'));
    const others = [enter('ben'), enter('cleo')];
    for (const place of [first, more[0], others[0], others[1], more[1]]) place?.leave();
    expect(order).toEqual(['ada', 'ada', 'ben', 'cleo', 'ada', 'ada']);
  });

  it('keeps room for a large entry that is next: small entries do not overtake it', () => {
    const queue = new FairQueue({ ...bounds, perActor: 60 });
    const order: string[] = [];
    const enter = (actor: string, weight: number) =>
      queue.enter({ actor, group: 'one' }, weight, () => order.push(actor));
    const small = Array.from({ length: 3 }, (_, i) => enter(`small ${i}`, 20));
    enter('large', 50);
    enter('late', 1);
    small[0]?.leave();
    small[1]?.leave();
    expect(order).toEqual(['small 0', 'small 1', 'small 2']);
    small[2]?.leave();
    expect(order.slice(3)).toEqual(['large', 'late']);
  });
});

describe('waiting for a turn', () => {
  const one = { actor: 'ada', group: 'one' };

  it('ends with a refusal that gives the time to retry', async () => {
    const admission = new Admission(bounds, 20);
    const giveBack = await admission.enter(one, 20);
    await expect(admission.enter(one, 1)).rejects.toMatchObject({ why: 'WAITED', retryAfterSeconds: 1 });
    expect(admission.queue.of('ada')).toEqual({ inUse: 20, waiting: 0 });
    giveBack();
    expect(admission.queue.of('ada')).toEqual({ inUse: 0, waiting: 0 });
  });

  it('is refused immediately when too many wait', async () => {
    const admission = new Admission(bounds, 5000);
    const giveBack = await admission.enter(one, 20);
    const waiting = Array.from({ length: 5 }, () => admission.enter(one, 20));
    await expect(admission.enter(one, 20)).rejects.toThrow(Busy);
    giveBack();
    for (const next of waiting) (await next)();
    expect(admission.queue.inUse).toBe(0);
  });

  it('ends at once when its client disconnects, and the next in the queue moves up', async () => {
    const admission = new Admission(bounds, 5000);
    const giveBack = await admission.enter(one, 10);
    const gone = new AbortController();
    const large = admission.enter(one, 20, gone.signal);
    const small = admission.enter(one, 10);
    gone.abort(new Error('gone'));
    await expect(large).rejects.toThrow('gone');
    (await small)();
    giveBack();
    await expect(admission.enter(one, 1, gone.signal)).rejects.toThrow('gone');
    expect([admission.queue.inUse, admission.queue.waiting]).toEqual([0, 0]);
  });
});
