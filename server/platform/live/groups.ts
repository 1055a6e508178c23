import type { Common, GroupServices } from './common.js';
import { Group, type Member } from './group.js';
import type { Tail } from './hub.js';
import type { Seat } from './seat.js';

/** The groups of equal subscriptions of this server. */
export class Groups {
  readonly #services: GroupServices;
  readonly #groups = new Map<string, Group>();

  constructor(services: GroupServices) {
    this.#services = services;
  }

  /** Takes a seat in the group with this name: of the same document with the same variables, for one organisation. */
  seat(tail: Tail, name: string, common: Common, member: Member): Seat {
    const key = `${tail.organisationId} ${name}`;
    let group = this.#groups.get(key);
    if (!group) {
      const made = new Group(this.#services, tail, common, {
        sendsState: member.stream.showing !== undefined,
        ended: () => {
          if (this.#groups.get(key) === made) this.#groups.delete(key);
        },
      });
      this.#groups.set(key, made);
      group = made;
    }
    return group.seat(member);
  }

  /** Number of groups and of their members. */
  state(): { groups: number; members: number } {
    const sizes = [...this.#groups.values()].map(({ size }) => size);
    return { groups: sizes.length, members: sizes.reduce((sum, size) => sum + size, 0) };
  }

  /** All members go on alone. */
  close(): void {
    for (const group of [...this.#groups.values()]) group.close();
  }
}
