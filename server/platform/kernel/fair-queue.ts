/** Who wants something, and which group they belong to. */
export interface Asker {
  actor: string;
  group: string;
}

/** How much there is, and how many may wait for it. */
export interface Bounds {
  /** Weight in use at once: of one actor, of one group, of all. */
  perActor: number;
  perGroup: number;
  total: number;
  /** Places in the queue: of one actor, of one group, of all. */
  waitingPerActor: number;
  waitingPerGroup: number;
  waiting: number;
}

/** A place in the queue or, later, in use. */
export interface Place {
  readonly state: 'waiting' | 'running' | 'left';
  /** Gives back what is used, or leaves the queue. Only the first call counts. */
  leave(): void;
}

interface Entry extends Place {
  state: 'waiting' | 'running' | 'left';
  readonly weight: number;
  readonly admitted: () => void;
}

interface ActorState {
  readonly key: string;
  readonly group: GroupState;
  inUse: number;
  readonly queue: Entry[];
}

interface GroupState {
  readonly key: string;
  inUse: number;
  waiting: number;
}

/**
 * Divides a bounded amount among actors. What does not fit waits. An actor's own entries are served in their order, actors take
 * turns. An actor whose turn has come keeps it until what it asks for fits its group and the whole, so small entries of
 * others never pass a large one for ever. It knows no time and no I/O.
 */
export class FairQueue {
  readonly #bounds: Bounds;
  readonly #actors = new Map<string, ActorState>();
  readonly #groups = new Map<string, GroupState>();
  /** Actors that wait, in the order of their turns. */
  readonly #turns = new Set<ActorState>();
  #inUse = 0;
  #waiting = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /**
   * Asks for `weight`; more than anybody may have counts as all that one may have. `admitted` is called when the turn has come,
   * which may be before this returns. Null: too many wait already.
   */
  enter(asker: Asker, weight: number, admitted: () => void): Place | null {
    const { perActor, perGroup, total } = this.#bounds;
    const actor = this.#actor(asker);
    const entry: Entry = {
      state: 'waiting',
      weight: Math.min(weight, perActor, perGroup, total),
      admitted,
      leave: () => this.#leave(actor, entry),
    };
    actor.queue.push(entry);
    actor.group.waiting += 1;
    this.#waiting += 1;
    this.#turns.add(actor);
    this.#serve();
    // Only who has to wait needs a place in the queue.
    if (entry.state === 'waiting' && this.#isOverfull(actor)) {
      entry.leave();
      return null;
    }
    return entry;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get inUse(): number {
    return this.#inUse;
  }

  /** Groups that use something now. */
  get groupsInUse(): number {
    return [...this.#groups.values()].filter((group) => group.inUse > 0).length;
  }

  /** What an actor uses now, and how many of its entries wait. */
  of(actor: string): { inUse: number; waiting: number } {
    const { inUse = 0, queue = [] } = this.#actors.get(actor) ?? {};
    return { inUse, waiting: queue.length };
  }

  #isOverfull({ queue, group }: ActorState): boolean {
    const { waitingPerActor, waitingPerGroup, waiting } = this.#bounds;
    return queue.length > waitingPerActor || group.waiting > waitingPerGroup || this.#waiting > waiting;
  }

  /** Serves all whose turn it is and who fit. */
  #serve(): void {
    const { perActor, perGroup, total } = this.#bounds;
    const served: Entry[] = [];
    // Groups in which somebody's turn has come who does not fit yet: nobody else of them goes first.
    const kept = new Set<GroupState>();
    // An actor that is put back to the end while this runs is visited again.
    for (const actor of this.#turns) {
      const [entry] = actor.queue;
      if (!entry || kept.has(actor.group) || actor.inUse + entry.weight > perActor) continue;
      if (this.#inUse + entry.weight > total) break;
      if (actor.group.inUse + entry.weight > perGroup) {
        kept.add(actor.group);
        continue;
      }
      this.#remove(actor, entry);
      if (this.#turns.delete(actor) && actor.queue.length > 0) this.#turns.add(actor);
      entry.state = 'running';
      this.#use(actor, entry.weight);
      served.push(entry);
    }
    for (const { admitted } of served) admitted();
  }

  #leave(actor: ActorState, entry: Entry): void {
    if (entry.state === 'left') return;
    if (entry.state === 'waiting') this.#remove(actor, entry);
    else this.#use(actor, -entry.weight);
    entry.state = 'left';
    this.#forget(actor);
    this.#serve();
  }

  #remove(actor: ActorState, entry: Entry): void {
    actor.queue.splice(actor.queue.indexOf(entry), 1);
    actor.group.waiting -= 1;
    this.#waiting -= 1;
    if (actor.queue.length === 0) this.#turns.delete(actor);
  }

  #use(actor: ActorState, weight: number): void {
    actor.inUse += weight;
    actor.group.inUse += weight;
    this.#inUse += weight;
  }

  #actor({ actor: key, group: groupKey }: Asker): ActorState {
    let actor = this.#actors.get(key);
    if (!actor) {
      const group = this.#groups.get(groupKey) ?? { key: groupKey, inUse: 0, waiting: 0 };
      this.#groups.set(groupKey, group);
      actor = { key, group, inUse: 0, queue: [] };
      this.#actors.set(key, actor);
    }
    return actor;
  }

  /** An actor that uses nothing and waits for nothing takes no memory. */
  #forget(actor: ActorState): void {
    if (actor.inUse > 0 || actor.queue.length > 0) return;
    this.#actors.delete(actor.key);
    const { group } = actor;
    if (group.inUse === 0 && group.waiting === 0) this.#groups.delete(group.key);
  }
}
