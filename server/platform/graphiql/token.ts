import { useSyncExternalStore } from 'react';

const key = 'ticketwire:token';
const listeners = new Set<() => void>();

/** The token of requests; null when nobody is signed in. */
export function getToken(): string | null {
  return sessionStorage.getItem(key);
}

/** Keeps the token for this browser tab, and nowhere else. */
export function setToken(token: string | null): void {
  if (token === getToken()) return;
  if (token === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, token);
  for (const listener of listeners) listener();
}

/** Calls back when the token changes. Returns a function that ends this. */
export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The token, for components. */
export function useToken(): string | null {
  return useSyncExternalStore(onTokenChange, getToken);
}

/** The value of `Authorization`, for HTTP and for `connection_init`. */
export function bearer(token: string): string {
  return `Bearer ${token}`;
}
