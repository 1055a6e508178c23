import { kindOfItem } from '../observability/labels.js';
import type { Payload } from './class-execution.js';

/** What several subscriptions are sent for one item: the payload, which is the same for all of them. */
export class Frame {
  readonly payload: string;
  /** The kind of the item, for metrics. */
  readonly kind: string;
  /** When the live event was recorded, for metrics. */
  readonly recordedAt: Date | undefined;
  #ending: Buffer | undefined;

  constructor({ payload, typeName }: Payload, recordedAt?: Date) {
    this.payload = payload;
    this.kind = kindOfItem(typeName);
    this.recordedAt = recordedAt;
  }

  /** The end of its messages in UTF-8: the payload and a brace. It is encoded once for all of them. */
  get ending(): Buffer {
    this.#ending ??= Buffer.from(`${this.payload}}`);
    return this.#ending;
  }
}

/** Frames that are sent in one write. */
export class Frames {
  readonly list: readonly Frame[];
  #endings: readonly Buffer[] | undefined;
  #kinds: ReadonlyMap<string, number> | undefined;

  constructor(list: readonly Frame[]) {
    this.list = list;
  }

  get endings(): readonly Buffer[] {
    this.#endings ??= this.list.map(({ ending }) => ending);
    return this.#endings;
  }

  /** How many there are of each kind. */
  get kinds(): ReadonlyMap<string, number> {
    this.#kinds ??= new Map(
      [...Map.groupBy(this.list, ({ kind }) => kind)].map(([kind, some]) => [kind, some.length]),
    );
    return this.#kinds;
  }
}
