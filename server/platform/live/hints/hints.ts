import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from '../../kernel/in-time.js';
import type { Log } from '../../observability/log.js';
import type { Bus } from './bus.js';
import type { Hint, HintAbout, Topic } from './hint.js';
import { Link } from './link.js';
import { readMessage, writeMessage } from './message.js';
import { Outbox } from './outbox.js';
import { Peers } from './peers.js';

/** At most 50 messages a second. */
const BETWEEN_MS = 20;
/** How often a server says that it is there. This also finds a connection that was lost unnoticed. */
const GREETING_MS = 10_000;
/** How long hints can be lost after servers have found each other. */
const SETTLES_MS = 5000;
/** How long the last hints may take at the end. */
const LAST_MS = 1000;

export interface HintsOptions {
  /** Null: hints stay in memory. */
  bus: Bus | null;
  log: Log;
  /** Counts hints: those that were sent to other servers, came from them, or were dropped. */
  count?(outcome: HintOutcome, hints: number): void;
}

export type HintOutcome = 'sent' | 'received' | 'dropped';

/**
 * Carries hints to the listeners of this server at once, and to those of other servers within milliseconds: equal ones once, many in one
 * message, at most 50 messages a second. Nothing is sent while no other server is there. Hints can be lost.
 */
export class Hints {
  readonly #sender = randomBytes(9).toString('base64url');
  readonly #options: HintsOptions;
  readonly #listeners: { [T in Topic]: Set<(hint: HintAbout<T>) => void> } = {
    events: new Set(),
    presence: new Set(),
  };
  readonly #outbox = new Outbox();
  readonly #peers = new Peers(3 * GREETING_MS);
  readonly #link: Link | null;
  readonly #greeting: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #greets = false;
  /** Until then, hints of other servers can have been lost. */
  #settledAt = 0;

  constructor(options: HintsOptions) {
    this.#options = options;
    const { bus, log } = options;
    if (!bus) {
      this.#link = null;
      return;
    }
    const greet = () => this.#greet();
    const connected = () => {
      this.#settle();
      greet();
    };
    this.#link = new Link({ bus, log, heard: (text) => this.#heard(text), connected });
    this.#greeting = setInterval(greet, GREETING_MS);
    this.#greeting.unref();
  }

  /** Sends a hint to all servers, this one first. Never waits and never fails. */
  send(hint: Hint): void {
    this.#deliver(hint);
    if (!this.#link || !this.#peers.areThere) return;
    if (!this.#outbox.add(hint)) this.#options.count?.('dropped', 1);
    this.#send();
  }

  /** Calls back for each hint about a topic. Returns a function that ends it. */
  on<T extends Topic>(topic: T, listener: (hint: HintAbout<T>) => void): () => void {
    const listeners: Set<(hint: HintAbout<T>) => void> = this.#listeners[topic];
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** What carries hints, and whether it does now. */
  get state(): { bus: Bus['name'] | 'memory'; connected: boolean; peers: number } {
    const bus = this.#options.bus?.name ?? 'memory';
    return { bus, connected: this.#link?.isConnected ?? true, peers: this.#peers.count };
  }

  /** Whether hints of other servers may be lost, or were a short while ago. Then a receiver that reads no log has to look by itself. */
  get mayMiss(): boolean {
    if (!this.#link) return false;
    const isSilent = this.#peers.isSilent(1.5 * GREETING_MS);
    return !this.#link.isConnected || isSilent || Date.now() < this.#settledAt;
  }

  async close(): Promise<void> {
    clearInterval(this.#greeting);
    await inTime(this.#sending, LAST_MS).catch(() => {});
    await this.#link?.close();
  }

  #deliver(hint: Hint): void {
    const listeners = this.#listeners[hint.topic] as Set<(hint: Hint) => void>;
    for (const listener of listeners) {
      try {
        listener(hint);
      } catch (error) {
        this.#options.log.error({ err: error }, 'a hint could not be handled');
      }
    }
  }

  #heard(text: string): void {
    const message = readMessage(text);
    if (!message || message.sender === this.#sender) return;
    if (this.#peers.heard(message.sender)) {
      // It may not have known of this server.
      this.#settle();
      this.#greet();
    }
    this.#options.count?.('received', message.hints.length);
    for (const hint of message.hints) this.#deliver(hint);
  }

  #settle(): void {
    this.#settledAt = Date.now() + SETTLES_MS;
  }

  #greet(): void {
    this.#greets = true;
    this.#send();
  }

  /** Sends what waits, unless that is going on. */
  #send(): void {
    if (!this.#sending && this.#hasWork) this.#sending = this.#sendAll();
  }

  get #hasWork(): boolean {
    return this.#link?.isConnected === true && (this.#greets || !this.#outbox.isEmpty);
  }

  async #sendAll(): Promise<void> {
    do {
      this.#greets = false;
      const words = this.#outbox.take();
      const next = sleep(BETWEEN_MS, undefined, { ref: false });
      try {
        await this.#link?.publish(writeMessage(this.#sender, words));
        this.#options.count?.('sent', words.length);
      } catch {
        // The link reports it. The other servers look by themselves.
        this.#options.count?.('dropped', words.length);
      }
      await next;
    } while (this.#hasWork);
    this.#sending = undefined;
  }
}
