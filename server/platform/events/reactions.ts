import type { Sql } from '../db/sql.js';
import { listPoint } from '../extensions/extension-point.js';
import type { NewEvent } from './event.js';

/** What a reaction to events is decided by, besides the events. */
export interface Reacting {
  readonly organisationId: string;
  readonly now: Date;
  readonly occurredAt: Date;
}

/**
 * What else is written in the transaction that writes these events. A reaction decides without I/O: what depends on rows is part of its
 * statements.
 */
export type EventReaction = (events: readonly NewEvent[], reacting: Reacting) => readonly Sql[];

/** Reactions of the modules to all events, in every command. */
export const eventReactions = listPoint<EventReaction>('reactions to events');
