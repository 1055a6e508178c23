import { accepted, graphqlRequest, type UserError } from '../client.ts';

/** Sends an operation with one token. */
export type Api = <Data>(document: string, variables?: Record<string, unknown>) => Promise<Data>;

export function apiOf(url: string, token: string, signal: AbortSignal | undefined): Api {
  // Longer than a restart of the server: every mutation has a key and can be retried.
  return (document, variables) =>
    graphqlRequest(url, token, document, variables, { signal, retryForMs: 180_000 });
}

/** Runs a mutation that must succeed, and returns its payload. */
export async function mutate<Payload>(
  api: Api,
  field: string,
  document: string,
  input: Record<string, unknown>,
): Promise<Payload> {
  const data = await api<Record<string, Payload & { errors: UserError[] }>>(document, { input });
  const payload = data[field];
  if (!payload) throw new Error(`${field} answered nothing`);
  return accepted(field, payload);
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** All nodes of a connection. */
export async function readAll<Node>(api: Api, field: string, document: string): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page<Node> | undefined = (await api<Record<string, Page<Node>>>(document, { after }))[field];
    nodes.push(...(page?.nodes ?? []));
    if (!page?.pageInfo.hasNextPage) return nodes;
    after = page.pageInfo.endCursor;
  }
}
