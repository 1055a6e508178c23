import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { announce, attachText, store } from '../harness/upload.js';
import { implementing, openTask, planning, scheduled, verifying } from '../limits/fixtures.js';
import type { Cast } from './cast.js';

const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };

/**
 * Creates a new object for each call, in a state in which the call is possible. Its tickets are the
 * requester's, in a queue of the agent's team, with the affected user and the watcher of the cast.
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

  /** Its tickets are in the queue that all agents see. */
  static inOpen(cast: Cast): Made {
    return new Made(cast, cast.names.queues['Service Desk'] ?? '');
  }

  /** Its tickets are in the queue that only its team sees. */
  static inClosed(cast: Cast): Made {
    return new Made(cast, cast.closedQueueId);
  }

  get admin(): Client {
    return this.cast.admin;
  }

  /** A unique name. */
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
    return this.#after('mergeTicket', await this.ticket(), { intoTicketId: await this.ticket() });
  }

  async major(): Promise<string> {
    const more = { reason: 'All of it', leadId: this.cast.id('bystander'), updateEveryMinutes: 30 };
    return this.#after('declareMajorIncident', await this.ticket(), more);
  }

  /** Creates two related tickets, and returns the input that names their link. */
  async linked(): Promise<{ ticketId: string; relation: string; otherTicketId: string }> {
    const link = {
      ticketId: await this.ticket(),
      relation: 'RELATED_TO',
      otherTicketId: await this.ticket(),
    };
    await this.admin.done('linkTickets', link, '__typename');
    return link;
  }

  /** Creates a resolved ticket with an open child. */
  async family(): Promise<{ ticketId: string; childIds: string[] }> {
    const [ticketId, childId] = [await this.resolved(), await this.ticket()];
    const link = { ticketId, relation: 'PARENT_OF', otherTicketId: childId };
    await this.admin.done('linkTickets', link, '__typename');
    return { ticketId, childIds: [childId] };
  }

  /** Returns the id of the last event of a type in a ticket's timeline. */
  async event(ticketId: string, type: string): Promise<string> {
    const query =
      'query ($id: ID!) { ticket(id: $id) { timeline { nodes { ... on TicketEvent { id type } } } } }';
    const { nodes } = (await this.admin.ok(query, { id: ticketId })).ticket.timeline;
    return nodes.findLast((entry: { type?: string }) => entry.type === type).id;
  }

  async knownError(): Promise<string> {
    const known = {
      ticketId: await this.ticket({ type: 'PROBLEM' }),
      symptoms: 'It jams',
      workaround: 'Turn it',
    };
    return (await this.admin.done('recordKnownError', known, 'knownError { id }')).knownError.id;
  }

  /** Creates an approval of the team's leads and the administrators, for a plan that the agent submitted. */
  async approval(): Promise<string> {
    return (await this.approvalOf()).approvalId;
  }

  /** The same, with its ticket. */
  async approvalOf(): Promise<{ approvalId: string; ticketId: string }> {
    const planner = await this.cast.caller('agent', []);
    const ticketId = await planning(this.admin, { ...this.#about, type: 'CHANGE_REQUEST' });
    const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' };
    const selection = 'ticket { plans { nodes { approval { id } } } }';
    const { ticket } = await planner.done('submitPlan', { ticketId, ...plan }, selection);
    return { approvalId: ticket.plans.nodes[0].approval.id, ticketId };
  }

  /** Creates a public comment of the requester. */
  async comment(): Promise<string> {
    const ticketId = await this.ticket();
    return this.#say(await this.cast.caller('requester', []), { ticketId, body: 'Words' });
  }

  /** Creates an internal note of the administrator. */
  async note(): Promise<string> {
    return this.#say(this.admin, { ticketId: await this.ticket(), body: 'Words', visibility: 'INTERNAL' });
  }

  /** Creates an attachment of the requester. */
  async attachment(): Promise<string> {
    return attachText(await this.cast.caller('requester', []), await this.ticket(), 'words');
  }

  /** Creates an internal attachment of the administrator. */
  async internalAttachment(): Promise<string> {
    return attachText(this.admin, await this.ticket(), 'words', { visibility: 'INTERNAL' });
  }

  /** Creates an upload of the requester that is not completed. */
  async upload(): Promise<string> {
    const file = { fileName: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('words') };
    const announced = await announce(await this.cast.caller('requester', []), await this.ticket(), file);
    await store(announced, file.bytes);
    return announced.attachmentId;
  }

  /** Returns the token of an open survey. */
  async surveyToken(): Promise<string> {
    const closing = { ticketId: await this.resolved(), closureSummary: 'It does.' };
    const requester = await this.cast.caller('requester', []);
    const { ticket } = await requester.done('closeTicket', closing, 'ticket { survey { token } }');
    return ticket.survey.token;
  }

  /** Returns the id of an open survey. */
  async survey(): Promise<string> {
    const closing = { ticketId: await this.resolved(), closureSummary: 'It does.' };
    const { ticket } = await this.admin.done('closeTicket', closing, 'ticket { survey { id } }');
    return ticket.survey.id;
  }

  /** Returns the id of the record in this list of the ticket. */
  async record(ticketId: string, list: string): Promise<string> {
    const query = `query ($id: ID!) { ticket(id: $id) { ${list}(first: 1) { nodes { id } } } }`;
    return (await this.admin.ok(query, { id: ticketId })).ticket[list].nodes[0].id;
  }

  async verification(): Promise<string> {
    const failed = { outcome: 'FAILED', method: 'TEST', evidence: 'Still worn.' };
    return this.record(await this.#after('verifyTicket', await this.verifying(), failed), 'verifications');
  }

  async review(): Promise<string> {
    const review = { outcome: 'SUCCESSFUL', summary: 'Well done' };
    return this.record(await this.#after('reviewTicket', await this.resolved(), review), 'reviews');
  }

  /** Creates an object with a unique name by a mutation, and returns its id. */
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

  /** Creates a session of the requester, and returns its id. */
  async session(): Promise<string> {
    const client = await this.cast.newSession('requester', []);
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
