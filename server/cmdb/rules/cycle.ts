/** What each object depends on directly. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * The path on which an object would depend on itself, from it, over its new dependencies, back to it; null when there is none. Its former
 * dependencies do not count, because they are replaced.
 */
export function cycleThrough(
  id: string,
  dependsOn: readonly string[],
  dependencies: Dependencies,
): string[] | null {
  const cameFrom = new Map<string, string>();
  const waiting: string[] = [];
  const reach = (to: string, from: string): void => {
    if (cameFrom.has(to)) return;
    cameFrom.set(to, from);
    waiting.push(to);
  };
  for (const first of dependsOn) reach(first, id);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next === id) return wayBack(id, cameFrom);
    for (const below of dependencies.get(next) ?? []) reach(below, next);
  }
  return null;
}

function wayBack(id: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [id];
  for (let at = cameFrom.get(id); at !== undefined && at !== id; at = cameFrom.get(at)) way.push(at);
  return [id, ...way.slice(1).reverse(), id];
}
