import type { Actor } from '../actor/actor.js';
import type { Shown } from '../actor/asking.js';
import type { Sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Result } from '../kernel/result.js';
import type { Author } from './command-context.js';
import type { CausedContinuation } from './stored-continuation.js';

/** The context of a decision, in addition to the facts and the input. */
export interface Deciding {
  /** What the modules add to each other. */
  readonly extensions: Extensions;
  readonly organisationId: string;
  readonly actor: Actor;
  readonly onBehalfOf: Author;
  /** The time of recording. */
  readonly now: Date;
  /** When it happened: for imports, earlier than `now`. */
  readonly occurredAt: Date;
  /** Whether it happened elsewhere, and is only recorded. */
  readonly imported: boolean;
}

/** The context in which the statements of facts are built. */
export interface Gathering {
  /** What the modules add to each other. */
  readonly extensions: Extensions;
  readonly organisationId: string;
  /**
   * The source of each statement: `from ${me} join …`. It has one row, `me`, for the actor. It has none when the actor is not
   * authenticated, or when the call is a repeated one: then nothing is read or locked.
   */
  readonly me: Sql;
}

/** Statements by the names of their facts; null where a fact is not needed. */
export type Asked = Record<string, Sql | null | undefined>;

/** The rows of statements, by their names. */
export type FactsOf<A extends Asked> = {
  readonly [K in keyof A]: A[K] extends Sql<infer R> | null | undefined ? readonly R[] : never;
};

/** The effects of a command, as they were decided. */
export interface Decision<T> {
  value: T;
  /** In this order: inserts, one update for each row, counters. */
  writes?: readonly Sql[];
  /** Written last. */
  events?: readonly NewEvent[];
  /** What the schedule goes on with. */
  continues?: readonly CausedContinuation[];
  /** The written values that the answer can show. */
  shows?: readonly Shown[];
  /** Completes the value with the results of the writes. */
  complete?(written: readonly (readonly unknown[])[]): { value: T; shows?: readonly Shown[] };
  /** SQL of a JSON object: parts of the stored value that only the database knows. */
  kept?: Sql;
}

/** Events that a command can write, and SQL of a list with the ids of their tickets. */
export interface Announced {
  readonly types: readonly string[];
  readonly ticketIds: Sql;
}

/**
 * A mutation as facts and a decision. One packet gathers the facts, in the order in which rows are locked (tickets by id, then others); a
 * fact that depends on a locked row is a later statement. The decision does no I/O. One packet writes the effects.
 */
export interface Command<I, A extends Asked, T, M extends Asked = Record<never, never>> {
  /** The name of the mutation. */
  operation: string;
  gather(input: I, gathering: Gathering): A;
  /** The events about existing tickets for which reactions get their facts in the first packet. For others, they cost one more. */
  announces?(input: I, gathering: Gathering): Announced;
  /** A second packet of facts that depend on the first. */
  more?(facts: FactsOf<A>, input: I, gathering: Gathering): M;
  decide(facts: FactsOf<A> & FactsOf<M>, input: I, deciding: Deciding): Result<Decision<T>>;
  /** The part of the value that is stored to answer a repeated call; by default the value itself. Never a secret. */
  keep?(value: T): unknown;
}

/** A command with any facts. */
// biome-ignore lint/suspicious/noExplicitAny: facts are known to the command alone.
export type AnyCommand<I, T> = Command<I, any, T, any>;

/** Declares a command; its facts are inferred. */
export function command<I>() {
  return <A extends Asked, T, M extends Asked = Record<never, never>>(
    declared: Command<I, A, T, M>,
  ): Command<I, A, T, M> => declared;
}
