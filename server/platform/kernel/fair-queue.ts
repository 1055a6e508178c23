/** An actor that asks, and its group (organisation). */
export interface Asker {
  actor: string;
  group: string;
}

/** Limits of the weight in use, and of the entries that wait. */
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

/** An entry that waits in the queue or is in use. */
export interface Place {
  readonly state: 'waiting' | 'running' | 'left';
  /** Releases the weight, or leaves the queue. Later calls do nothing. */
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
 * Divides a limited weight among actors; what does not fit waits. Entries of one actor are served in their order, and actors take turns. An
 * actor whose turn it is keeps the turn until its entry fits the limits of its group and of all, so that small entries of others cannot
 * pass a large one for ever. The queue does no I/O and reads no clock.
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
   * Asks for `weight`. A weight over an actor's limit counts as that limit. `admitted` is called when the entry is admitted, which can be
   * before this returns. Returns null when too many entries wait already.
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
    // Only an entry that waits needs a place in the queue.
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

  /** The number of groups with weight in use. */
  get groupsInUse(): number {
    return [...this.#groups.values()].filter((group) => group.inUse > 0).length;
  }

  /** The weight an actor has in use, and how many of its entries wait. */
  of(actor: string): { inUse: number; waiting: number } {
    const { inUse = 0, queue = [] } = this.#actors.get(actor) ?? {};
    return { inUse, waiting: queue.length };
  }

  #isOverfull({ queue, group }: ActorState): boolean {
    const { waitingPerActor, waitingPerGroup, waiting } = this.#bounds;
    return queue.length > waitingPerActor || group.waiting > waitingPerGroup || this.#waiting > waiting;
  }

  /** Admits all entries whose turn it is and that fit. */
  #serve(): void {
    const { perActor, perGroup, total } = this.#bounds;
    const served: Entry[] = [];
    // Groups whose next actor does not fit yet: no other actor of these groups goes first.
    const kept = new Set<GroupState>();
    // An actor that is moved to the end while this runs is visited again.
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

  /** Frees the memory of an actor that uses nothing and waits for nothing. */
  #forget(actor: ActorState): void {
    if (actor.inUse > 0 || actor.queue.length > 0) return;
    this.#actors.delete(actor.key);
    const { group } = actor;
    if (group.inUse === 0 && group.waiting === 0) this.#groups.delete(group.key);
  }
}
