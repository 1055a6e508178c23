/** Of what GraphiQL stores under this prefix, only `theme` is kept over sessions. */
const prefix = 'graphiql:';
const kept = new Set([`${prefix}theme`]);

const shelf = (key: string): Storage => (kept.has(key) ? localStorage : sessionStorage);

/**
 * GraphiQL's storage for tabs, variables and history. It lives as long as the browser tab, because variables can hold a password and
 * headers a token. Only the colour theme is kept longer.
 */
export const pageStorage = {
  getItem: (key: string) => shelf(key).getItem(key),
  setItem: (key: string, value: string) => shelf(key).setItem(key, value),
  removeItem: (key: string) => shelf(key).removeItem(key),
  get length() {
    return ownKeys(sessionStorage).length + ownKeys(localStorage).length;
  },
  /** For "Clear storage" in GraphiQL's settings. The token is not GraphiQL's and stays. */
  clear() {
    for (const storage of [sessionStorage, localStorage]) {
      for (const key of ownKeys(storage)) storage.removeItem(key);
    }
  },
};

function ownKeys(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(prefix));
}
