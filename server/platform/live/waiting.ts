/**
 * What waits to be sent to the subscriptions of each account: the weight of their documents for each event. It is bounded for one account,
 * over all its subscriptions on this server.
 */
export class Waiting {
  readonly #most: number;
  readonly #ofActor = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The part of what waits for an account that one subscription or group has. `end` must be called when it is over. */
  partOf(actor: string): WaitingPart {
    return new WaitingPart((by) => this.#add(actor, by));
  }

  /** What waits for an account. */
  of(actor: string): number {
    return this.#ofActor.get(actor) ?? 0;
  }

  #add(actor: string, by: number): boolean {
    const waits = this.of(actor) + by;
    if (waits > 0) this.#ofActor.set(actor, waits);
    else this.#ofActor.delete(actor);
    return waits <= this.#most;
  }
}

export class WaitingPart {
  readonly #add: (by: number) => boolean;
  #weight = 0;

  constructor(add: (by: number) => boolean) {
    this.#add = add;
  }

  /** Says how much waits now. Returns false when more waits for the account than one account may have. */
  is(weight: number): boolean {
    const now = Math.ceil(weight);
    const by = now - this.#weight;
    this.#weight = now;
    return this.#add(by) || now === 0;
  }

  end(): void {
    this.is(0);
  }
}
