import type { Message } from '../connections.js';
import { comments, cursorIn } from './documents.js';
import { anyNumber, commentBody, digits, NUMBER, numberIn } from './numbers.js';
import type { Product } from './product.js';
import type { ReferenceKind } from './references.js';
import type { Scene } from './scenes.js';
import type { Stage } from './stage.js';
import { CURSOR, type Topic } from './topics.js';
import { itemIn, type Publication } from './verify.js';
import type { Sent } from './writers.js';

/** A server that is measured: how it is written to, and what its subscribers must get then. */
export interface Contestant {
  name: string;
  pid: number;
  url: string;
  isReference: boolean;
  topic: Topic;
  /** Whether the time of PostgreSQL is counted. */
  usesDatabase: boolean;
  /** The token of each subscriber, and the key that says what it gets. */
  tokens: string[];
  keys: string[];
  writerTokens: string[];
  /** Is called before each measurement. */
  prepare(): Promise<Prepared>;
}

export interface Prepared {
  /** What the writers send, in turn, and the key of those who get it. */
  messages: { message: Message; key: string }[];
  /** What was published since, in order. */
  published(sent: readonly Sent[]): Promise<Publication[]>;
}

/** The product, with what it published in the last measurement. */
export interface Ticketwire extends Contestant {
  latest: readonly Logged[];
}

/** A publication with its number in the log. */
export type Logged = Publication & { event: string };

export function productOf({ owner }: Stage, product: Product, scene: Scene, topic: Topic): Ticketwire {
  const { organisationId, subscribers, writers, tickets } = scene;
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const bodies = comments(scene);
  const contestant: Ticketwire = {
    name: 'Ticketwire',
    isReference: false,
    topic,
    pid: product.pid,
    url: product.url,
    usesDatabase: true,
    tokens: subscribers.map(({ token }) => token),
    keys: subscribers.map(({ key }) => key),
    writerTokens: writers.map(({ token }) => token),
    latest: [],
    async prepare() {
      const [head] = await owner.rows<{ number: string }>(
        'select number from event_heads where organisation_id = $1',
        [organisationId],
      );
      return {
        messages: tickets.map(({ key }, i) => ({ message: bodies[i] as Message, key })),
        async published(sent) {
          const answers = new Map(sent.map((one) => [one.number, one]));
          const rows = await owner.rows<WrittenRow>(written, [organisationId, head?.number]);
          contestant.latest = rows.map(({ event, ticket, body, writer }): Logged => {
            const number = numberIn(body);
            const answer = answers.get(number);
            const cursor = answer ? cursorIn(answer.answer) : CURSOR;
            const { shown = {}, key = '' } = byId.get(ticket) ?? {};
            const item = topic.item({ shown, writer, number, cursor });
            return { event, number, key, ticket, item, answeredAt: answer?.answeredAt };
          });
          return [...contestant.latest];
        },
      };
    },
  };
  return contestant;
}

interface WrittenRow {
  event: string;
  ticket: string;
  body: string;
  writer: string;
}

const written = `select e.number as event, e.ticket_id as ticket, c.body, u.name as writer from events e
  join comments c on c.organisation_id = e.organisation_id and c.id = e.comment_id
  join users u on u.organisation_id = e.organisation_id and u.id = e.actor_user_id
  where e.organisation_id = $1 and e.number > $2 order by e.number`;

/** A reference whose items have the bytes of an item of the product. */
export async function referenceOf(
  kind: Exclude<ReferenceKind, 'one statement'>,
  { references }: Stage,
  { organisationId, subscribers, tickets }: Scene,
  topic: Topic,
  frame: string,
): Promise<Contestant> {
  const { worker, url } = await references.of(kind, organisationId);
  const { payload } = JSON.parse(frame);
  const template = JSON.stringify(payload).replace(anyNumber, commentBody(NUMBER));
  const keys = subscribers.map(({ key }) => key);
  const messages = tickets.map(({ key }) => ({ message: { path: pathOf(key), body: template }, key }));
  return {
    ...{
      isReference: true,
      topic,
      name: kind,
      pid: worker.pid,
      url,
      usesDatabase: false,
      tokens: keys,
      keys,
      writerTokens,
    },
    prepare: async () => ({
      messages,
      published: async (sent) =>
        inOrder(sent).map(({ number, answeredAt, turn }): Publication => {
          const item = itemIn(JSON.parse(template.replace(NUMBER, digits(number))));
          return { number, key: messages[turn % messages.length]?.key ?? '', ticket: '', item, answeredAt };
        }),
    }),
  };
}

/** The server that reads by one statement. It publishes what the product published in its last measurement. */
export async function byStatementOf(
  { references }: Stage,
  { organisationId, subscribers }: Scene,
  topic: Topic,
  ticketwire: Ticketwire,
): Promise<Contestant> {
  const { worker, url } = await references.of('one statement', organisationId);
  return {
    ...{
      isReference: true,
      topic,
      name: 'one statement',
      pid: worker.pid,
      url,
      usesDatabase: true,
      writerTokens,
    },
    tokens: subscribers.map(({ userId }) => userId),
    keys: subscribers.map(({ key }) => key),
    async prepare() {
      const { latest } = ticketwire;
      return {
        messages: latest.map(({ event, key }) => ({ message: { path: pathOf(event), body: '' }, key })),
        published: async (sent) =>
          inOrder(sent).map(({ answeredAt, turn }): Publication => {
            const { number, key, ticket, item } = latest[turn % latest.length] as Logged;
            return { number, key, ticket, item: { ...item, cursor: CURSOR }, answeredAt };
          }),
      };
    },
  };
}

const writerTokens = ['none', 'none', 'none', 'none'];

function pathOf(key: string): string {
  return `/${encodeURIComponent(key)}`;
}

/** The order in which a reference has published. */
function inOrder(sent: readonly Sent[]): Sent[] {
  const publishedAt = ({ answer }: Sent) => (JSON.parse(answer) as { published: number }).published;
  return sent.toSorted((a, b) => publishedAt(a) - publishedAt(b));
}
