import type { Actor } from '../authz/actor.js';
import { ViewerReads } from '../authz/viewer-reads.js';
import { type Mutation, runChange } from '../changes/run-change.js';
import { Denied } from '../kernel/bad-input.js';
import type { Result } from '../kernel/result.js';
import type { Services } from '../services.js';

/** What a transport knows of a request. */
export interface RequestFacts {
  traceId: string;
  remoteAddress: string;
  /** Aborted when whoever asked is gone. */
  signal: AbortSignal;
  /** Who the request's token belongs to, as of now; null when it does not work any more. */
  actorNow(): Promise<Actor | null>;
}

/** What one operation knows: who asks, and what it has read. One for each request, and for each pushed event. */
export class Context {
  readonly services: Services;
  private readonly request: RequestFacts;
  // One object, since Apollo works on a shallow copy of the context: both have to see what was opened.
  private readonly state: {
    viewer: Actor | null;
    reads: ViewerReads | undefined;
    over: boolean;
    refused: boolean;
  };

  constructor(services: Services, request: RequestFacts, viewer: Actor | null, reads?: ViewerReads) {
    this.services = services;
    this.request = request;
    this.state = { viewer, reads, over: false, refused: false };
  }

  get traceId(): string {
    return this.request.traceId;
  }

  get remoteAddress(): string {
    return this.request.remoteAddress;
  }

  get signal(): AbortSignal {
    return this.request.signal;
  }

  /** Who asks, looked up again: roles, teams and tokens change while a subscription lives. */
  actorNow(): Promise<Actor | null> {
    return this.request.actorNow();
  }

  /** The context of one pushed item: whom it was permitted to, in the snapshot that permitted it. */
  forPush(reads: ViewerReads): Context {
    return new Context(this.services, this.request, reads.actor, reads);
  }

  /** Who asks; null without a valid token. */
  get viewer(): Actor | null {
    return this.state.viewer;
  }

  /** Who asks. Throws `UNAUTHENTICATED`. */
  get actor(): Actor {
    if (!this.state.viewer)
      throw new Denied('UNAUTHENTICATED', 'This needs a valid token: sign in, or send an API key.');
    return this.state.viewer;
  }

  /** What the viewer reads, in one snapshot. Throws `UNAUTHENTICATED`. */
  get reads(): ViewerReads {
    // A resolver may outlive its answer, after an error beside it: it must not open what nobody closes.
    if (this.state.over) throw new Error('the operation is over');
    this.state.reads ??= new ViewerReads(this.services.db.pool, this.actor);
    return this.state.reads;
  }

  /** Who reads. Throws `UNAUTHENTICATED`, and `FORBIDDEN` for keys that may not read. */
  get reader(): ViewerReads {
    if (this.actor.kind === 'key' && !this.actor.scopes.includes('TICKETS_READ')) {
      throw new Denied('FORBIDDEN', 'The API key does not have the scope TICKETS_READ.');
    }
    return this.reads;
  }

  /** Carries out a mutation as the viewer. What was read before is forgotten: the answer shows what is now. */
  async change<I extends object, T>(mutation: Mutation<I, T>): Promise<Result<T>> {
    const { actor, traceId } = this;
    await this.forgetReads();
    return runChange(this.services, { ...mutation, actor, traceId });
  }

  /** A mutation of the operation was refused: its payload has errors, for these reasons. */
  refuse(codes: readonly string[]): void {
    this.state.refused = true;
    for (const code of codes) this.services.metrics.refused('payload', code);
  }

  get refused(): boolean {
    return this.state.refused;
  }

  /** Goes on as somebody who has just signed in. */
  async becomes(viewer: Actor): Promise<void> {
    await this.forgetReads();
    this.state.viewer = viewer;
  }

  /** Ends the operation: what it has opened is closed, and nothing can be opened any more. */
  async end(): Promise<void> {
    this.state.over = true;
    await this.forgetReads();
  }

  /** Ends the snapshot; the next read opens a new one. */
  async forgetReads(): Promise<void> {
    const reads = this.state.reads;
    this.state.reads = undefined;
    await reads?.close();
  }
}
