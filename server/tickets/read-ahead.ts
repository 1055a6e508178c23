import type { GraphQLResolveInfo } from 'graphql';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import { listPoint } from '../platform/extensions/extension-point.js';
import type { TicketRow } from './data/entities.js';

/** Reads what the fields of all tickets of a page will ask for, so that they do not wait one by one. */
export type ReadAhead = (
  reads: ActorReads,
  tickets: readonly TicketRow[],
  info: GraphQLResolveInfo,
) => readonly Promise<unknown>[];

export const ticketReadAhead = listPoint<ReadAhead>('what is read ahead for a page of tickets');
