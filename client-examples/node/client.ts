import { setTimeout as sleep } from 'node:timers/promises';

/** An entry of the `errors` of a GraphQL answer. */
export interface GraphQLErrorEntry {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

/** An entry of the `errors` of a payload: the mutation was refused, and nothing was changed. */
export interface UserError {
  __typename: string;
  code: string;
  message: string;
  path: string[];
}

/** The request failed. Report `traceId` to the operator of the server; it is in the server's log too. */
export class GraphQLRequestError extends Error {
  override readonly name = 'GraphQLRequestError';
  readonly errors: readonly GraphQLErrorEntry[];
  readonly status: number;
  readonly traceId: string | undefined;

  constructor(status: number, errors: readonly GraphQLErrorEntry[], traceId: string | undefined) {
    const what = errors.map((error) => error.message).join('; ') || `HTTP ${status}`;
    super(traceId === undefined ? what : `${what} (trace ${traceId})`);
    this.errors = errors;
    this.status = status;
    this.traceId = traceId;
  }
}

/** A mutation was refused, with its typed errors. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly errors: readonly UserError[];

  constructor(what: string, errors: readonly UserError[]) {
    super(`${what} was refused: ${errors.map((error) => `${error.code} ${error.message}`).join('; ')}`);
    this.errors = errors;
  }
}

export interface RequestOptions {
  /** Aborts the request, also between attempts. */
  signal?: AbortSignal | undefined;
  /** How long to keep trying while the server cannot be reached, in milliseconds. Default: a minute. */
  retryForMs?: number;
  /** Called before each wait, with the reason for the retry. */
  onRetry?: (reason: unknown) => void;
}

/**
 * Sends one operation and returns its `data`. It retries while the server cannot be reached or is not ready. This is safe for queries, and
 * for mutations with an `idempotencyKey` in their input: a repeated call returns the first answer and changes nothing. Give every mutation
 * one.
 */
export async function graphqlRequest<Data>(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
  { signal, retryForMs = 60_000, onRetry }: RequestOptions = {},
): Promise<Data> {
  const giveUpAt = Date.now() + retryForMs;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    const outcome = await send(url, token, query, variables, signal);
    if (outcome.kind === 'answer') return outcome.data as Data;
    const wait = outcome.waitMs ?? Math.min(5000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2);
    if (Date.now() + wait > giveUpAt) throw outcome.error;
    onRetry?.(outcome.error);
    await sleep(wait, undefined, signal === undefined ? {} : { signal });
  }
}

/** Returns the payload of a mutation, or throws a `RefusedError` if it has errors. */
export function accepted<Payload extends { errors: UserError[] }>(what: string, payload: Payload): Payload {
  if (payload.errors.length > 0) throw new RefusedError(what, payload.errors);
  return payload;
}

type Outcome =
  | { kind: 'answer'; data: unknown }
  | { kind: 'try-again'; error: unknown; waitMs: number | undefined };

const notReady: readonly number[] = [429, 502, 503, 504];

async function send(
  url: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown>,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const patience = AbortSignal.timeout(30_000);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
    text = await response.text();
  } catch (error) {
    // No answer arrived: the server may or may not have run the mutation. The idempotency key makes a retry safe.
    signal?.throwIfAborted();
    return { kind: 'try-again', error, waitMs: undefined };
  }
  const body = parsed(text);
  const errors = body?.errors ?? [];
  if (response.ok && errors.length === 0 && body?.data) return { kind: 'answer', data: body.data };
  const error = new GraphQLRequestError(response.status, errors, traceOf(response, errors));
  if (!notReady.includes(response.status)) throw error;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { kind: 'try-again', error, waitMs: Number.isFinite(seconds) ? seconds * 1000 : undefined };
}

function parsed(text: string): { data?: unknown; errors?: GraphQLErrorEntry[] } | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' ? body : null;
  } catch {
    return null;
  }
}

function traceOf(response: Response, errors: readonly GraphQLErrorEntry[]): string | undefined {
  for (const { extensions } of errors) {
    if (typeof extensions?.traceId === 'string') return extensions.traceId;
  }
  return response.headers.get('x-trace-id') ?? response.headers.get('x-request-id') ?? undefined;
}
