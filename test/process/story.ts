import { expect, it as test } from 'vitest';
import { modules } from '../../server/modules.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { type Directory, directory } from '../harness/desk.js';
import { logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import { positionOf } from '../live/support.js';
import { asReadBy, type Entry, entryFields, type Line, LineFormatter, short } from './history.js';
import { Line as Wire } from './line.js';
import { Person } from './person.js';
import { Watcher } from './watcher.js';

// biome-ignore lint/suspicious/noExplicitAny: each story selects other fields of a ticket
type Answer = any;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const cast = {
  ada: 'admin@example.com',
  leo: 'lead@example.com',
  aisha: 'agent@example.com',
  tomas: 'agent2@example.com',
  rosa: 'requester@example.com',
  ravi: 'requester2@example.com',
  olga: 'outsider@example.org',
} as const;
type Role = keyof typeof cast;

/** The expected history of a ticket, and its readers. Everyone else of the cast must see nothing of it. */
export interface Ending {
  /** Readers who can also read internal notes. */
  staff: readonly Person[];
  /** Readers who cannot read internal notes. */
  requesters: readonly Person[];
  history: readonly Line[];
  /**
   * For readers who could not see the ticket at first, by name: the first line that they receive. They can
   * read the whole history.
   */
  joins?: Readonly<Record<string, string>>;
}

/** A story that a cast plays through the API. Everyone subscribes from its beginning to its end. */
export class Story {
  readonly #wires: Map<Person, Wire>;
  readonly #beginnings: Map<Person, string>;
  readonly #watchers: Watcher[] = [];
  readonly #tickets = new Map<string, string>();
  readonly #cutOff = new Set<Watcher>();
  readonly #lines = new LineFormatter();
  readonly #time: { ahead: number };
  #step = 'the beginning';

  readonly world: World;
  readonly people: Readonly<Record<Role, Person>>;
  readonly names: Directory;

  private constructor(
    world: World,
    people: Readonly<Record<Role, Person>>,
    names: Directory,
    wires: Map<Person, Wire>,
    beginnings: Map<Person, string>,
    time: { ahead: number },
  ) {
    this.world = world;
    this.people = people;
    this.names = names;
    this.#wires = wires;
    this.#beginnings = beginnings;
    this.#time = time;
  }

  /** Creates a world, signs everyone in, and subscribes them to everything that they can see. */
  static async begin(): Promise<Story> {
    const time = { ahead: 0 };
    const world = await startWorld(
      { LIVE_POSITION_SECONDS: '1', CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' },
      undefined,
      () => new Date(Date.now() + time.ahead),
    );
    const people = Object.fromEntries(
      await Promise.all(
        Object.entries(cast).map(async ([role, email]) => {
          const client = await world.as(email);
          const { viewer } = await client.ok('{ viewer { id name } }');
          return [role, new Person(short(viewer.name), viewer.id, client)];
        }),
      ),
    ) as Record<Role, Person>;
    const everyone = Object.values(people);
    await closeWhatIsResolved(people.ada);
    const wires = new Map(
      await Promise.all(everyone.map(async (person) => [person, await Wire.to(world.url)] as const)),
    );
    const beginnings = new Map(
      await Promise.all(everyone.map(async (person) => [person, await positionOf(person.client)] as const)),
    );
    const names = await directory(people.ada.client);
    const story = new Story(world, people, names, wires, beginnings, time);
    story.#nameAll();
    for (const person of everyone) story.#watch(person, 'ticketEvents');
    await Promise.all(story.#watchers.map((watcher) => watcher.began));
    return story;
  }

  /** Begins a step. A later failure names it. */
  step(name: string): void {
    this.#step = name;
  }

  /** Adds the current step to an error. */
  inStep(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    const { message, stack = '' } = error;
    error.message = `In the step "${this.#step}": ${message}`;
    error.stack = stack.replace(message, () => error.message);
    return error;
  }

  get now(): Date {
    return new Date(Date.now() + this.#time.ahead);
  }

  /** Moves the clock, and runs the tasks that are due. */
  async passes(milliseconds: number): Promise<void> {
    this.#time.ahead += milliseconds;
    await runSchedule(this.world.app.services, modules.schedule, () => false);
  }

  /** Returns a time from now, in whole seconds, and names it in histories. */
  moment(name: string, millisecondsFromNow: number): string {
    const at = new Date(Math.ceil((this.now.getTime() + millisecondsFromNow) / 1000) * 1000).toISOString();
    this.called(at, name);
    return at;
  }

  /** Names an id or a value in histories. */
  called(value: string, name: string): void {
    this.#lines.name(value, name);
  }

  /** Creates a ticket and names it in histories. The followers subscribe to it before its creation. */
  async report(
    by: Person,
    name: string,
    input: Record<string, unknown>,
    followers: readonly Person[] = [],
  ): Promise<string> {
    const { ticket } = await by.does('createTicket', input, 'ticket { id }');
    this.ticket(ticket.id, name, followers);
    return ticket.id;
  }

  /** Creates a template of standard changes, whose plans need no approval. Only its name is in the stories' histories. */
  async standardTemplate(): Promise<string> {
    const template = { name: 'A standard change', ticketType: 'CHANGE_REQUEST', standardChange: true };
    const created = await this.people.ada.does('createTicketTemplate', template, 'ticketTemplateId');
    this.called(created.ticketTemplateId, 'A standard change');
    return created.ticketTemplateId;
  }

  /** Names a ticket that was created in another way. */
  ticket(id: string, name: string, followers: readonly Person[] = []): void {
    this.#tickets.set(name, id);
    this.called(id, name);
    for (const person of followers) this.#watch(person, 'ticketUpdated', { id });
  }

  /** Cuts a person's network while a function runs. */
  async without<T>(person: Person, meanwhile: () => Promise<T>): Promise<T> {
    const wire = this.#wires.get(person);
    for (const watcher of this.#watchers) if (watcher.who === person.name) this.#cutOff.add(watcher);
    wire?.cut();
    try {
      return await meanwhile();
    } finally {
      wire?.mend();
    }
  }

  /** Waits until a person has received every event so far that they may see. */
  async catchesUp({ name, client }: Person): Promise<void> {
    const placeOf = await logPlaces(this.world.rows);
    const head = placeOf(await positionOf(client));
    const watchers = this.#watchers.filter(({ who }) => who === name);
    await Promise.all(watchers.map((watcher) => watcher.caughtUp(head, placeOf)));
  }

  /** Compares everything that each person received and can read with the histories of the tickets. */
  async ends(endings: Readonly<Record<string, Ending>>): Promise<void> {
    expect(Object.keys(endings).sort(), 'the tickets of the story').toEqual([...this.#tickets.keys()].sort());
    await Promise.all(Object.values(this.people).map((person) => this.catchesUp(person)));
    for (const id of this.#tickets.values()) await this.#nameRecords(id);
    for (const watcher of this.#watchers) this.#lines.learn(watcher.events);
    for (const [name, ending] of Object.entries(endings)) await this.#compare(name, ending);
    const ids = new Set(this.#tickets.values());
    const placeOf = await logPlaces(this.world.rows);
    for (const watcher of this.#watchers) {
      const places = watcher.events.map((event) => placeOf(event.cursor));
      expect(places, `${watcher.who} receives events in order and once`).toEqual(
        [...new Set(places)].sort((a, b) => a - b),
      );
      expect(watcher.duplicates, `events that ${watcher.who} received twice`).toBe(0);
      expect(watcher.resyncs).toEqual([]);
      expect(
        watcher.events.filter((event) => !ids.has(event.ticket.id)),
        'events of other tickets',
      ).toEqual([]);
    }
    expect(this.#cutOff.size, 'every story cuts a connection').toBeGreaterThan(0);
    for (const { who, reconnects } of this.#cutOff) expect(reconnects, `${who} resumed`).toBeGreaterThan(0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#watchers.map((watcher) => watcher.stop()));
    for (const wire of this.#wires.values()) wire.close();
    await this.world.stop();
  }

  async #compare(name: string, { staff, requesters, history, joins = {} }: Ending): Promise<void> {
    const id = this.#tickets.get(name) ?? '';
    for (const person of Object.values(this.people)) {
      const own = this.#watchers.filter(({ who }) => who === person.name);
      if (!staff.includes(person) && !requesters.includes(person)) {
        await this.#seesNothing(person, id, own);
        continue;
      }
      const expected = asReadBy({ name: person.name, staff: staff.includes(person) }, history);
      const entries = await this.#timeline(person, id);
      expect(
        entries.map((entry) => this.#lines.entry(entry)),
        `what ${person.name} reads of ${name}`,
      ).toEqual(expected);
      const first = joins[person.name] ?? expected[0]?.[0];
      const since = expected.slice(expected.findIndex(([happened]) => happened === first));
      for (const watcher of own) {
        if (!watcher.follows(id)) continue;
        const events = watcher.events.filter((event) => event.ticket.id === id);
        expect(
          events.map((event) => this.#lines.event(event)),
          `what ${person.name} received of ${name} by ${watcher.field}`,
        ).toEqual(since);
      }
    }
  }

  async #seesNothing(person: Person, id: string, own: readonly Watcher[]): Promise<void> {
    expect(await person.sees(id, 'id'), `tickets that ${person.name} can see`).toBeNull();
    expect(own.flatMap(({ events }) => events).filter((event) => event.ticket.id === id)).toEqual([]);
    const following = person.client.subscribe(
      'subscription ($id: ID!) { ticketUpdated(id: $id) { __typename } }',
      { id },
    );
    await following.until(({ ended }) => ended !== undefined);
    expect(following.ended, `${person.name} cannot subscribe to it`).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
  }

  async #timeline(person: Person, id: string): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let after: string | null = null; ; ) {
      const { ticket }: Answer = await person.client.ok(
        `query ($id: ID!, $after: String) { ticket(id: $id) { timeline(first: 50, after: $after) {
          nodes { ${entryFields} } pageInfo { hasNextPage endCursor } } } }`,
        { id, after },
      );
      const { nodes, pageInfo } = ticket.timeline;
      entries.push(...nodes);
      if (!pageInfo.hasNextPage) return entries;
      after = pageInfo.endCursor;
    }
  }

  #watch(person: Person, field: 'ticketEvents' | 'ticketUpdated', variables: { id?: string } = {}): void {
    const wire = this.#wires.get(person);
    const after = this.#beginnings.get(person);
    if (!wire || !after) throw new Error(`${person.name} is not in the cast`);
    this.#watchers.push(new Watcher(person.name, field, wire, person.client, after, variables));
  }

  #nameAll(): void {
    for (const { id, name } of Object.values(this.people)) this.called(id, name);
    const { queues, teams, categories } = this.names;
    for (const named of [queues, teams, categories])
      for (const [name, id] of Object.entries(named)) this.called(id, name);
  }

  /** Names the records of a ticket by kind and number, and tasks by title. */
  async #nameRecords(id: string): Promise<void> {
    const { survey, ...lists } = await this.people.ada.sees(
      id,
      'diagnoses { nodes { id } } plans { nodes { id tasks { id title } approval { id } } } verifications { nodes { id } } reviews { nodes { id } } survey { sentAt expiresAt }',
    );
    const plans: Answer[] = lists.plans.nodes;
    const records: Record<string, Answer[]> = {
      diagnosis: lists.diagnoses.nodes,
      plan: plans,
      verification: lists.verifications.nodes,
      review: lists.reviews.nodes,
      approval: plans.flatMap((plan: Answer) => plan.approval ?? []),
    };
    for (const [kind, ones] of Object.entries(records))
      for (const [i, one] of ones.entries()) this.called(one.id, `${kind} ${i + 1}`);
    if (survey) {
      const days = (Date.parse(survey.expiresAt) - Date.parse(survey.sentAt)) / DAY;
      this.called(survey.expiresAt, `${days} days later`);
    }
    for (const plan of plans) for (const task of plan.tasks) this.called(task.id, task.title);
  }
}

/**
 * Closes the resolved tickets of the demo data, which would otherwise close during a story that takes days.
 */
async function closeWhatIsResolved({ client }: Person): Promise<void> {
  const { tickets } = await client.ok('{ tickets(filter: { statuses: [RESOLVED] }) { nodes { id } } }');
  for (const { id } of tickets.nodes)
    await client.done('closeTicket', { ticketId: id, closureSummary: 'Before the story.' }, '__typename');
}

/** A test that plays a story. A failure names the step. */
export function it(title: string, play: (story: Story) => Promise<void>): void {
  test(title, async () => {
    const story = await Story.begin();
    try {
      await play(story);
    } catch (error) {
      throw story.inStep(error);
    } finally {
      await story.stop();
    }
  });
}
