/** The values that labels can have. A client that sends a new value must not create a new series. */

const OTHER = 'other';

export const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

const routes = new Set(['/', '/graphql', '/schema.graphql', '/livez', '/readyz', '/metrics']);

/** `gone`: the client disconnected. `refused`: a payload with errors. The others are the contract's error codes. */
export const operationOutcomes = new Set([
  'ok',
  'refused',
  'gone',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'DOCUMENT_LIMIT',
  'RATE_LIMITED',
  'INTERNAL_SERVER_ERROR',
]);

/** RFC 6455, and the codes of graphql-transport-ws. */
export const closeCodes = new Set(
  [
    1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1013, 4400, 4401, 4403, 4406, 4408, 4409,
    4429, 4499, 4500,
  ].map(String),
);

/** The value if it is a known one. */
export function bounded(known: ReadonlySet<string>, value: string): string {
  return known.has(value) ? value : OTHER;
}

/** The route of a path. Unknown paths have one label: they can contain anything. */
export function routeOf(path: string): string {
  if (path.startsWith('/graphiql')) return '/graphiql';
  if (path.startsWith('/t/')) return '/t';
  return bounded(routes, path.length > 1 ? path.replace(/\/$/, '') : path);
}

/** `2xx` and so on; `aborted` when the client had disconnected. */
export function statusClass(status: number | null): string {
  return status === null ? 'aborted' : `${Math.floor(status / 100)}xx`;
}

/** The kind of an item of a subscription, by its type in the contract: `event` for `TicketEvent`, `resync` for `ResyncRequired`. */
export function kindOfItem(typeName: string): string {
  const name = typeName.replace(/^(Stream|Ticket)|Required$/g, '');
  return name.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase();
}
