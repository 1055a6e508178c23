import { createClient } from '@redis/client';
import { inTime } from '../../kernel/in-time.js';
import { ANSWER_MS, type Bus, type BusConnection, CHANNEL } from './bus.js';

/** PUBLISH and SUBSCRIBE of Redis (6 or later) or Valkey, over one connection. */
export function redisBus(url: string): Bus {
  return { name: 'redis', connect: (heard) => connect(url, heard) };
}

async function connect(url: string, heard: (text: string) => void): Promise<BusConnection> {
  const client = createClient({
    url,
    // One protocol for commands and messages over one connection.
    RESP: 3,
    // A lost connection is replaced by a new client.
    socket: { reconnectStrategy: false, connectTimeout: ANSWER_MS },
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
  });
  let lose: (reason: Error) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    lose = resolve;
  });
  client.on('error', lose);
  client.on('end', () => lose(new Error('the connection has ended')));
  const close = async (): Promise<void> => {
    if (client.isOpen) client.destroy();
    lose(new Error('the connection was closed'));
  };
  try {
    await inTime(client.connect(), ANSWER_MS);
    await inTime(client.subscribe(CHANNEL, heard), ANSWER_MS);
  } catch (error) {
    await close();
    throw error;
  }
  const publish = async (text: string): Promise<void> => {
    await inTime(client.publish(CHANNEL, text), ANSWER_MS);
  };
  return { publish, lost, close };
}
