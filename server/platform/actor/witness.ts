/** A ticket that a rule hid from a class of readers, and its queue: others of the class's kind can see it by the queue, or by a right of their own. */
export interface HiddenTicket {
  id: string;
  queueId: string;
}

/** What an execution for a class of readers depended on, beside what the class sees. */
export interface Testimony {
  /** Whether a field or a condition depended on the person, the time or a secret: then the result is right for one person only. */
  isPersonal: boolean;
  /** The tickets that were hidden. One that was moved is there with each of its queues. */
  hidden: readonly HiddenTicket[];
  /** Whether more tickets were hidden than are listed. */
  isMany: boolean;
}

/** The most hidden tickets that are listed. */
export const MOST_HIDDEN = 1000;

/** Notes during an execution what its result depends on. It is only there where the result may be shared. */
export class Witness {
  #isPersonal = false;
  #isMany = false;
  readonly #hidden = new Map<string, HiddenTicket>();

  /** A field or a condition depends on the person, the time or a secret. */
  personal(): void {
    this.#isPersonal = true;
  }

  /** A rule hid these tickets: all of them, or more than are listed. */
  hid(tickets: readonly HiddenTicket[]): void {
    // There can be others behind them, also where some of these are there twice.
    if (tickets.length > MOST_HIDDEN) this.#isMany = true;
    for (const { id, queueId } of tickets) {
      const key = `${id} ${queueId}`;
      if (this.#hidden.size < MOST_HIDDEN || this.#hidden.has(key)) this.#hidden.set(key, { id, queueId });
      else this.#isMany = true;
    }
  }

  get testimony(): Testimony {
    return { isPersonal: this.#isPersonal, hidden: [...this.#hidden.values()], isMany: this.#isMany };
  }
}
