import { randomUUID } from 'node:crypto';
import { setImmediate as immediately } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../server/platform/actor/actor.js';
import type { FilteredEventRow } from '../../server/platform/events/index.js';
import type { GroupServices } from '../../server/platform/live/common.js';
import { Groups } from '../../server/platform/live/groups.js';
import type { Tail } from '../../server/platform/live/hub.js';
import type { Stream } from '../../server/platform/live/stream.js';
import { Waiting } from '../../server/platform/live/waiting.js';

const organisationId = randomUUID();
const place = (number: number) => ({ number, recordedAt: new Date(number) });
const event = (number: number) =>
  ({
    ...place(number),
    ticketId: 'ticket',
    changes: [],
    facts: null,
    cause: {},
  }) as unknown as FilteredEventRow;

describe('a group whose snapshot cannot be read', () => {
  it('leaves events to a member that had read a part of them before it took its seat', async () => {
    const { promise: connection, reject: fail } = Promise.withResolvers<never>();
    const asked = Promise.withResolvers<void>();
    const connect = () => {
      asked.resolve();
      return connection;
    };
    const services = {
      db: { live: { connections: { of: () => ({ connect }) } } },
      log: { debug: () => undefined },
      waiting: new Waiting(1000),
    } as unknown as GroupServices;
    const tail = {
      organisationId,
      head: place(10),
      read: async ({ number: behind }: { number: number }) =>
        [11, 12, 13, 14, 15].filter((number) => number > behind).map(event),
      wait: (_place: unknown, _ms: number, signal: AbortSignal) =>
        new Promise((resolve) => signal.addEventListener('abort', resolve)),
    } as unknown as Tail;
    const stream: Stream = {
      shared: { key: '', topics: null, topicsOf: () => [], between: {} as never },
      mayConcern: () => true,
      itemsOf: async () => null,
    };
    const actor = { kind: 'user', organisationId, userId: 'user', sessionId: 'session' };
    const client = { isOpen: true, isFull: false, waits: 0, send: () => undefined };
    const seat = new Groups(services).seat(
      tail,
      'document',
      { execute: async () => null, weight: 1, positionMs: 60_000 },
      { stream, actor: actor as unknown as Actor, client },
    );
    await asked.promise;
    const left = seat.stay(place(13), Date.now(), new AbortController().signal);
    await immediately();
    fail(new Error('no connection'));
    expect(await left).toEqual(place(13));
  });
});
