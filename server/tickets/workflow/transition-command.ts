import {
  type Asked,
  type Command,
  command,
  type FactsOf,
  type Gathering,
} from '../../platform/commands/command.js';
import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { changedTicket } from '../data/changed-ticket.js';
import { snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { type GatheredTicket, loadedTicket, ticketToChange } from '../data/gather.js';
import type { TicketInput } from '../data/store.js';
import { judge, moved, type StepRules } from './judge.js';
import { type Reacted, stateBy, type Taking, workflowPoint } from './workflow.js';

/** The errors; otherwise the outcome if there are several, and writes in addition to the ticket. */
export type Stepped = UserError[] | (Reacted & { to?: TicketStatus; leads?: NewEvent[] });

/** The effects of a transition in addition to the status. It gets its facts, and reads nothing. */
export interface TransitionStep<I, A extends Asked = Asked> extends StepRules<I, Taking> {
  /** The facts that it needs in addition to the ticket and the facts of all transitions. */
  gather?(input: I, gathering: Gathering): A;
  /** The values of required fields, with defaults for omitted ones. */
  given?(ticket: TicketRow, input: I, taking: Taking): Record<string, unknown>;
  /** Changes the ticket. */
  apply(ticket: TicketRow, input: I, taking: Taking, facts: FactsOf<A>): Stepped;
}

/** Declares a step; its facts are inferred. */
export function transitionStep<I>() {
  return <A extends Asked>(step: TransitionStep<I, A>): TransitionStep<I> =>
    step as unknown as TransitionStep<I>;
}

type TransitionFacts = { ticket: Sql<GatheredTicket> } & Asked;

/** The mutation that takes a step as the table of the process allows it, in packets. */
export function transitionCommand<I extends TicketInput>(
  operation: string,
  step: TransitionStep<I>,
): Command<I, TransitionFacts, { ticketId: string }> {
  return command<I>()({
    operation,
    gather: (input, gathering): TransitionFacts => ({
      ticket: ticketToChange(gathering, input.ticketId),
      ...factsOfTransition(step, input, gathering),
    }),
    decide(facts, input, deciding) {
      const loaded = loadedTicket(facts.ticket, input.ticketId);
      if (!loaded.ok) return loaded;
      const taken = take(step, facts, loaded.value, input, deciding, 0);
      if (!taken.ok) return taken;
      const { ticket, writes, events } = taken.value;
      const written = changedTicket(loaded.value.ticket, ticket, deciding.actor, loaded.value.facts);
      return ok({
        value: { ticketId: ticket.id },
        writes: [...writes, ...written.writes],
        events,
        shows: written.shows,
      });
    },
  });
}

/** The facts of a transition in addition to its ticket: its own, those of modules' additions to the process, and those of reactions. */
export function factsOfTransition<I extends TicketInput>(
  step: TransitionStep<I>,
  input: I,
  gathering: Gathering,
): Asked {
  const { organisationId, me, extensions } = gathering;
  const workflow = extensions.at(workflowPoint);
  const id = idOfType(input.ticketId, 'Ticket');
  if (!id) return {};
  const forMe = (statement: Sql): Sql => sql`select f.* from ${me} cross join lateral (${statement}) f`;
  const state = workflow
    .factsOf(step.name)
    .map(({ name, rows }) => [`state ${name}`, forMe(rows(organisationId, [id]))]);
  const reactions = workflow
    .reactionsTo(step.name)
    .flatMap(({ gather }, i) =>
      Object.entries(gather?.(organisationId, id) ?? {}).map(([name, statement]) => [
        `reaction ${i} ${name}`,
        statement && forMe(statement),
      ]),
    );
  return { ...step.gather?.(input, gathering), ...Object.fromEntries([...state, ...reactions]) };
}

/** Takes a step on a ticket that was gathered; `next` is the place of its first event. */
export function take<I extends TicketInput>(
  step: TransitionStep<I>,
  facts: FactsOf<Asked>,
  loaded: Parameters<typeof judge>[2],
  input: I,
  taking: Taking,
  next: number,
) {
  const workflow = taking.extensions.at(workflowPoint);
  const { ticket: before } = loaded;
  const rowOf = (name: string) => (facts[`state ${name}`]?.[0] ?? null) as object | null;
  const state = stateBy(workflow.factsOf(step.name), before, taking.onBehalfOf.userId, rowOf);
  const given = step.given?.(before, input, taking) ?? Object.fromEntries(Object.entries(input));
  const outcomes = judge(taking, step, loaded, state, input, given);
  if (!outcomes.ok) return outcomes;
  const ticket = { ...before };
  const stepped = step.apply(ticket, input, taking, facts);
  if (Array.isArray(stepped) && stepped.length > 0) return err(...stepped);
  const own: Exclude<Stepped, UserError[]> = Array.isArray(stepped) ? {} : stepped;
  const { to = outcomes.value[0], leads = [] } = own;
  if (!to || !outcomes.value.includes(to)) throw new Error(`${step.name} does not lead to ${to}`);
  const reacted: Reacted[] = [own];
  for (const [i, reaction] of workflow.reactionsTo(step.name).entries()) {
    const begin = `reaction ${i} `;
    const theirs = Object.entries(facts).filter(([name]) => name.startsWith(begin));
    const named = Object.fromEntries(theirs.map(([name, rows]) => [name.slice(begin.length), rows]));
    reacted.push(reaction.react(named, ticket, taking));
  }
  const events = moved(taking, step, input, snapshot(before), ticket, to, reacted, next + leads.length);
  return ok({ ticket, events: [...leads, ...events], writes: reacted.flatMap(({ writes = [] }) => writes) });
}
