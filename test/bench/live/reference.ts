import type { WebSocket } from 'ws';

/** A server of reference, which the product is measured beside. */
export interface Reference {
  /** Sends an item to all subscribers with the key: the text of `{"data":…}`. */
  publish(key: string, payload: string): Promise<void>;
}

/** The members of each key. */
export class Members<M> {
  readonly #byKey = new Map<string, Set<M>>();

  add(key: string, member: M): void {
    const members = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, members.add(member));
  }

  remove(key: string, member: M): void {
    this.#byKey.get(key)?.delete(member);
  }

  of(key: string): Iterable<M> {
    return this.#byKey.get(key) ?? [];
  }
}

/** The first item of every subscription, as in the product. */
export const position = { __typename: 'StreamPosition', cursor: 'none' };

/** The message of the protocol for an item. */
export function messageOf(payload: string): string {
  return `{"id":"1","type":"next","payload":${payload}}`;
}

/** Makes the member of a WebSocket one of the key in its `connection_init` when it subscribes. */
export function joinWhenAsked<M>(socket: WebSocket, members: Members<M>, member: M): void {
  let key = '';
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === 'connection_init') {
      key = payload.authorization.slice('Bearer '.length);
      socket.send('{"type":"connection_ack"}');
    } else if (type === 'subscribe') {
      members.add(key, member);
      socket.send(messageOf(JSON.stringify({ data: { ticketEvents: position } })));
    }
  });
  socket.on('close', () => members.remove(key, member));
}
