import type { Sql } from '../db/sql.js';
import { singlePoint } from '../extensions/extension-point.js';
import type { LogEvent } from './event.js';

/**
 * The change of a module's counters by all events of a transaction: SQL that writes it, or null when no counter changes. It locks the
 * counters in one order for all transactions. No command changes a counter itself.
 */
export type EventCounters = (organisationId: string, events: readonly LogEvent[]) => Sql | null;

/** Counters that are kept in the transaction of each event: they are locked directly before the head of the log. */
export const eventCounters = singlePoint<EventCounters>('counters of events');
