import { setTimeout as sleep } from 'node:timers/promises';
import { type Following, follow, LiveConnection, type StreamItem } from '../../live/index.ts';
import type { Api } from './api.ts';
import * as documents from './documents.ts';
import type { Progress } from './progress.ts';
import type { SeenEvent } from './stream-check.ts';

interface PushedEvent extends StreamItem {
  type: string;
  ticket: { id: string };
}

/** The events on the second connection. */
export interface Watcher {
  subscription: Following;
  events: SeenEvent[];
  resyncs: number;
  /** Throws when the subscription has ended. */
  check(): void;
  /** Waits until these events have arrived, or until none has come for this time. */
  waitFor(expected: readonly SeenEvent[], patienceMs: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Opens the second connection, before anything is written. */
export async function watch(api: Api, url: string, token: string, progress: Progress): Promise<Watcher> {
  const { tickets } = await api<{ tickets: { eventCursor: string } }>(documents.position);
  const events: SeenEvent[] = [];
  const arrived = new Set<string>();
  let failure: unknown;
  const live = new LiveConnection({
    url,
    token,
    onRetry: (reason, waitMs) =>
      progress.say(`the subscription broke (${String(reason)}), again in ${waitMs} ms`),
  });
  const subscription: Following = follow<PushedEvent>(live, {
    query: documents.ticketEvents,
    after: tickets.eventCursor,
    onItem: ({ __typename, cursor, type, ticket }) => {
      if (__typename !== 'TicketEvent') return;
      events.push({ cursor, type, ticketId: ticket.id });
      arrived.add(cursor);
    },
    onResync: (_cursor, reason) => {
      watcher.resyncs++;
      progress.say(`the subscription has to start again: ${reason}`);
      // Missed events are still in the log: continue from the old cursor and receive all of them.
      return reason === 'TOO_FAR_BEHIND' ? subscription.cursor : undefined;
    },
  });
  subscription.done.catch((error: unknown) => {
    failure = error;
  });
  const watcher: Watcher = {
    subscription,
    events,
    resyncs: 0,
    check: () => {
      if (failure !== undefined) throw failure;
    },
    waitFor: async (expected, patienceMs, signal) => {
      let [count, since] = [events.length, Date.now()];
      while (!expected.every(({ cursor }) => arrived.has(cursor)) && Date.now() - since < patienceMs) {
        watcher.check();
        signal?.throwIfAborted();
        await sleep(50);
        if (events.length > count) [count, since] = [events.length, Date.now()];
      }
    },
  };
  return watcher;
}
