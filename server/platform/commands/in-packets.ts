import type { Asking, Found, Shown } from '../actor/asking.js';
import { PacketTransaction } from '../db/packet-transaction.js';
import type { Sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import { appendEvents, keepTickets, lastOf } from '../events/log.js';
import { err, ok, type Result } from '../kernel/result.js';
import type { UserError } from '../kernel/user-errors.js';
import type { Announced, AnyCommand, Asked, Deciding, Decision, FactsOf } from './command.js';
import { type Author, authorOf } from './command-context.js';
import {
  answerOf,
  type Claim,
  claimOf,
  claimStatement,
  type Ended,
  isKept,
  type KeyRecord,
  keepStatement,
  keepWithEvents,
  keyProblem,
  repeated,
  requestHash,
  type UsedKey,
  unanswered,
} from './idempotency.js';
import { pointedAt } from './pointed-at.js';
import { factsAbout, factsOfReactions, withReactions } from './reactions.js';
import { authorStatement, recordedAs } from './recorded-as.js';
import {
  type AnyInput,
  type CommandServices,
  committed,
  oneAfterTheOther,
  recordingOf,
  whose,
} from './run-command.js';
import { storeContinuations } from './stored-continuation.js';

export interface PacketRequest<I, T> {
  command: AnyCommand<I, T>;
  input: I;
  /** The part of a call that has an idempotency record of its own: the key of the call together with this text. */
  part?: string | undefined;
  asking: Asking;
  /** The author, when Ticketwire itself acts. Default: the actor. */
  onBehalfOf?: Author;
  /** The cause, when Ticketwire itself acts: time, or a request without sign-in. Default: set-up. */
  cause?: 'CLOCK' | 'REQUEST';
  traceId: string;
}

/** The end of a command: the actor was not authenticated, or its result with what its answer can show. */
export type Outcome<T> = { found: null } | ({ found: Found; shows: readonly Shown[] } & Ended<T>);

/**
 * Runs a command in two packets. The first one authenticates the actor, claims the key and gathers all facts; the second one does all
 * writes, the events, the stored answer and the commit. The decision is made in between, without waiting. A refusal writes only the record.
 */
export function runInPackets<I extends object, T>(
  services: CommandServices,
  request: PacketRequest<I, T>,
): Promise<Outcome<T>> {
  const { asking, input, onBehalfOf, command, part } = request;
  const { idempotencyKey = null } = input as AnyInput;
  const { organisationId } = asking;
  const actor = whose(asking.actorKey, onBehalfOf);
  const problem = idempotencyKey === null ? null : keyProblem(idempotencyKey);
  // No key of a client has a line break.
  const key = idempotencyKey === null || part === undefined ? idempotencyKey : `${idempotencyKey}\n${part}`;
  const used =
    key === null || problem
      ? null
      : { organisationId, actor, key, hash: requestHash(command.operation, input) };
  return oneAfterTheOther(services, organisationId, actor, key, async () => {
    const transaction = await PacketTransaction.open(
      services.db.connections.of(asking.asker),
      services.db.packets,
    );
    const run = { services, request, used, problem, now: services.now(), transaction };
    try {
      return await transact(run);
    } finally {
      await transaction.end();
    }
  });
}

/** A running command. */
interface Run<I, T> {
  services: CommandServices;
  request: PacketRequest<I, T>;
  used: UsedKey | null;
  /** The error of a malformed key. */
  problem: UserError | null;
  now: Date;
  transaction: PacketTransaction;
}

interface Gathered {
  found: Found;
  claim: Claim;
  /** The user that the input names as its author. */
  author: readonly unknown[];
  facts: FactsOf<Asked>;
  /** The events that were announced, and the facts of each reaction to them. */
  announced: Announced | undefined;
  ofReactions: readonly (FactsOf<Asked> | undefined)[];
}

async function transact<I extends object, T>(run: Run<I, T>): Promise<Outcome<T>> {
  const gathered = await gather(run);
  if (!gathered) return { found: null };
  const { found, claim } = gathered;
  const ended = (result: Result<T>): Outcome<T> => ({ found, result, last: null, shows: [] });
  if (run.problem) return ended(err(run.problem));
  if (claim.state === 'reused') return ended(err(claim.error));
  if (claim.state === 'answered') {
    run.services.metrics?.idempotentReplay();
    return { found, shows: [], ...repeated<T>(run.used as UsedKey, claim.answer) };
  }
  const deciding = decidingOf(run, gathered);
  const { command, input } = run.request;
  const decision = deciding.ok ? command.decide(gathered.facts, input, deciding.value) : deciding;
  if (!deciding.ok || !decision.ok) {
    const errors = pointedAt((decision as { errors: UserError[] }).errors, input);
    await keepRefusal(run, errors);
    return ended(err(...errors));
  }
  return write(run, gathered, deciding.value, decision.value);
}

/** The first packet: the actor, the claim, and the facts, in the order of locks. Null when the actor was not authenticated. */
async function gather<I extends object, T>(run: Run<I, T>): Promise<Gathered | null> {
  const { transaction, used, problem, services } = run;
  const { asking, command, input } = run.request;
  const { organisationId } = asking;
  const me = used ? unanswered(used, asking.me) : asking.me;
  const gathering = { organisationId, me, extensions: services.extensions };
  // In the order of locks: the key first.
  const own: Asked = {
    who: asking.find,
    record: used && claimStatement(used, asking.me),
    author: authorStatement(organisationId, input as AnyInput, me),
  };
  const asked: Asked = problem ? {} : command.gather(input, gathering);
  const announced = problem ? undefined : command.announces?.(input, gathering);
  const ofReactions = factsOfReactions(announced, gathering);
  const send = (statements: Sql[]) => transaction.begin(organisationId, statements);
  const [known = {}, facts = {}, ...theirs] = await answered([own, asked, ...ofReactions], send);
  const { who = [], record = [], author = [] } = known;
  const found = asking.found(who);
  if (!found) return null;
  const claim: Claim = used ? claimOf(used.key, record[0] as KeyRecord | undefined) : { state: 'new' };
  const isDecided = problem !== null || claim.state !== 'new';
  const more = isDecided ? undefined : command.more?.(facts, input, gathering);
  const [rest] = await answered([more], (statements) => transaction.gather(statements));
  return { found, claim, author, facts: { ...facts, ...rest }, announced, ofReactions: theirs };
}

/** Sends statements as one packet, and returns their rows by name. */
async function answered(
  groups: readonly (Asked | undefined)[],
  send: (statements: Sql[]) => Promise<readonly (readonly unknown[])[]>,
): Promise<(FactsOf<Asked> | undefined)[]> {
  const statements = groups.flatMap((group) => Object.values(group ?? {})).filter((one) => one != null);
  const rows = statements.length > 0 ? [...(await send(statements))] : [];
  return groups.map(
    (group) =>
      group &&
      Object.fromEntries(
        Object.entries(group).map(([name, statement]) => [name, statement ? (rows.shift() ?? []) : []]),
      ),
  );
}

function decidingOf<I, T>(
  { request, now, services }: Run<I, T>,
  { found, author }: Gathered,
): Result<Deciding> {
  const { actor } = found;
  const { organisationId } = actor;
  const input = request.input as AnyInput;
  const recorded = recordedAs(actor, input, now, author, request.onBehalfOf ?? authorOf(actor));
  const { extensions } = services;
  const imported = Boolean(input.import);
  return recorded.ok ? ok({ extensions, organisationId, actor, now, imported, ...recorded.value }) : recorded;
}

async function keepRefusal<I, T>({ used, transaction }: Run<I, T>, errors: UserError[]): Promise<void> {
  if (!used || !isKept(errors)) return;
  await transaction.commit([keepStatement(used, { errors })]);
}

/** The last packet. There is none when nothing is written. */
async function write<I extends object, T>(
  run: Run<I, T>,
  gathered: Gathered,
  deciding: Deciding,
  { value, writes = [], events: own = [], continues = [], shows = [], complete, kept }: Decision<T>,
): Promise<Outcome<T>> {
  const { request, services, transaction, used } = run;
  const { command } = request;
  const { organisationId } = deciding;
  const reacted = await reactions(run, gathered, deciding, own);
  const { events } = reacted;
  const answer = used && answerOf(ok(value), command.keep ?? ((whole) => whole));
  const last = [...reacted.writes];
  if (events.length > 0) {
    const locked = keepTickets(organisationId, events);
    if (locked) last.push(locked);
    const recording = recordingOf(deciding, request);
    const beside = [
      used && answer && keepWithEvents(used, answer, kept),
      storeContinuations(organisationId, [...continues, ...reacted.continues]),
    ];
    last.push(appendEvents(events, recording, beside));
  } else if (used && answer) {
    last.push(keepStatement(used, answer));
  }
  const statements = [...writes, ...last];
  const written = statements.length > 0 ? await transaction.commit(statements) : [];
  const position = events.length > 0 ? lastOf(organisationId, events, written.at(-1) ?? []) : null;
  if (position) committed(services, organisationId, events);
  const completed = complete?.(written);
  return {
    found: gathered.found,
    result: ok(completed ? completed.value : value),
    last: position,
    shows: [...shows, ...(completed?.shows ?? [])],
  };
}

/** The events with those of reactions. Facts about events that were not announced are gathered now, in a packet for each reaction. */
function reactions<I, T>(
  { transaction }: Run<I, T>,
  { announced, ofReactions }: Gathered,
  deciding: Deciding,
  own: readonly NewEvent[],
) {
  return withReactions(own, deciding, async (reaction, place, events) => {
    const known = events.every(({ type }) => announced?.types.includes(type));
    const facts = known ? ofReactions[place] : undefined;
    if (facts) return facts;
    const asked = factsAbout(reaction, deciding.organisationId, events);
    const [late = {}] = await answered([asked], (statements) => transaction.gather(statements));
    return late;
  });
}
