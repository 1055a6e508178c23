/** An addition of one module to an extension point. */
export interface Addition {
  readonly point: ExtensionPoint<never, unknown>;
  readonly value: unknown;
}

/** A value with the name of the module that added it. */
export interface Added<T> {
  readonly module: string;
  readonly value: T;
}

/**
 * An extension point: higher folders add to what a lower folder does, without an import by the lower folder. `merge` combines all additions
 * when the program starts, and throws when they contradict each other.
 */
export class ExtensionPoint<T, M = readonly T[]> {
  readonly name: string;
  readonly merge: (added: readonly Added<T>[]) => M;

  constructor(name: string, merge: (added: readonly Added<T>[]) => M) {
    this.name = name;
    this.merge = merge;
  }

  /** An addition that a module declares. */
  add(value: T): Addition {
    return { point: this, value };
  }
}

/** An extension point whose additions are a list, in the order of the modules. */
export function listPoint<T>(name: string): ExtensionPoint<T> {
  return new ExtensionPoint<T>(name, (added) => added.map(({ value }) => value));
}

/** An extension point that at most one module adds to; undefined when none does. */
export function singlePoint<T>(name: string): ExtensionPoint<T, T | undefined> {
  return new ExtensionPoint(name, ([first, second]) => {
    if (first && second)
      throw new Error(`The modules ${first.module} and ${second.module} both declare ${name}.`);
    return first?.value;
  });
}

/** Merges records: throws when two modules declare the same key. */
export function mergedRecords<V>(
  what: string,
  added: readonly Added<Readonly<Partial<Record<string, V>>>>[],
): ReadonlyMap<string, V> {
  const owners = new Map<string, string>();
  const merged = new Map<string, V>();
  for (const { module, value } of added) {
    for (const [key, entry] of Object.entries(value)) {
      const owner = owners.get(key);
      if (owner !== undefined)
        throw new Error(`The modules ${owner} and ${module} both declare the ${what} ${key}.`);
      owners.set(key, module);
      if (entry !== undefined) merged.set(key, entry);
    }
  }
  return merged;
}

/** Merges records that together declare each of the names that the contract has. Throws when one is missing, unknown or declared twice. */
export function completeRecords<V>(
  what: string,
  names: readonly string[],
  added: readonly Added<Readonly<Partial<Record<string, V>>>>[],
): ReadonlyMap<string, V> {
  const merged = mergedRecords(what, added);
  const missing = names.filter((name) => !merged.has(name));
  if (missing.length > 0) throw new Error(`No module declares the ${what} ${missing.join(', ')}.`);
  for (const { module, value } of added) {
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new Error(
        `The module ${module} declares the ${what} ${unknown}, which the contract does not have.`,
      );
  }
  return merged;
}
