import { type Actor, askerOf } from '../actor/actor.js';
import { ActorReads } from '../actor/actor-reads.js';
import type { Asking, Found, Shown } from '../actor/asking.js';
import type { Identified, Recalled, TokenRefusal } from '../actor/authenticator.js';
import type { ClientInfo } from '../actor/client-info.js';
import type { AnyCommand } from '../commands/command.js';
import { runInPackets } from '../commands/in-packets.js';
import { type Mutation, runCommand } from '../commands/run-command.js';
import type { ForbiddenReason } from '../contract/generated/enums.js';
import type { LastEvent } from '../events/log.js';
import { addressGroup } from '../kernel/address-group.js';
import { Denied } from '../kernel/bad-input.js';
import type { Asker } from '../kernel/fair-queue.js';
import { Gone } from '../kernel/gone.js';
import { type Paced, pace } from '../kernel/pace.js';
import type { Result } from '../kernel/result.js';
import type { Execute } from '../live/common.js';
import type { Client } from '../live/seat.js';
import type { Identity } from './identified.js';
import type { Services } from './services.js';
import { newTraceId } from './trace.js';

const noToken = 'A valid token is required. Sign in, or send an API key.';
const refusals: Record<TokenRefusal, string> = {
  INVALID: 'The token is not valid. Sign in, or send an API key.',
  EXPIRED: 'The token has expired. Get a new one.',
  REVOKED: 'The token was revoked. Get a new one.',
  DEACTIVATED: 'The account is deactivated.',
  SUSPENDED:
    'The API key is suspended, because the user who created it is no administrator any more. An administrator can confirm it.',
  EMAIL_NOT_VERIFIED: 'The token has no verified e-mail address (claims `email` and `email_verified`).',
  UNKNOWN_USER: "No account has the token's e-mail address.",
  OTHER_IDENTITY:
    "The account with the token's e-mail address belongs to another subject of the identity provider.",
};

function unauthenticated(refusal: TokenRefusal | null): Denied {
  return new Denied('UNAUTHENTICATED', refusal ? refusals[refusal] : noToken, refusal ?? 'NO_TOKEN');
}

/** How long an authentication is used before it is checked again. */
const FRESH_MS = 20;

/** A value that is read once is repeated in the answer for each of its aliases. */
const LARGE_BYTES = 200_000;

const neverAborted = new AbortController().signal;

/** How a subscription shares executions. */
export interface Sharing {
  /** Equal for subscriptions whose document is executed alike. */
  readonly name: string;
  readonly execute: Execute;
  readonly client: Client;
}

/** What a transport knows of a request. */
export interface RequestFacts {
  clientInfo: ClientInfo;
  /** Aborted when the client disconnects. */
  signal: AbortSignal;
  /** Authenticates the actor, where this was left to the first packet of a command. */
  identify?(): Promise<Identity>;
}

/** The context of one operation: the actor, and what was read. Each request and each pushed event has one. */
export class Context {
  readonly services: Services;
  private readonly request: RequestFacts;
  // One object, because Apollo works on a shallow copy of the context, and both copies must see what was opened.
  private readonly state: {
    actor: Actor | null;
    /** The actor who used the token before, until the first packet of a command has authenticated them. */
    recalled: Recalled | null;
    /** How they are found by what they change. */
    asking: Asking | null;
    tokenRefusal: TokenRefusal | null;
    /** Whether the first packet found no actor: then the whole operation is refused. */
    foundNobody: boolean;
    reads: ActorReads | undefined;
    over: boolean;
    refused: boolean;
    /** When the actor was authenticated, and how to do it again. */
    foundAt: number;
    actorNow: () => Promise<Actor | null>;
    /** Whether the operation has changed something, by which the actor can have lost access. */
    changed: boolean;
    /** Whether the token has ended in the meantime. */
    ended: boolean;
    /** The last event that the mutation wrote. */
    lastEvent: LastEvent | null;
    /** Bytes that were read from the database. */
    bytesRead: number;
    turn: Paced;
    sharing: Sharing | null;
  };

  constructor(
    services: Services,
    request: RequestFacts,
    identity: Identity | { recalled: Recalled },
    reads?: ActorReads,
  ) {
    this.services = services;
    this.request = request;
    const foundAt = performance.now();
    const known =
      'recalled' in identity
        ? { ...identity.recalled, actor: null, tokenRefusal: null, recalled: identity.recalled }
        : { ...identity, recalled: null };
    const { actorNow, asking, recalled, tokenRefusal } = known;
    this.state = {
      actor: known.actor,
      asking,
      recalled,
      tokenRefusal,
      foundNobody: false,
      reads,
      over: false,
      refused: false,
      foundAt,
      actorNow,
      changed: false,
      ended: false,
      lastEvent: null,
      bytesRead: 0,
      // Until the operation begins.
      turn: { actor: '', weight: 0, heavy: false, begun: false, over: true },
      sharing: null,
    };
  }

