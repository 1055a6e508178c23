import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Json, once, untilAnswered } from './ask.js';
import { put, putHalf, type TextFile, textFile } from './files.js';
import type { Random } from './random.js';

/** An acknowledged change, in the form of its event. */
export interface Written {
  type: string;
  visibility: 'PUBLIC' | 'INTERNAL';
  body: string | null;
  fileName: string | null;
}

/** A ticket and all its acknowledged changes, in order. */
export interface WrittenTicket {
  id: string;
  number: string;
  held: boolean;
  assigned: boolean;
  written: Written[];
  files: Map<string, TextFile>;
}

export interface WriterOptions {
  url: string;
  /** The writer's name, which its texts contain. */
  name: string;
  tokens: { agent: string; requester: string };
  /** The agent's global id. */
  agentId: string;
  random: Random;
  /** Called for each acknowledged change. */
  onAcknowledged(kind: string): void;
  /** Called for each request that is sent again. */
  onRetry(): void;
}

const upload = 'attachmentId presignedUpload { method url headers { name value } }';

/**
 * A requester who reports tickets and an agent who works on them, one change after the other. An unanswered
 * request is sent again with the same idempotency key. Only one writer changes a ticket, so the order of its
 * events is known.
 */
export class Writer {
  readonly tickets: WrittenTicket[] = [];
  readonly #options: WriterOptions;
  #count = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Writes until it is stopped. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.#step();
  }

  /** Reports a ticket. The next steps change it. */
  async report(): Promise<WrittenTicket> {
    const input = { type: 'INCIDENT', subject: this.#name('ticket'), description: 'Under load.' };
    const { ticket } = await this.#change('createTicket', input, 'ticket { id number }', 'requester');
    const fresh = { ...ticket, held: false, assigned: false, written: [], files: new Map() };
    this.tickets.push(fresh);
    this.#acknowledged(fresh, 'TICKET_CREATED', {});
    return fresh;
  }

  async #step(): Promise<void> {
    const { random } = this.#options;
    const ticket = this.tickets.at(-1);
    if (!ticket || (ticket.written.length > 15 && random.chance(0.2))) {
      await this.report();
      return;
    }
    const kind = random.pick([
      'comment',
      'comment',
      'reply',
      'note',
      'assign',
      'transition',
      'upload',
      'upload',
    ]);
    if (kind === 'assign') await this.#assign(ticket);
    else if (kind === 'transition') await this.#transition(ticket);
    else if (kind === 'upload') await this.#upload(ticket);
    else await this.#comment(ticket, kind === 'note' ? 'INTERNAL' : 'PUBLIC', kind === 'reply');
  }

  async #comment(ticket: WrittenTicket, visibility: 'PUBLIC' | 'INTERNAL', reply: boolean): Promise<void> {
    const body = this.#name(visibility === 'PUBLIC' ? 'comment' : 'note');
    const input = { ticketId: ticket.id, body, visibility };
    await this.#change('addComment', input, 'comment { id }', reply ? 'requester' : 'agent');
    this.#acknowledged(ticket, 'COMMENT_ADDED', { visibility, body });
  }

  async #assign(ticket: WrittenTicket): Promise<void> {
    const input = { ticketId: ticket.id, assigneeId: ticket.assigned ? null : this.#options.agentId };
    await this.#change('assignTicket', input, 'ticket { id }');
    ticket.assigned = !ticket.assigned;
    this.#acknowledged(ticket, 'TICKET_ASSIGNED', {});
  }

  async #transition(ticket: WrittenTicket): Promise<void> {
    const [mutation, type, more] = ticket.held
      ? ['resumeTicket', 'TICKET_RESUMED', {}]
      : ['holdTicket', 'TICKET_HELD', { reason: 'AWAITING_VENDOR' }];
    await this.#change(mutation, { ticketId: ticket.id, ...more }, 'ticket { status }');
    ticket.held = !ticket.held;
    this.#acknowledged(ticket, type, {});
  }

  async #upload(ticket: WrittenTicket): Promise<void> {
    const { random } = this.#options;
    const file = textFile(
      `${this.#name('file')}.txt`,
      random.whole(1, random.chance(0.3) ? 2_000_000 : 20_000),
    );
    const visibility = random.chance(0.3) ? 'INTERNAL' : 'PUBLIC';
    const way = random.pick(['whole', 'whole', 'whole', 'abandoned', 'half']);
    const announcement = {
      ticketId: ticket.id,
      fileName: file.fileName,
      contentType: 'text/plain',
      size: file.bytes.length,
      sha256: file.sha256,
      visibility,
      idempotencyKey: randomUUID(),
    };
    const attachmentId = await this.#sendUntilTaken(announcement, file, way === 'half');
    if (way === 'abandoned') return;
    const input = { attachmentId, idempotencyKey: randomUUID() };
    const { attachment, errors } = await this.#send('completeAttachmentUpload', input, 'attachment { id }');
    if (way === 'half') {
      assert.deepEqual(
        [attachment, errors[0]?.code],
        [null, 'UPLOAD_REJECTED'],
        'half an upload was completed',
      );
      return;
    }
    assert.deepEqual(errors, [], 'an upload that was taken could not be completed');
    ticket.files.set(attachmentId, file);
    this.#acknowledged(ticket, 'ATTACHMENT_ADDED', { visibility, fileName: file.fileName });
  }

  /**
   * Announces a file and uploads it until the store has accepted it. Each attempt repeats the announcement
   * with the same key, and gets a new signed request.
   */
  async #sendUntilTaken(announcement: object, file: TextFile, half: boolean): Promise<string> {
    return untilAnswered(async () => {
      const announced = await this.#send('createAttachmentUpload', announcement, upload);
      assert.deepEqual(announced.errors, []);
      await (half ? putHalf : put)(announced.presignedUpload, file);
      return announced.attachmentId;
    }, this.#options.onRetry);
  }

  async #change(
    name: string,
    input: object,
    selection: string,
    who: 'agent' | 'requester' = 'agent',
  ): Promise<Json> {
    const payload = await this.#send(name, { ...input, idempotencyKey: randomUUID() }, selection, who);
    assert.deepEqual(payload.errors, [], `${name} was refused`);
    return payload;
  }

  async #send(name: string, input: object, selection: string, who: 'agent' | 'requester' = 'agent') {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code message } } }`;
    return (await this.#ask(query, { input }, who))[name];
  }

  #ask(query: string, variables: object, who: 'agent' | 'requester'): Promise<Json> {
    const { url, tokens, onRetry } = this.#options;
    return untilAnswered(() => once(url, tokens[who], query, variables), onRetry);
  }

  #acknowledged(ticket: WrittenTicket, type: string, more: Partial<Written>): void {
    ticket.written.push({ type, visibility: 'PUBLIC', body: null, fileName: null, ...more });
    this.#options.onAcknowledged(type);
  }

  #name(what: string): string {
    this.#count += 1;
    return `${this.#options.name} ${what} ${this.#count}`;
  }
}
