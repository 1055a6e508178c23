import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from 'graphql-ws';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type CarriedSocket, carrySockets } from '../../server/platform/graphql/sockets.js';

/** More than the network keeps for a client that does not read. */
const LARGE = 'x'.repeat(14_000_000);

let server: WebSocketServer;
let client: WebSocket;
let carried: CarriedSocket;
let send: (message: string) => Promise<void>;

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  const opened = ((socket: { send: typeof send }, extra: CarriedSocket) => {
    carried = extra;
    send = socket.send;
    return async () => {};
  }) as unknown as Server<CarriedSocket>['opened'];
  carrySockets({ opened }, server, { pingMs: 60_000, mostAtOnce: 1, log: pino({ level: 'silent' }) });
  await once(server, 'listening');
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('message', () => undefined);
  await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  server.close();
});

/** Sends while the client does not read for a time. */
async function sendWhilePaused(message: string, ms: number): Promise<number> {
  client.pause();
  const sent = send(message);
  await sleep(ms);
  client.resume();
  await sent;
  return carried.waits;
}

describe('a client makes the server wait', () => {
  it('when it does not read for a while what the network has no room for, and not by a moment or a small message', async () => {
    expect(await sendWhilePaused('small', 400)).toBe(0);
    expect(await sendWhilePaused(LARGE, 5)).toBe(0);
    expect(await sendWhilePaused(LARGE, 400)).toBe(1);
  });
});
