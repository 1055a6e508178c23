import type { Client } from '../harness/client.js';

// Each story selects other fields of a ticket.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

/** A person of the cast. */
export class Person {
  readonly name: string;
  readonly id: string;
  readonly client: Client;

  constructor(name: string, id: string, client: Client) {
    this.name = name;
    this.id = id;
    this.client = client;
  }

  /** Runs a mutation that must succeed. */
  async does(mutation: string, input: Record<string, unknown>, selection = '__typename'): Promise<Answer> {
    return this.client.done(mutation, input, selection);
  }

  /** Runs a mutation that must be refused, and returns its first error. */
  async isRefused(mutation: string, input: Record<string, unknown>): Promise<Answer> {
    const { errors } = await this.client.mutate(mutation, input, '__typename');
    if (errors.length === 0) throw new Error(`${mutation} by ${this.name} was expected to be refused`);
    return errors[0];
  }

  /** Reads a ticket as this person; null when they cannot see it. */
  async sees(ticketId: string, selection: string): Promise<Answer> {
    return (await this.client.ok(`query ($id: ID!) { ticket(id: $id) { ${selection} } }`, { id: ticketId }))
      .ticket;
  }

  /** Returns the transitions that this person can make now, in the order of the process. */
  async may(ticketId: string): Promise<string> {
    const { availableTransitions } = await this.sees(ticketId, 'availableTransitions { transition allowed }');
    return availableTransitions
      .filter((one: Answer) => one.allowed)
      .map((one: Answer) => one.transition)
      .join(' ');
  }

  /** Returns the names of the steps by their state: `DONE: CREATION TRIAGE`, and so on. */
  async steps(ticketId: string): Promise<Record<string, string>> {
    const { steps } = await this.sees(ticketId, 'steps { step state }');
    const byState = Map.groupBy(steps, (one: Answer) => one.state as string);
    return Object.fromEntries(
      [...byState].map(([state, ones]) => [state, ones.map((one: Answer) => one.step).join(' ')]),
    );
  }
}
