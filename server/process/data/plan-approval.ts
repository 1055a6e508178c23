import type { Asked, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { Risk } from '../../platform/contract/generated/enums.js';
import type { Sql } from '../../platform/db/sql.js';
import { singlePoint } from '../../platform/extensions/extension-point.js';
import type { Result } from '../../platform/kernel/result.js';
import type { Taking, TicketRow } from '../../tickets/index.js';

/** The request for the approval of a submitted plan. */
export interface PlanApproval<A extends Asked = Asked> {
  /** Facts about the ticket with this id. */
  gather(gathering: Gathering, ticketId: Sql): A;
  /** Facts that depend on the first ones. `importedAs`: the user whom an import names as the one who submitted the plan. */
  more(
    facts: FactsOf<A>,
    ticket: TicketRow,
    plan: { risk?: Risk | null; importedAs?: string | null },
    gathering: Gathering,
  ): Partial<A>;
  /** The approval that is asked for, with what stores it; null where none is needed. The plan is written before. */
  decide(
    facts: FactsOf<A>,
    ticket: TicketRow,
    plan: { id: string; risk?: Risk | null },
    taking: Taking,
  ): Result<{ approvalId: string; approverIds: readonly string[]; writes: readonly Sql[] } | null>;
}

/** Requests the approval of submitted plans. */
export const planApproval = singlePoint<PlanApproval>('the approval of plans');
