import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { joinWhenAsked, Members, messageOf, type Reference } from './reference.js';

/** What a simple server does: `send` of the same text for each subscriber and each event. */
export function unbatched(server: Server): Reference {
  const wss = new WebSocketServer({ server, perMessageDeflate: false });
  const members = new Members<WebSocket>();
  wss.on('connection', (socket) => joinWhenAsked(socket, members, socket));
  return {
    async publish(key, payload) {
      const message = messageOf(payload);
      for (const socket of members.of(key)) socket.send(message);
    },
  };
}
