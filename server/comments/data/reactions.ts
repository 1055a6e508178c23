import type { Asked, Deciding, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { Visibility } from '../../platform/contract/generated/enums.js';
import type { AddCommentInput } from '../../platform/contract/generated/types.js';
import type { Sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { listPoint } from '../../platform/extensions/extension-point.js';
import type { Result } from '../../platform/kernel/result.js';
import type { TicketRow } from '../../tickets/index.js';

/** A comment that is being added. */
export interface AddedComment {
  id: string;
  ticket: TicketRow;
  visibility: Visibility;
  /** Whether it counts as activity on the ticket: it is public, and neither imported nor automatic. */
  isReply: boolean;
  /** It leaves a resolved ticket resolved. */
  keepsResolved: boolean;
  attachmentIds: readonly string[];
  /** The position of its event among those of the command, and the position of the next event. */
  event: number;
  next: number;
}

/** A reaction of another module to a new comment: the facts that it needs, and its effects. */
export interface CommentReaction {
  gather?(input: AddCommentInput, gathering: Gathering): Asked;
  /** Facts that depend on the ticket. */
  more?(ticket: TicketRow, input: AddCommentInput, gathering: Gathering): Asked;
  react(
    facts: FactsOf<Asked>,
    added: AddedComment,
    deciding: Deciding,
  ): Result<{ writes?: readonly Sql[]; events?: readonly NewEvent[] }>;
}

/** The reactions of other modules to a new comment. */
export const commentReactions = listPoint<CommentReaction>('what follows from a new comment');
