import type { Shown } from '../../platform/actor/asking.js';
import {
  type Asked,
  type Command,
  command,
  type Deciding,
  type FactsOf,
  type Gathering,
} from '../../platform/commands/command.js';
import { forViewer } from '../../platform/commands/reactions.js';
import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import { changedTicket } from '../data/changed-ticket.js';
import { snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { type GatheredTicket, loadedTicket, ticketToChange } from '../data/gather.js';
import type { LoadedTicket, TransitionInput } from '../data/store.js';
import { judge, moved, type StepRules } from './judge.js';
import { factsOfItsComment, writeItsComment } from './transition-comment.js';
import { transitions } from './transitions.js';
import { type Reacted, stateBy, type Taking, workflowPoint } from './workflow.js';

/** The outcome if there are several, and writes in addition to the ticket. */
export interface Stepped extends Reacted {
  to?: TicketStatus;
  /** Events before that of the transition. */
  leads?: NewEvent[];
  /** Rows to show in addition to the ticket. */
  shows?: Shown[];
}

/** The effects of a transition in addition to the status. It gets its facts, and reads nothing. */
export interface TransitionStep<I, A extends Asked = Asked> extends StepRules<I> {
  /** The facts that it needs in addition to the ticket and the facts of all transitions. `ticketId` is SQL of the ticket's id. */
  gather?(input: I, gathering: Gathering, ticketId: Sql): A;
  /** Facts that depend on the ticket or on the first facts, in one more packet. */
  more?(ticket: TicketRow, facts: FactsOf<A>, input: I, gathering: Gathering): Asked;
  /** Changes the ticket. `seesInternal`: whether the actor can read the ticket's internal notes. */
  apply(
    ticket: TicketRow,
    input: I,
    taking: Taking,
    facts: FactsOf<A> & FactsOf<Asked>,
    seesInternal: boolean,
  ): Result<Stepped>;
}

/** Declares a step; its facts are inferred. */
export function transitionStep<I>() {
  return <A extends Asked>(step: TransitionStep<I, A>): TransitionStep<I> =>
    step as unknown as TransitionStep<I>;
}

type TransitionFacts = { ticket: Sql<GatheredTicket> } & Asked;

/** The mutation that takes a step as the table of the process allows it, in packets. */
export function transitionCommand<I extends TransitionInput>(
  step: TransitionStep<I>,
): Command<I, TransitionFacts, { ticketId: string }, Asked> {
  return command<I>()({
    operation: transitions[step.name].mutation,
    announces: ({ ticketId, comment }) => ({
      types: [transitions[step.name].event, ...(comment ? ['COMMENT_ADDED'] : [])],
      ticketIds: sql`array[${idOfType(ticketId, 'Ticket')}::uuid]`,
    }),
    gather: (input, gathering): TransitionFacts => ({
      ticket: ticketToChange(gathering, input.ticketId),
      ...factsOfTransition(step, input, gathering, sql`${idOfType(input.ticketId, 'Ticket')}::uuid`),
    }),
    more: (facts, input, gathering) => {
      const [ticket] = facts.ticket;
      return (ticket && step.more?.(ticket, facts, input, gathering)) ?? {};
    },
    decide(facts, input, deciding) {
      const loaded = loadedTicket(facts.ticket, input.ticketId);
      return loaded.ok ? decideTransition(step, facts, loaded.value, input, deciding) : loaded;
    },
  });
}

/**
 * The facts of a transition in addition to its ticket: its own, those of modules' additions to the process, and those of reactions.
 * `ticketId` is SQL of the ticket's id.
 */
export function factsOfTransition<I extends Pick<TransitionInput, 'comment'>>(
  step: TransitionStep<I>,
  input: I,
  gathering: Gathering,
  ticketId: Sql,
): Asked {
  const { organisationId, extensions } = gathering;
  const workflow = extensions.at(workflowPoint);
  const state = workflow
    .factsOf(step.name)
    .map(({ name, rows }) => [
      `state ${name}`,
      forViewer(gathering, rows(organisationId, sql`array[${ticketId}]`)),
    ]);
  const reactions = workflow
    .reactionsTo(step.name)
    .flatMap(({ gather }, i) =>
      Object.entries(gather?.(organisationId, ticketId) ?? {}).map(([name, statement]) => [
        `reaction ${i} ${name}`,
        statement && forViewer(gathering, statement),
      ]),
    );
  return {
    ...step.gather?.(input, gathering, ticketId),
    ...Object.fromEntries([...state, ...reactions]),
    ...factsOfItsComment(input, gathering),
  };
}

/** What a step on a gathered ticket writes, records and shows. */
export function decideTransition<I extends TransitionInput>(
  step: TransitionStep<I>,
  facts: FactsOf<Asked>,
  loaded: LoadedTicket,
  input: I,
  deciding: Deciding,
) {
  const taken = take(step, facts, loaded, input, deciding);
  if (!taken.ok) return taken;
  const { ticket, writes, events, shows } = taken.value;
  const written = changedTicket(loaded.ticket, ticket, deciding.actor, loaded.facts);
  return ok({
    value: { ticketId: ticket.id },
    writes: [...writes, ...written.writes],
    events,
    shows: [...written.shows, ...shows],
  });
}

/** Takes a step on a ticket that was gathered. */
export function take<I extends TransitionInput>(
  step: TransitionStep<I>,
  facts: FactsOf<Asked>,
  loaded: LoadedTicket,
  given: I,
  taking: Taking,
) {
  const workflow = taking.extensions.at(workflowPoint);
  const { ticket: before } = loaded;
  const rowOf = (name: string) => (facts[`state ${name}`]?.[0] ?? null) as object | null;
  const state = stateBy(workflow.factsOf(step.name), before, taking.onBehalfOf.userId, rowOf);
  const judged = judge(taking, step, loaded, state, given);
  if (!judged.ok) return judged;
  const { input, outcomes } = judged.value;
  const ticket = { ...before };
  const said = writeItsComment(facts, ticket, loaded.facts, input, taking);
  if (!said.ok) return said;
  const stepped = step.apply(ticket, input, taking, facts, loaded.facts.internalVisible);
  if (!stepped.ok) return stepped;
  const own = stepped.value;
  const { to = outcomes[0], leads = [], shows = [] } = own;
  if (!to || !outcomes.includes(to)) throw new Error(`${step.name} does not lead to ${to}`);
  const reacted: Reacted[] = [own];
  for (const [i, reaction] of workflow.reactionsTo(step.name).entries()) {
    const begin = `reaction ${i} `;
    const theirs = Object.entries(facts).filter(([name]) => name.startsWith(begin));
    const named = Object.fromEntries(theirs.map(([name, rows]) => [name.slice(begin.length), rows]));
    reacted.push(reaction.react(named, ticket, taking));
  }
  const event = moved(taking, step, input, snapshot(before), ticket, to, reacted);
  return ok({
    ticket,
    shows,
    events: [...said.value.events, ...leads, event],
    writes: [...said.value.writes, ...reacted.flatMap(({ writes = [] }) => writes)],
  });
}
