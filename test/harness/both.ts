import type { FormattedExecutionResult } from 'graphql';
import { expect } from 'vitest';
import type { Client } from './client.js';
import type { World } from './world.js';

// Tests select different fields, so an answer has no common type.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Answer = FormattedExecutionResult<any>;

/**
 * Sends an operation over HTTP and over a WebSocket, and returns both answers. Fails on an internal error.
 */
export async function overBoth(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ http: Answer; socket: Answer }> {
  const http = notBroken(await client.send(query, variables), query, variables);
  return { http, socket: await overSocket(client, query, variables) };
}

/** Sends an operation over a WebSocket, and returns the first answer. */
export async function overSocket(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const stream = client.subscribe(query, variables);
  await stream.until((s) => s.ended !== undefined || s.results.length > 0);
  stream.stop();
  const answer = (stream.results[0] ?? { errors: stream.ended }) as Answer;
  if (!stream.results[0] && !Array.isArray(stream.ended)) {
    throw new Error(`the socket was closed: ${JSON.stringify(stream.ended)}`);
  }
  return notBroken(answer, query, variables);
}

/**
 * Sends an operation over both transports, expects equal answers except for the trace ids, and returns one.
 */
export async function sameOverBoth(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const { http, socket } = await overBoth(client, query, variables);
  expect(untraced(socket)).toEqual(untraced(http));
  return http;
}

/** Removes the parts of an answer that differ each time. */
function untraced(answer: Answer): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value) => (key === 'traceId' ? undefined : value)));
}

/** Fails when the server answers an invalid request with an internal error. */
export function notBroken(answer: Answer, ...about: unknown[]): Answer {
  if (JSON.stringify(answer).includes('INTERNAL_SERVER_ERROR')) {
    throw new Error(
      `the server answered with an internal error: ${JSON.stringify(answer)} at ${JSON.stringify(about)}`,
    );
  }
  return answer;
}

/** Fails unless the server is ready and answers over both transports. */
export async function stillServes(world: World): Promise<void> {
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  const client = world.withToken((await world.as('agent')).token ?? '');
  const answer = await sameOverBoth(client, '{ viewer { name } tickets(first: 1) { totalCount } }');
  expect(answer).toMatchObject({ data: { viewer: { name: expect.any(String) } } });
  await client.close();
}
