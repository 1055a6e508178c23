/** What GraphiQL remembers under this prefix, `theme` alone is worth keeping over sessions. */
const prefix = 'graphiql:';
const kept = new Set([`${prefix}theme`]);

const shelf = (key: string): Storage => (kept.has(key) ? localStorage : sessionStorage);

/**
 * Where GraphiQL keeps tabs, variables and history: with the browser tab, because variables may hold a
 * password and headers a token. Only the colour theme outlives it.
 */
export const pageStorage = {
  getItem: (key: string) => shelf(key).getItem(key),
  setItem: (key: string, value: string) => shelf(key).setItem(key, value),
  removeItem: (key: string) => shelf(key).removeItem(key),
  get length() {
    return ownKeys(sessionStorage).length + ownKeys(localStorage).length;
  },
  /** Behind "Clear storage" in GraphiQL's settings; the token is not GraphiQL's and stays. */
  clear() {
    for (const storage of [sessionStorage, localStorage]) {
      for (const key of ownKeys(storage)) storage.removeItem(key);
    }
  },
};

function ownKeys(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(prefix));
}
