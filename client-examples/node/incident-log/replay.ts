import { randomUUID } from 'node:crypto';
import { apiOf } from './api.ts';
import { compare, type Deviation } from './compare.ts';
import { type Directory, prepareDirectory } from './directory.ts';
import { type Incident, parseLog } from './parse.ts';
import { planIncident } from './plan.ts';
import { type Played, play, type RefusedOperation } from './play.ts';
import { forEachConcurrently } from './pool.ts';
import { noProgress, type Progress } from './progress.ts';
import { readBack } from './read-back.ts';
import { type Credentials, openImportKey } from './session.ts';
import { checkStream, type StreamReport } from './stream-check.ts';
import { type Watcher, watch } from './watch.ts';
import type { UnknownGroup } from './words.ts';

export interface ReplayOptions {
  /** The log, as text. */
  log: string;
  url: string;
  credentials: Credentials;
  /** How many incidents are played at a time. */
  concurrency?: number;
  /** The number of incidents to play, the earliest opened ones first. */
  limit?: number | undefined;
  /** What a row without a group means. */
  unknownGroup?: UnknownGroup;
  /** The domain of invented e-mail addresses. */
  domain?: string;
  /** How long to wait for further events when none arrive, in milliseconds. */
  patienceMs?: number;
  progress?: Progress;
  signal?: AbortSignal;
}

/** The report at the end. */
export interface ReplayResult extends Omit<StreamReport, 'received'> {
  runId: string;
  incidents: number;
  rows: number;
  operations: number;
  /** Number of acknowledged changes. */
  eventsSent: number;
  /** Number of events of this run's tickets on the second connection, each counted once. */
  eventsReceived: number;
  refused: RefusedOperation[];
  /** Tickets that differ from the log without an explanation. */
  different: Deviation[];
  /** Tickets that differ from the log because of inconsistent rows, with these rows. */
  explained: Deviation[];
  /** Tickets whose timeline has another count than entries. */
  miscounted: string[];
  resyncs: number;
  reconnects: number;
  made: Directory['made'];
  seconds: number;
}

/** Whether everything was played, arrived and ended as expected. */
export function isClean(result: ReplayResult): boolean {
  const { refused, different, lost, doubled, outOfOrder, unknown, unrecorded, miscounted } = result;
  return [refused, different, lost, doubled, outOfOrder, unknown, unrecorded, miscounted].every(
    (l) => l.length === 0,
  );
}

/** Plays a log against a server, watches it over a second connection, and compares the results with the log. */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { url, signal, concurrency = 8, progress = noProgress } = options;
  const begun = Date.now();
  const runId = randomUUID();
  const incidents: Incident[] = parseLog(options.log).slice(0, options.limit);
  const plans = incidents.map((incident) => planIncident(incident, options.unknownGroup ?? 'default-queue'));
  const operations = plans.reduce((sum, plan) => sum + plan.operations.length, 0);

  const key = await openImportKey(url, options.credentials, runId, signal);
  let watcher: Watcher | undefined;
  try {
    const api = apiOf(url, key.token, signal);
    watcher = await watch(api, url, key.token, progress);

    const domain = options.domain ?? 'replay.example';
    const directory = await prepareDirectory(api, plans, { domain, concurrency, runId });
    const played: Played[] = [];
    const context = { api, directory, runId, now: new Date(begun), onOperation: progress.step };
    progress.begin('operations', operations);
    await forEachConcurrently([...plans.entries()], concurrency, async ([place, plan]) => {
      watcher?.check();
      played[place] = await play(plan, context);
    });
    progress.end();

    progress.begin('tickets read back', played.length);
    const tickets = await readBack(api, played, directory, concurrency, progress.step);
    progress.end();
    const expected = [...tickets.values()].flatMap(({ timeline }) => timeline);
    await watcher.waitFor(expected, options.patienceMs ?? 30_000, signal);

    const acknowledged = new Map(played.map((one) => [one.ticketId ?? '', one.acknowledged]));
    const timelines = new Map([...tickets].map(([id, { timeline }]) => [id, timeline]));
    const { received, ...stream } = checkStream(watcher.events, timelines, acknowledged);
    const comparisons = played
      .flatMap(({ ticketId }) => tickets.get(ticketId ?? '') ?? [])
      .flatMap((t) => compare(t.played.plan, t.number, t.outcome) ?? []);
    return {
      runId,
      incidents: played.filter(({ ticketId }) => ticketId !== null).length,
      rows: incidents.reduce((sum, { rows }) => sum + rows.length, 0),
      operations,
      eventsSent: played.reduce((sum, one) => sum + one.acknowledged.length, 0),
      eventsReceived: received,
      refused: played.flatMap(({ refused }) => refused),
      different: comparisons.filter(({ explained }) => !explained).map(({ deviation }) => deviation),
      explained: comparisons.filter(({ explained }) => explained).map(({ deviation }) => deviation),
      ...stream,
      miscounted: [...tickets.values()].filter((t) => t.totalCount !== t.entries).map(({ number }) => number),
      resyncs: watcher.resyncs,
      reconnects: watcher.subscription.resubscribed,
      made: directory.made,
      seconds: Math.round((Date.now() - begun) / 100) / 10,
    };
  } finally {
    progress.end();
    watcher?.subscription.stop();
    await key
      .release()
      .catch((error: unknown) => progress.say(`the API key was not revoked: ${String(error)}`));
  }
}
