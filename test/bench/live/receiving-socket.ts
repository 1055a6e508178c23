import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const NOTHING = Buffer.alloc(0);

/** What is done with what arrives. */
export interface Receiver {
  /** Is called with each text message; the buffer is used again. */
  message(body: Buffer): void;
  /** Is called once. */
  closed(why: string): void;
}

/**
 * A WebSocket client for thousands of sockets in one process beside the server that is measured: it reads the frames of a server (RFC 6455,
 * 5.2) as they are, without copies. Messages in several frames are not supported; `ws` does not send them.
 */
export class ReceivingSocket {
  readonly #stream: Duplex;
  readonly #receiver: Receiver;
  /** The beginning of a frame that has not arrived as a whole. */
  #rest: Buffer = NOTHING;
  #isOpen = true;

  private constructor(stream: Duplex, receiver: Receiver) {
    this.#stream = stream;
    this.#receiver = receiver;
    stream.on('data', (chunk: Buffer) => this.#read(chunk));
    stream.on('error', (error) => this.#end(String(error)));
    stream.on('close', () => this.#end('the connection was closed'));
  }

  static async open(url: string, receiver: Receiver): Promise<ReceivingSocket> {
    const asked = request(url.replace('ws', 'http'), {
      agent: false,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
        'sec-websocket-protocol': 'graphql-transport-ws',
      },
    });
    asked.on('response', ({ statusCode }) => asked.destroy(new Error(`the server answered ${statusCode}`)));
    asked.end();
    const [, stream, head] = (await once(asked, 'upgrade')) as [IncomingMessage, Duplex, Buffer];
    const socket = new ReceivingSocket(stream, receiver);
    if (head.length > 0) socket.#read(head);
    return socket;
  }

  send(text: string): void {
    this.#write(TEXT, Buffer.from(text));
  }

  /** Stops reading: what is sent waits in the network, and then at the server. */
  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  /** Ends the connection at once, without a call of `closed`. */
  drop(): void {
    this.#isOpen = false;
    this.#stream.destroy();
  }

  #read(chunk: Buffer): void {
    let data: Buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const short = (data[1] ?? 0) & 0x7f;
      const from = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length < from) break;
      const length =
        short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
      if (data.length < from + length) break;
      this.#handle(data[0] ?? 0, data.subarray(from, from + length));
      data = data.subarray(from + length);
    }
    this.#rest = data;
  }

  #handle(first: number, body: Buffer): void {
    const kind = first & 0x0f;
    if (kind === TEXT && first & 0x80) this.#receiver.message(body);
    else if (kind === PING) this.#write(PONG, body);
    else if (kind === CLOSE)
      this.#end(body.length < 2 ? 'closed' : `${body.readUInt16BE(0)} ${body.subarray(2)}`);
    else if (kind !== PONG) this.#end(`a frame that is not expected: ${first}`);
  }

  /** A frame of a client has a mask; this one changes nothing. */
  #write(kind: number, body: Buffer): void {
    const head = Buffer.alloc(body.length < 126 ? 6 : 8);
    head[0] = 0x80 | kind;
    head[1] = 0x80 | Math.min(body.length, 126);
    if (head.length === 8) head.writeUInt16BE(body.length, 2);
    this.#stream.write(Buffer.concat([head, body]));
  }

  #end(why: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stream.destroy();
    this.#receiver.closed(why);
  }
}