  get traceId(): string {
    return this.request.clientInfo.traceId;
  }

  get clientInfo(): ClientInfo {
    return this.request.clientInfo;
  }

  get signal(): AbortSignal {
    return this.request.signal;
  }

  /** The actor, authenticated again: roles, teams and tokens change while a subscription runs. */
  actorNow(): Promise<Actor | null> {
    return this.state.actorNow();
  }

  /**
   * The turn of one push to this subscription, which weighs what its document does. The first one continues the turn in which the
   * subscription began. `pace.end` must be called after the push.
   */
  async turnOfPush(): Promise<Paced> {
    const { actor, weight, over } = this.turn;
    if (!over) return this.turn;
    const turn = pace.begin(actor, weight);
    await pace.next(turn);
    return turn;
  }

  /** The context of one pushed item: the actor who was permitted, the snapshot in which this was checked, and the turn. */
  forPush(reads: ActorReads, turn: Paced): Context {
    const { asking, actorNow } = this.state;
    const { reader } = reads;
    const actor = reader.kind === 'class' ? null : reader;
    const identity = { actor, asking, actorNow, tokenRefusal: null, lasting: null };
    const context = new Context(this.services, this.request, identity, reads);
    context.turn = turn;
    return context;
  }

  /** The context of an item that several subscribers get; it has nothing of one of them. The snapshot is closed by the caller. */
  forShared(reads: ActorReads | null, turn: Paced): Context {
    const actor = reads && reads.reader.kind !== 'class' ? reads.reader : null;
    const clientInfo = { traceId: newTraceId(), address: '', userAgent: null };
    const identity = {
      actor,
      asking: null,
      actorNow: async () => actor,
      tokenRefusal: null,
      lasting: null,
    };
    const request = { clientInfo, signal: neverAborted };
    const context = new Context(this.services, request, identity, reads ?? undefined);
    context.turn = turn;
    return context;
  }

  /** How the subscription can share executions with equal ones; null over HTTP. */
  get sharing(): Sharing | null {
    return this.state.sharing;
  }

  set sharing(sharing: Sharing) {
    this.state.sharing = sharing;
  }

  /** The actor; null without a valid token. */
  get knownActor(): Actor | null {
    return this.state.actor;
  }

  /** The actor. Throws `UNAUTHENTICATED`. */
  get actor(): Actor {
    const { actor } = this.state;
    if (actor) return actor;
    throw unauthenticated(this.state.ended ? 'REVOKED' : this.state.tokenRefusal);
  }

  /** Why there is no actor; null when there is one, as far as is known. */
  get denied(): Denied | null {
    const { actor, recalled, tokenRefusal } = this.state;
    return actor || recalled ? null : unauthenticated(tokenRefusal);
  }

  /** Why the whole operation is refused, after its first packet found no actor. */
  get deniedAfterwards(): Denied | null {
    return this.state.foundNobody ? unauthenticated(this.state.tokenRefusal) : null;
  }

  /** The actor's reads, in one snapshot. Throws `UNAUTHENTICATED`. */
  get reads(): ActorReads {
    // A resolver can run longer than its answer, after an error in another field. It must not open anything then, because nothing would
    // close it.
    if (this.state.over) throw new Gone();
    this.state.reads ??= new ActorReads(this.services, this.actor, () => pace.next(this.turn));
    return this.state.reads;
  }

  /** The actor who reads. Throws `UNAUTHENTICATED`, and `FORBIDDEN` for API keys that cannot read. */
  get reader(): ActorReads {
    if (this.actor.kind === 'key' && !this.actor.scopes.includes('TICKETS_READ')) {
      void this.recordRefusal('query', 'SCOPE');
      throw new Denied('FORBIDDEN', 'The API key does not have the scope TICKETS_READ.', 'SCOPE');
    }
    return this.reads;
  }

  /** How the operation shares the thread with others. */
  get turn(): Paced {
    return this.state.turn;
  }

  set turn(turn: Paced) {
    this.state.turn = turn;
  }

  /** The account whose limits apply to the operation. Without a token it is the address, in a group of its own. */
  get countedFor(): Asker {
    const { actor, recalled } = this.state;
    if (actor) return askerOf(actor);
    if (recalled) return recalled.asking.asker;
    const address = `address:${addressGroup(this.clientInfo.address)}`;
    return { actor: address, group: address };
  }

  /** The last event that the present mutation wrote; null when it wrote none. */
  get lastEvent(): LastEvent | null {
    return this.state.lastEvent;
  }

  set lastEvent(last: LastEvent | null) {
    this.state.lastEvent = last;
  }

