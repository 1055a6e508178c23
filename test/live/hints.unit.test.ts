import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Hint } from '../../server/platform/live/hints/hint.js';
import { MOST_CHARACTERS, readMessage, writeMessage } from '../../server/platform/live/hints/message.js';
import { Outbox } from '../../server/platform/live/hints/outbox.js';
import { Peers } from '../../server/platform/live/hints/peers.js';

const events = (organisationId: string): Hint => ({ topic: 'events', organisationId });
const presence = (organisationId: string, ticketId: string | null = randomUUID()): Hint => ({
  topic: 'presence',
  organisationId,
  ticketId,
});

/** All messages of an outbox, as they are read on another server. */
function messagesOf(outbox: Outbox): Hint[][] {
  const messages: Hint[][] = [];
  while (!outbox.isEmpty) {
    const text = writeMessage('a', outbox.take());
    expect(Buffer.byteLength(text)).toBeLessThan(8000);
    messages.push([...(readMessage(text)?.hints ?? [])]);
  }
  return messages;
}

describe('hints that wait to be sent', () => {
  it('are kept once and are bounded', () => {
    const outbox = new Outbox();
    const ids = Array.from({ length: 5000 }, () => randomUUID());
    const added = [...ids, ...ids].flatMap((id) => [outbox.add(events(id)), outbox.add(presence(id))]);
    expect(new Set(added)).toEqual(new Set([true]));
    expect([outbox.add(events(randomUUID())), outbox.add(presence(randomUUID()))]).toEqual([false, false]);
    const sent = messagesOf(outbox).flat();
    expect(sent.filter(({ topic }) => topic === 'events').map((hint) => hint.organisationId)).toEqual(ids);
    expect(sent.filter(({ topic }) => topic === 'presence').length).toBe(10_000);
  });

  it('become one about many tickets where one organisation has more than 20', () => {
    const outbox = new Outbox();
    const [busy, quiet] = [randomUUID(), randomUUID()];
    for (let i = 0; i < 1000; i += 1) outbox.add(presence(busy));
    const one = presence(quiet);
    outbox.add(one);
    outbox.add(presence(busy));
    expect(messagesOf(outbox)).toEqual([[presence(busy, null), one]]);
  });

  it('of one topic do not keep out the other, and of a busy organisation not those of a quiet one', () => {
    const outbox = new Outbox();
    const ids = Array.from({ length: 500 }, () => randomUUID());
    for (const id of ids) for (let i = 0; i < 20; i += 1) outbox.add(presence(id));
    for (const id of ids) outbox.add(events(id));
    const [first = []] = [readMessage(writeMessage('a', outbox.take()))?.hints];
    expect(new Set(first.map(({ topic }) => topic))).toEqual(new Set(['events', 'presence']));
    const busy = ids[0] as string;
    outbox.add(events(busy));
    const rest = messagesOf(outbox)
      .flat()
      .filter(({ topic }) => topic === 'events');
    expect(rest.at(-1)).toEqual(events(busy));
  });
});

describe('a message', () => {
  it('of another form is not read, and unknown or wrong words are left out', () => {
    const id = randomUUID();
    expect(readMessage(`a e${id} x${id} e1 p${id} p${id}/1 p${id}/${id}, e${id.toUpperCase()}`)).toEqual({
      sender: 'a',
      hints: [events(id)],
    });
    for (const text of ['', ' ', `' e${id}`, `a ${'e'.repeat(MOST_CHARACTERS)}`])
      expect(readMessage(text)).toBeNull();
  });
});

describe('other servers', () => {
  it('are there as long as something of them is heard', async () => {
    const peers = new Peers(30);
    expect([peers.heard('a'), peers.heard('a'), peers.heard('b'), peers.count]).toEqual([
      true,
      false,
      true,
      2,
    ]);
    await expect.poll(() => peers.areThere).toBe(false);
    expect(peers.heard('a')).toBe(true);
  });

  it('are silent when one of them has said nothing for a while', async () => {
    const peers = new Peers(60_000);
    expect(peers.isSilent(0)).toBe(false);
    peers.heard('a');
    await expect.poll(() => peers.isSilent(20)).toBe(true);
    peers.heard('b');
    expect(peers.isSilent(20)).toBe(true);
    peers.heard('a');
    expect(peers.isSilent(10_000)).toBe(false);
  });
});
