import type { Sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Result } from '../kernel/result.js';
import type { Actor } from '../viewer/actor.js';
import type { Shown } from '../viewer/asking.js';
import type { Performer } from './command-context.js';

/** What a command is decided by besides its facts and its input. */
export interface Deciding {
  /** What the modules add to each other. */
  readonly extensions: Extensions;
  readonly organisationId: string;
  readonly actor: Actor;
  readonly performer: Performer;
  /** When it is recorded. */
  readonly now: Date;
  /** When it happened: earlier than `now` for imports only. */
  readonly occurredAt: Date;
}

/** What the statements that gather facts are written with. */
export interface Gathering {
  /** What the modules add to each other. */
  readonly extensions: Extensions;
  readonly organisationId: string;
  /**
   * The source of each of them: `from ${me} join …`. It has one row, `me`, for who asks. It has none when they may not ask, or when the
   * call was answered before: then nothing is read or locked.
   */
  readonly me: Sql;
}

/** Statements by the names of the facts that they give; null where a fact is not needed. */
export type Asked = Record<string, Sql | null | undefined>;

/** The rows that statements gave, by their names. */
export type FactsOf<A extends Asked> = {
  readonly [K in keyof A]: A[K] extends Sql<infer R> | null | undefined ? readonly R[] : never;
};

/** What a command does, as it was decided. */
export interface Decision<T> {
  value: T;
  /** In this order: inserts, one update of each row, counters. */
  writes?: readonly Sql[];
  /** Appended last. */
  events?: readonly NewEvent[];
  /** What the answer may show of what was written. */
  shows?: readonly Shown[];
  /** Completes the value by what the writes gave. */
  complete?(written: readonly (readonly unknown[])[]): { value: T; shows?: readonly Shown[] };
  /** SQL of a JSON object: what is kept of the value besides, where only the database knows it. */
  kept?: Sql;
}

/**
 * One mutation as facts and a decision. The facts are gathered in one packet, in the order in which rows are locked (tickets by id, then
 * others); a fact that depends on a locked row is a statement behind it. Then it is decided without any I/O, and written in one packet.
 */
export interface Command<I, A extends Asked, T, M extends Asked = Record<never, never>> {
  /** The name of the mutation. */
  operation: string;
  gather(input: I, gathering: Gathering): A;
  /** A second packet of facts, where they depend on the first. */
  more?(facts: FactsOf<A>, input: I, gathering: Gathering): M;
  decide(facts: FactsOf<A> & FactsOf<M>, input: I, deciding: Deciding): Result<Decision<T>>;
  /** What is kept of the value to answer a repeated call with; the value itself when left out. Never a secret. */
  keep?(value: T): unknown;
}

/** A command of any facts. */
// biome-ignore lint/suspicious/noExplicitAny: facts are known to the command alone.
export type AnyCommand<I, T> = Command<I, any, T, any>;

/** Declares a command; its facts are inferred. */
export function command<I>() {
  return <A extends Asked, T, M extends Asked = Record<never, never>>(
    declared: Command<I, A, T, M>,
  ): Command<I, A, T, M> => declared;
}
