/* The writers, and other clients that send requests over HTTP. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connections, type Message } from '../connections.js';
import { now } from './clock.js';
import { digits, NUMBER } from './numbers.js';
import { answerCalls } from './worker.js';

export interface Sending {
  url: string;
  tokens: readonly string[];
  /** Taken in turn, with the number of the request at `NUMBER`. */
  messages: readonly Message[];
  /** The number of the first request. */
  first: number;
  /** The number of writes a second; or as many as possible, with this number at the same time. */
  pace: { perSecond: number } | { atOnce: number };
  ms: number;
  /** For how long answers are awaited after that. */
  patienceMs: number;
}

export interface Sent {
  number: number;
  /** How many were sent before. */
  turn: number;
  /** When it was to be sent, and when its answer was there. */
  sentAt: number;
  answeredAt: number;
  answer: string;
}

async function send(options: Sending): Promise<{ begun: number; sent: Sent[]; errors: string[] }> {
  const { url, tokens, messages, first, pace, ms, patienceMs } = options;
  const connections = new Connections(url, tokens, tokens.length);
  const agent = new Agent({ keepAlive: true });
  const [sent, errors]: [Sent[], string[]] = [[], []];
  let begun = 0;
  const one = async (sentAt: number): Promise<void> => {
    const turn = begun++;
    const { path, body } = messages[turn % messages.length] as Message;
    const number = first + turn;
    const message = { path, body: body.replace(NUMBER, digits(number)) };
    try {
      const answer = await connections.send(message, agent, turn % tokens.length);
      sent.push({ number, turn, sentAt, answeredAt: now(), answer });
    } catch (error) {
      errors.push(String(error));
    }
  };
  const end = now() + ms;
  const patience = new AbortController();
  const work = 'perSecond' in pace ? scheduled(pace.perSecond, ms, one) : busy(pace.atOnce, end, one);
  await Promise.race([
    work,
    sleep(ms + patienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
  agent.destroy();
  return { begun, sent: [...sent], errors: [...errors] };
}

/** Requests at scheduled times, whatever the latency of earlier ones. */
async function scheduled(perSecond: number, ms: number, one: (at: number) => Promise<void>): Promise<void> {
  const begun = now();
  const sent: Promise<void>[] = [];
  const count = Math.max(1, Math.round((ms * perSecond) / 1000));
  for (let i = 0; i < count; i += 1) {
    const at = begun + (i * 1000) / perSecond;
    const left = at - now();
    if (left > 0) await sleep(left);
    sent.push(one(at));
  }
  await Promise.all(sent);
}

async function busy(atOnce: number, end: number, one: (at: number) => Promise<void>): Promise<void> {
  const keepSending = async (): Promise<void> => {
    while (now() < end) await one(now());
  };
  await Promise.all(Array.from({ length: atOnce }, keepSending));
}

const calls = { send };

export type WriterCalls = typeof calls;

answerCalls(calls);
