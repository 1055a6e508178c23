import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bus } from '../../server/platform/live/hints/bus.js';
import type { Hint } from '../../server/platform/live/hints/hint.js';
import { Hints } from '../../server/platform/live/hints/hints.js';

/** The hints of one server, what its listeners received, what it counted and what it logged. */
export class Ear {
  readonly hints: Hints;
  readonly heard: Hint[] = [];
  readonly counted = { sent: 0, received: 0, dropped: 0 };
  readonly logged: { level: number; msg: string }[] = [];

  constructor(bus: Bus | null) {
    const log = pino({ level: 'info' }, { write: (line: string) => void this.logged.push(JSON.parse(line)) });
    const count = (outcome: keyof Ear['counted'], hints: number): void => {
      this.counted[outcome] += hints;
    };
    this.hints = new Hints({ bus, log, count });
    this.hints.on('events', (hint) => this.heard.push(hint));
    this.hints.on('presence', (hint) => this.heard.push(hint));
  }
}

/** What hints do over each bus that connects servers. `cut` breaks all connections to the bus. */
export function testHintsOver(name: string, bus: () => Bus, cut: () => Promise<unknown>): void {
  describe(`hints over ${name}`, () => {
    const open: Ear[] = [];
    const server = (): Ear => {
      const ear = new Ear(bus());
      open.push(ear);
      return ear;
    };
    const two = async (): Promise<[Ear, Ear]> => {
      const both: [Ear, Ear] = [server(), server()];
      await expect.poll(() => both.map(({ hints }) => hints.state.peers)).toEqual([1, 1]);
      return both;
    };
    afterEach(async () => {
      await Promise.all(open.splice(0).map(({ hints }) => hints.close()));
    });

    it('reach the listeners of both servers, once, with ids only', async () => {
      const [here, there] = await two();
      const hints: Hint[] = [
        { topic: 'events', organisationId: randomUUID() },
        { topic: 'presence', organisationId: randomUUID(), ticketId: randomUUID() },
        { topic: 'presence', organisationId: randomUUID(), ticketId: null },
      ];
      for (const hint of hints) here.hints.send(hint);
      expect(here.heard).toEqual(hints);
      await expect.poll(() => there.heard).toEqual(hints);
      there.hints.send(hints[0] as Hint);
      await expect.poll(() => here.heard.length).toBe(4);
      expect(there.heard.length).toBe(4);
    });

    it('go to the other server once where many equal ones are sent', async () => {
      const [here, there] = await two();
      const [busy, quiet] = [randomUUID(), randomUUID()];
      for (let i = 0; i < 1000; i += 1) here.hints.send({ topic: 'events', organisationId: busy });
      here.hints.send({ topic: 'events', organisationId: quiet });
      await expect.poll(() => there.heard.at(-1)?.organisationId).toBe(quiet);
      // The first one may go at once; the others go together.
      expect(there.heard.length).toBeLessThanOrEqual(3);
    });

    it('reach it for thousands of organisations at once', async () => {
      const [here, there] = await two();
      const organisations = Array.from({ length: 1000 }, () => randomUUID());
      for (const organisationId of organisations) here.hints.send({ topic: 'events', organisationId });
      await expect.poll(() => there.heard.length, { timeout: 10_000 }).toBe(1000);
      expect(there.heard.map(({ organisationId }) => organisationId)).toEqual(organisations);
      expect([here.counted.sent, there.counted.received]).toEqual([1000, 1000]);
    });

    it('are not sent while there is no other server', async () => {
      const texts: string[] = [];
      const listener = await bus().connect((text) => texts.push(text));
      const alone = server();
      await expect.poll(() => texts.length).toBe(1);
      alone.hints.send({ topic: 'events', organisationId: randomUUID() });
      await alone.hints.close();
      await listener.publish('the end');
      await expect.poll(() => texts.at(-1)).toBe('the end');
      expect(texts).toEqual([expect.stringMatching(/^[\w-]+$/), 'the end']);
      expect(alone.heard.length).toBe(1);
      await listener.close();
    });

    it('may be missed until the servers know each other, and while the connections are lost', async () => {
      const here = server();
      expect(here.hints.mayMiss).toBe(true);
      await expect.poll(() => here.hints.mayMiss, { timeout: 10_000 }).toBe(false);
      const there = server();
      await expect.poll(() => here.hints.state.peers).toBe(1);
      expect([here.hints.mayMiss, there.hints.mayMiss]).toEqual([true, true]);
      await expect
        .poll(() => [here.hints.mayMiss, there.hints.mayMiss], { timeout: 10_000 })
        .toEqual([false, false]);
      await cut();
      await expect.poll(() => here.hints.mayMiss).toBe(true);
      await expect.poll(() => here.hints.mayMiss, { timeout: 10_000 }).toBe(false);
    });

    it('arrive again after the connections were lost, which is logged once', async () => {
      const [here, there] = await two();
      const hint: Hint = { topic: 'events', organisationId: randomUUID() };
      await cut();
      await expect.poll(() => there.logged.map(({ msg }) => msg)).toEqual([lost, back]);
      await expect.poll(() => here.hints.state.connected).toBe(true);
      here.hints.send(hint);
      await expect.poll(() => there.heard).toEqual([hint]);
      expect(here.logged.map(({ msg }) => msg)).toEqual([lost, back]);
    });
  });
}

const lost =
  'hints of other servers do not arrive; this server looks for their changes by itself until they do';
const back = 'hints of other servers arrive again';
