import type { Asked, Deciding, Decision, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { CreateTicketInput } from '../../platform/contract/generated/types.js';
import type { Sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { singlePoint } from '../../platform/extensions/extension-point.js';
import type { Result } from '../../platform/kernel/result.js';
import type { UnnumberedTicket } from '../../tickets/data/entities.js';

/** The decision to create a ticket. Its first write inserts the ticket. */
export type CreationDecision = Decision<{ ticketId: string; number?: string }> & {
  ticket: UnnumberedTicket;
  writes: readonly Sql[];
  events: readonly NewEvent[];
  complete: NonNullable<Decision<{ ticketId: string; number?: string }>['complete']>;
};

/** What another module adds to the creation of a ticket: the facts that it needs, and what it makes of the decision. */
export interface AroundCreation {
  gather(input: CreateTicketInput, gathering: Gathering): Asked;
  decide(
    facts: FactsOf<Asked>,
    input: CreateTicketInput,
    deciding: Deciding,
    created: Result<CreationDecision>,
  ): Result<CreationDecision>;
}

export const aroundCreation = singlePoint<AroundCreation>('what is done around the creation of a ticket');
