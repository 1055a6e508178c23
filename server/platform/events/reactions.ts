import type { Sql } from '../db/sql.js';
import { listPoint } from '../extensions/extension-point.js';
import type { NewEvent } from './event.js';

/** The context of a reaction, in addition to the events. */
export interface Reacting {
  readonly organisationId: string;
  readonly now: Date;
  readonly occurredAt: Date;
}

/**
 * A reaction to events: further writes in the transaction that writes them. It decides without I/O: values that depend on rows are part of
 * its statements.
 */
export type EventReaction = (events: readonly NewEvent[], reacting: Reacting) => readonly Sql[];

/** Reactions of the modules to all events, in every command. */
export const eventReactions = listPoint<EventReaction>('reactions to events');
