import type { Asked, Deciding, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import type { Result } from '../../platform/kernel/result.js';
import { completeImplementation, verifyTicket } from '../../process/index.js';
import {
  decideTransition,
  factsOfTransition,
  type GatheredTicket,
  loadedTicket,
  reopenTicket,
  resolveTicket,
  runTransition,
  type TransitionInput,
  type TransitionStep,
} from '../../tickets/index.js';
import type { AlertIntegrationRow } from '../data/entities.js';
import { isDone, type Standing } from '../rules/episode.js';
import type { Report } from '../rules/report.js';

/** How an alert moves its ticket. */
export type Move = 'REOPEN' | 'TO_VERIFYING' | 'TO_RESOLVED';

interface Moved {
  writes: readonly Sql[];
  events: readonly NewEvent[];
}

/** The facts of the transition that a report can cause. */
export function factsOfMoves(
  report: Report,
  { alert, othersFiring, ticket }: Standing,
  integration: AlertIntegrationRow,
  ticketId: string | undefined,
  gathering: Gathering,
): Asked {
  if (!ticket || !ticketId) return {};
  const move = moveOf(report, alert?.status === 'FIRING' && othersFiring === 0, ticket.status, integration);
  return move
    ? (transitionOf(move, ticketId, ticket.status, report, integration)?.gather(gathering) ?? {})
    : {};
}

function moveOf(
  { status }: Report,
  clears: boolean,
  ticketStatus: GatheredTicket['status'],
  { onResolved }: AlertIntegrationRow,
): Move | null {
  if (status === 'FIRING') return ticketStatus === 'RESOLVED' ? 'REOPEN' : null;
  if (!clears || isDone(ticketStatus) || onResolved === 'RECORD') return null;
  return onResolved === 'VERIFY' ? 'TO_VERIFYING' : 'TO_RESOLVED';
}

/** What a move writes; null where the process does not allow it: then the alert is only recorded. */
export function decideMoves(
  move: Move,
  facts: FactsOf<Asked>,
  found: GatheredTicket,
  report: Report,
  integration: AlertIntegrationRow,
  acting: Deciding,
): Moved | null {
  const decided = transitionOf(move, found.id, found.status, report, integration)?.decide(
    facts,
    found,
    acting,
  );
  if (!decided?.ok) return null;
  const { writes, events } = decided.value;
  // The event of the alert, which comes before them, is their cause.
  return {
    writes,
    events: events.map((event) => ({
      ...event,
      causedBy: event.causedBy === undefined ? 0 : event.causedBy + 1,
    })),
  };
}

/** Moves a ticket because its alerts are over. Where the process does not allow it, nothing happens. */
export async function moveAtEnd(
  command: CommandContext,
  move: Exclude<Move, 'REOPEN'>,
  { id, status }: Pick<GatheredTicket, 'id' | 'status'>,
  said: Said,
  integration: Pick<AlertIntegrationRow, 'resolutionCode'>,
): Promise<void> {
  await transitionOf(move, id, status, said, integration)?.run(command);
}

/** What a transition says of a report. */
type Said = Pick<Report, 'summary'>;

interface ItsTransition {
  run(command: CommandContext): Promise<Result<unknown>>;
  gather(gathering: Gathering): Asked;
  decide(facts: FactsOf<Asked>, found: GatheredTicket, acting: Deciding): Result<Moved>;
}

/** The transition of a move from a status; null where there is none. */
function transitionOf(
  move: Move,
  id: string,
  status: GatheredTicket['status'],
  report: Said,
  { resolutionCode }: Pick<AlertIntegrationRow, 'resolutionCode'>,
): ItsTransition | null {
  const ticketId = toGlobalId('Ticket', id);
  const resolution = {
    resolutionCode,
    resolutionNotes: `The monitoring system reports that it is over: ${report.summary}`,
  };
  const of = <I extends TransitionInput>(step: TransitionStep<I>, input: I): ItsTransition => ({
    run: (command) => runTransition(command, step, input),
    gather: (gathering) => factsOfTransition(step, input, gathering, sql`${id}::uuid`),
    decide(facts, found, acting) {
      const loaded = loadedTicket([found], ticketId);
      return loaded.ok ? decideTransition(step, facts, loaded.value, input, acting) : loaded;
    },
  });
  switch (move) {
    case 'REOPEN':
      return of(reopenTicket, { ticketId, reason: `The alert fires again: ${report.summary}` });
    case 'TO_VERIFYING':
      if (status !== 'IMPLEMENTING') return null;
      return of(completeImplementation, { ticketId, outcome: 'IMPLEMENTED', ...resolution });
    case 'TO_RESOLVED':
      if (status !== 'VERIFYING') return of(resolveTicket, { ticketId, ...resolution });
      return of(verifyTicket, {
        ticketId,
        outcome: 'PASSED',
        method: 'MONITORING',
        evidence: resolution.resolutionNotes,
      });
  }
}
