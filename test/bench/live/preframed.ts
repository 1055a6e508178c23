import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { joinWhenAsked, Members, messageOf, type Reference } from './reference.js';

/** The limit of any server: the frame is built once and written to each socket. Nothing is executed. */
export function preframed(server: Server): Reference {
  const members = acceptSubscribers(server);
  return {
    async publish(key, payload) {
      const frame = frameOf(payload);
      for (const member of members.of(key)) member.write(frame);
    },
  };
}

/** Accepts WebSockets; their members are the sockets below. */
export function acceptSubscribers(server: Server): Members<Duplex> {
  const members = new Members<Duplex>();
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on('upgrade', (request, duplex, head) => {
    wss.handleUpgrade(request, duplex, head, (socket) => joinWhenAsked(socket, members, duplex));
  });
  return members;
}

/** A text message as one WebSocket frame (RFC 6455, 5.2). */
export function frameOf(payload: string): Buffer {
  const body = Buffer.from(messageOf(payload));
  const head = Buffer.alloc(body.length < 126 ? 2 : 4);
  head[0] = 0x81;
  head[1] = Math.min(body.length, 126);
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}
