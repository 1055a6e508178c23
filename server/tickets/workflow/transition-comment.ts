import type { Asked, Deciding, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { TransitionCommentInput } from '../../platform/contract/generated/types.js';
import type { Sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { singlePoint } from '../../platform/extensions/extension-point.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import type { TicketRow } from '../data/entities.js';
import type { LoadedTicket, TransitionInput } from '../data/store.js';

/** Writes the comment of a transition. */
export interface TransitionComment {
  gather(comment: TransitionCommentInput, gathering: Gathering): Asked;
  /** Touches the ticket. The event of the comment is the first of the command. */
  write(
    facts: FactsOf<Asked>,
    ticket: TicketRow,
    rights: LoadedTicket['facts'],
    comment: TransitionCommentInput,
    deciding: Deciding,
  ): Result<{ writes: readonly Sql[]; events: readonly NewEvent[] }>;
}

/** The comments of transitions. */
export const transitionComment = singlePoint<TransitionComment>('the comment of a transition');

const BEGIN = 'comment ';

/** The facts that the comment of an input needs, under names of their own. */
export function factsOfItsComment(
  { comment }: Pick<TransitionInput, 'comment'>,
  gathering: Gathering,
): Asked {
  if (!comment) return {};
  const asked = gathering.extensions.at(transitionComment)?.gather(comment, gathering) ?? {};
  return Object.fromEntries(Object.entries(asked).map(([name, statement]) => [BEGIN + name, statement]));
}

/** What the comment of an input writes; nothing without one. */
export function writeItsComment(
  facts: FactsOf<Asked>,
  ticket: TicketRow,
  rights: LoadedTicket['facts'],
  { comment }: Pick<TransitionInput, 'comment'>,
  deciding: Deciding,
): Result<{ writes: readonly Sql[]; events: readonly NewEvent[] }> {
  const comments = deciding.extensions.at(transitionComment);
  if (!comment || !comments) return ok({ writes: [], events: [] });
  const its = Object.entries(facts).filter(([name]) => name.startsWith(BEGIN));
  const named = Object.fromEntries(its.map(([name, rows]) => [name.slice(BEGIN.length), rows]));
  return comments.write(named, ticket, rights, comment, deciding);
}
