import { createClient } from 'graphql-ws';
import { fetcherOver } from './fetcher';
import { bearer, getToken, onTokenChange } from './token';
import { keepingItems } from './watched-subscription';

/** The one endpoint, for HTTP and, with `ws:`, for subscriptions. */
export const endpoint = new URL('/graphql', window.location.href);

const socketUrl = new URL(endpoint);
socketUrl.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

/** "Forbidden": another attempt with the same token does not help. */
const forbidden = 4403;

const socket = createClient({
  url: socketUrl.href,
  connectionParams: () => {
    const token = getToken();
    return token ? { authorization: bearer(token) } : {};
  },
  shouldRetry: (event) => closeCode(event) !== undefined && closeCode(event) !== forbidden,
});

// A WebSocket keeps its token. With a new token, running subscriptions continue over a new WebSocket.
onTokenChange(() => socket.terminate());

/** Close codes come in the browser's events, and in errors of graphql-ws with the same shape. */
function closeCode(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined;
}

/** Sends the token, unless the tab's own headers name another. */
const authorizedFetch: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  const token = getToken();
  if (token && !headers.has('authorization')) headers.set('authorization', bearer(token));
  return fetch(input, { ...init, headers });
};

/** GraphiQL's connection to the server. */
export const fetcher = keepingItems(fetcherOver({ url: endpoint.href, fetch: authorizedFetch, socket }));
