import { PacketTransaction } from '../db/packet-transaction.js';
import type { Sql } from '../db/sql.js';
import { appendEvents, keepTickets, ticketsOf } from '../events/log.js';
import { err, ok, type Result } from '../kernel/result.js';
import type { UserError } from '../kernel/user-errors.js';
import type { Asking, Found, Shown } from './asking.js';
import type { AnyCommand, Asked, Deciding, Decision, FactsOf } from './command.js';
import { type Performer, performerOf } from './command-context.js';
import {
  answerOf,
  type Claim,
  claimOf,
  claimStatement,
  type KeyRecord,
  keepStatement,
  keepWithEvents,
  keyProblem,
  recordStatement,
  requestHash,
  type UsedKey,
  unanswered,
} from './idempotency.js';
import { importedAs, importerStatement } from './import.js';
import {
  type AnyInput,
  type CommandServices,
  oneAfterTheOther,
  recordingOf,
  whose,
} from './run-command.js';

export interface PacketRequest<I, T> {
  command: AnyCommand<I, T>;
  input: I;
  asking: Asking;
  /** Whom it is recorded for, when Ticketwire itself acts; who asks when left out. */
  performer?: Performer;
  /** What made it happen, when Ticketwire itself acts: time, or a request that somebody need not sign in for; set-up when left out. */
  cause?: 'CLOCK' | 'REQUEST';
  traceId: string;
}

/** How a command ended: nobody was found who may ask, or its result, with what its answer may show. */
export type Outcome<T> = { found: null } | { found: Found; result: Result<T>; shows: readonly Shown[] };

/**
 * Carries out a command in two packets: who asks, the claim of the key and all facts in the first; all writes, the events, the record's
 * answer and the commit in the second. It is decided in between, without waiting for anything. A refusal writes the record only.
 */