  /** Whether its answer can be long. */
  get isLarge(): boolean {
    return this.state.turn.heavy || this.state.bytesRead > LARGE_BYTES;
  }

  /** Runs a mutation as the actor. Earlier reads are discarded: the answer shows the state after the change. */
  async change<I extends object, T>(mutation: Mutation<I, T>): Promise<Result<T>> {
    await this.lookAgain();
    const { actor, traceId } = this;
    await this.forgetReads();
    const { result, last } = await runCommand(this.services, { ...mutation, actor, traceId });
    this.lastEvent = last ?? this.lastEvent;
    const denied = result.ok ? undefined : result.errors.find(({ code }) => code === 'FORBIDDEN');
    if (denied) await this.recordRefusal(mutation.operation, denied.reason as ForbiddenReason);
    return result;
  }

  /**
   * Runs a command as the actor, whom its first packet authenticates. The answer shows what was written. `part` names a part of the call that
   * has a record of its own.
   */
  async run<I extends object, T>(command: AnyCommand<I, T>, input: I, part?: string): Promise<Result<T>> {
    const { services, state, traceId } = this;
    await this.forgetReads();
    const { asking } = state;
    if (!asking) throw unauthenticated(state.tokenRefusal);
    const outcome = await runInPackets<I, T>(services, { command, input, part, asking, traceId });
    if (!outcome.found) {
      await this.lookUpWhy();
      throw unauthenticated(state.ended ? 'REVOKED' : state.tokenRefusal);
    }
    const { found, result, last, shows } = outcome;
    this.lastEvent = last ?? this.lastEvent;
    state.recalled?.came(found.actor);
    Object.assign(state, { actor: found.actor, recalled: null, foundAt: performance.now(), changed: true });
    const denied = result.ok ? undefined : result.errors.find(({ code }) => code === 'FORBIDDEN');
    if (denied) await this.recordRefusal(command.operation, denied.reason as ForbiddenReason);
    // A client that has disconnected gets no answer.
    if (!state.over) this.show(found, shows);
    return result;
  }

  /** Passes values that are known already to the answer. An API key that can only write sees none of them. */
  private show(found: Found, written: readonly Shown[]): void {
    const { reads } = this;
    for (const show of found.shows) show(reads, true);
    for (const show of written) show(reads, reads.scope.sees !== 'nothing');
  }

  /** Why no actor was found. */
  private async lookUpWhy(): Promise<void> {
    const { state, request } = this;
    const identity = state.recalled ? await request.identify?.() : null;
    state.ended = identity === null;
    state.tokenRefusal = identity?.tokenRefusal ?? 'REVOKED';
    state.foundNobody = state.recalled !== null;
    Object.assign(state, { actor: null, recalled: null, asking: null });
  }

  /** The actor can have lost rights by this change, or while it ran; a request does not outlive its rights. */
  private async lookAgain(): Promise<void> {
    const { state } = this;
    const fresh = !state.changed && performance.now() - state.foundAt < FRESH_MS;
    state.changed = true;
    if (!state.actor || fresh) return;
    await this.forgetReads();
    state.actor = await state.actorNow();
    state.foundAt = performance.now();
    state.ended = state.actor === null;
  }

  /** Records that the actor tried something that is not permitted. */
  private async recordRefusal(operation: string, reason: ForbiddenReason): Promise<void> {
    const { actor, services, clientInfo } = this;
    if (actor.kind === 'system') return;
    const subject = actor.kind === 'key' ? { keyId: actor.keyId } : { userId: actor.userId };
    const { organisationId } = actor;
    const { address } = clientInfo;
    await services.access.count({
      kind: 'ACTION_REFUSED',
      organisationId,
      ...subject,
      operation,
      reason,
      address,
    });
  }

  /** A mutation of the operation was refused, with these error codes in its payload. */
  refuse(codes: readonly string[]): void {
    this.state.refused = true;
    for (const code of codes) this.services.metrics.refused('payload', code);
  }

  get refused(): boolean {
    return this.state.refused;
  }

  /** Continues as the user who has just signed in. */
  async becomes({ actor, actorNow, asking }: Identified & { refusal: null }): Promise<void> {
    await this.forgetReads();
    Object.assign(this.state, { actor, actorNow, asking, foundAt: performance.now(), ended: false });
  }

  /** Ends the operation: closes what it has opened, and allows nothing more to be opened. */
  async end(): Promise<void> {
    this.state.over = true;
    await this.forgetReads();
  }

  /** Ends the snapshot. The next read opens a new one. */
  async forgetReads(): Promise<void> {
    const reads = this.state.reads;
    this.state.reads = undefined;
    await reads?.close();
    this.state.bytesRead += reads?.bytesRead ?? 0;
  }
}
