import type { Added, Addition, ExtensionPoint } from './extension-point.js';

/** All additions of the modules, merged for each extension point. */
export class Extensions {
  readonly #merged = new Map<ExtensionPoint<never, unknown>, unknown>();

  constructor(modules: readonly { readonly name: string; readonly adds?: readonly Addition[] }[]) {
    const added = new Map<ExtensionPoint<never, unknown>, Added<never>[]>();
    for (const { name, adds = [] } of modules) {
      for (const { point, value } of adds) {
        const before = added.get(point) ?? [];
        added.set(point, [...before, { module: name, value: value as never }]);
      }
    }
    for (const [point, values] of added) this.#merged.set(point, point.merge(values));
  }

  /** The merged additions to an extension point. */
  at<T, M>(point: ExtensionPoint<T, M>): M {
    const key = point as unknown as ExtensionPoint<never, unknown>;
    if (!this.#merged.has(key)) this.#merged.set(key, point.merge([]));
    return this.#merged.get(key) as M;
  }
}