export function runInPackets<I extends object, T>(
  services: CommandServices,
  request: PacketRequest<I, T>,
): Promise<Outcome<T>> {
  const { asking, input, performer, command } = request;
  const { idempotencyKey: key = null } = input as AnyInput;
  const { organisationId } = asking;
  const actor = whose(asking.actorKey, performer);
  const problem = key === null ? null : keyProblem(key);
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

/** A command that is being carried out. */
interface Run<I, T> {
  services: CommandServices;
  request: PacketRequest<I, T>;
  used: UsedKey | null;
  /** What is wrong with the key that was given. */
  problem: UserError | null;
  now: Date;
  transaction: PacketTransaction;
}

interface Gathered {
  found: Found;
  claim: Claim;
  importer: readonly unknown[];
  facts: FactsOf<Asked>;
}

async function transact<I extends object, T>(run: Run<I, T>): Promise<Outcome<T>> {
  const gathered = await gather(run);
  if (!gathered) return { found: null };
  const { found, claim } = gathered;
  const ended = (result: Result<T>): Outcome<T> => ({ found, result, shows: [] });
  if (run.problem) return ended(err(run.problem));
  if (claim.state === 'reused') return ended(err(claim.error));
  if (claim.state === 'answered') {
    run.services.metrics?.idempotentReplay();
    const { answer } = claim;
    return ended('errors' in answer ? err(...answer.errors) : ok(answer.value as T));
  }
  const deciding = decidingOf(run, gathered);
  const { command, input } = run.request;
  const decision = deciding.ok ? command.decide(gathered.facts, input, deciding.value) : deciding;
  if (!deciding.ok || !decision.ok) {
    const { errors } = decision as { errors: UserError[] };
    await keepRefusal(run, errors);
    return ended(err(...errors));
  }
  return write(run, found, deciding.value, decision.value);
}

/** The first packet: who asks, the claim, the facts; in the order of the locks. Null when nobody was found who may ask. */
async function gather<I extends object, T>(run: Run<I, T>): Promise<Gathered | null> {
  const { transaction, used, problem } = run;
  const { asking, command, input } = run.request;
  const { organisationId } = asking;
  const me = used ? unanswered(used, asking.me) : asking.me;
  const given = (input as AnyInput).import;
  const asked: Asked = problem ? {} : command.gather(input, { organisationId, me });
  const statements: Record<string, Sql | null> = {
    who: asking.find,
    claimed: used && claimStatement(used, asking.me),
    record: used && recordStatement(used, asking.me),
    importer: given ? importerStatement(organisationId, given, me) : null,
  };
  const own = Object.entries(statements).filter((entry): entry is [string, Sql] => entry[1] !== null);
  const sent = [...own, ...Object.entries(asked)];
  const rows = await transaction.begin(
    organisationId,
    sent.map(([, statement]) => statement),
  );
  const answers = Object.fromEntries(own.map(([name], i) => [name, rows[i]]));
  const found = asking.found(answers.who ?? []);
  if (!found) return null;
  const [record] = (answers.record ?? []) as KeyRecord[];
  const claim: Claim = used ? claimOf(used.key, answers.claimed ?? [], record) : { state: 'new' };
  let facts = named(Object.keys(asked), rows.slice(own.length));
  if (command.more && claim.state === 'new' && !problem) {
    const more: Asked = command.more(facts, input, { organisationId, me });
    facts = { ...facts, ...named(Object.keys(more), await transaction.gather(Object.values(more))) };
  }
  return { found, claim, importer: answers.importer ?? [], facts };
}

function named(names: readonly string[], rows: readonly (readonly unknown[])[]): FactsOf<Asked> {
  return Object.fromEntries(names.map((name, i) => [name, rows[i] ?? []]));
}

function decidingOf<I, T>({ request, now }: Run<I, T>, { found, importer }: Gathered): Result<Deciding> {
  const { actor } = found;
  const { organisationId } = actor;
  const given = (request.input as AnyInput).import;
  const told = given
    ? importedAs(actor, given, now, importer)
    : ok({ occurredAt: now, performer: request.performer ?? performerOf(actor) });
  return told.ok ? ok({ organisationId, actor, now, ...told.value }) : told;
}

/** What a later call may do is not kept as the answer for good. */
async function keepRefusal<I, T>({ used, transaction }: Run<I, T>, errors: UserError[]): Promise<void> {
  if (!used || errors.some(({ code }) => code === 'RATE_LIMITED')) return;
  await transaction.commit([keepStatement(used, { errors })]);
}

/** The last packet. Where nothing is to be written, there is none. */
async function write<I extends object, T>(
  { request, services, transaction, used }: Run<I, T>,
  found: Found,
  deciding: Deciding,
  { value, writes = [], events = [], shows = [], complete, kept }: Decision<T>,
): Promise<Outcome<T>> {
  const { command, input } = request;
  const { organisationId } = deciding;
  const answer = used && answerOf(ok(value), command.keep ?? ((whole) => whole));
  const last: Sql[] = [];
  if (events.length > 0) {
    const tickets = ticketsOf(events);
    if (tickets.length > 1) last.push(keepTickets(organisationId, tickets));
    const recording = recordingOf(deciding, request, (input as AnyInput).import ?? null);
    last.push(appendEvents(events, recording, used && answer && keepWithEvents(used, answer, kept)));
  } else if (used && answer) {
    last.push(keepStatement(used, answer));
  }
  const statements = [...writes, ...last];
  const written = statements.length > 0 ? await transaction.commit(statements) : [];
  if (events.length > 0) {
    // Never a change without its events.
    if (written.at(-1)?.length !== events.length) throw new Error('events were not appended');
    services.metrics?.eventsAppended(events);
    services.wake(organisationId);
  }
  const completed = complete?.(written);
  return {
    found,
    result: ok(completed ? completed.value : value),
    shows: [...found.shows, ...shows, ...(completed?.shows ?? [])],
  };
}
