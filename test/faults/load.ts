import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { graphqlRequest } from '../../client-examples/node/client.js';
import {
  type ResumingSubscription,
  subscribeResuming,
} from '../../client-examples/node/resuming-subscription.js';

type Answer = Record<string, Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
type Json = any;

interface SeenEvent {
  cursor: string;
  type: string;
  ticket: { id: string };
  comment: { body: string } | null;
}

/** One request, without trying again. */
export async function once(url: string, token: string | null, query: string, variables = {}): Promise<Json> {
  return graphqlRequest<Json>(`${url}/graphql`, token, query, variables, { retryForMs: 0 });
}

export async function signedIn(url: string, name: string): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
  const input = { email: `${name}@example.com`, password: 'demo' };
  return (await once(url, null, query, { input })).signIn.token;
}

export async function newTicket(url: string, token: string, subject: string): Promise<string> {
  const query = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } } }';
  const input = { type: 'INCIDENT', subject, description: 'Under load.' };
  return (await once(url, token, query, { input })).createTicket.ticket.id;
}

const numberOf = (cursor: string): number => JSON.parse(Buffer.from(cursor, 'base64url').toString())[2];
const comment =
  'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { message } } }';

/** Three people who write, each to a ticket of their own, and one who follows it all; whatever happens to the server. */
export class Load {
  /** What was acknowledged, by ticket, in order. */
  readonly acknowledged = new Map<string, string[]>();
  readonly seen: SeenEvent[] = [];
  readonly subscription: ResumingSubscription;
  /** Requests that had to be sent again with the same key. */
  retried = 0;
  resyncs = 0;
  readonly #url: string;
  readonly #token: string;
  readonly #writers: Promise<void>[];
  #over = false;
  #waiting: (() => void)[] = [];

  private constructor(url: string, token: string, after: string, tickets: string[]) {
    this.#url = url;
    this.#token = token;
    this.subscription = subscribeResuming<SeenEvent>({
      url: `${url}/graphql`,
      token,
      after,
      field: 'ticketEvents',
      query: `subscription ($after: String) { ticketEvents(after: $after) { __typename
        ... on StreamPosition { cursor } ... on ResyncRequired { cursor reason }
        ... on TicketEvent { cursor type ticket { id } comment { body } } } }`,
      onEvent: (event) => {
        this.seen.push(event);
        this.#wake();
      },
      onResync: () => {
        this.resyncs += 1;
      },
    });
    this.#writers = tickets.map((ticket) => this.#write(ticket));
  }

  static async begin(url: string, token: string): Promise<Load> {
    const tickets = [];
    for (const name of ['One', 'Two', 'Three']) tickets.push(await newTicket(url, token, name));
    const { tickets: list } = await once(url, token, '{ tickets(first: 1) { eventCursor } }');
    return new Load(url, token, list.eventCursor, tickets);
  }

  get count(): number {
    return [...this.acknowledged.values()].reduce((sum, bodies) => sum + bodies.length, 0);
  }

  /** Until so many more writes are acknowledged. */
  async more(writes: number): Promise<void> {
    const goal = this.count + writes;
    while (this.count < goal) await this.#news();
  }

  /** Ends the writing, and holds what was seen and what is stored against what was acknowledged. */
  async check(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#writers);
    await Promise.race([
      this.subscription.done,
      (async () => {
        while (this.seen.length < this.count) await this.#news();
      })(),
    ]);
    // Everything is visible to an administrator and numbers have no gaps: each comes once, in order, none is left out.
    const numbers = this.seen.map(({ cursor }) => numberOf(cursor));
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, i) => first + i));
    expect([this.subscription.duplicates, this.resyncs]).toEqual([0, 0]);
    for (const [ticketId, bodies] of this.acknowledged) {
      const of = this.seen.filter(({ ticket }) => ticket.id === ticketId).map((event) => event.comment?.body);
      expect(of).toEqual(bodies);
      expect(await this.#stored(ticketId)).toEqual(bodies);
    }
    this.subscription.stop();
    await this.subscription.done;
  }

  async #write(ticketId: string): Promise<void> {
    const bodies: string[] = [];
    this.acknowledged.set(ticketId, bodies);
    while (!this.#over) {
      const body = `${bodies.length} ${randomUUID()}`;
      await this.#acknowledged({ ticketId, body, idempotencyKey: randomUUID() });
      bodies.push(body);
      this.#wake();
    }
  }

  /** Sends the same request until it is answered. */
  async #acknowledged(input: object): Promise<void> {
    for (;;) {
      try {
        const answer: Answer = await once(this.#url, this.#token, comment, { input });
        expect(answer.addComment?.errors).toEqual([]);
        return;
      } catch (error) {
        if ((error as Error).name === 'AssertionError') throw error;
        this.retried += 1;
        await sleep(20);
      }
    }
  }

  async #stored(ticketId: string): Promise<string[]> {
    const bodies: string[] = [];
    const query = `query ($id: ID!, $after: String) { ticket(id: $id) { comments(first: 100, after: $after) {
      nodes { body } pageInfo { hasNextPage endCursor } } } }`;
    for (let after: string | null = null; ; ) {
      const { ticket }: Json = await once(this.#url, this.#token, query, { id: ticketId, after });
      bodies.push(...ticket.comments.nodes.map((node: { body: string }) => node.body));
      if (!ticket.comments.pageInfo.hasNextPage) return bodies;
      after = ticket.comments.pageInfo.endCursor;
    }
  }

  #news(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
