import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { announce, attachText, store } from '../harness/upload.js';
import { implementing, openTask, planning, scheduled, verifying } from '../limits/fixtures.js';
import type { Cast } from './cast.js';

const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };

/**
 * Creates the objects of the calls, new each time and in the right state: tickets of the requester in a queue of the agent's team, with the
 * affected user and the watcher of the cast.
 */
export class Made {
  readonly cast: Cast;
  readonly #about: Record<string, unknown>;
  static #count = 0;

  private constructor(cast: Cast, queueId: string) {
    this.cast = cast;
    this.#about = {
      requesterId: cast.id('requester'),
      queueId,
      affectedUserIds: [cast.id('affected')],
      watcherIds: [cast.id('watching')],
    };
  }

  /** In the queue that all agents see. */
  static inOpen(cast: Cast): Made {
    return new Made(cast, cast.names.queues['Service Desk'] ?? '');
  }

  /** In the queue that only its team sees. */
  static inClosed(cast: Cast): Made {
    return new Made(cast, cast.closedQueueId);
  }

  get admin(): Client {
    return this.cast.admin;
  }

  /** A name that nothing else has. */
  name(): string {
    Made.#count += 1;
    return `Made ${Made.#count}`;
  }

  async ticket(input: Record<string, unknown> = {}): Promise<string> {
    return (await report(this.admin, { ...this.#about, ...input }, 'ticket { id }')).id;
  }

  async investigated(): Promise<string> {
    return this.#after('startInvestigation', await this.ticket());
  }

  planning(): Promise<string> {
    return planning(this.admin, this.#about);
  }

  scheduled(input: Record<string, unknown> = {}): Promise<string> {
    return scheduled(this.admin, { ...this.#about, ...input });
  }

  implementing(): Promise<string> {
    return implementing(this.admin, this.#about);
  }

  verifying(): Promise<string> {
    return verifying(this.admin, this.#about);
  }

  task(): Promise<string> {
    return openTask(this.admin, this.#about);
  }

  async held(): Promise<string> {
    return this.#after('holdTicket', await this.ticket(), { reason: 'AWAITING_VENDOR' });
  }

  async resolved(): Promise<string> {
    return this.#after('resolveTicket', await this.ticket(), resolution);
  }

  async merged(): Promise<string> {
    return this.#after('mergeTicket', await this.ticket(), { intoId: await this.ticket() });
  }

  async major(): Promise<string> {
    const more = { reason: 'All of it', leadId: this.cast.id('bystander'), updateEveryMinutes: 30 };
    return this.#after('declareMajorIncident', await this.ticket(), more);
  }

  /** Two tickets that are related, as an input names them. */
  async linked(): Promise<{ ticketId: string; relation: string; otherTicketId: string }> {
    const link = {
      ticketId: await this.ticket(),
      relation: 'RELATED_TO',
      otherTicketId: await this.ticket(),
    };
    await this.admin.done('linkTickets', link, '__typename');
    return link;
  }

  /** A resolved ticket with a child that is not. */
  async family(): Promise<{ ticketId: string; childIds: string[] }> {
    const [ticketId, childId] = [await this.resolved(), await this.ticket()];
    const link = { ticketId, relation: 'PARENT_OF', otherTicketId: childId };
    await this.admin.done('linkTickets', link, '__typename');
    return { ticketId, childIds: [childId] };
  }

  async knownError(): Promise<string> {
    const known = {
      ticketId: await this.ticket({ type: 'PROBLEM' }),
      symptoms: 'It jams',
      workaround: 'Turn it',
    };
    return (await this.admin.done('recordKnownError', known, 'knownError { id }')).knownError.id;
  }

  /** An approval that the leads of the team and the administrators are asked for; a program submitted the plan. */
  async approval(): Promise<string> {
    const planner = await this.cast.caller('key', ['TICKETS_READ', 'TICKETS_WRITE']);
    const ticketId = await planning(this.admin, { ...this.#about, type: 'CHANGE_REQUEST' });
    const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' };
    const selection = 'ticket { plans { approval { id } } }';
    return (await planner.done('submitPlan', { ticketId, ...plan }, selection)).ticket.plans[0].approval.id;
  }

  /** What the requester said. */
  async comment(): Promise<string> {
    const ticketId = await this.ticket();
    return this.#say(await this.cast.caller('requester', []), { ticketId, body: 'Words' });
  }

  /** What the administrator noted. */
  async note(): Promise<string> {
    return this.#say(this.admin, { ticketId: await this.ticket(), body: 'Words', visibility: 'INTERNAL' });
  }

  /** What the requester attached. */
  async attachment(): Promise<string> {
    return attachText(await this.cast.caller('requester', []), await this.ticket(), 'words');
  }

  /** What the administrator attached for the agents. */
  async internalAttachment(): Promise<string> {
    return attachText(this.admin, await this.ticket(), 'words', { visibility: 'INTERNAL' });
  }

  /** What the requester uploaded and did not complete. */
  async upload(): Promise<string> {
    const file = { fileName: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('words') };
    const announced = await announce(await this.cast.caller('requester', []), await this.ticket(), file);
    await store(announced, file.bytes);
    return announced.attachmentId;
  }

  /** The token of a survey that was not answered. */
  async surveyToken(): Promise<string> {
    const closing = { ticketId: await this.resolved(), closureSummary: 'It does.' };
    const requester = await this.cast.caller('requester', []);
    const { ticket } = await requester.done('closeTicket', closing, 'ticket { survey { token } }');
    return ticket.survey.token;
  }

  /** The id of a record of the work on a ticket, by the list that it is in. */
  async record(ticketId: string, list: string): Promise<string> {
    const query = `query ($id: ID!) { ticket(id: $id) { ${list} { id } } }`;
    return (await this.admin.ok(query, { id: ticketId })).ticket[list][0].id;
  }

  async verification(): Promise<string> {
    const failed = { outcome: 'FAILED', method: 'TEST', evidence: 'Still worn.' };
    return this.record(await this.#after('verifyTicket', await this.verifying(), failed), 'verifications');
  }

  async review(): Promise<string> {
    const review = { outcome: 'SUCCESSFUL', summary: 'Well done' };
    return this.record(await this.#after('reviewTicket', await this.resolved(), review), 'reviews');
  }

  /** The id of what a mutation makes, which takes a name. */
  async named(mutation: string, what: string, more: object): Promise<string> {
    const payload = await this.admin.done(mutation, { name: this.name(), ...more }, `${what} { id }`);
    return payload[what].id;
  }

  async user(): Promise<string> {
    const person = { name: 'Somebody', email: this.email(), role: 'AGENT' };
    return (await this.admin.done('createUser', person, 'user { id }')).user.id;
  }

  email(): string {
    return `${this.name().replace(' ', '-').toLowerCase()}@example.net`;
  }

  /** A session of the requester. */
  async session(): Promise<string> {
    const client = await this.cast.anew('requester', []);
    const { sessions } = await client.ok('{ sessions(first: 100) { nodes { id current } } }');
    return sessions.nodes.find(({ current }: { current: boolean }) => current).id;
  }

  async #say(client: Client, input: Record<string, unknown>): Promise<string> {
    return (await client.done('addComment', input, 'comment { id }')).comment.id;
  }

  async #after(mutation: string, ticketId: string, more: object = {}): Promise<string> {
    await this.admin.done(mutation, { ticketId, ...more }, '__typename');
    return ticketId;
  }
}
