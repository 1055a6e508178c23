import type { Server } from 'node:http';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { useServer as serveSubscriptions } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { contractText } from '../../../server/platform/graphql/contract-text.js';
import { readSdl } from '../../../server/platform/graphql/schema.js';
import { Members, position, type Reference } from './reference.js';

/** An item under the name of its subscription. */
type Item = Record<string, unknown>;

/** The usual server: graphql-ws executes the document for each subscriber, here over an object in memory. */
export function perSubscriber(server: Server): Reference {
  const members = new Members<Queue>();
  const wss = new WebSocketServer({ server, perMessageDeflate: false });
  serveSubscriptions({ schema: schemaOf(members), context: ({ connectionParams }) => connectionParams }, wss);
  return {
    async publish(key, payload) {
      const { data } = JSON.parse(payload) as { data: Item };
      for (const queue of members.of(key)) queue.push(data);
    },
  };
}

function schemaOf(members: Members<Queue>): GraphQLSchema {
  const schema = buildSchema(contractText(readSdl()));
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {}))
    field.subscribe = async function* (_root, _args, context: { authorization: string }) {
      const key = context.authorization.slice('Bearer '.length);
      const queue = new Queue();
      members.add(key, queue);
      try {
        yield { [field.name]: position };
        for (;;) yield await queue.next();
      } finally {
        members.remove(key, queue);
      }
    };
  return schema;
}

/** The items that wait for one subscriber. */
class Queue {
  readonly #items: Item[] = [];
  #wake: () => void = () => {};

  push(item: Item): void {
    this.#items.push(item);
    this.#wake();
  }

  async next(): Promise<Item> {
    for (;;) {
      const item = this.#items.shift();
      if (item) return item;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
