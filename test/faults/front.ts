import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** One address for several servers. Each connection goes to the next server that takes it, and all connections can be cut at once. */
export class Front {
  readonly url: string;
  readonly #server: Server;
  readonly #open: Set<Socket>;

  private constructor(server: Server, open: Set<Socket>) {
    this.#server = server;
    this.#open = open;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(ports: readonly number[]): Promise<Front> {
    const open = new Set<Socket>();
    let turn = 0;
    const server = createServer((client) => {
      turn += 1;
      keep(open, client);
      void join(client, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)], open);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Front(server, open);
  }

  /** Cuts all connections without a farewell. */
  cut(): void {
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  stop(): void {
    this.#server.close();
    this.cut();
  }
}

/** Connects a client with the first of the servers that takes it. */
async function join(client: Socket, ports: readonly number[], open: Set<Socket>): Promise<void> {
  for (const port of ports) {
    const server = connect(port, '127.0.0.1');
    keep(open, server);
    const connected = await once(server, 'connect').catch(() => null);
    if (!connected) continue;
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
    client.pipe(server).pipe(client);
    if (client.destroyed) server.destroy();
    return;
  }
  client.destroy();
}

function keep(open: Set<Socket>, socket: Socket): void {
  open.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => open.delete(socket));
}
