import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { modules } from '../../server/modules.js';
import type { Actor, ClassSight, Reader } from '../../server/platform/actor/actor.js';
import { ActorReads } from '../../server/platform/actor/actor-reads.js';
import { type Testimony, Witness } from '../../server/platform/actor/witness.js';
import { sql } from '../../server/platform/db/sql.js';
import { type FilteredEventRow, selectedEvent } from '../../server/platform/events/index.js';
import { Context } from '../../server/platform/graphql/context.js';
import { buildSchema } from '../../server/platform/graphql/schema.js';
import { type Executed, executeOnce } from '../../server/platform/live/class-execution.js';
import type { Stream } from '../../server/platform/live/stream.js';
import { ticketStream } from '../../server/timeline/ticket-stream.js';
import type { Client } from '../harness/client.js';
import { rawId } from '../harness/desk.js';
import type { World } from '../harness/world.js';

// The fields of an answer depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

let schema: GraphQLSchema | undefined;
const clientInfo = { traceId: '', address: '127.0.0.1', userAgent: null };

/** Events of all tickets, of these types. */
export function streamOf(types: readonly string[] | null): Stream {
  return ticketStream({
    key: '',
    queueIds: null,
    onlyTicket: null,
    types: types && new Set(types),
    matches: () => true,
    canMatchIn: () => true,
    dependsOnMyTeams: false,
    parents: [],
    queues: [],
  });
}

/** Executes documents of subscriptions as classes of readers and as actors, in the server of a world. */
export class Executor {
  readonly #world: World;
  readonly organisationId: string;

  private constructor(world: World, organisationId: string) {
    this.#world = world;
    this.organisationId = organisationId;
  }

  static async of(world: World): Promise<Executor> {
    const { organisationId } = await actorOf(world, await world.as('admin'));
    return new Executor(world, organisationId);
  }

  /** The last event of a ticket. */
  async lastEvent(ticketId: string): Promise<FilteredEventRow> {
    const reads = this.reads({ kind: 'system', organisationId: this.organisationId }, null);
    const [event] = await reads.query(sql<FilteredEventRow>`select ${selectedEvent()}, e.facts from events e
      where e.organisation_id = ${this.organisationId} and e.ticket_id = ${rawId(ticketId)} order by e.number desc limit 1`);
    await reads.close();
    if (!event) throw new Error('the ticket has no event');
    return event;
  }

  reads(reader: Reader, witness: Witness | null): ActorReads {
    const { db, seals, extensions } = this.#world.app.services;
    return new ActorReads({ db: db.live, seals, extensions }, reader, undefined, witness);
  }

  /** What an event is to a reader. */
  once(
    reader: Reader,
    document: DocumentNode,
    event: FilteredEventRow,
    stream = streamOf(null),
  ): Promise<Executed> {
    schema ??= buildSchema(modules.resolvers);
    const { services } = this.#world.app;
    const actor = reader.kind === 'class' ? null : reader;
    const identity = { actor, asking: null, actorNow: async () => actor, tokenRefusal: null, lasting: null };
    const facts = { clientInfo, signal: new AbortController().signal };
    const reads = this.reads(reader, new Witness());
    const contextValue = new Context(services, facts, identity, reads);
    return executeOnce(reads, [stream], event, async (rootValue) => {
      const args = { schema: schema as GraphQLSchema, document, rootValue, contextValue };
      const result = await execute(args);
      if (result.errors) throw result.errors[0];
      return JSON.stringify(result);
    });
  }

  /** The class of readers. */
  ofClass(of: ClassSight): Reader {
    return { kind: 'class', organisationId: this.organisationId, of };
  }

  /** What the fields of the last event's ticket depend on, for a class. */
  async testimony(of: ClassSight, ticketId: string, fields: string): Promise<Testimony & { data: Answer }> {
    const document = parse(
      `subscription { ticketEvents { __typename ... on TicketEvent { ${fields} } ... on TicketGone { ticketId } } }`,
    );
    const { frames, testimony } = await this.once(this.ofClass(of), document, await this.lastEvent(ticketId));
    const payload = frames[0]?.[0]?.payload;
    return { ...testimony, data: payload ? JSON.parse(payload).data.ticketEvents : null };
  }
}

/** The actor of a client. */
export async function actorOf(world: World, client: Client): Promise<Actor> {
  const { actor } = await world.app.services.authn.of(client.token ?? '').identify(clientInfo);
  if (!actor) throw new Error('the token does not work');
  return actor;
}
