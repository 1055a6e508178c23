import type { CommandContext } from '../../platform/commands/command-context.js';
import type { Risk } from '../../platform/contract/generated/enums.js';
import { singlePoint } from '../../platform/extensions/extension-point.js';
import type { Result } from '../../platform/kernel/result.js';
import type { TicketRow } from '../../tickets/index.js';

/** Asks for the approval of a plan, where one is needed; null where none is. */
export type RequestApproval = (
  command: CommandContext,
  ticket: TicketRow,
  plan: { id: string; risk?: Risk | null },
) => Promise<Result<{ approvalId: string } | null>>;

/** Requests the approval of submitted plans. */
export const planApproval = singlePoint<RequestApproval>('the approval of plans');
