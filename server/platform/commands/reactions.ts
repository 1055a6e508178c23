import { type Sql, sql } from '../db/sql.js';
import type { FollowingEvent, NewEvent } from '../events/event.js';
import { listPoint } from '../extensions/extension-point.js';
import type { Announced, Asked, Deciding, FactsOf, Gathering } from './command.js';
import type { CausedContinuation, Continuation } from './stored-continuation.js';

/**
 * A reaction to events, in the transaction that writes them, whatever command they come from. It decides without I/O: it gets its facts, or
 * its statements depend on rows.
 */
export interface EventReaction<A extends Asked = Asked> {
  /** The types of the events that it reacts to. */
  readonly to: readonly string[];
  /**
   * Its facts about the tickets of these events, by SQL of their ids. They are read before or after the writes of the command: a fact must
   * not be one of them. In a unit of work, times come as texts.
   */
  gather?(organisationId: string, ticketIds: Sql): A;
  react(facts: FactsOf<A>, event: NewEvent, deciding: Deciding): Reacted;
}

/** Further writes, events that follow from an event (of the same ticket, and of others), and what the schedule goes on with. */
export interface Reacted {
  writes?: readonly Sql[];
  events?: readonly FollowingEvent[];
  others?: readonly NewEvent[];
  continues?: readonly Continuation[];
}

/** Declares a reaction; its facts are inferred. */
export function eventReaction<A extends Asked>(reaction: EventReaction<A>): EventReaction {
  return reaction as unknown as EventReaction;
}

/** Reactions of the modules to events of all commands. */
export const eventReactions = listPoint<EventReaction>('reactions to events');

/** A statement without the viewer, as one that reads nothing when there is none. */
export function forViewer({ me }: Pick<Gathering, 'me'>, statement: Sql): Sql {
  return sql`select f.* from ${me} cross join lateral (${statement}) f`;
}

/** The facts of each reaction to announced events; those of the others are undefined. */
export function factsOfReactions(
  announced: Announced | undefined,
  gathering: Gathering,
): (Asked | undefined)[] {
  const { extensions, organisationId } = gathering;
  return extensions.at(eventReactions).map((reaction) => {
    if (!announced || !reaction.to.some((type) => announced.types.includes(type))) return undefined;
    const asked = Object.entries(reaction.gather?.(organisationId, announced.ticketIds) ?? {});
    return Object.fromEntries(
      asked.map(([name, statement]) => [name, statement && forViewer(gathering, statement)]),
    );
  });
}

/**
 * The events of a command with those of reactions, and the writes and continuations of reactions. A reaction sees the events of the reactions before it.
 * `factsOf` gathers the facts of a reaction, by its place in the list, about these events.
 */
export async function withReactions(
  events: readonly NewEvent[],
  deciding: Deciding,
  factsOf: (reaction: EventReaction, place: number, events: readonly NewEvent[]) => Promise<FactsOf<Asked>>,
): Promise<{
  events: readonly NewEvent[];
  writes: readonly Sql[];
  continues: readonly CausedContinuation[];
}> {
  const all = [...events];
  const writes: Sql[] = [];
  const continues: CausedContinuation[] = [];
  for (const [i, reaction] of deciding.extensions.at(eventReactions).entries()) {
    const its = [...all.entries()].filter(([, { type }]) => reaction.to.includes(type));
    if (its.length === 0) continue;
    const facts = reaction.gather
      ? await factsOf(
          reaction,
          i,
          its.map(([, event]) => event),
        )
      : {};
    for (const [causedBy, event] of its) {
      const reacted = reaction.react(facts, event, deciding);
      writes.push(...(reacted.writes ?? []));
      const { ticketId, facts: after } = event;
      for (const follows of reacted.events ?? [])
        all.push({ ...follows, ticketId, facts: after, causedBy } as NewEvent);
      all.push(...(reacted.others ?? []).map((other) => ({ ...other, causedBy })));
      continues.push(...(reacted.continues ?? []).map((one) => ({ ...one, causedBy })));
    }
  }
  return { events: all, writes, continues };
}

/** The facts of a reaction about events that are known. */
export function factsAbout(
  reaction: EventReaction,
  organisationId: string,
  events: readonly NewEvent[],
): Asked {
  const ids = [...new Set(events.map(({ ticketId }) => ticketId))].filter((id) => typeof id === 'string');
  return reaction.gather?.(organisationId, sql`${ids}::uuid[]`) ?? {};
}
